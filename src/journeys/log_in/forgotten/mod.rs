//! A forgotten password: a code goes to the email address of the account, if there is one.

mod page;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{must_wait, unreadable};
use crate::domain::{About, Contact};
use crate::store::StoreError;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, Reader};

#[derive(Default, Deserialize)]
pub struct ForgottenForm {
    #[serde(default)]
    who: String,
}

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader) -> Outcome {
    Ok(form_page(&reader, FormState::default()))
}

/// Answers the same, as quickly, whoever is named: whether there is such an account is found out afterwards.
///
/// # Errors
/// When the form cannot be read.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    form: Result<Form<ForgottenForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, who) = (reader.locale(), form.who.trim().to_owned());
    let mut state = FormState::default().keep("who", &who);
    if who.is_empty() {
        state.wrong("who", t!(locale, "Enter your email address or NHS number"));
        return Ok(form_page(&reader, state));
    }
    if let Err(wait) = app.access.accounts.may_ask_for_code(&who, address) {
        must_wait(&mut state, "who", locale, wait);
        return Ok(form_page(&reader, state));
    }
    tokio::spawn(async move {
        if let Err(error) = send(&app, &who).await {
            tracing::error!(%error, "a code for a forgotten password could not be sent");
        }
    });
    Ok(Redirect::to("/log-in/new-password?sent").into_response())
}

async fn send(app: &AppState, who: &str) -> Result<(), StoreError> {
    let Some((account, email, code)) = app.access.accounts.forgotten(who).await? else { return Ok(()) };
    let mut transaction = app.database.begin_write().await?;
    let (contact, about) = (Contact::Email(email), About::Code(code));
    app.outbox.tell_contact(&mut transaction, Some(account), &contact, &about, None, app.clock.now()).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(())
}

fn form_page(reader: &Reader, form: FormState) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "Forgotten password");
    let frame = reader.frame(title).back("/log-in", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <page::Forgotten locale form /> })
}
