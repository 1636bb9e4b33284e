//! "Your requests": what a person asked organisations to do, how each stands, and what to do if nothing happens.

mod coming_words;
mod details_words;
mod medicine_words;
mod message_words;
mod page;
mod questionnaire_words;
mod referral_words;
pub mod sending;
mod state_words;
mod wish_words;

#[cfg(test)]
mod tests;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{EntryId, Kind, Report, ReportState, Request};
use crate::gather::Gather;
use crate::journeys::record::wrong;
use crate::requests::NotAsked;
use crate::t;
use crate::web::{AppState, Link, Outcome, PageError, Reader, page};
use crate::words::Locale;
use page::{AllRequests, OneRequest};

pub use page::WhatWasAsked;
pub use state_words::tag;
pub use wish_words::{FreeTimeWords, WishWords, free_time, words_of};

/// One request as plain data, with whoever was asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    pub request: Request,
    pub now: DateTime<Utc>,
    pub name: String,
    pub phone: Option<String>,
    /// The entry that came of it, in the person's own lists.
    pub entry: Option<(Kind, EntryId)>,
}

impl Shown {
    fn of(gather: &Gather, now: DateTime<Utc>, request: Request) -> Self {
        let known = gather.organisation(&request.to);
        let name = known.map_or_else(|| request.to.to_string(), |organisation| organisation.name.clone());
        let phone = known.and_then(|organisation| organisation.phone.clone());
        let kind = request.wish.kind();
        let reference = request.standing.told().and_then(|told| told.reference.as_deref());
        let entry = reference.or_else(|| words_of(&request.wish).entry());
        let entry = entry.map(|id| (kind, gather.entry_id(request.person, &request.to, kind, id)));
        Self { request, now, name, phone, entry }
    }
}

/// What was asked for about entries of one kind, the newest first.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn of_kind(app: &AppState, permit: &Permit, kind: Kind) -> Result<Vec<Shown>, PageError> {
    // What was asked for is not shown to whoever acts for somebody yet.
    if permit.is_limited() {
        return Ok(Vec::new());
    }
    let sealed = app.requests.of_kind(permit, kind).await.map_err(PageError::internal)?;
    let requests = match sealed {
        Some(sealed) => opened(permit, sealed).await?,
        None => Vec::new(),
    };
    let now = app.clock.now();
    Ok(requests.into_iter().map(|one| Shown::of(&app.gather, now, one)).collect())
}

/// `/requests`: everything that was asked for. What is open is looked for first.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn all(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    app.requests.look(&permit).await.map_err(not_looked)?;
    let sealed = app.requests.all(&permit).await.map_err(PageError::internal)?;
    let requests = opened(&permit, sealed).await?;
    let (locale, now) = (reader.locale, app.clock.now());
    let calls = to_call(&app, &permit, &requests, locale).await?;
    let all: Vec<_> = requests.into_iter().map(|one| Shown::of(&app.gather, now, one)).collect();
    let frame = reader.frame(t!(locale, "Your requests")).for_person(permit.subject());
    Ok(page(frame.back("/", t!(locale, "Home")), view! { <AllRequests locale all calls /> }))
}

/// Reports of the person's own that some holder could not be sent: they wait for a call, each with the way to its page.
async fn to_call(
    app: &AppState,
    permit: &Permit,
    requests: &[Request],
    locale: Locale,
) -> Result<Vec<Link>, PageError> {
    if !permit.is_the_patients_own() {
        return Ok(Vec::new());
    }
    let reports = app.reports.all(permit.subject().id).await.map_err(PageError::internal)?;
    let open = reports.into_iter().filter(|report| {
        report.state == ReportState::WrittenDown && !wrong::to_call(report, requests).is_empty()
    });
    let link = |report: Report| Link {
        href: format!("/record/reports/{}", report.id).into(),
        text: wrong::summary(locale, report.what, report.kind),
    };
    Ok(open.map(link).collect())
}

/// `/requests/{id}`: one of them, and those that wait for it.
///
/// # Errors
/// [`PageError::NotFound`] for an id that is nobody's or somebody else's; as [`all`].
pub async fn one(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    if app.requests.one(&permit, id).await.map_err(PageError::internal)?.is_none() {
        return Err(PageError::NotFound);
    }
    app.requests.look(&permit).await.map_err(not_looked)?;
    let sealed = app.requests.all(&permit).await.map_err(PageError::internal)?;
    let (locale, now) = (reader.locale, app.clock.now());
    let mut all: Vec<_> = opened(&permit, sealed).await?;
    let at = all.iter().position(|request| request.id == id).ok_or(PageError::NotFound)?;
    let request = all.remove(at);
    let belongs = |other: &Request| other.after == Some(id) || request.after == Some(other.id);
    all.retain(belongs);
    let shown = |one: Request| Shown::of(&app.gather, now, one);
    let (with, one) = (all.into_iter().map(shown).collect(), shown(request));
    let frame = reader.frame(t!(locale, "Your request")).for_person(permit.subject());
    let frame = frame.back("/requests", t!(locale, "Your requests"));
    Ok(page(frame, view! { <OneRequest locale shown=one with /> }))
}

async fn opened(
    permit: &Permit,
    sealed: crate::access::Sealed<Vec<Request>>,
) -> Result<Vec<Request>, PageError> {
    permit.disclose(sealed, Purpose::Requests).await.map_err(|_| PageError::CannotDisclose)
}

fn not_looked(why: NotAsked) -> PageError {
    match why {
        NotAsked::Disclose(_) => PageError::CannotDisclose,
        NotAsked::Cannot(_) | NotAsked::Store(_) => PageError::internal(why),
    }
}
