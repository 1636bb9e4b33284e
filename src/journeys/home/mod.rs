//! `/`: the first page after logging in, and the start page for everyone else.

pub mod lines;
pub mod next;
mod next_card;
mod page;
#[cfg(test)]
pub mod samples;
pub mod whats_new;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Fingerprint, Kind};
use crate::gather::Everything;
use crate::journeys::record::front;
use crate::journeys::start;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page_made};
use crate::words::Locale;
use page::HomeFacts;
use whats_new::{Before, WhatsNew, marks, whats_new};

/// The home page of whoever is logged in, else the start page.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn front(State(app): State<AppState>, reader: Reader, permit: Option<Permit>) -> Outcome {
    match permit {
        Some(permit) => home(&app, &reader, &permit).await,
        None => Ok(start::show(&reader)),
    }
}

async fn home(app: &AppState, reader: &Reader, permit: &Permit) -> Outcome {
    let sealed = app.gather.everything(permit).await.map_err(PageError::internal)?;
    let everything = permit.disclose(sealed, Purpose::Home).await.map_err(|_| PageError::CannotDisclose)?;
    let new = since_last_time(app, reader.locale, permit, &everything).await?;
    let facts = facts(reader.locale, app.clock.now(), permit, everything, new);
    Ok(show(reader, permit, facts))
}

fn facts(
    locale: Locale,
    now: DateTime<Utc>,
    permit: &Permit,
    everything: Everything,
    new: Option<(DateTime<Utc>, WhatsNew)>,
) -> HomeFacts {
    HomeFacts {
        now,
        first_name: permit.subject().first_name().to_owned(),
        next: next::next(&everything.appointments.entries, now),
        asked_for: next::asked_for(&everything.appointments.entries, now),
        new: new.map(|(since, new)| (since.with_timezone(&London).date_naive(), new)),
        doors: Kind::ALL.map(|kind| front::door(locale, now, kind, &everything)).into(),
        sources: everything.sources,
        appointment_sources: everything.appointments.sources,
    }
}

fn show(reader: &Reader, permit: &Permit, facts: HomeFacts) -> Response {
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Your health, in one place")).for_person(permit.subject());
    page_made(StatusCode::OK, frame.waiting_for(&facts.sources), || view! { <page::Home locale facts /> })
}

/// What is new since the visit before, which began at the moment given back; `None` on a first visit. What is shown
/// is marked as seen.
async fn since_last_time(
    app: &AppState,
    locale: Locale,
    permit: &Permit,
    everything: &Everything,
) -> Result<Option<(DateTime<Utc>, WhatsNew)>, PageError> {
    let visits = app.access.accounts.visits(permit.actor()).await.map_err(PageError::internal)?;
    let person = permit.subject().id;
    let known = app.seen.seen(person).await.map_err(PageError::internal)?;
    let now_seen = marks(everything);
    let is_news = |(id, print): &&(_, Fingerprint)| known.get(id).is_none_or(|mark| mark.content != *print);
    let unmarked: Vec<_> = now_seen.iter().filter(is_news).copied().collect();
    if !unmarked.is_empty() {
        app.seen.mark_seen(person, &unmarked, app.clock.now()).await.map_err(PageError::internal)?;
    }
    let (Some(previous), Some(this)) = (visits.previous, visits.this) else { return Ok(None) };
    let before = Before { marks: known, visit_began: this };
    Ok(Some((previous, whats_new(locale, everything, &before))))
}

#[cfg(test)]
mod tests;
