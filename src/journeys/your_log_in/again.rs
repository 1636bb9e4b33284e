//! The password once more, before a change.

use std::net::IpAddr;

use axum::http::StatusCode;

use crate::access::{LogInAttempt, Permit};
use crate::journeys::log_in::too_many_tries;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, PageError, Words};
use crate::words::Locale;

/// The field in which it is asked for.
pub const FIELD: &str = "password";

/// Whether the password is the person's; if it is not, the form says so and the status of the answer is given.
///
/// # Errors
/// When nothing could be checked.
pub async fn check(
    app: &AppState,
    permit: &Permit,
    address: IpAddr,
    typed: &str,
    form: &mut FormState,
    locale: Locale,
) -> Result<Option<StatusCode>, PageError> {
    if typed.is_empty() {
        form.wrong(FIELD, t!(locale, "Enter your password"));
        return Ok(Some(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let accounts = &app.access.accounts;
    let attempt = accounts.check_password_again(permit.actor(), typed.to_owned().into(), address).await;
    Ok(match attempt.map_err(PageError::internal)? {
        LogInAttempt::Right(_) => None,
        LogInAttempt::Wrong => {
            form.wrong(FIELD, t!(locale, "That is not your password. Try again"));
            Some(StatusCode::UNPROCESSABLE_ENTITY)
        }
        LogInAttempt::Wait(wait) => {
            form.wrong(FIELD, too_many_tries(locale, wait.to_std().unwrap_or_default()));
            Some(StatusCode::TOO_MANY_REQUESTS)
        }
    })
}

/// Its label.
pub fn label(locale: Locale) -> Words {
    t!(locale, "Your password now")
}
