//! A new email address: a code goes there, and the one of before is told.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_sessions::Session;

use super::{OwnLogIn, change_pages, changed_but_told, frame, noted};
use crate::access::{CodeCheck, Purpose};
use crate::domain::{About, AccountId, Contact};
use crate::journeys::log_in::{must_wait, unreadable};
use crate::store::StoreError;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};

#[derive(Default, Deserialize)]
pub struct EmailForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    code: String,
    /// The address that waits for its code, sealed.
    #[serde(default)]
    note: String,
}

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, own: OwnLogIn) -> Outcome {
    Ok(form_page(&reader, &own, FormState::default()))
}

/// Sends the code, and shows the form for it.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn send(
    State(app): State<AppState>,
    reader: Reader,
    own: OwnLogIn,
    form: Result<Form<EmailForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, account) = (reader.locale(), own.actor());
    let mut state = FormState::default().keep("email", form.email.trim());
    match send_code(&app, account, &form.email).await.map_err(PageError::internal)? {
        Some(note) => Ok(code_page(&reader, FormState::default(), &note)),
        None => {
            state.wrong("email", t!(locale, "Enter your whole email address, like name@example.com"));
            Ok(form_page(&reader, &own, state))
        }
    }
}

/// The same for somebody who has just made their log-in, and gave an address with it.
///
/// # Errors
/// When our database does not answer.
pub async fn confirm(app: &AppState, reader: &Reader, account: AccountId, email: &str) -> Outcome {
    match send_code(app, account, email).await.map_err(PageError::internal)? {
        Some(note) => Ok(code_page(reader, FormState::default(), &note)),
        None => Ok(Redirect::to("/your-log-in").into_response()),
    }
}

/// Sends a code to an address; the sealed note with which it is confirmed. None where it cannot be an address.
async fn send_code(app: &AppState, account: AccountId, typed: &str) -> Result<Option<String>, StoreError> {
    let Some(proving) = app.access.accounts.email_to_prove(account, typed).await? else { return Ok(None) };
    if let Some(code) = proving.code {
        tell(app, account, &Contact::Email(proving.email), &About::Code(code)).await?;
    }
    Ok(Some(proving.note.expose_secret().to_owned()))
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
    own: OwnLogIn,
    form: Result<Form<EmailForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, account, mut state) = (reader.locale(), own.actor(), FormState::default());
    let accounts = &app.access.accounts;
    let proved = accounts.proved_email(account, &form.note, &form.code, address).await;
    match proved.map_err(PageError::internal)? {
        Ok(email) => {
            noted(&own, Purpose::EmailChanged).await?;
            // Whoever had none is told in the way that reached them until now, before there is another.
            if app.contacts.of(account).await.map_err(PageError::internal)?.email.is_none() {
                let told = app.outbox.tell_alone(account, &About::EmailChanged, app.clock.now()).await;
                told.map_err(PageError::internal)?;
            }
            let (is_set, before) = accounts.set_email(account, &email).await.map_err(PageError::internal)?;
            if !is_set {
                return Err(PageError::Internal);
            }
            if let Some(before) = before {
                let told = tell(&app, account, &Contact::Email(before), &About::EmailChanged).await;
                told.map_err(PageError::internal)?;
            }
            return changed_but_told(&app, &session, &own).await;
        }
        Err(CodeCheck::Wait(wait)) => must_wait(&mut state, "code", locale, wait),
        Err(_) => state.wrong("code", t!(locale, "That code is not right, was used before, or is too old")),
    }
    Ok(code_page(&reader, state, &form.note))
}

/// Tells one contact something about the log-in.
async fn tell(app: &AppState, account: AccountId, to: &Contact, about: &About) -> Result<(), StoreError> {
    let mut transaction = app.database.begin_write().await?;
    app.outbox.tell_contact(&mut transaction, Some(account), to, about, None, app.clock.now()).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(())
}

fn form_page(reader: &Reader, own: &OwnLogIn, form: FormState) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "Change your email address");
    let frame = frame(reader, own, title, "/your-log-in");
    crate::web::form_page(frame, form, |form| view! { <change_pages::NewEmail locale form /> })
}

fn code_page(reader: &Reader, form: FormState, note: &str) -> Response {
    let (locale, note) = (reader.locale(), note.to_owned());
    let title = t!(locale, "Enter the code from the email");
    let frame = reader.frame(title).back("/your-log-in/email", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <change_pages::EmailCode locale form note /> })
}
