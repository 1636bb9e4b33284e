//! `/staff/sources`: how the sources of the manager's own organisation answer, and what of theirs is not shown.

mod answered;
mod over_time;
mod page;
mod words;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, Sent};
use super::frame;
use crate::access::{AsServiceManager, OnDuty, Purpose};
use crate::domain::{Kind, Kinds, StaffId, WhyStopped};
use crate::gather::SourceHealth;
use crate::store::{Stopped, StoreError};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

pub use answered::{file, show_days, show_hours};

const HERE: &str = "/staff/sources";
/// How much of what was stopped before the page lists.
const HISTORY: i64 = 50;
/// Longer than any reason needs to be, in characters.
const LONGEST_NOTE: usize = 300;
/// What the form sends for everything.
const EVERYTHING: &str = "everything";

type Manager = OnDuty<AsServiceManager>;

/// How they answer, what is stopped and what was.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let locale = reader.locale();
    let stopped = app.stopped.of(by.organisation(), HISTORY).await.map_err(PageError::internal)?;
    let mut history = Vec::new();
    for one in stopped {
        let by_name = name(&app, &by, one.by).await.map_err(PageError::internal)?;
        let started_by = match one.started {
            Some((who, _)) => name(&app, &by, who).await.map_err(PageError::internal)?,
            None => None,
        };
        history.push(page::StoppedLine { stopped: one, by: by_name, started_by });
    }
    let facts = page::SourcesFacts { now: app.clock.now(), health: own(&app, &by), history };
    let frame = frame(&app, &reader, &by, t!(locale, "How your sources answer"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::Sources locale facts /> }))
}

/// The form to stop showing something.
pub async fn ask_to_stop(State(app): State<AppState>, reader: Reader, by: Manager) -> Response {
    stop_page(&app, &reader, &by, FormState::default())
}

/// Stops showing it, at once.
///
/// # Errors
/// When the form cannot be read, or it is not stored: then it is shown still.
pub async fn stop(State(app): State<AppState>, reader: Reader, by: Manager, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let (what, why, note) = (fields.one("what"), fields.one("why"), fields.one("note"));
    let locale = reader.locale();
    let mut state = FormState::default().keep("what", what).keep("why", why).keep("note", note);
    let offered = offers(own(&app, &by).as_ref());
    let kind = Kind::from_slug(what).filter(|kind| offered.contains(*kind));
    if kind.is_none() && what != EVERYTHING {
        state.wrong("what", t!(locale, "Choose what is not to be shown"));
    }
    let why = WhyStopped::from_slug(why);
    if why.is_none() {
        state.wrong("why", t!(locale, "Choose why"));
    }
    if note.chars().count() > LONGEST_NOTE {
        state.wrong("note", t!(locale, "Write at most {n} letters", n = LONGEST_NOTE));
    }
    let Some(why) = why.filter(|_| state.is_ok()) else { return Ok(stop_page(&app, &reader, &by, state)) };
    let kinds = kind.map_or_else(Kinds::all, Kinds::just);
    by.note(None, kinds, Purpose::SourceStopped).await.map_err(PageError::internal)?;
    let stopped = Stopped {
        id: Uuid::now_v7(),
        kind,
        why,
        note: note.to_owned(),
        by: by.id(),
        at: app.clock.now(),
        started: None,
    };
    app.stopped.stop(by.organisation(), &stopped).await.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

/// Shows it again, at once. One that is shown already, or is another organisation's, changes nothing.
///
/// # Errors
/// When the form cannot be read, or it is not stored.
pub async fn start(State(app): State<AppState>, by: Manager, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let id: Uuid = fields.one("id").parse().map_err(|_| PageError::BadRequest)?;
    by.note(None, Kinds::NONE, Purpose::SourceStarted).await.map_err(PageError::internal)?;
    let started = app.stopped.start(by.organisation(), id, by.id(), app.clock.now()).await;
    started.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

/// The health of the manager's own organisation, where it stands in the sources file.
fn own(app: &AppState, by: &Manager) -> Option<SourceHealth> {
    app.gather.health().into_iter().find(|health| health.organisation.ods_code == *by.organisation())
}

fn offers(health: Option<&SourceHealth>) -> Kinds {
    health.map_or(Kinds::NONE, SourceHealth::offers)
}

async fn name(app: &AppState, by: &Manager, who: StaffId) -> Result<Option<String>, StoreError> {
    app.access.staff.name_of(by.organisation(), who).await
}

fn stop_page(app: &AppState, reader: &Reader, by: &Manager, form: FormState) -> Response {
    let (locale, offered) = (reader.locale(), offers(own(app, by).as_ref()));
    let frame = frame(app, reader, by, t!(locale, "Stop showing something"));
    let frame = frame.back(HERE, t!(locale, "How your sources answer"));
    form_page(frame, form, move |form| view! { <page::StopForm locale form offered /> })
}
