//! `/staff/linkage`: a code for somebody who stands at the desk, with which they make a log-in of their own.

mod page;

use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

use super::at_desk::{self, Reception};
use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::store::DeskCode;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, Reader, form_page, page as answer};

/// The form, and the codes that were given.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Reception) -> Outcome {
    asked(&app, &reader, &by, FormState::default()).await
}

/// Makes a code and shows the slip, this once.
///
/// # Errors
/// When the form cannot be read, it is about whoever sends it, or nothing can be stored.
pub async fn make(State(app): State<AppState>, reader: Reader, by: Reception, sent: Sent) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let name = fields.one("name");
    let mut state = FormState::default().keep("name", name);
    let person = at_desk::read(locale, &fields, app.clock.now(), &mut state);
    if name.is_empty() {
        state.wrong("name", t!(locale, "Enter the name"));
    }
    let Some(person) = person.filter(|_| state.is_ok()) else {
        return asked(&app, &reader, &by, state).await;
    };
    let place = place_name(&app, by.organisation());
    let code = match app.access.linkage_code_by(&by, &person, name.to_owned()).await {
        Ok(code) => code,
        Err(why) => return asked(&app, &reader, &by, at_desk::refused(locale, why, place, state)?).await,
    };
    let address = app.public_url.join("/register").map(String::from).unwrap_or_default();
    let frame = frame(&app, &reader, &by, t!(locale, "A code to make a log-in"));
    let frame = frame.back("/staff/linkage", t!(locale, "Codes to make a log-in"));
    Ok(answer(frame, view! { <page::Made locale code address place /> }))
}

async fn asked(app: &AppState, reader: &Reader, by: &Reception, form: FormState) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let given = at_desk::given_lately(app, by, DeskCode::Linkage).await?;
    let frame = frame(app, reader, by, t!(locale, "Codes to make a log-in"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    let page: Response = form_page(frame, form, move |form| view! { <page::Ask locale now form given /> });
    Ok(page)
}
