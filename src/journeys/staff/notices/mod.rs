//! `/staff/notices`: what an organisation tells its patients for a while.

mod form;
mod page;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, Sent};
use super::frame;
use crate::access::{AsServiceManager, OnDuty, Purpose};
use crate::domain::{Kinds, PatientNotice};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

const HERE: &str = "/staff/notices";
/// How many the page lists.
const LISTED: i64 = 50;

type Manager = OnDuty<AsServiceManager>;

/// Those that are shown, are to be, and were.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let written = app.notices.of(by.organisation(), LISTED).await.map_err(PageError::internal)?;
    let mut lines = Vec::new();
    for one in written {
        let who = app.access.staff.name_of(by.organisation(), one.by).await.map_err(PageError::internal)?;
        lines.push((one, who));
    }
    let frame = frame(&app, &reader, &by, t!(locale, "Notices to patients"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::All locale now lines /> }))
}

/// The form for a new one, from now on.
pub async fn ask(State(app): State<AppState>, reader: Reader, by: Manager) -> Response {
    let state = form::beginning_now(app.clock.now());
    write_page(&app, &reader, &by, state)
}

/// Writes it.
///
/// # Errors
/// When the form cannot be read, or it is not stored.
pub async fn write(State(app): State<AppState>, reader: Reader, by: Manager, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let now = app.clock.now();
    let (words, starts_at, ends_at) = match form::read(reader.locale(), &fields, now) {
        Ok(read) => read,
        Err(state) => return Ok(write_page(&app, &reader, &by, state)),
    };
    by.note(None, Kinds::NONE, Purpose::NoticeWritten).await.map_err(PageError::internal)?;
    let organisation = by.organisation().clone();
    let notice = PatientNotice { id: Uuid::now_v7(), organisation, words, starts_at, ends_at };
    app.notices.write(&notice, by.id(), now).await.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

/// Takes one back, at once. One that is not there, or is another organisation's, changes nothing.
///
/// # Errors
/// When the form cannot be read, or it is not stored.
pub async fn take_back(State(app): State<AppState>, by: Manager, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let id: Uuid = fields.one("id").parse().map_err(|_| PageError::BadRequest)?;
    by.note(None, Kinds::NONE, Purpose::NoticeTakenBack).await.map_err(PageError::internal)?;
    let taken = app.notices.take_back(by.organisation(), id, by.id(), app.clock.now()).await;
    taken.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

fn write_page(app: &AppState, reader: &Reader, by: &Manager, state: FormState) -> Response {
    let locale = reader.locale();
    let frame = frame(app, reader, by, t!(locale, "Write a notice"));
    let frame = frame.back(HERE, t!(locale, "Notices to patients"));
    form_page(frame, state, move |form| view! { <page::Write locale form /> })
}
