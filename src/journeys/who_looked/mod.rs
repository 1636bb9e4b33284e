//! Who has looked at a person's record: the log, in words, to filter, to print and to take away.

mod asked;
mod file;
mod look;
mod page;
#[cfg(test)]
mod tests;

pub use file::{Spreadsheet, csv_cell};
pub use look::{Look, Names};

use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::access::{Contents, Permit, Purpose, Sealed};
use crate::journeys::record::paging::{PER_PAGE, Page};
use crate::store::{LogFilter, LogPage, LoggedRow, Role, Whose};
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};
use asked::{Asked, Format};
use page::{WhoLooked, WhoLookedFacts};

/// How many rows a file holds at most; the newest.
const MOST_IN_A_FILE: u64 = 100_000;

/// One page of the log. Looking at it is a look as well, and stands in it.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer; [`PageError::NotAllowed`] for
/// anyone but the patient.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    RawQuery(query): RawQuery,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let (person, filter) = (permit.subject().id, asked.filter(now));
    let count = async |whose| {
        let counted = app.database.count_log_about(person, LogFilter { whose, ..LogFilter::default() });
        counted.await.map_err(PageError::internal)
    };
    let (others, automatic) = (count(Whose::Others).await?, count(Whose::Only(Role::Automatic)).await?);
    let total = app.database.count_log_about(person, filter).await.map_err(PageError::internal)?;
    let entries = usize::try_from(total).unwrap_or(usize::MAX);
    let page = Page::asked(asked.page.as_deref(), entries);
    let rows = match page {
        Ok(page) => {
            let skip = ((page.number - 1) * PER_PAGE) as u64;
            opened(&app, &permit, filter, LogPage { skip, take: PER_PAGE as u64 }).await?
        }
        Err(_) => Vec::new(),
    };
    let names = names(&app, &permit, &rows).await?;
    let looks = rows.iter().map(|row| Look::of(locale, permit.actor(), &names, row)).collect();
    let status = if page.is_ok() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let facts = WhoLookedFacts { asked, looks, total, others, automatic, page };
    let frame = reader.frame(t!(locale, "Who has looked at your record")).for_person(permit.subject());
    let frame = frame.back("/", t!(locale, "Back"));
    Ok(page_with_status(status, frame, view! { <WhoLooked locale facts /> }))
}

/// The log as a file: `?format=csv` for a spreadsheet, else text. Narrowed as the page is.
///
/// # Errors
/// As [`show`].
pub async fn file(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    RawQuery(query): RawQuery,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let format = asked.format.unwrap_or(Format::Text);
    let all = LogPage { skip: 0, take: MOST_IN_A_FILE };
    let rows = opened(&app, &permit, asked.filter(now), all).await?;
    let names = names(&app, &permit, &rows).await?;
    let looks = rows.iter().map(|row| Look::of(locale, permit.actor(), &names, row));
    let text = match format {
        Format::Csv => file::csv(locale, looks),
        Format::Text => file::text(locale, now, &permit.subject().name, looks),
    };
    Ok(as_file(format, text))
}

/// What everybody in these rows is called, as far as the patient may know.
async fn names(app: &AppState, permit: &Permit, rows: &[LoggedRow]) -> Result<Names, PageError> {
    let grants = app.access.grants.of_patient(permit.subject().id).await.map_err(PageError::internal)?;
    let helpers = app.access.helpers.of(permit.subject().id).await.map_err(PageError::internal)?;
    let names = Names::of(&app.gather, &app.organisations, rows).await;
    Ok(names.with_carers(grants).with_helpers(helpers))
}

/// The rows, which are about a person too: opened through the permit like everything else.
async fn opened(
    app: &AppState,
    permit: &Permit,
    filter: LogFilter,
    page: LogPage,
) -> Result<Vec<LoggedRow>, PageError> {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let person = permit.subject().id;
    let rows = app.database.log_about(person, filter, page).await.map_err(PageError::internal)?;
    let sealed = Sealed::seal(person, Contents::default(), rows);
    permit.disclose(sealed, Purpose::WhoLooked).await.map_err(|_| PageError::CannotDisclose)
}

fn as_file(format: Format, text: String) -> Response {
    let (kind, disposition) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"who-looked.csv\""),
        Format::Text => ("text/plain; charset=utf-8", "attachment; filename=\"who-looked.txt\""),
    };
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    response
}
