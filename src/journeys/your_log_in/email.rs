//! A new email address: a code goes there, and the one of before is told.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_sessions::Session;

use super::{again, changed_but_told, frame, noted, own, page};
use crate::access::{CodeCheck, Permit, Purpose};
use crate::domain::{About, AccountId, Contact};
use crate::journeys::log_in::{too_many_tries, unreadable};
use crate::store::StoreError;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

#[derive(Default, Deserialize)]
pub struct EmailForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    code: String,
    /// The address that waits for its code, sealed.
    #[serde(default)]
    note: String,
}

/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person.
pub async fn show(reader: Reader, permit: Permit) -> Outcome {
    own(&permit)?;
    Ok(form_page(&reader, &permit, StatusCode::OK, FormState::default()))
}

/// Sends the code, and shows the form for it.
///
/// # Errors
/// As [`show`], and when our database does not answer.
pub async fn send(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    permit: Permit,
    form: Result<Form<EmailForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, account) = (reader.locale, permit.actor());
    let mut state = FormState::default().keep("email", form.email.trim());
    if let Some(status) = again::check(&app, &permit, address, &form.password, &mut state, locale).await? {
        return Ok(form_page(&reader, &permit, status, state));
    }
    let proving = app.access.accounts.email_to_prove(account, &form.email).await;
    let Some(proving) = proving.map_err(PageError::internal)? else {
        state.wrong("email", t!(locale, "Enter your whole email address, like name@example.com"));
        return Ok(form_page(&reader, &permit, state.status(), state));
    };
    if let Some(code) = proving.code {
        let (contact, about) = (Contact::Email(proving.email), About::Code(code));
        tell(&app, account, &contact, &about).await.map_err(PageError::internal)?;
    }
    Ok(code_page(&reader, &permit, StatusCode::OK, FormState::default(), proving.note.expose_secret()))
}

/// Checks the code.
///
/// # Errors
/// As [`send`].
pub async fn change(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<EmailForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, account, mut state) = (reader.locale, permit.actor(), FormState::default());
    let accounts = &app.access.accounts;
    let proved = accounts.proved_email(account, &form.note, &form.code, address).await;
    let status = match proved.map_err(PageError::internal)? {
        Ok(email) => {
            noted(&permit, Purpose::EmailChanged).await?;
            let (is_set, before) = accounts.set_email(account, &email).await.map_err(PageError::internal)?;
            if !is_set {
                return Err(PageError::Internal);
            }
            if let Some(before) = before {
                let told = tell(&app, account, &Contact::Email(before), &About::EmailChanged).await;
                told.map_err(PageError::internal)?;
            }
            return changed_but_told(&app, &session, &permit).await;
        }
        Err(CodeCheck::Wait(wait)) => {
            state.wrong("code", too_many_tries(locale, wait.to_std().unwrap_or_default()));
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(_) => {
            state.wrong("code", t!(locale, "That code is not right, was used before, or is too old"));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Ok(code_page(&reader, &permit, status, state, &form.note))
}

/// Tells one contact something about the log-in.
async fn tell(app: &AppState, account: AccountId, to: &Contact, about: &About) -> Result<(), StoreError> {
    let mut transaction = app.database.begin_write().await?;
    app.outbox.tell_contact(&mut transaction, Some(account), to, about, None, app.clock.now()).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(())
}

fn form_page(reader: &Reader, permit: &Permit, status: StatusCode, form: FormState) -> Response {
    let locale = reader.locale;
    let title = t!(locale, "Change your email address");
    let frame = frame(reader, permit, title, "/your-log-in").with_errors_of(&form);
    page_with_status(status, frame, view! { <page::NewEmail locale form /> })
}

fn code_page(reader: &Reader, permit: &Permit, status: StatusCode, form: FormState, note: &str) -> Response {
    let (locale, note) = (reader.locale, note.to_owned());
    let title = t!(locale, "Enter the code from the email");
    let frame = frame(reader, permit, title, "/your-log-in/email").with_errors_of(&form);
    page_with_status(status, frame, view! { <page::EmailCode locale form note /> })
}
