//! `/staff/visit-codes`: a slip for somebody who stands at the desk and has no log-in at hand, for one visit to a terminal.

mod page;

use axum::extract::State;
use leptos::prelude::*;

use super::at_desk::{self, Reception};
use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::access::{At, VisitPlaces};
use crate::store::DeskCode;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

const HERE: &str = "/staff/visit-codes";
/// What stands before a place in the form: whether they use the code there now, or later.
const NOW: &str = "here:";
const LATER: &str = "elsewhere:";

/// The form, and the codes that were given.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Reception) -> Outcome {
    let places = places(&app, &by).await?;
    asked(&app, &reader, &by, places, FormState::default()).await
}

/// Makes a code and shows the slip, this once.
///
/// # Errors
/// When the form cannot be read, it is about whoever sends it, or nothing can be stored.
pub async fn make(State(app): State<AppState>, reader: Reader, by: Reception, sent: Sent) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let (name, place, places) = (fields.one("name"), fields.one("place"), places(&app, &by).await?);
    let mut state = FormState::default().keep("name", name).keep("place", place);
    let person = at_desk::read(locale, &fields, app.clock.now(), &mut state);
    let at = at(&places, place);
    if at.is_none() {
        state.wrong("place", t!(locale, "Choose where they use the code"));
    }
    let (Some(person), Some(at)) = (person, at) else {
        return asked(&app, &reader, &by, places, state).await;
    };
    let name = Some(name).filter(|name| !name.is_empty());
    let from = place_name(&app, by.organisation());
    let made = match app.access.visit_code_by(&by, &person, name, at).await {
        Ok(made) => made,
        Err(why) => {
            let state = at_desk::refused(locale, why, from, state)?;
            return asked(&app, &reader, &by, places, state).await;
        }
    };
    let place = at.place().to_owned();
    let frame = frame(&app, &reader, &by, t!(locale, "Visit code"));
    let frame = frame.back(HERE, t!(locale, "Visit codes"));
    Ok(answer(frame, view! { <page::Made locale made place from /> }))
}

/// What was chosen, where that is one of the places.
fn at<'a>(places: &'a VisitPlaces, chosen: &str) -> Option<At<'a>> {
    let among = |all: &'a [String], place: &str| all.iter().find(|one| *one == place).map(String::as_str);
    let now = chosen.strip_prefix(NOW).and_then(|place| among(&places.here, place)).map(At::Here);
    now.or_else(|| among(&places.elsewhere, chosen.strip_prefix(LATER)?).map(At::Elsewhere))
}

async fn places(app: &AppState, by: &Reception) -> Result<VisitPlaces, PageError> {
    app.access.visit_places(by).await.map_err(PageError::internal)
}

async fn asked(
    app: &AppState,
    reader: &Reader,
    by: &Reception,
    places: VisitPlaces,
    form: FormState,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let given = at_desk::given_lately(app, by, DeskCode::Visit).await?;
    let frame = frame(app, reader, by, t!(locale, "Visit codes"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(form_page(frame, form, move |form| view! { <page::Ask locale now form places given /> }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_for_a_place_that_has_a_terminal_and_for_a_day_only_elsewhere() {
        let places = VisitPlaces { here: vec!["Surgery".into()], elsewhere: vec!["Library".into()] };
        assert_eq!(at(&places, "here:Surgery"), Some(At::Here("Surgery")));
        assert_eq!(at(&places, "elsewhere:Library"), Some(At::Elsewhere("Library")));
        for wrong in ["", "Surgery", "here:Library", "elsewhere:Surgery", "here:", "elsewhere:Anywhere"] {
            assert_eq!(at(&places, wrong), None, "{wrong}");
        }
    }
}
