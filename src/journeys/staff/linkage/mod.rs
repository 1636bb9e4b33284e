//! `/staff/linkage`: a code for somebody who stands at the desk, with which they make a log-in of their own.

mod form;
mod page;

use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::access::{AsReception, OnDuty};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

/// How many codes that were given the page lists.
const LISTED: i64 = 20;

type Reception = OnDuty<AsReception>;

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
/// When the form cannot be read, or nothing can be stored.
pub async fn make(State(app): State<AppState>, reader: Reader, by: Reception, sent: Sent) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale);
    let (identified, person) = match form::read(locale, &fields, by.organisation(), app.clock.now()) {
        Ok(read) => read,
        Err(state) => return asked(&app, &reader, &by, state).await,
    };
    let code = app.access.linkage_code_by(&by, identified, &person).await.map_err(PageError::internal)?;
    let address = app.public_url.join("/register").map(String::from).unwrap_or_default();
    let place = place_name(&app, by.organisation());
    let frame = frame(&app, &reader, &by, t!(locale, "A code to make a log-in"));
    let frame = frame.back("/staff/linkage", t!(locale, "Codes to make a log-in"));
    Ok(answer(frame, view! { <page::Slip locale code address place /> }))
}

async fn asked(app: &AppState, reader: &Reader, by: &Reception, form: FormState) -> Outcome {
    let (locale, now) = (reader.locale, app.clock.now());
    let issued = app.database.linkages_of(by.organisation(), LISTED).await.map_err(PageError::internal)?;
    let mut given = Vec::new();
    for one in issued {
        let who = app.access.staff.name_of(by.organisation(), one.by).await.map_err(PageError::internal)?;
        given.push((one, who));
    }
    let frame = frame(app, reader, by, t!(locale, "Codes to make a log-in"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    let page: Response = form_page(frame, form, move |form| view! { <page::Ask locale now form given /> });
    Ok(page)
}
