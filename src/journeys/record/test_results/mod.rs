//! Test results: the list, one result with its earlier ones, and the choice to see new ones later.

mod chart;
mod chart_view;
mod entry_words;
mod form;
mod history;
pub(super) mod page;
mod picture;
mod positive;
mod range;
mod sets;
mod table;
#[cfg(test)]
mod tests;
mod vital_charts;
pub mod waiting;
mod whole;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

use super::asked::{AskedId, ListQuery};
use super::detail::{OnePage, Shown};
use super::list::{List, hidden_by_the_person};
use super::list_page::ListPage;
use super::listed::Way;
use super::opened;
use crate::access::{Permit, Purpose};
use crate::domain::{Kind, Kinds, NewResults, TestResult};
use crate::gather::One;
use crate::journeys::log_in::unreadable;
use crate::journeys::notices::notices_of;
use crate::t;
use crate::web::components::ErrorSummary;
use crate::web::forms::FormState;
use crate::web::{AppState, Around, Made, Outcome, PageError, Reader, page_of};
pub use chart_view::{TrendPicture, legend};
use form::{WaitForm, Wish};
pub use history::{Known, Point, Series, Trend};
pub use range::Ends;
use vital_charts::VitalCharts;
use waiting::{WhatWaits, WhenToShow, together};

const LIST: &str = "/record/test-results";

impl OnePage for TestResult {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}

/// The list, with what waits above it and the choice to wait below.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn list(State(app): State<AppState>, permit: Permit, reader: Reader, query: ListQuery) -> Outcome {
    let gathered = opened(&permit, app.gather.one::<TestResult>(&permit).await, Purpose::List).await?;
    let choice = app.result_waits.of(permit.chooses()).await.map_err(PageError::internal)?.choice;
    let hidden = hidden_by_the_person(&app, &permit, Kind::TestResults).await?;
    let now = app.clock.now();
    let notices = notices_of(&app.notices, now, gathered.organisations());
    let key = (Around::of(&reader, &permit, now), query.clone(), choice, hidden, notices);
    Ok(page_of(&gathered, key, || {
        made(&app, &permit, &reader, query, &gathered, (choice, hidden), FormState::default())
    }))
}

/// Changes when new results are shown, or opens some that wait.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn change(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    form: Result<Form<WaitForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (account, now) = (permit.actor(), app.clock.now());
    let stored = match form.wish() {
        Some(Wish::Choose(choice)) => {
            let noted = permit.note(&[], Kinds::just(Kind::TestResults), Purpose::ResultsChosen).await;
            noted.map_err(|_| PageError::CannotDisclose)?;
            app.result_waits.choose(account, choice, now).await
        }
        Some(Wish::OpenThoseUntil(until)) => {
            let gathered =
                opened(&permit, app.gather.one::<TestResult>(&permit).await, Purpose::List).await?;
            let these = gathered.kept_back.iter().filter(|kept| kept.until == until);
            let these: Vec<_> = these.flat_map(|kept| kept.each()).collect();
            app.result_waits.open(account, &these, now).await
        }
        None => {
            let gathered =
                opened(&permit, app.gather.one::<TestResult>(&permit).await, Purpose::List).await?;
            let choice = app.result_waits.of(account).await.map_err(PageError::internal)?.choice;
            let mut form = FormState::default();
            form.wrong("new-results", t!(reader.locale(), "Choose when you want to see new results"));
            let query = ListQuery::default();
            let hidden = hidden_by_the_person(&app, &permit, Kind::TestResults).await?;
            return Ok(made(&app, &permit, &reader, query, &gathered, (choice, hidden), form).into_response());
        }
    };
    stored.map_err(PageError::internal)?;
    Ok(Redirect::to(LIST).into_response())
}

/// Opens one result that waits, and shows it.
///
/// # Errors
/// Where the address cannot be that of a result, or our database does not answer.
pub async fn open_now(State(app): State<AppState>, permit: Permit, AskedId(id): AskedId) -> Outcome {
    let id = id.ok_or(PageError::NotFound)?;
    let gathered = opened(&permit, app.gather.one::<TestResult>(&permit).await, Purpose::Detail).await?;
    if let Some(kept) = gathered.kept_back(id) {
        let these: Vec<_> = kept.each().collect();
        let opened = app.result_waits.open(permit.actor(), &these, app.clock.now()).await;
        opened.map_err(PageError::internal)?;
    }
    // One that does not wait is shown; one that is not there says so.
    Ok(Redirect::to(&format!("{LIST}/{id}")).into_response())
}

fn made(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    query: ListQuery,
    gathered: &One<TestResult>,
    (choice, hidden): (NewResults, usize),
    form: FormState,
) -> Made {
    let (locale, now) = (reader.locale(), app.clock.now());
    let is_vital_signs = query.way == Way::VitalSigns;
    let mut list = List::of(locale, now, gathered, query, reader.practice_mode()).seen_by(permit);
    list.hidden = hidden;
    let is_first_page = list.page.is_ok_and(|page| page.number == 1);
    let charts = match is_vital_signs && is_first_page {
        true => vital_charts::of(&gathered.entries, now),
        false => Vec::new(),
    };
    let (waiting, is_own) = (together(&gathered.kept_back), permit.is_the_patients_own());
    let status = if form.is_ok() { list.status() } else { form.status() };
    let notices = notices_of(&app.notices, now, gathered.organisations());
    let frame = list.frame(permit, reader).with_errors_of(&form).with_notices(notices).to_read();
    Made::new(status, frame, move || {
        view! {
            <ErrorSummary locale errors=form.errors />
            {match is_vital_signs {
                // Vital signs never wait.
                true => {
                    let charts = view! { <VitalCharts locale charts /> }.into_any();
                    view! { <ListPage list above=Some(charts) /> }.into_any()
                }
                false => {
                    let above = view! { <WhatWaits locale waiting /> }.into_any();
                    let below = is_own.then(|| view! { <WhenToShow locale choice /> }.into_any());
                    view! { <ListPage list above=Some(above) below /> }.into_any()
                }
            }}
        }
    })
}
