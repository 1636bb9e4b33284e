//! Choosing a new password.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;

use super::{again, changed, frame, noted, own, page};
use crate::access::{Permit, Purpose};
use crate::domain::About;
use crate::journeys::log_in::{unreadable, weak_password};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

#[derive(Default, Deserialize)]
pub struct NewPasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default, rename = "new-password")]
    new: String,
}

/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person.
pub async fn show(reader: Reader, permit: Permit) -> Outcome {
    own(&permit)?;
    Ok(form_page(&reader, &permit, StatusCode::OK, FormState::default()))
}

/// # Errors
/// As [`show`], and when our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<NewPasswordForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale;
    let mut state = FormState::default();
    let refused = again::check(&app, &permit, address, &form.password, &mut state, locale).await?;
    if form.new.is_empty() {
        state.wrong("new-password", t!(locale, "Enter a new password"));
    }
    if !state.is_ok() {
        let status = refused.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(form_page(&reader, &permit, status, state));
    }
    let (accounts, account, new) = (&app.access.accounts, permit.actor(), SecretString::from(form.new));
    let weak = accounts.weakness_for(account, &new, permit.subject()).await.map_err(PageError::internal)?;
    if let Some(weak) = weak {
        state.wrong("new-password", weak_password(locale, weak));
        return Ok(form_page(&reader, &permit, state.status(), state));
    }
    noted(&permit, Purpose::PasswordChanged).await?;
    accounts.set_password(account, new).await.map_err(PageError::internal)?;
    changed(&app, &session, &permit, &About::PasswordChanged).await
}

fn form_page(reader: &Reader, permit: &Permit, status: StatusCode, form: FormState) -> Response {
    let locale = reader.locale;
    let frame =
        frame(reader, permit, t!(locale, "Choose a new password"), "/your-log-in").with_errors_of(&form);
    page_with_status(status, frame, view! { <page::NewPassword locale form /> })
}
