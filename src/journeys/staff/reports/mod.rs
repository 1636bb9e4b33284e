//! `/staff/reports`: what people said is wrong in what the manager's own organisation holds, with its age.

mod page;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use leptos::prelude::*;
use uuid::Uuid;

use super::frame;
use crate::access::{AsServiceManager, OnDuty, Purpose};
use crate::domain::Kinds;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page as answer};

type Manager = OnDuty<AsServiceManager>;

/// All of them, without who made them or what they wrote.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let open = app.reports.open_at(by.organisation()).await.map_err(PageError::internal)?;
    let reports = open.into_iter().map(|(_, report)| report).collect();
    let frame = frame(&app, &reader, &by, t!(locale, "What patients say is wrong"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::All locale now reports /> }))
}

/// One, with who made it and what they wrote, once the log of who looked says so.
///
/// # Errors
/// When there is none at this organisation, or the log cannot be written: then nothing is shown.
pub async fn one(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let Ok(Path(id)) = id else { return Err(PageError::NotFound) };
    let open = app.reports.open_at(by.organisation()).await.map_err(PageError::internal)?;
    let found = open.into_iter().find(|(_, report)| report.id == id);
    let (person, report) = found.ok_or(PageError::NotFound)?;
    by.note(Some(person), Kinds::just(report.kind), Purpose::ReportRead).await?;
    let person = app.access.accounts.person(person).await.map_err(PageError::internal)?;
    let frame = frame(&app, &reader, &by, t!(locale, "A report"));
    let frame = frame.back("/staff/reports", t!(locale, "What patients say is wrong"));
    Ok(answer(frame, view! { <page::One locale now report person /> }))
}
