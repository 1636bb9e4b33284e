//! Setting up an authenticator app, and stopping to use codes.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use leptos::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tower_sessions::Session;

use super::{OwnLogIn, changed, code_pages, frame, noted, qr};
use crate::access::{AppKey, Purpose};
use crate::domain::About;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page};

#[derive(Default, Deserialize)]
pub struct AppForm {
    #[serde(default)]
    code: String,
    /// The key that is being set up, sealed.
    #[serde(default)]
    note: String,
}

/// A new key each time; nothing is stored before a code of it has been typed.
///
/// # Errors
/// When nothing can be sealed.
pub async fn show(State(app): State<AppState>, reader: Reader, own: OwnLogIn) -> Outcome {
    let (key, note) = app.access.accounts.new_app(own.actor()).map_err(PageError::internal)?;
    Ok(form_page(&reader, &own, FormState::default(), &key, &note))
}

/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    own: OwnLogIn,
    form: Result<Form<AppForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, accounts, account) = (reader.locale(), &app.access.accounts, own.actor());
    let mut state = FormState::default();
    let Some(key) = accounts.app_of_note(account, &form.note) else {
        // Left open for too long: here is a new one.
        state.wrong("code", t!(locale, "This page was open for too long. Scan the new picture"));
        let (key, note) = accounts.new_app(account).map_err(PageError::internal)?;
        return Ok(form_page(&reader, &own, state, &key, &note));
    };
    let Some(step) = accounts.step_of(&key, &form.code) else {
        state.wrong("code", t!(locale, "Enter the 6 digits that your app shows now"));
        return Ok(form_page(&reader, &own, state, &key, &SecretString::from(form.note)));
    };
    noted(&own, Purpose::SecondStepChanged).await?;
    accounts.set_app(account, &key, step).await.map_err(PageError::internal)?;
    changed(&app, &session, &own, &About::SecondStepChanged).await
}

/// Asks before codes are asked for no more.
///
/// # Errors
/// None: everything has its page.
pub async fn ask_to_remove(reader: Reader, own: OwnLogIn) -> Outcome {
    let locale = reader.locale();
    let frame = frame(&reader, &own, t!(locale, "Use only your password"), "/your-log-in");
    Ok(page(frame, view! { <code_pages::StopCodes locale /> }))
}

/// Takes every second step away.
///
/// # Errors
/// When it is not written down, or not done.
pub async fn remove(State(app): State<AppState>, session: Session, own: OwnLogIn) -> Outcome {
    noted(&own, Purpose::SecondStepChanged).await?;
    app.access.accounts.remove_second_steps(own.actor()).await.map_err(PageError::internal)?;
    changed(&app, &session, &own, &About::SecondStepChanged).await
}

fn form_page(
    reader: &Reader,
    own: &OwnLogIn,
    form: FormState,
    key: &AppKey,
    note: &SecretString,
) -> Response {
    let locale = reader.locale();
    let frame = frame(reader, own, t!(locale, "Set up an authenticator app"), "/your-log-in");
    let (picture, typed, note) = (qr::picture(&key.address()), key.typed(), note.expose_secret().to_owned());
    crate::web::form_page(
        frame,
        form,
        |form| view! { <code_pages::SetUpApp locale form picture typed note /> },
    )
}
