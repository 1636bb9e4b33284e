//! Showing once more that it is you, before what cannot be undone.

mod page;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;

use super::log_in::unreadable;
use crate::access::{self, LogInAttempt, Permit};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page, page_with_status};

/// The pages that ask for it, and so may be gone on to. A new one is a line here.
const PAGES: [&str; 2] = ["/close-account/now", "/devices"];

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
    PAGES.into_iter().find(|page| *page == return_to).unwrap_or("/")
}

/// Asks for the password; or, where there is none, for NHS login once more.
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
        let locale = reader.locale;
        let frame = reader.frame(t!(locale, "Show that it is you")).for_person(permit.subject());
        let frame = frame.back("/", t!(locale, "Back"));
        return Ok(page(frame, view! { <page::ByNhsLogin locale return_to /> }));
    }
    Ok(form_page(&reader, &permit, StatusCode::OK, FormState::default(), return_to))
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
    let (locale, return_to) = (reader.locale, checked(&form.return_to));
    let mut state = FormState::default();
    if form.password.is_empty() {
        state.wrong("password", t!(locale, "Enter your password"));
        return Ok(form_page(&reader, &permit, state.status(), state, return_to));
    }
    let password = SecretString::from(form.password.clone());
    let attempt = access::prove_by_password(&app.access, &session, &permit, password, address).await;
    match attempt.map_err(PageError::internal)? {
        LogInAttempt::Right(_) => Ok(Redirect::to(return_to).into_response()),
        LogInAttempt::Wrong => {
            state.wrong("password", t!(locale, "That is not your password. Check it and try again"));
            Ok(form_page(&reader, &permit, state.status(), state, return_to))
        }
        LogInAttempt::Wait(wait) => {
            let seconds = wait.num_seconds().max(1);
            state.wrong(
                "password",
                t!(locale, "There were too many tries. Wait some minutes, then try again"),
            );
            let mut response = form_page(&reader, &permit, StatusCode::TOO_MANY_REQUESTS, state, return_to);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
    }
}

fn form_page(
    reader: &Reader,
    permit: &Permit,
    status: StatusCode,
    form: FormState,
    return_to: &'static str,
) -> Response {
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Show that it is you")).for_person(permit.subject());
    let frame = frame.back("/", t!(locale, "Back")).with_errors_of(&form);
    page_with_status(status, frame, view! { <page::Confirm locale form return_to /> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_anywhere_but_to_a_page_that_asked() {
        assert_eq!(checked("/close-account/now"), "/close-account/now");
        for elsewhere in ["", "//example.org", "https://example.org", "/close-account/now/..", "/log-out"] {
            assert_eq!(checked(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn what_was_typed_never_reaches_a_log() {
        let form = ConfirmForm { password: "secret".into(), return_to: "/devices".into() };
        assert_eq!(format!("{form:?}"), "ConfirmForm(…)");
    }
}
