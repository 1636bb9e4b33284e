//! The patient's own online access: stopped at their wish, and given back.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::page::own::Own;
use super::{Id, Visiting, form, one, visiting};
use crate::access::AccessTeam;
use crate::domain::{Because, OdsCode};
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::{frame, place_name};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page};

/// # Errors
/// When the visit is over, or our database does not answer.
pub async fn ask(State(app): State<AppState>, reader: Reader, by: AccessTeam, id: Id) -> Outcome {
    let found = visiting(&app, &by, one(id)).await?;
    own_page(&app, &reader, &by, &found, FormState::default()).await
}

/// Stops it, or gives it back. In a quiet visit the reason is the visit's own.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read, or nothing can be stored.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    id: Id,
    sent: Sent,
) -> Outcome {
    let found = visiting(&app, &by, one(id)).await?;
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let note = fields.one("note").to_owned();
    let mut state = FormState::default().keep("note", note.clone());
    if note.is_empty() && !found.is_quiet() {
        state.wrong("note", t!(locale, "Enter who asked for it, and how you know them"));
    } else if form::is_long(&note) {
        state.wrong("note", form::too_long(locale));
    }
    let stop = match fields.one("do") {
        "stop" => true,
        "give-back" => false,
        _ => return Err(PageError::BadRequest),
    };
    if !state.is_ok() {
        return own_page(&app, &reader, &by, &found, state).await;
    }
    let Visiting { visit, patient, .. } = &found;
    let because = Because { note, ..Because::default() };
    let done = app.access.change_own_access(&by, visit, patient, stop, because, &app.outbox).await;
    done?;
    Ok(Redirect::to(&format!("{}/own", found.address())).into_response())
}

/// By whose staff it is stopped.
async fn stopped_by(app: &AppState, found: &Visiting) -> Result<Option<OdsCode>, PageError> {
    let patient = app.access.grants.patient(found.patient.id).await.map_err(PageError::internal)?;
    let Some((_, account)) = patient else { return Ok(None) };
    app.access.own_access_stopped_by(account).await.map_err(PageError::internal)
}

async fn own_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    found: &Visiting,
    form: FormState,
) -> Outcome {
    let (locale, is_quiet) = (reader.locale(), found.is_quiet());
    let stopped = stopped_by(app, found).await?;
    let is_ours = stopped.as_ref().is_none_or(|place| place == by.organisation());
    let stopped = stopped.map(|place| place_name(app, &place));
    let name = found.patient.name.clone();
    let frame = frame(app, reader, by, t!(locale, "The patient’s own access"));
    let frame = frame.back(found.address(), t!(locale, "The patient"));
    let page: Response =
        form_page(frame, form, move |form| view! { <Own locale form name stopped is_ours is_quiet /> });
    Ok(page)
}
