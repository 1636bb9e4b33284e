//! Logging in at the staff desk with the log-in that somebody has at work: there and back.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{let_in, page::Before};
use crate::access::{Came, LostWay, StaffCameBy, StaffStep, StaffWay};
use crate::connectors::openid::{Code, NobodyCame};
use crate::connectors::staff_log_in::{StaffCame, StaffLogIn};
use crate::web::{AppState, Outcome, PageError};

/// Our address to which a provider sends people back, below our public one.
pub fn back_path(key: &str) -> String {
    format!("/staff/log-in/with/{key}/back")
}

/// What the provider sends back with the browser.
#[derive(Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

fn provider(app: &AppState, key: Result<Path<String>, PathRejection>) -> Result<&StaffLogIn, PageError> {
    let Path(key) = key.map_err(|_| PageError::NotFound)?;
    app.staff_log_ins.iter().find(|provider| provider.key == key).ok_or(PageError::NotFound)
}

/// The way to the provider.
///
/// # Errors
/// [`PageError::NotFound`] for a provider that there is not.
pub async fn go(State(app): State<AppState>, key: Result<Path<String>, PathRejection>) -> Outcome {
    let provider = provider(&app, key)?;
    let begun = match provider.begin().await {
        Ok(begun) => begun,
        Err(error) => {
            tracing::error!(%error, provider = %provider.name, "staff cannot log in: it cannot be reached");
            return Ok(to_log_in(Before::NotWorking));
        }
    };
    let way = StaffWay {
        key: provider.key.clone(),
        state: begun.state.expose_secret().to_owned(),
        nonce: begun.nonce.expose_secret().to_owned(),
        verifier: begun.verifier.map(|verifier| verifier.expose_secret().to_owned()),
        begun_at: app.clock.now(),
    };
    let staff = &app.access.staff;
    let note = staff.seal_way(&way).map_err(PageError::internal)?;
    let cookie = staff.cookies().way(&note).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(begun.go_to.as_str())).into_response())
}

/// The way back: to the desk, to our second step, or to the log-in with why not.
///
/// # Errors
/// [`PageError::NotFound`] for a provider that there is not; and when our database does not answer.
pub async fn back(
    State(app): State<AppState>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
    back: Result<Query<Back>, QueryRejection>,
) -> Outcome {
    let provider = provider(&app, key)?;
    let back = back.map(|Query(back)| back).unwrap_or_default();
    let staff = &app.access.staff;
    let sealed = staff.cookies().brought_way(&headers);
    let opened = staff.open_way(sealed.as_deref(), &provider.key, &back.state).await;
    let way = match opened.map_err(PageError::internal)? {
        Ok(way) => way,
        Err(lost) => {
            tracing::warn!(%lost, "somebody comes back from a provider of staff on no way of ours");
            return Ok(to_log_in(match lost {
                LostWay::NotBegunHere => Before::StartAgain,
                LostWay::TooLate | LostWay::UsedBefore => Before::Ended,
            }));
        }
    };
    let code = match (back.error, back.code.filter(|code| !code.is_empty())) {
        (None, Some(code)) => code,
        (Some(error), _) if error == "access_denied" => return Ok(to_log_in(Before::Cancelled)),
        (error, _) => {
            tracing::warn!(error, provider = %provider.name, "a provider of staff brings nobody");
            return Ok(to_log_in(Before::NotWorking));
        }
    };
    let code = Code {
        code: code.into(),
        nonce: way.nonce.clone().into(),
        verifier: way.verifier.clone().map(Into::into),
    };
    let came = match provider.finish(code, way.begun_at.timestamp()).await {
        Ok(came) => came,
        Err(error) => {
            tracing::error!(%error, provider = %provider.name, "a provider of staff does not bring anybody");
            return Ok(to_log_in(match error {
                NobodyCame::CodeNotTaken => Before::Ended,
                NobodyCame::WeAreRefused(_) | NobodyCame::Provider(_) => Before::NotWorking,
                NobodyCame::Token(_) => Before::NotRight,
            }));
        }
    };
    let StaffCame { issuer, sub, name, took_second_step } = came;
    let (organisations, at) = (provider.organisations.clone(), app.clock.now());
    let provided = provider.name.clone();
    let came = Came { issuer, sub, name, provider: provided, organisations, took_second_step, at };
    match staff.came_by(&came).await.map_err(PageError::internal)? {
        StaffCameBy::Account(half, note) => match staff.step(&half).await.map_err(PageError::internal)? {
            Some(StaffStep::Nothing) => let_in(&app, &headers, &half).await,
            Some(StaffStep::Code) => with_half(&app, &note, "/staff/log-in/code"),
            Some(StaffStep::SetUp { .. }) => with_half(&app, &note, "/staff/log-in/first"),
            None => Ok(to_log_in(Before::Ended)),
        },
        StaffCameBy::FirstTime(note) => {
            let cookie = staff.cookies().came(&note).ok_or(PageError::Internal)?;
            Ok(([(header::SET_COOKIE, cookie)], to_log_in(Before::FirstTime)).into_response())
        }
        StaffCameBy::OtherOrganisation => {
            tracing::warn!(provider = %provider.name, "it brings somebody of another organisation");
            Ok(to_log_in(Before::NotRight))
        }
    }
}

fn with_half(app: &AppState, note: &SecretString, path: &str) -> Outcome {
    let cookie = app.access.staff.cookies().half(note).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(path)).into_response())
}

fn to_log_in(before: Before) -> Response {
    Redirect::to(&before.address()).into_response()
}
