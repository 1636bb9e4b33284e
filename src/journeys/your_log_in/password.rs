//! Choosing a new password, with the one of before.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::response::Response;
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;

use super::{OwnLogIn, change_pages, changed, frame, noted};
use crate::access::Purpose;
use crate::domain::About;
use crate::journeys::confirm::check_password;
use crate::journeys::log_in::{unreadable, weak_password};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};

#[derive(Default, Deserialize)]
pub struct NewPasswordForm {
    #[serde(default)]
    password: String,
    #[serde(default, rename = "new-password")]
    new: String,
}

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, own: OwnLogIn) -> Outcome {
    Ok(form_page(&reader, &own, FormState::default()))
}

/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    own: OwnLogIn,
    form: Result<Form<NewPasswordForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, mut state) = (reader.locale(), FormState::default());
    check_password(&app, &own, address, &form.password, &mut state, locale).await?;
    if form.new.is_empty() {
        state.wrong("new-password", t!(locale, "Enter a new password"));
    }
    if !state.is_ok() {
        return Ok(form_page(&reader, &own, state));
    }
    let (accounts, account, new) = (&app.access.accounts, own.actor(), SecretString::from(form.new));
    let weak = accounts.weakness_for(account, &new, own.subject()).await.map_err(PageError::internal)?;
    if let Some(weak) = weak {
        state.wrong("new-password", weak_password(locale, weak));
        return Ok(form_page(&reader, &own, state));
    }
    noted(&own, Purpose::PasswordChanged).await?;
    accounts.set_password(account, new).await.map_err(PageError::internal)?;
    changed(&app, &session, &own, &About::PasswordChanged).await
}

fn form_page(reader: &Reader, own: &OwnLogIn, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = frame(reader, own, t!(locale, "Choose a new password"), "/your-log-in");
    crate::web::form_page(frame, form, |form| view! { <change_pages::NewPassword locale form /> })
}
