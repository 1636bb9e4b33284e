//! `/`: the first page after logging in, and the start page for everyone else.

pub mod lines;
pub mod next;
mod next_card;
mod marking;
mod page;
mod reminding;
#[cfg(test)]
pub mod samples;
pub mod whats_new;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;
use tower_sessions::Session;

use crate::access::{Permit, Purpose};
use crate::domain::{Kind, Kinds};
use crate::gather::Everything;
use crate::journeys::notices::notices_of;
use crate::journeys::record::front;
use crate::journeys::{helping, messages, start, terminal};
use crate::t;
use crate::web::{self, AppState, Around, Made, NoticeLine, Outcome, PageError, Reader};
use crate::words::Locale;
use marking::mark_as_seen;
use page::HomeFacts;
use reminding::note_appointments;
use whats_new::{Before, WhatsNew, whats_new};

/// The home page of whoever is logged in, else the start page.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn front(
    State(app): State<AppState>,
    reader: Reader,
    permit: Option<Permit>,
    session: Session,
) -> Outcome {
    if let Some(terminal) = reader.terminal.clone() {
        return terminal::first(&app, &reader, &terminal, permit.as_ref(), &session).await;
    }
    match permit {
        Some(permit) if permit.is_limited() => helping::front(&app, &reader, &permit).await,
        Some(permit) => home(&app, &reader, &permit).await,
        None => Ok(start::show(&reader)),
    }
}

async fn home(app: &AppState, reader: &Reader, permit: &Permit) -> Outcome {
    let kinds = Kinds::in_record().with(Kinds::just(Kind::Messages));
    let sealed = app.gather.of_kinds(permit, kinds).await.map_err(PageError::internal)?;
    let everything = permit.disclose(sealed, Purpose::Home).await.map_err(|_| PageError::CannotDisclose)?;
    let (now, person, visits) = (app.clock.now(), permit.subject().id, permit.visits());
    let marks = app.seen.seen(person).await.map_err(PageError::internal)?;
    let read = app.letters_read.read(person).await.map_err(PageError::internal)?;
    let unread = messages::unread(&everything.messages.entries, &read);
    // The page that was made of the same marks was made after all that is on it had been marked.
    let notices =
        notices_of(&app.notices, now, everything.sources.iter().map(|source| &*source.organisation));
    let key = (Around::of(reader, permit, now), visits, marks.clone(), notices.clone(), unread);
    if let Some(page) = web::kept_page(&everything, &key) {
        return Ok(page);
    }
    mark_as_seen(&app.seen, permit, &everything, &marks, now).await.map_err(PageError::internal)?;
    note_appointments(&app.reminders, permit, &everything, now).await.map_err(PageError::internal)?;
    let before = visits.previous.zip(visits.this).map(|(previous, visit_began)| {
        let new = whats_new(reader.locale(), &everything, &Before { marks, visit_began });
        (previous, new)
    });
    let facts = HomeFacts {
        unread,
        large: reader.is_large(),
        ..facts(reader.locale(), now, permit, &everything, before)
    };
    Ok(web::page_of(&everything, key, || made(reader, permit, facts, notices)))
}

fn facts(
    locale: Locale,
    now: DateTime<Utc>,
    permit: &Permit,
    everything: &Everything,
    new: Option<(DateTime<Utc>, WhatsNew)>,
) -> HomeFacts {
    HomeFacts {
        now,
        first_name: permit.subject().first_name().to_owned(),
        next: next::next(&everything.appointments.entries, now),
        asked_for: next::asked_for(&everything.appointments.entries, now),
        new: new.map(|(since, new)| (since.with_timezone(&London).date_naive(), new)),
        unread: 0,
        doors: Kind::ALL.map(|kind| front::door(locale, now, kind, everything)).into(),
        sources: everything.sources.clone(),
        appointment_sources: everything.appointments.sources.clone(),
        large: false,
    }
}

fn made(reader: &Reader, permit: &Permit, facts: HomeFacts, notices: Vec<NoticeLine>) -> Made {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Your health, in one place")).for_person(permit.subject());
    let frame = frame.waiting_for(&facts.sources).with_notices(notices);
    Made::new(StatusCode::OK, frame, || view! { <page::Home locale facts /> })
}

#[cfg(test)]
mod tests;
