//! `/staff/used`: what the organisation offers and how many people opened it, and how often its shared screens were used,
//! week by week: counts alone, and small ones hidden.

mod over_time;
mod page;
mod told;
mod weeks;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::over_time::{OverTime, as_file};
use super::{frame, kind_words};
use crate::access::{AsServiceManager, OnDuty};
use crate::domain::{Kind, TerminalId, Week};
use crate::journeys::who_looked::Spreadsheet;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page as answer};
use crate::words::Locale;
use over_time::{Counted, by_week};
use told::{FEWEST, Told};
use weeks::{Screen, Used};

const HERE: &str = "/staff/used";

type Manager = OnDuty<AsServiceManager>;

/// Both tables.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, kinds, screens) =
        (reader.locale(), kinds(&app, &by).await?, weeks::screens(&app, &by).await?);
    let is_counting = weeks::are_being_counted(&app, &by).await?;
    let frame = frame(&app, &reader, &by, t!(locale, "What is offered, and used"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::Overview locale kinds screens is_counting /> }))
}

/// Half a year of one kind.
///
/// # Errors
/// For a kind that is not offered, or when our database does not answer.
pub async fn show_kind(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    kind: Result<Path<String>, PathRejection>,
) -> Outcome {
    let kind = kind.ok().and_then(|Path(slug)| Kind::from_slug(&slug));
    let used = weeks::kinds(&app, &by).await?.into_iter().find(|used| Some(used.what) == kind);
    let used = used.ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let counted = Counted { head: t!(locale, "People who opened it"), file: "/staff/used/file" };
    Ok(over_time(&app, &reader, &by, kind_words::name(locale, used.what).into_owned(), counted, used.weeks))
}

/// Half a year of one screen.
///
/// # Errors
/// For one that is not theirs, or when our database does not answer.
pub async fn show_screen(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.ok().map(|Path(id)| TerminalId(id));
    let used = weeks::screens(&app, &by).await?.into_iter().find(|used| Some(used.what.id) == id);
    let Used { what: Screen { name, place, .. }, weeks, .. } = used.ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let counted = Counted { head: t!(locale, "Log-ins"), file: "/staff/used/terminals" };
    let name = t!(locale, "{name}, {place}", name = name, place = place).into_owned();
    Ok(over_time(&app, &reader, &by, name, counted, weeks))
}

fn over_time(
    app: &AppState,
    reader: &Reader,
    by: &Manager,
    name: String,
    counted: Counted,
    weeks: Vec<(Week, Told)>,
) -> Response {
    let locale = reader.locale();
    let frame = frame(app, reader, by, t!(locale, "Use by week"));
    let frame = frame.back(HERE, t!(locale, "What is offered, and used"));
    let facts = by_week(locale, &name, counted, &weeks);
    answer(frame, view! { <OverTime locale facts /> })
}

/// All weeks of every kind for a spreadsheet.
///
/// # Errors
/// As [`show`].
pub async fn file(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, kinds) = (reader.locale(), kinds(&app, &by).await?);
    let mut sheet = Spreadsheet::default();
    let heads = [t!(locale, "What you offer"), t!(locale, "Week from"), t!(locale, "Week to")];
    sheet.row(heads.iter().map(|head| &**head).chain([&*t!(locale, "People who opened it")]));
    for used in kinds {
        let name = kind_words::name(locale, used.what);
        rows(locale, &mut sheet, &[&name], &used, app.access.today());
    }
    Ok(as_file(sheet, "attachment; filename=\"offered-and-used.csv\""))
}

/// All weeks of every screen for a spreadsheet.
///
/// # Errors
/// As [`show`].
pub async fn terminals_file(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, screens) = (reader.locale(), weeks::screens(&app, &by).await?);
    let mut sheet = Spreadsheet::default();
    let heads = [
        t!(locale, "Name"),
        t!(locale, "Place"),
        t!(locale, "Week from"),
        t!(locale, "Week to"),
        t!(locale, "Log-ins"),
    ];
    sheet.row(heads.iter().map(|head| &**head));
    for used in screens {
        rows(locale, &mut sheet, &[&used.what.name, &used.what.place], &used, app.access.today());
    }
    Ok(as_file(sheet, "attachment; filename=\"shared-screens.csv\""))
}

/// A row for each week, the oldest first, and one for the week that is not over.
fn rows<T>(
    locale: Locale,
    sheet: &mut Spreadsheet,
    named: &[&str],
    used: &Used<T>,
    today: chrono::NaiveDate,
) {
    let mut row = |week: Week, until: String, told: Told| {
        let (from, told): (String, Words) = (week.monday().to_string(), told.said(locale));
        sheet.row(named.iter().copied().chain([from.as_str(), until.as_str(), &*told]));
    };
    for (week, told) in &used.weeks {
        row(*week, week.sunday().to_string(), *told);
    }
    row(Week::of(today), t!(locale, "so far").into_owned(), used.so_far);
}

/// Every kind that the organisation offers, the least used first; those that are used alike stay in the usual order.
async fn kinds(app: &AppState, by: &Manager) -> Result<Vec<Used<Kind>>, PageError> {
    let mut kinds = weeks::kinds(app, by).await?;
    kinds.sort_by_key(page::weight);
    Ok(kinds)
}
