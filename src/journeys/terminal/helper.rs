//! `/terminal/helper`: "I am helping this person". A helper's name and role stand in the log, and nothing else of them.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::page;
use crate::access::{LONGEST_HELPER, Permit};
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};

/// What a helper says of themself, or that they help no more.
#[derive(Debug, Default, Deserialize)]
pub struct HelperForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    went: String,
}

/// The form. Only on a terminal, while somebody is logged in there.
///
/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, permit: Option<Permit>) -> Outcome {
    match permit.filter(|_| reader.terminal.is_some()) {
        Some(permit) => Ok(form_page(&reader, &permit, FormState::default())),
        None => Ok(Redirect::to("/").into_response()),
    }
}

/// Writes it down.
///
/// # Errors
/// When the form cannot be read, or it is not written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Option<Permit>,
    session: Session,
    form: Result<Form<HelperForm>, FormRejection>,
) -> Outcome {
    let Some(permit) = permit.filter(|_| reader.terminal.is_some()) else {
        return Ok(Redirect::to("/").into_response());
    };
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let to_first_page = || Ok(Redirect::to("/").into_response());
    if form.went == "yes" {
        app.access.helper_went(&session).await.map_err(PageError::internal)?;
        return to_first_page();
    }
    let (locale, name, role) = (reader.locale(), form.name.trim(), form.role.trim());
    let fits = |words: &str| !words.is_empty() && words.chars().count() <= LONGEST_HELPER;
    let mut state = FormState::default().keep("name", name).keep("role", role);
    if !fits(name) {
        state.wrong("name", t!(locale, "Enter your name, in at most {n} letters", n = LONGEST_HELPER));
    }
    if !fits(role) {
        state.wrong("role", t!(locale, "Enter who you are, in at most {n} letters", n = LONGEST_HELPER));
    }
    if !state.is_ok() {
        return Ok(form_page(&reader, &permit, state));
    }
    app.access.helper_came(&permit, &session, name, role).await.map_err(PageError::internal)?;
    to_first_page()
}

fn form_page(reader: &Reader, permit: &Permit, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "I am helping this person")).back("/", t!(locale, "Back"));
    let frame = frame.for_person(permit.subject());
    crate::web::form_page(frame, form, |form| view! { <page::IAmHelping locale form /> })
}
