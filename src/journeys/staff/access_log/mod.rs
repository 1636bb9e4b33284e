//! `/staff/access-log`: the log of who looked, for those who answer for information governance; of their own organisation
//! alone.

mod page;
mod safeguarding;
mod words;

pub use safeguarding::show as safeguarding;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, Sent};
use super::frame;
use crate::access::{AsGovernance, LogSearch, OnDuty, Purpose};
use crate::domain::{Kinds, NhsNumber, StaffId};
use crate::journeys::who_looked::{Look, Names, Spreadsheet};
use crate::store::{LoggedRow, Role};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

const HERE: &str = "/staff/access-log";
/// How many rows a page shows; a file holds all.
const SHOWN: i64 = 200;
const MOST_IN_A_FILE: i64 = 100_000;

/// Why somebody searches, as it then stands in the log.
pub const REASONS: [Purpose; 4] = [
    Purpose::LogReadForPatient,
    Purpose::LogReadForComplaint,
    Purpose::LogReadForIncident,
    Purpose::LogReadForCheck,
];

type Governance = OnDuty<AsGovernance>;
type Id = Result<Path<Uuid>, PathRejection>;

/// The form to search, how checking stands, and which settings differ.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Governance) -> Response {
    search_page(&app, &reader, &by, FormState::default())
}

/// Finds whose log is meant, and goes to it.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn search(State(app): State<AppState>, reader: Reader, by: Governance, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let (number, why) = (fields.one("nhs-number"), fields.one("why"));
    let locale = reader.locale();
    let mut state = FormState::default().keep("nhs-number", number).keep("why", why);
    let number = NhsNumber::parse(number).ok();
    if number.is_none() {
        state.wrong("nhs-number", t!(locale, "Enter the whole NHS number. It has 10 digits"));
    }
    let why = REASONS.into_iter().find(|reason| reason.slug() == why);
    if why.is_none() {
        state.wrong("why", t!(locale, "Choose why you search"));
    }
    let (Some(number), Some(why)) = (number, why) else { return Ok(search_page(&app, &reader, &by, state)) };
    let people = by.people_of(number).await?;
    if people.is_empty() {
        by.note(None, Kinds::NONE, why).await?;
    }
    let id = app.log_searches.keep(&by, LogSearch { people, why });
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// What the log says, once it says who reads it.
///
/// # Errors
/// When the search is over or another's, or the log cannot be written: then nothing is shown.
pub async fn found(State(app): State<AppState>, reader: Reader, by: Governance, id: Id) -> Outcome {
    let id = searched(id)?;
    let search = app.log_searches.find(&by, id).ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let rows = opened(&app, &by, &search, SHOWN).await?;
    let is_cut = i64::try_from(rows.len()).is_ok_and(|rows| rows >= SHOWN);
    let lines = lines(&app, &reader, &by, rows).await?;
    let frame = frame(&app, &reader, &by, t!(locale, "What the log says"));
    let frame = frame.back(HERE, t!(locale, "The log of who looked"));
    let file = format!("{HERE}/{id}/file");
    Ok(answer(frame, view! { <page::Found locale lines is_cut file /> }))
}

/// The same as a table for a spreadsheet.
///
/// # Errors
/// As [`found`].
pub async fn file(State(app): State<AppState>, reader: Reader, by: Governance, id: Id) -> Outcome {
    let search = app.log_searches.find(&by, searched(id)?).ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let rows = opened(&app, &by, &search, MOST_IN_A_FILE).await?;
    let lines = lines(&app, &reader, &by, rows).await?;
    let mut sheet = Spreadsheet::default();
    let heads = [
        t!(locale, "When"),
        t!(locale, "Who"),
        t!(locale, "Member of staff"),
        t!(locale, "What they did"),
        t!(locale, "Kinds of entry"),
    ];
    sheet.row(heads.iter().map(|head| &**head));
    for page::Line { look, staff } in lines {
        let at = look.at.with_timezone(&chrono_tz::Europe::London).to_rfc3339();
        sheet.row([&*at, &look.who, &staff.unwrap_or_default(), &look.did, &look.kinds]);
    }
    let mut response = format!("\u{feff}{}", sheet.into_text()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = HeaderValue::from_static("attachment; filename=\"log.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// Begins to check the whole log.
///
/// # Errors
/// When it is not written down.
pub async fn check(State(app): State<AppState>, by: Governance) -> Outcome {
    by.note(None, Kinds::NONE, Purpose::LogChecked).await.map_err(PageError::internal)?;
    app.log_checker.begin();
    Ok(Redirect::to(HERE).into_response())
}

fn searched(id: Id) -> Result<Uuid, PageError> {
    id.map(|Path(id)| id).map_err(|_| PageError::NotFound)
}

/// The rows of everyone who is meant that are about the own organisation, the newest first.
async fn opened(
    app: &AppState,
    by: &Governance,
    search: &LogSearch,
    most: i64,
) -> Result<Vec<LoggedRow>, PageError> {
    let mut rows = Vec::new();
    for person in &search.people {
        by.note(Some(*person), Kinds::NONE, search.why).await?;
        let found = app.database.log_about_at(*person, by.organisation(), most).await;
        rows.extend(found.map_err(PageError::internal)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    // What else was looked at with it is none of theirs.
    rows.iter_mut().for_each(|row| row.holders.clear());
    Ok(rows)
}

/// In words, with the name of a colleague who looked. Of other holders nothing is said.
async fn lines(
    app: &AppState,
    reader: &Reader,
    by: &Governance,
    rows: Vec<LoggedRow>,
) -> Result<Vec<page::Line>, PageError> {
    let names = Names::of(&app.gather, &app.organisations, &rows).await;
    let mut lines = Vec::new();
    for row in rows {
        let staff = match (row.role, row.account) {
            (Some(Role::Staff), Some(account)) if row.organisation.as_ref() == Some(by.organisation()) => {
                let name = app.access.staff.name_of(by.organisation(), StaffId(account.0)).await;
                name.map_err(PageError::internal)?
            }
            _ => None,
        };
        let look = Look::to_others(reader.locale(), &names, &row);
        lines.push(page::Line { look, staff });
    }
    Ok(lines)
}

fn search_page(app: &AppState, reader: &Reader, by: &Governance, form: FormState) -> Response {
    let (locale, now) = (reader.locale(), app.clock.now());
    let (check, differs) = (app.log_checker.state(), app.differs.clone());
    let frame = frame(app, reader, by, t!(locale, "The log of who looked"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    form_page(frame, form, move |form| view! { <page::Search locale now form check differs /> })
}
