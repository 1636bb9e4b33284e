//! Logging in at a hospital that answers only to its own patients' log-in (SMART App Launch): there, and back.

mod page;
mod why;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;
use url::Url;

use crate::access::{self, HospitalWay, Permit, Purpose};
use crate::connectors::ConnectorError;
use crate::domain::{Kinds, OdsCode};
use crate::gather::LogInThere;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page as answer, page_with_status};
use page::{BeforeYouGo, NotLoggedIn};
use why::Why;

/// Where the browser comes back to, below our public address; each such hospital knows it.
pub const BACK_PATH: &str = "/hospital-log-in/back";

/// Nobody needs longer to log in there.
const LONGEST_WAY: Duration = Duration::minutes(15);

/// What a hospital sends back with the browser (OAuth 2.0, RFC 6749, sections 4.1.2 and 4.1.2.1).
#[derive(Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    code: Option<SecretString>,
    error: Option<String>,
}

/// `/hospital-log-in/{organisation}`: says where the next page is, before anybody goes there.
///
/// # Errors
/// [`PageError::NotFound`] for any other organisation, and for anyone but the patient.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    code: Result<Path<OdsCode>, PathRejection>,
) -> Outcome {
    let LogInThere { organisation, .. } = there(&app, &permit, code).await?;
    let locale = reader.locale();
    let frame = reader
        .frame(t!(locale, "Log in at a hospital"))
        .for_person(permit.subject())
        .back("/where-from", t!(locale, "Where your information comes from"));
    let (name, code) = (organisation.name.clone(), organisation.ods_code.clone());
    Ok(answer(frame, view! { <BeforeYouGo locale name code /> }))
}

/// `/hospital-log-in/{organisation}/go`: sends the browser there.
///
/// # Errors
/// As [`show`].
pub async fn go(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    session: Session,
    code: Result<Path<OdsCode>, PathRejection>,
) -> Outcome {
    let there = there(&app, &permit, code).await?;
    let back_to = back_to(&app)?;
    let log_in = there.connector().patient_log_in().ok_or(PageError::NotFound)?;
    let begun = match log_in.begin(&back_to).await {
        Ok(begun) => begun,
        Err(error) => {
            tracing::warn!(source = %there.organisation.ods_code, %error, "patients cannot log in there");
            return Ok(not_logged_in(&reader, &permit, Some(&there), Why::NotWorking));
        }
    };
    let way = HospitalWay {
        hospital: there.organisation.ods_code.clone(),
        state: begun.state,
        verifier: begun.verifier,
        until: app.clock.now() + LONGEST_WAY,
    };
    if !access::left_for_hospital(&app.access, &session, &permit, way) {
        return Err(PageError::NotFound);
    }
    Ok(Redirect::to(begun.go_to.as_str()).into_response())
}

/// `/hospital-log-in/back`: takes what the hospital gives, or says why nothing came of it.
///
/// # Errors
/// When our database or the access log does not answer: then nothing is kept.
pub async fn back(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    session: Session,
    back: Result<Query<Back>, QueryRejection>,
) -> Outcome {
    let back = back.map(|Query(back)| back).unwrap_or_default();
    let now = app.clock.now();
    let way = access::back_from_hospital(&app.access, &session, &permit, &back.state, now);
    let Some(way) = way else { return Ok(not_logged_in(&reader, &permit, None, Why::StartAgain)) };
    let found = app.gather.log_in_there(&permit, &way.hospital).await.map_err(PageError::internal)?;
    let there = found.ok_or(PageError::NotFound)?;
    let sorry = |why| Ok(not_logged_in(&reader, &permit, Some(&there), why));
    if let Some(error) = &back.error {
        return sorry(Why::of_error(error));
    }
    let Some(code) = back.code else { return sorry(Why::StartAgain) };
    let log_in = there.connector().patient_log_in().ok_or(PageError::NotFound)?;
    let grant = match log_in.finish(&there.order, code, way.verifier, &back_to(&app)?).await {
        Ok(grant) => grant,
        Err(error) => {
            tracing::warn!(source = %way.hospital, %error, "a log-in at a hospital came to nothing");
            return sorry(match error {
                ConnectorError::AboutSomebodyElse => Why::SomebodyElse,
                ConnectorError::Unauthorised | ConnectorError::ClocksDiffer { .. } => Why::StartAgain,
                _ => Why::NotWorking,
            });
        }
    };
    let noted = permit.note(std::slice::from_ref(&way.hospital), Kinds::NONE, Purpose::HospitalLogIn).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    access::hospital_let_in(&app.access, &session, &permit, way.hospital, grant);
    Ok(Redirect::to("/where-from").into_response())
}

async fn there(
    app: &AppState,
    permit: &Permit,
    code: Result<Path<OdsCode>, PathRejection>,
) -> Result<LogInThere, PageError> {
    let Path(code) = code.map_err(|_| PageError::NotFound)?;
    let found = app.gather.log_in_there(permit, &code).await.map_err(PageError::internal)?;
    found.ok_or(PageError::NotFound)
}

fn back_to(app: &AppState) -> Result<Url, PageError> {
    app.public_url.join(BACK_PATH).map_err(PageError::internal)
}

fn not_logged_in(reader: &Reader, permit: &Permit, there: Option<&LogInThere>, why: Why) -> Response {
    let locale = reader.locale();
    let frame = reader
        .frame(t!(locale, "You are not logged in there"))
        .for_person(permit.subject())
        .back("/where-from", t!(locale, "Where your information comes from"));
    let hospital = there.map(|there| there.organisation.clone());
    page_with_status(StatusCode::OK, frame, view! { <NotLoggedIn locale why hospital /> })
}
