//! `/staff/used`: what the organisation offers, and how many people opened it: counts alone, and small ones hidden.

mod page;
mod terminals;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::Duration;
use leptos::prelude::*;

use super::frame;
use crate::access::{AsServiceManager, OnDuty};
use crate::domain::{Kind, Kinds};
use crate::journeys::staff::kind_words;
use crate::journeys::who_looked::Spreadsheet;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page as answer};
use crate::words::Locale;

/// Four whole weeks, so that every day of the week counts alike.
const DAYS: i64 = 28;
/// Fewer people than this might be known again by a number.
const FEWEST: usize = 5;

type Manager = OnDuty<AsServiceManager>;

/// How many people, as far as it may be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum People {
    Nobody,
    Few,
    Many(usize),
}

impl People {
    fn of(number: usize) -> Self {
        match number {
            0 => Self::Nobody,
            few if few < FEWEST => Self::Few,
            many => Self::Many(many),
        }
    }

    fn said(self, locale: Locale) -> Words {
        match self {
            Self::Nobody => t!(locale, "nobody"),
            Self::Few => t!(locale, "fewer than {n}", n = FEWEST),
            Self::Many(number) => Words::from(number.to_string()),
        }
    }
}

pub use terminals::file as terminals_file;

/// Both tables.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, rows, screens) = (reader.locale, rows(&app, &by).await?, terminals::uses(&app, &by).await?);
    let frame = frame(&app, &reader, &by, t!(locale, "What is offered, and used"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::Used locale rows screens /> }))
}

/// The same for a spreadsheet.
///
/// # Errors
/// As [`show`].
pub async fn file(State(app): State<AppState>, reader: Reader, by: Manager) -> Outcome {
    let (locale, rows) = (reader.locale, rows(&app, &by).await?);
    let mut sheet = Spreadsheet::default();
    let heads = [t!(locale, "What you offer"), t!(locale, "People who opened it in {n} days", n = DAYS)];
    sheet.row(heads.iter().map(|head| &**head));
    for (kind, people) in rows {
        sheet.row([&*kind_words::name(locale, kind), &*people.said(locale)]);
    }
    Ok(as_file(sheet, "attachment; filename=\"offered-and-used.csv\""))
}

fn as_file(sheet: Spreadsheet, disposition: &'static str) -> Response {
    let mut response = format!("\u{feff}{}", sheet.into_text()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    response
}

/// Every kind that the organisation offers, the least used first.
async fn rows(app: &AppState, by: &Manager) -> Result<Vec<(Kind, People)>, PageError> {
    let health = app.gather.health();
    let own = health.iter().find(|health| health.organisation.ods_code == *by.organisation());
    let offers = own.map_or(Kinds::NONE, |own| own.offers());
    let since = app.clock.now() - Duration::days(DAYS);
    let used = app.database.people_by_kind(by.organisation(), since).await.map_err(PageError::internal)?;
    let people = |kind: &Kind| used.get(kind).copied().unwrap_or(0);
    let mut kinds: Vec<Kind> = offers.iter().collect();
    // Those that are hidden stand in no order among themselves.
    kinds.sort_by_key(|kind| match People::of(people(kind)) {
        People::Nobody => 0,
        People::Few => 1,
        People::Many(number) => number,
    });
    Ok(kinds.into_iter().map(|kind| (kind, People::of(people(&kind)))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_hidden_and_none_is_said() {
        let said = |number| People::of(number).said(Locale::English).into_owned();
        assert_eq!(said(0), "nobody");
        for few in 1..5 {
            assert_eq!(said(few), "fewer than 5");
        }
        assert_eq!(said(5), "5");
    }
}
