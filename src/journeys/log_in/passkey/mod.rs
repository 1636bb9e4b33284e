//! Logging in with a passkey: in one step, or in the place of a code after the password.

mod page;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_sessions::Session;

use super::{Asked, return_path, second_step, unreadable};
use crate::access::{self, PasskeyAsked, PasskeyCheck};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Frame, Outcome, PageError, Reader};
pub use page::AskPasskey;

/// What came in.
#[derive(Default, Deserialize)]
pub struct PasskeyForm {
    #[serde(default)]
    note: String,
    /// What the browser made of it; empty where it did nothing.
    #[serde(default)]
    credential: String,
    #[serde(default, rename = "return")]
    return_to: String,
}

/// # Errors
/// [`PageError::NotFound`] where this portal's address cannot have passkeys.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Outcome {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    form_page(&app, &reader, FormState::default(), return_path::checked(asked.return_to.as_deref()))
}

/// Checks what the browser brings, and lets the person in.
///
/// # Errors
/// As [`show`], when the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    headers: HeaderMap,
    form: Result<Form<PasskeyForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let return_to = return_path::checked(Some(&form.return_to)).to_owned();
    let (locale, accounts, mut state) = (reader.locale(), &app.access.accounts, FormState::default());
    if !accounts.has_passkeys() {
        return Err(PageError::NotFound);
    }
    if form.credential.is_empty() {
        state.wrong("passkey", t!(locale, "Your browser did not send a passkey. This needs JavaScript"));
        return form_page(&app, &reader, state, &return_to);
    }
    let checked = accounts.check_passkey(&form.note, &form.credential).await;
    match checked.map_err(PageError::internal)? {
        PasskeyCheck::Right(account) => {
            // Somebody who typed their password first goes on to where they wanted to be then.
            let half = second_step::half_of(&app, &headers).filter(|half| half.account() == account);
            let return_to = half.map_or(return_to, |half| half.return_to);
            access::log_in(&app.access, &session, account).await.map_err(PageError::internal)?;
            let gone = second_step::half_cookie(&app).drop();
            return Ok(([(header::SET_COOKIE, gone)], Redirect::to(&return_to)).into_response());
        }
        PasskeyCheck::Wrong => {
            state
                .wrong("passkey", t!(locale, "That passkey does not open a record here. Log in another way"));
        }
        PasskeyCheck::TooLate => {
            state.wrong("passkey", t!(locale, "This page was open for too long. Try again"));
        }
    }
    form_page(&app, &reader, state, &return_to)
}

fn form_page(
    app: &AppState,
    reader: &Reader,
    form: FormState,
    return_to: &str,
) -> Result<Response, PageError> {
    let accounts = &app.access.accounts;
    if !accounts.has_passkeys() {
        return Err(PageError::NotFound);
    }
    let PasskeyAsked { options, note } = accounts.ask_for_passkey().map_err(PageError::internal)?;
    let (locale, note, return_to) = (reader.locale(), note.expose_secret().to_owned(), return_to.to_owned());
    let frame = reader.frame(t!(locale, "Log in with a passkey")).back("/log-in", t!(locale, "Back"));
    let frame = Frame { islands: true, ..frame };
    Ok(crate::web::form_page(frame, form, move |form| {
        view! { <page::UsePasskey locale form options note return_to /> }
    }))
}
