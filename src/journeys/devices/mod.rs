//! Where a person is logged in, and logging out there.

mod page;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use super::log_in::unreadable;
use crate::access::{self, Permit};
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use page::{Devices, DevicesFacts};

/// Which log-in is to end.
#[derive(Debug, Default, Deserialize)]
pub struct EndForm {
    /// The id of one; it opens nothing.
    #[serde(default)]
    device: String,
    /// `everywhere` for all of them, with this one.
    #[serde(default)]
    what: String,
}

/// The devices.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, session: Session) -> Outcome {
    let locale = reader.locale();
    let devices = app.access.sessions.list(permit.actor()).await.map_err(PageError::internal)?;
    let here = match session.id() {
        Some(id) => app.access.sessions.entry_of(&id).await.map_err(PageError::internal)?,
        None => None,
    };
    let limits = reader.site.log_in;
    let facts = DevicesFacts { now: app.clock.now(), devices, here, limits };
    let frame = reader.frame(t!(locale, "Where you are logged in")).for_person(permit.subject());
    Ok(page(frame.back("/", t!(locale, "Back")), view! { <Devices locale facts /> }))
}

/// Ends one, or all. What names no log-in of the person's ends nothing.
///
/// # Errors
/// When the form cannot be read, or it is not ended.
pub async fn end(
    State(app): State<AppState>,
    permit: Permit,
    session: Session,
    form: Result<Form<EndForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    if form.what == "everywhere" {
        let forget = access::log_out_everywhere(&app.access, &session, permit.actor()).await;
        let forget = forget.map_err(PageError::internal)?;
        return Ok((forget, Redirect::to("/log-in?logged-out")).into_response());
    }
    let device = form.device.parse::<Uuid>().map_err(|_| PageError::NotFound)?;
    access::log_out_there(&app.access, permit.actor(), device).await.map_err(PageError::internal)?;
    Ok(Redirect::to("/devices").into_response())
}

/// Somebody is there: that alone keeps their log-in, as opening any page does. On a terminal nobody need be logged in.
///
/// # Errors
/// Where nobody is logged in.
pub async fn stay(reader: Reader, permit: Option<Permit>) -> Outcome {
    if permit.is_none() && reader.terminal.is_none() {
        return Err(PageError::NotLoggedIn);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
