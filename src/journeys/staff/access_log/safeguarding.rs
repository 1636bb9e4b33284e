//! `/staff/access-log/safeguarding`: what the access team did for somebody's safety without telling anybody. No file is made
//! of it, and it is not in what is searched for a patient: both may be handed to whoever holds the patient's log-in.

use axum::extract::State;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{Governance, HERE};
use crate::domain::DoneQuietly;
use crate::journeys::staff::frame;
use crate::store::QuietLine;
use crate::t;
use crate::web::components::{Facts, Row};
use crate::web::{AppState, Outcome, PageError, Reader, Words, page as answer};
use crate::words::{Locale, dates};

/// All of their own organisation's, once it is written down who reads them.
///
/// # Errors
/// When that cannot be written down, or our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Governance) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let all = app.access.read_safeguarding(&by).await?;
    let mut lines = Vec::new();
    for line in all {
        let name = app.access.staff.name_of(by.organisation(), line.by).await.map_err(PageError::internal)?;
        lines.push((line, name));
    }
    let frame = frame(&app, &reader, &by, t!(locale, "What was done for somebody’s safety"));
    let frame = frame.back(HERE, t!(locale, "The log of who looked"));
    Ok(answer(frame, view! { <All locale now lines /> }))
}

#[component]
fn All(locale: Locale, now: DateTime<Utc>, lines: Vec<(QuietLine, Option<String>)>) -> impl IntoView {
    let nothing = lines.is_empty();
    let lines = lines.into_iter().map(|(line, by)| {
        let by = by.map_or_else(|| t!(locale, "somebody"), Words::from);
        let mut rows = vec![
            Row::new(t!(locale, "When"), dates::told_at(locale, line.at, now)),
            Row::new(t!(locale, "By"), by),
            Row::new(t!(locale, "Patient"), line.facts.patient),
            Row::new(t!(locale, "NHS number"), line.facts.nhs_number.spaced()),
        ];
        if let Some(carer) = line.facts.carer {
            rows.push(Row::new(t!(locale, "Carer"), carer));
        }
        rows.push(Row::new(t!(locale, "Why"), line.facts.why));
        view! {
            <li class="entry">
                <h2 class="entry__title">{what(locale, line.what)}</h2>
                <Facts rows />
            </li>
        }
    });
    view! {
        <h1>{t!(locale, "What was done for somebody’s safety")}</h1>
        <p>{t!(locale, "By the access team of your organisation, the newest first. Neither the patient nor a carer can see any of it.")}</p>
        <p>{t!(locale, "Give no copy of this page to them, and none with a subject access request.")}</p>
        {nothing.then(|| view! { <p>{t!(locale, "Nothing was done.")}</p> })}
        <ul class="entries">{lines.collect_view()}</ul>
    }
}

fn what(locale: Locale, what: DoneQuietly) -> Words {
    match what {
        DoneQuietly::Looked => t!(locale, "Looked at who acts for the patient"),
        DoneQuietly::CarerStopped => t!(locale, "Kept everything from the carer"),
        DoneQuietly::CarerLetIn => t!(locale, "Let the carer see again what was given"),
        DoneQuietly::ToldElsewhere => t!(locale, "Changed where the patient is told things"),
        DoneQuietly::ToldAsBefore => t!(locale, "The patient is told things where their pages say"),
        DoneQuietly::OwnStopped => t!(locale, "Stopped the patient’s own online access"),
        DoneQuietly::OwnGivenBack => t!(locale, "Gave the patient’s own online access back"),
    }
}
