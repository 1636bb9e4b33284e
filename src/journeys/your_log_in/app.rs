//! Setting up an authenticator app, and taking it away.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tower_sessions::Session;

use super::{again, changed, frame, noted, own, page, qr};
use crate::access::{AppKey, Permit, Purpose};
use crate::domain::About;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

#[derive(Default, Deserialize)]
pub struct AppForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    /// The key that is being set up, sealed.
    #[serde(default)]
    note: String,
}

/// A new key each time; nothing is stored before a code of it has been typed.
///
/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    own(&permit)?;
    let (key, note) = app.access.accounts.new_app(permit.actor()).map_err(PageError::internal)?;
    Ok(form_page(&reader, &permit, StatusCode::OK, FormState::default(), &key, &note))
}

/// # Errors
/// As [`show`], and when our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<AppForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, accounts, account) = (reader.locale, &app.access.accounts, permit.actor());
    let mut state = FormState::default();
    let (key, note) = match accounts.app_of_note(account, &form.note) {
        Some(key) => (key, SecretString::from(form.note)),
        // Left open for too long: here is a new one.
        None => {
            state.wrong("code", t!(locale, "This page was open for too long. Scan the new picture"));
            let (key, note) = accounts.new_app(account).map_err(PageError::internal)?;
            return Ok(form_page(&reader, &permit, state.status(), state, &key, &note));
        }
    };
    let refused = again::check(&app, &permit, address, &form.password, &mut state, locale).await?;
    if let Some(status) = refused {
        return Ok(form_page(&reader, &permit, status, state, &key, &note));
    }
    let Some(step) = accounts.step_of(&key, &form.code) else {
        state.wrong("code", t!(locale, "Enter the 6 digits that your app shows now"));
        return Ok(form_page(&reader, &permit, state.status(), state, &key, &note));
    };
    noted(&permit, Purpose::SecondStepChanged).await?;
    accounts.set_app(account, &key, step).await.map_err(PageError::internal)?;
    changed(&app, &session, &permit, &About::SecondStepChanged).await
}

/// # Errors
/// As [`set`].
pub async fn remove(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<AppForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, mut state) = (reader.locale, FormState::default());
    if let Some(status) = again::check(&app, &permit, address, &form.password, &mut state, locale).await? {
        let title = t!(locale, "Stop using codes");
        let frame = frame(&reader, &permit, title, "/your-log-in").with_errors_of(&state);
        return Ok(page_with_status(status, frame, view! { <page::StopCodes locale form=state /> }));
    }
    noted(&permit, Purpose::SecondStepChanged).await?;
    let accounts = &app.access.accounts;
    accounts.remove_app(permit.actor()).await.map_err(PageError::internal)?;
    accounts.remove_printed_codes(permit.actor()).await.map_err(PageError::internal)?;
    changed(&app, &session, &permit, &About::SecondStepChanged).await
}

/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person.
pub async fn ask_to_remove(reader: Reader, permit: Permit) -> Outcome {
    own(&permit)?;
    let (locale, form) = (reader.locale, FormState::default());
    let frame = frame(&reader, &permit, t!(locale, "Stop using codes"), "/your-log-in");
    Ok(crate::web::page(frame, view! { <page::StopCodes locale form /> }))
}

fn form_page(
    reader: &Reader,
    permit: &Permit,
    status: StatusCode,
    form: FormState,
    key: &AppKey,
    note: &SecretString,
) -> Response {
    let locale = reader.locale;
    let title = t!(locale, "Set up an authenticator app");
    let frame = frame(reader, permit, title, "/your-log-in").with_errors_of(&form);
    let (picture, typed, note) = (qr::picture(&key.address()), key.typed(), note.expose_secret().to_owned());
    page_with_status(status, frame, view! { <page::SetUpApp locale form picture typed note /> })
}
