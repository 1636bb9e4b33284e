//! `/staff/sources/{interface}`: how one source of the manager's own organisation answered, day by day, hour by hour of a
//! day, and every hour as a file.

use std::collections::BTreeMap;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;

use super::over_time::{by_day, by_hour};
use super::{HERE, Manager, own};
use crate::domain::{SourceHour, day_begins};
use crate::gather::InterfaceHealth;
use crate::journeys::staff::frame;
use crate::journeys::staff::over_time::{OverTime, as_file};
use crate::store::SOURCE_HOURS_DAYS;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page as answer};

/// The hours of one source in which it was asked.
pub type Hours = BTreeMap<DateTime<Utc>, SourceHour>;

/// 90 days, day by day.
///
/// # Errors
/// For a source that is not theirs, or when our database does not answer.
pub async fn show_days(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    name: Result<Path<String>, PathRejection>,
) -> Outcome {
    let (source, hours) = all_that_is_kept(&app, &by, name).await?;
    let (locale, title) = (reader.locale(), t!(reader.locale(), "How it answered by day"));
    let facts = by_day(locale, &source, &days(&hours, app.access.today()));
    let frame = frame(&app, &reader, &by, title).back(HERE, t!(locale, "How your sources answer"));
    Ok(answer(frame, view! { <OverTime locale facts /> }))
}

/// One day, hour by hour.
///
/// # Errors
/// As [`show_days`], and for what is no day of these 90.
pub async fn show_hours(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    asked: Result<Path<(String, String)>, PathRejection>,
) -> Outcome {
    let Path((name, day)) = asked.map_err(|_| PageError::NotFound)?;
    let source = source(&app, &by, Some(name))?;
    let day: NaiveDate = day.parse().map_err(|_| PageError::NotFound)?;
    if !(first_day(&app)..=app.access.today()).contains(&day) {
        return Err(PageError::NotFound);
    }
    let (_, until) = kept(&app);
    let (begins, ends) = (day_begins(day), day_begins(day + Days::new(1)).min(until));
    let hours = hours(&app, &by, &source, begins, ends).await?;
    let (locale, title) = (reader.locale(), t!(reader.locale(), "How it answered by hour"));
    let facts = by_hour(locale, &source, day, &every_hour(&hours, begins, ends));
    let back = format!("{HERE}/{}", source.name());
    let frame = frame(&app, &reader, &by, title).back(back, t!(locale, "How it answered by day"));
    Ok(answer(frame, view! { <OverTime locale facts /> }))
}

/// Every hour since it was first asked, for a spreadsheet.
///
/// # Errors
/// As [`show_days`].
pub async fn file(
    State(app): State<AppState>,
    reader: Reader,
    by: Manager,
    name: Result<Path<String>, PathRejection>,
) -> Outcome {
    let (_, hours) = all_that_is_kept(&app, &by, name).await?;
    let (_, until) = kept(&app);
    let first = hours.keys().next().copied().unwrap_or(until);
    let sheet = super::over_time::sheet(reader.locale(), &every_hour(&hours, first, until));
    Ok(as_file(sheet, "attachment; filename=\"how-it-answered.csv\""))
}

/// The source of this name, with every hour of it that is kept.
async fn all_that_is_kept(
    app: &AppState,
    by: &Manager,
    name: Result<Path<String>, PathRejection>,
) -> Result<(InterfaceHealth, Hours), PageError> {
    let source = source(app, by, name.ok().map(|Path(name)| name))?;
    let (from, until) = kept(app);
    let hours = hours(app, by, &source, from, until).await?;
    Ok((source, hours))
}

/// The source of this name of the manager's own organisation.
fn source(app: &AppState, by: &Manager, name: Option<String>) -> Result<InterfaceHealth, PageError> {
    let all = own(app, by).into_iter().flat_map(|health| health.interfaces);
    let found = name.and_then(|name| all.into_iter().find(|one| one.name() == name));
    found.ok_or(PageError::NotFound)
}

/// The first day of which the numbers of every hour are kept.
fn first_day(app: &AppState) -> NaiveDate {
    app.access.today() - Days::new(SOURCE_HOURS_DAYS - 1)
}

/// From that day until the end of this hour.
fn kept(app: &AppState) -> (DateTime<Utc>, DateTime<Utc>) {
    (day_begins(first_day(app)), SourceHour::of(app.clock.now()) + Duration::hours(1))
}

async fn hours(
    app: &AppState,
    by: &Manager,
    source: &InterfaceHealth,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Hours, PageError> {
    let hours = app.database.source_hours(by.organisation(), source.name(), from, until).await;
    hours.map_err(PageError::internal)
}

/// Every day from the first on which it was asked until today, the oldest first.
fn days(hours: &Hours, today: NaiveDate) -> Vec<(NaiveDate, SourceHour)> {
    let mut days: BTreeMap<NaiveDate, SourceHour> = BTreeMap::new();
    let day = |at: &DateTime<Utc>| at.with_timezone(&London).date_naive();
    let first = hours.keys().next().map(day);
    for day in first.into_iter().flat_map(|first| first.iter_days()).take_while(|day| *day <= today) {
        days.entry(day).or_default();
    }
    for (at, hour) in hours {
        days.entry(day(at)).or_default().add(hour);
    }
    days.into_iter().collect()
}

/// Every hour from one moment until before another, whether or not somebody asked.
fn every_hour(hours: &Hours, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<(DateTime<Utc>, SourceHour)> {
    let each = std::iter::successors(Some(from), |at| Some(*at + Duration::hours(1)));
    let each = each.take_while(|at| *at < until);
    each.map(|at| (at, hours.get(&at).copied().unwrap_or_default())).collect()
}
