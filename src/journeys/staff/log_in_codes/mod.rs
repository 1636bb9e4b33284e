//! `/staff/log-in-codes`: a code for somebody who stands at the desk and has lost their log-in.

mod page;

use axum::extract::State;
use leptos::prelude::*;

use super::at_desk::{self, Reception};
use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::store::DeskCode;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, Reader, form_page, page as answer};

const HERE: &str = "/staff/log-in-codes";

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
    let mut state = FormState::default();
    let Some(person) = at_desk::read(locale, &fields, app.clock.now(), &mut state) else {
        return asked(&app, &reader, &by, state).await;
    };
    let place = place_name(&app, by.organisation());
    let code = match app.access.log_in_code_by(&by, &person).await {
        Ok(code) => code,
        Err(why) => return asked(&app, &reader, &by, at_desk::refused(locale, why, place, state)?).await,
    };
    let address = app.public_url.join("/log-in/new-password").map(String::from).unwrap_or_default();
    let frame = frame(&app, &reader, &by, t!(locale, "A code for a new password"));
    let frame = frame.back(HERE, t!(locale, "Lost log-ins"));
    Ok(answer(frame, view! { <page::Made locale code address place /> }))
}

async fn asked(app: &AppState, reader: &Reader, by: &Reception, form: FormState) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let given = at_desk::given_lately(app, by, DeskCode::LogIn).await?;
    let frame = frame(app, reader, by, t!(locale, "Lost log-ins"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(form_page(frame, form, move |form| view! { <page::Ask locale now form given /> }))
}
