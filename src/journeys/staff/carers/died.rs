//! The patient has died, or that was a mistake.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::page::visit::Died;
use super::{Id, Visiting, form, one, openly};
use crate::access::AccessTeam;
use crate::domain::Because;
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::frame;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page};

/// # Errors
/// When the visit is over, or our database does not answer.
pub async fn ask(State(app): State<AppState>, reader: Reader, by: AccessTeam, id: Id) -> Outcome {
    let found = openly(&app, &by, one(id)).await?;
    died_page(&app, &reader, &by, &found, FormState::default()).await
}

/// Stops everybody's access, or lets it go on.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read, or nothing can be stored.
pub async fn say(State(app): State<AppState>, reader: Reader, by: AccessTeam, id: Id, sent: Sent) -> Outcome {
    let found = openly(&app, &by, one(id)).await?;
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let note = fields.one("note").to_owned();
    let mut state = FormState::default().keep("note", note.clone());
    if note.is_empty() {
        state.wrong("note", t!(locale, "Enter how you know"));
    } else if form::is_long(&note) {
        state.wrong("note", form::too_long(locale));
    }
    if !state.is_ok() {
        return died_page(&app, &reader, &by, &found, state).await;
    }
    let (patient, because) = (found.patient.id, Because { note, ..Because::default() });
    let has_died = app.access.has_died(patient).await.map_err(PageError::internal)?;
    let done = match (has_died, fields.one("do")) {
        (false, "died") => app.access.patient_died(&by, patient, because, &app.outbox).await,
        (true, "lives") => app.access.patient_lives(&by, patient, because, &app.outbox).await,
        // The same form a second time.
        _ => Ok(()),
    };
    done?;
    Ok(Redirect::to(&found.address()).into_response())
}

async fn died_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    found: &Visiting,
    form: FormState,
) -> Outcome {
    let locale = reader.locale();
    let has_died = app.access.has_died(found.patient.id).await.map_err(PageError::internal)?;
    let name = found.patient.name.clone();
    let frame = frame(app, reader, by, t!(locale, "A patient has died"));
    let frame = frame.back(found.address(), t!(locale, "The patient"));
    let page: Response = form_page(frame, form, move |form| view! { <Died locale form name has_died /> });
    Ok(page)
}
