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

use std::collections::HashMap;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{AccountId, EntryId, Kind, Report, ReportState, Request};
use crate::gather::Gather;
use crate::journeys::record::wrong;
use crate::requests::NotAsked;
use crate::t;
use crate::web::{AppState, Link, Outcome, PageError, Reader, Words, page};
use crate::words::{Locale, isolated};
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
    /// Who asked, where it is somebody else than whoever reads: somebody who acts for the patient.
    pub asked_by: Option<Words>,
    /// The entry that came of it, in the person's own lists.
    pub entry: Option<(Kind, EntryId)>,
}

impl Shown {
    fn of(gather: &Gather, now: DateTime<Utc>, askers: &Askers, request: Request) -> Self {
        let known = gather.organisation(&request.to);
        let name = known.map_or_else(|| request.to.to_string(), |organisation| organisation.name.clone());
        let phone = known.and_then(|organisation| organisation.phone.clone());
        let kind = request.wish.kind();
        let entry =
            request.entries().next().map(|id| (kind, gather.entry_id(request.person, &request.to, kind, id)));
        let asked_by = askers.get(&request.actor).cloned();
        Self { request, now, name, phone, asked_by, entry }
    }
}

/// Everyone but whoever reads who asked for something.
type Askers = HashMap<AccountId, Words>;

/// Requests as pages show them, each with who asked.
async fn shown(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    requests: Vec<Request>,
) -> Result<Vec<Shown>, PageError> {
    let (mut askers, now) = (Askers::new(), app.clock.now());
    for actor in requests.iter().map(|request| request.actor).filter(|actor| *actor != permit.actor()) {
        if askers.contains_key(&actor) {
            continue;
        }
        let name = app.access.name_of(actor).await.map_err(PageError::internal)?;
        let name = name.map(|name| Words::from(isolated(&name).into_owned()));
        askers.insert(actor, name.unwrap_or_else(|| t!(locale, "somebody who helped you")));
    }
    Ok(requests.into_iter().map(|one| Shown::of(&app.gather, now, &askers, one)).collect())
}

/// What was asked for about entries of one kind, the newest first.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn of_kind(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    kind: Kind,
) -> Result<Vec<Shown>, PageError> {
    // Only to whoever may have something done.
    if !permit.does_any(kind) {
        return Ok(Vec::new());
    }
    let sealed = app.requests.of_kind(permit, kind).await.map_err(PageError::internal)?;
    let requests = match sealed {
        Some(sealed) => opened(permit, sealed).await?,
        None => Vec::new(),
    };
    shown(app, permit, locale, requests).await
}

/// `/requests`: everything that was asked for. What is open is looked for first.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn all(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    app.requests.look(&permit).await.map_err(not_looked)?;
    let sealed = app.requests.all(&permit).await.map_err(PageError::internal)?;
    let requests = opened(&permit, sealed).await?;
    let (locale, acting) = (reader.locale(), reader.acting_for().is_some());
    let calls = to_call(&app, &permit, &requests, locale).await?;
    let all = shown(&app, &permit, locale, requests).await?;
    let frame = reader.frame(all_words(locale)).for_person(permit.subject());
    let home = if acting { t!(locale, "Health record") } else { t!(locale, "Home") };
    Ok(page(frame.back("/", home), view! { <AllRequests locale all calls acting /> }))
}

/// What the list is called.
fn all_words(locale: Locale) -> Words {
    t!(locale, "Your requests")
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
    let (locale, acting) = (reader.locale(), reader.acting_for().is_some());
    let mut all: Vec<_> = opened(&permit, sealed).await?;
    let at = all.iter().position(|request| request.id == id).ok_or(PageError::NotFound)?;
    let request = all.remove(at);
    let belongs = |other: &Request| other.after == Some(id) || request.after == Some(other.id);
    all.retain(belongs);
    all.insert(0, request);
    let mut all = shown(&app, &permit, locale, all).await?;
    let (one, with) = (all.remove(0), all);
    let frame = reader.frame(t!(locale, "Your request")).for_person(permit.subject());
    let frame = frame.back("/requests", all_words(locale));
    Ok(page(frame, view! { <OneRequest locale shown=one with acting /> }))
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
