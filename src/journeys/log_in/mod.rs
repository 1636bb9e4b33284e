//! Logging in and out.

mod cookie;
mod fields;
pub mod forgotten;
mod form;
mod log_out;
pub mod new_password;
pub mod nhs_login;
mod page;
pub mod passkey;
mod return_path;
pub mod second_step;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;

use crate::access::{self, LogInAttempt, Permit};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page};
pub(super) use fields::{CodeInput, NewPasswordInput};
use form::{LogInForm, Problem};
pub(super) use form::{looks_like_an_email_address, must_wait, weak_password};
pub use log_out::{ask_to_log_out, log_out};

/// What may stand behind `/log-in?`.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The page to go to afterwards.
    #[serde(rename = "return")]
    return_to: Option<String>,
    /// There for somebody who has just logged out.
    #[serde(rename = "logged-out")]
    logged_out: Option<String>,
    /// There for somebody whose log-in has ended by itself.
    ended: Option<String>,
    /// There for somebody who has just chosen a new password.
    #[serde(rename = "new-password")]
    new_password: Option<String>,
}

/// The form; whoever is logged in already goes on to the page they asked for.
///
/// # Errors
/// None: everything has its page.
pub async fn show(
    reader: Reader,
    asked: Result<Query<Asked>, QueryRejection>,
    permit: Option<Permit>,
) -> Outcome {
    // Nonsense behind the question mark asks for nothing.
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let return_to = return_path::checked(asked.return_to.as_deref());
    if permit.is_some() {
        return Ok(Redirect::to(return_to).into_response());
    }
    if asked.logged_out.is_some() {
        return Ok(log_out::logged_out_page(&reader));
    }
    let (locale, form) = (reader.locale(), FormState::default());
    let frame = reader.frame(t!(locale, "Log in")).back("/", t!(locale, "Back"));
    let around =
        page::Around { new_password: asked.new_password.is_some(), ..around(&reader, asked.ended.is_some()) };
    let return_to = return_to.to_owned();
    Ok(page(frame, view! { <page::LogIn locale around form return_to /> }))
}

/// Checks what was sent, and lets the person in or says what is wrong.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    headers: HeaderMap,
    form: Result<Form<LogInForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let return_to = return_path::checked(Some(&form.return_to)).to_owned();
    let problems = form.problems();
    if !problems.is_empty() {
        return Ok(refused(&reader, &form, &problems, &return_to));
    }
    let email = form.email().to_owned();
    let password = SecretString::from(form.password.clone());
    let (accounts, code) = (&app.access.accounts, form.code.trim());
    let attempt = if code.is_empty() {
        let device = second_step::device_of(&app, &headers);
        accounts.check_log_in(&email, password, device.as_deref(), address).await
    } else {
        accounts.check_log_in_with_code(&email, password, code, address).await
    };
    match attempt.map_err(PageError::internal)? {
        LogInAttempt::Right(account) if !code.is_empty() => {
            access::log_in(&app.access, &session, account).await.map_err(PageError::internal)?;
            Ok(Redirect::to(&return_to).into_response())
        }
        LogInAttempt::Right(account) => {
            second_step::let_in_or_ask(&app, &session, &headers, account, &return_to).await
        }
        LogInAttempt::Wrong => Ok(refused(&reader, &form, &[form.wrong_pair()], &return_to)),
        LogInAttempt::Wait(wait) => {
            let mut state = FormState::default().keep("email", form.email());
            must_wait(&mut state, "email", reader.locale(), wait);
            Ok(form_page(&reader, state, &return_to))
        }
    }
}

pub(super) fn unreadable(rejection: &FormRejection) -> PageError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::BadRequest,
    }
}

fn refused(reader: &Reader, form: &LogInForm, problems: &[Problem], return_to: &str) -> Response {
    let mut state = FormState::default().keep("email", form.email());
    for problem in problems {
        state.wrong(problem.field(), problem.message(reader.locale()));
    }
    form_page(reader, state, return_to)
}

fn form_page(reader: &Reader, form: FormState, return_to: &str) -> Response {
    let locale = reader.locale();
    let asks_code = form.wait.is_some() || form.errors.iter().any(|error| error.field == "code");
    let around = page::Around { asks_code, ..around(reader, false) };
    let frame = reader.frame(t!(locale, "Log in")).back("/", t!(locale, "Back"));
    let return_to = return_to.to_owned();
    crate::web::form_page(frame, form, |form| view! { <page::LogIn locale around form return_to /> })
}

/// What the log-in page says besides the form.
fn around(reader: &Reader, ended: bool) -> page::Around {
    page::Around {
        practice: reader.practice,
        at_terminal: reader.terminal.is_some(),
        nhs_login: reader.site.nhs_login,
        passkeys: reader.site.passkeys,
        idle_minutes: reader.site.log_in.idle.num_minutes(),
        hours: reader.site.log_in.absolute.num_hours(),
        ended,
        new_password: false,
        asks_code: false,
    }
}
