//! Showing once more that it is you, before what cannot be undone.

mod page;

use std::net::IpAddr;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tower_sessions::Session;

use super::log_in::{must_wait, unreadable};
use crate::access::{self, LogInAttempt, PasskeyAsked, PasskeyCheck, Permit};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, page};
use crate::words::Locale;

/// The pages that ask for it, and so may be gone on to. A new one is a line here.
const PAGES: [&str; 13] = [
    "/appointments/calendar-feed",
    "/carers",
    "/close-account/now",
    "/devices",
    "/give-access/check",
    "/your-log-in/app",
    "/your-log-in/codes",
    "/your-log-in/email",
    "/your-log-in/passkeys",
    "/your-log-in/password",
    "/your-log-in/sent-codes",
    "/your-choices/mobile",
    "/your-log-in/stop",
];
/// Where somebody goes on whose form was sent too late, below which all such forms stand.
const YOUR_LOG_IN: &str = "/your-log-in";

/// What stands behind `/confirm?`.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "return")]
    return_to: String,
}

/// The form as it was sent.
#[derive(Default, Deserialize)]
pub struct ConfirmForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    note: String,
    /// What the browser made of a passkey; empty where the password is shown.
    #[serde(default)]
    credential: String,
    #[serde(default, rename = "return")]
    return_to: String,
}

/// Logs must not hold what was typed.
impl std::fmt::Debug for ConfirmForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConfirmForm(…)")
    }
}

fn checked(return_to: &str) -> &'static str {
    match PAGES.into_iter().find(|page| *page == return_to) {
        Some(page) => page,
        None if return_to.strip_prefix(YOUR_LOG_IN).is_some_and(|rest| rest.starts_with('/')) => YOUR_LOG_IN,
        None => "/",
    }
}

/// Where the link "Back" leads.
fn back_of(return_to: &'static str) -> &'static str {
    if return_to.starts_with(YOUR_LOG_IN) { YOUR_LOG_IN } else { "/" }
}

/// Asks for the password or a passkey; or, where there is none, for NHS login once more.
///
/// # Errors
/// When our database does not answer.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Outcome {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let return_to = checked(&asked.return_to);
    if !app.access.accounts.has_password(permit.actor()).await.map_err(PageError::internal)? {
        let locale = reader.locale();
        let frame = reader.frame(t!(locale, "Show that it is you")).for_person(permit.subject());
        let frame = frame.back(back_of(return_to), t!(locale, "Back"));
        return Ok(page(frame, view! { <page::ByNhsLogin locale return_to /> }));
    }
    form_page(&app, &reader, &permit, FormState::default(), return_to).await
}

/// Checks it, and goes on to the page that wanted it.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    permit: Permit,
    session: Session,
    form: Result<Form<ConfirmForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, return_to) = (reader.locale(), checked(&form.return_to));
    let mut state = FormState::default();
    let is_them = if form.credential.is_empty() {
        check_password(&app, &permit, address, &form.password, &mut state, locale).await?
    } else {
        check_passkey(&app, &permit, &form, &mut state, locale).await?
    };
    if is_them {
        let renewed = access::proven_again(&app.access, &session).await.map_err(PageError::internal)?;
        return Ok((renewed, Redirect::to(return_to)).into_response());
    }
    form_page(&app, &reader, &permit, state, return_to).await
}

/// Whether the browser brings a passkey of whoever is logged in; if it does not, the form says so.
async fn check_passkey(
    app: &AppState,
    permit: &Permit,
    form: &ConfirmForm,
    state: &mut FormState,
    locale: Locale,
) -> Result<bool, PageError> {
    let checked = app.access.accounts.check_passkey(&form.note, &form.credential).await;
    match checked.map_err(PageError::internal)? {
        PasskeyCheck::Right(account) if account == permit.actor() => return Ok(true),
        PasskeyCheck::Right(_) | PasskeyCheck::Wrong => {
            state.wrong("passkey", t!(locale, "That is not your passkey. Enter your password"));
        }
        PasskeyCheck::TooLate => {
            state.wrong("passkey", t!(locale, "This page was open for too long. Try again"));
        }
    }
    Ok(false)
}

/// Whether this is the password of whoever is logged in; if it is not, the form says so.
///
/// # Errors
/// When nothing could be checked.
pub async fn check_password(
    app: &AppState,
    permit: &Permit,
    address: IpAddr,
    typed: &str,
    form: &mut FormState,
    locale: Locale,
) -> Result<bool, PageError> {
    if typed.is_empty() {
        form.wrong("password", t!(locale, "Enter your password"));
        return Ok(false);
    }
    let password = SecretString::from(typed.to_owned());
    let attempt = app.access.accounts.check_again(permit.actor(), password, address).await;
    match attempt.map_err(PageError::internal)? {
        LogInAttempt::Right(_) => return Ok(true),
        LogInAttempt::Wrong => {
            form.wrong("password", t!(locale, "That is not your password. Check it and try again"));
        }
        LogInAttempt::Wait(wait) => must_wait(form, "password", locale, wait),
    }
    Ok(false)
}

async fn form_page(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    form: FormState,
    return_to: &'static str,
) -> Outcome {
    let (locale, accounts) = (reader.locale(), &app.access.accounts);
    let has_one = accounts.has_passkeys()
        && accounts.second_steps(permit.actor()).await.map_err(PageError::internal)?.passkeys > 0;
    let asked = if has_one { Some(accounts.ask_for_passkey().map_err(PageError::internal)?) } else { None };
    let passkey = asked.map(|PasskeyAsked { options, note }| (options, note.expose_secret().to_owned()));
    let frame = reader.frame(t!(locale, "Show that it is you")).for_person(permit.subject());
    let frame = frame.back(back_of(return_to), t!(locale, "Back"));
    let frame = Frame { islands: frame.islands || has_one, ..frame };
    Ok(crate::web::form_page(frame, form, |form| view! { <page::Confirm locale form passkey return_to /> }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_anywhere_but_to_a_page_that_asked() {
        assert_eq!(checked("/close-account/now"), "/close-account/now");
        assert_eq!(checked("/your-log-in/email"), "/your-log-in/email");
        assert_eq!(checked("/your-log-in/email/code"), "/your-log-in", "a form has no page of its own");
        for elsewhere in ["", "//example.org", "https://example.org", "/close-account/now/..", "/log-out"] {
            assert_eq!(checked(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn what_was_typed_never_reaches_a_log() {
        let form = ConfirmForm { password: "secret".into(), ..ConfirmForm::default() };
        assert_eq!(format!("{form:?}"), "ConfirmForm(…)");
    }
}
