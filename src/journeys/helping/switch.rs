//! The switch between one's own record and that of somebody whom one may help.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use tower_sessions::Session;

use super::all_help;
use crate::access::{NoPermit, Permit, Stopped};
use crate::domain::{GrantId, OnDay};
use crate::journeys::log_in::unreadable;
use crate::web::{AppState, Outcome, PageError};

/// To whose record: "own", or a grant.
#[derive(Default, Deserialize)]
pub struct SwitchForm {
    #[serde(default)]
    to: String,
}

/// From now on this log-in looks at that record, until it is switched again or ends.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn switch(
    State(app): State<AppState>,
    session: Session,
    permit: Permit,
    form: Result<Form<SwitchForm>, FormRejection>,
) -> Outcome {
    let Form(SwitchForm { to }) = form.map_err(|rejection| unreadable(&rejection))?;
    let session = session.id().map(|id| app.access.sessions.current(id)).ok_or(PageError::NotLoggedIn)?;
    let patient = match GrantId::parse(&to) {
        Some(id) => {
            let all = all_help(&app, &permit).await?;
            let found = all.into_iter().find(|help| help.kept.id == id && help.on == OnDay::Active);
            let Some(help) = found else {
                return Ok(NoPermit::Stopped(Stopped::NotActive).into_response());
            };
            Some(help.patient.id)
        }
        None if to == "own" => None,
        None => return Err(PageError::BadRequest),
    };
    app.access.sessions.act_for(&session, patient).await.map_err(PageError::internal)?;
    Ok(Redirect::to("/").into_response())
}
