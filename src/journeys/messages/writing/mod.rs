//! Writing a message or an answer: whom, the words, the files, a check, and then a request.

mod check;
mod files;
mod form;
mod page;

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{takes_messages, thread, told};
use crate::access::Permit;
use crate::domain::{EntryId, Kind, NewFile, OdsCode, Organisation};
use crate::gather::CannotAct;
use crate::journeys::record::asked::AskedId;
use crate::journeys::requests::sending::{asked_before, sent_or_gone};
use crate::store::{Draft, DraftKind};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::{Locale, isolated};
use crate::{count, store};
use form::{Step, WriteForm};
use page::{Whom, Write};

pub use check::{check, send};
pub use files::{NotThisFile, add, choose, file_of, read_file};
pub use form::clean;

/// A message that is being written, as it is kept.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    pub to: OdsCode,
    /// The conversation that it answers, where it answers one.
    pub answers: Option<String>,
    pub subject: String,
    pub text: String,
}

/// One in the list of those that are not finished.
#[derive(Clone, PartialEq, Debug)]
pub struct Unfinished {
    pub id: Uuid,
    pub changed_at: DateTime<Utc>,
    /// The organisation's name.
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// A draft that is shown: for whom, and its files with our number of each.
pub(super) struct Begun {
    id: Uuid,
    to: Arc<Organisation>,
    written: Written,
    files: Vec<(i64, NewFile)>,
}

impl Begun {
    fn is_answer(&self) -> bool {
        self.written.answers.is_some()
    }
}

/// Within how many working days an organisation says that it answers messages.
pub fn answers_within(app: &AppState, to: &OdsCode) -> Option<u32> {
    let days = |inbox: &dyn crate::connectors::MessageService| inbox.answers_within();
    app.gather.of_interface(to, Kind::Messages, |connector| connector.message_service().and_then(days))
}

/// When to expect an answer, and what to do without one.
pub fn reply_time(locale: Locale, days: Option<u32>, name: &str) -> Words {
    match days {
        Some(days) => count!(
            locale,
            days,
            one = "{name} says that it answers within 1 working day. If you hear nothing by then, call them.",
            other = "{name} says that it answers within {n} working days. If you hear nothing by then, call them.",
            name = name
        ),
        None => t!(
            locale,
            "{name} does not say how long it takes to answer. If you hear nothing in 5 working days, call them.",
            name = name
        ),
    }
}

/// What whoever is logged in has not finished.
pub(super) async fn drafts(app: &AppState, permit: &Permit) -> Result<Vec<Unfinished>, PageError> {
    let all: Vec<Draft<Written>> = app
        .drafts
        .all(writer(permit), DraftKind::Message, app.clock.now())
        .await
        .map_err(PageError::internal)?;
    let unfinished = |draft: Draft<Written>| {
        let Written { to, subject, text, .. } = draft.what;
        let to = app.gather.organisation(&to).map_or_else(|| to.to_string(), |known| known.name.clone());
        Unfinished { id: draft.id, changed_at: draft.changed_at, to, subject, text }
    };
    Ok(all.into_iter().map(unfinished).collect())
}

/// Everyone who knows the person, each with whether it can be written to.
pub(super) async fn places(
    app: &AppState,
    permit: &Permit,
) -> Result<Vec<(Arc<Organisation>, Result<(), CannotAct>)>, PageError> {
    app.gather.who_can(permit, Kind::Messages, takes_messages).await.map_err(PageError::internal)
}

fn writer(permit: &Permit) -> store::Writer {
    (permit.subject().id, permit.actor())
}

/// `/messages/new`: whom to write to, and whom to call for the rest.
///
/// # Errors
/// When our database does not answer.
pub async fn whom(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let known = places(&app, &permit).await?;
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Who do you want to write to?")).for_person(permit.subject());
    let frame = frame.back("/messages", t!(locale, "Your messages"));
    Ok(page(frame, view! { <Whom locale known /> }))
}

/// `/messages/new/{organisation}`: an empty message.
///
/// # Errors
/// [`PageError::NotFound`] for an organisation that does not know the person, or takes no messages here.
pub async fn fresh(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    to: Result<Path<String>, PathRejection>,
) -> Outcome {
    let Path(to) = to.map_err(|_| PageError::NotFound)?;
    let code = OdsCode::parse(&to).map_err(|_| PageError::NotFound)?;
    let to = place(&app, &permit, &code).await?;
    let written = Written { to: code, answers: None, subject: String::new(), text: String::new() };
    let begun = Begun { id: Uuid::new_v4(), to, written, files: Vec::new() };
    Ok(shown(&app, &reader, &permit, begun, FormState::default(), String::new()))
}

/// `/messages/{id}/reply`: an empty answer in a conversation.
///
/// # Errors
/// [`PageError::NotFound`] for a conversation that is nobody's or somebody else's.
pub async fn reply(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    let (answers, written) = answer_to(&app, &permit, id).await?;
    let to = place(&app, &permit, &written.to).await?;
    let begun = Begun { id: Uuid::new_v4(), to, written, files: Vec::new() };
    Ok(shown(&app, &reader, &permit, begun, FormState::default(), answers.to_string()))
}

/// `/messages/drafts/{id}`: what was written so far.
///
/// # Errors
/// [`PageError::NotFound`] for a draft that is nobody's or somebody else's.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let begun = match begun(&app, &permit, id).await {
        Err(PageError::NotFound) => return sent_or_gone(&app, &permit, id).await,
        found => found?,
    };
    let form = kept(&begun.written);
    Ok(shown(&app, &reader, &permit, begun, form, String::new()))
}

/// The form as it was sent: kept in any case, and then on to wherever its button leads.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or it is not stored.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    form: Result<Form<WriteForm>, FormRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    // It was sent already, and this is an earlier page of it.
    if let Some(known) = asked_before(&app, &permit, id).await? {
        return Ok(known);
    }
    let (mut begun, is_new) = match begun(&app, &permit, id).await {
        Ok(begun) => (begun, false),
        Err(PageError::NotFound) => (from_form(&app, &permit, id, &form).await?, true),
        Err(other) => return Err(other),
    };
    if form.step() == Step::ThrowAway {
        app.drafts.drop_one(writer(&permit), id).await.map_err(PageError::internal)?;
        return Ok(Redirect::to("/messages").into_response());
    }
    let problems = form.problems(begun.is_answer());
    // What is too long is not kept; anything else is, whatever is still missing.
    let (subject, text) = form.words();
    if problems.iter().any(|problem| problem.is_too_long()) {
        let state = with(form.kept(), &problems, reader.locale);
        return Ok(shown(&app, &reader, &permit, begun, state, form.answers.clone()));
    }
    if is_new && drafts(&app, &permit).await?.len() >= store::MOST_DRAFTS {
        let mut state = form.kept();
        let words =
            t!(reader.locale, "You have 20 messages that are not finished. Send or throw away one first");
        state.wrong("text", words);
        return Ok(shown(&app, &reader, &permit, begun, state, form.answers.clone()));
    }
    (begun.written.subject, begun.written.text) = (subject, text);
    keep(&app, &permit, &begun).await?;
    match form.step() {
        Step::Files => Ok(Redirect::to(&format!("/messages/drafts/{id}/files")).into_response()),
        Step::DropFile(place) => {
            let dropped = app.drafts.drop_file(permit.subject().id, id, place).await;
            dropped.map_err(PageError::internal)?;
            Ok(Redirect::to(&format!("/messages/drafts/{id}")).into_response())
        }
        Step::Save => Ok(Redirect::to("/messages").into_response()),
        Step::Check | Step::ThrowAway if problems.is_empty() => {
            Ok(Redirect::to(&format!("/messages/drafts/{id}/check")).into_response())
        }
        Step::Check | Step::ThrowAway => {
            let state = with(form.kept(), &problems, reader.locale);
            Ok(shown(&app, &reader, &permit, begun, state, String::new()))
        }
    }
}

fn with(mut state: FormState, problems: &[form::Problem], locale: Locale) -> FormState {
    for problem in problems {
        state.wrong(problem.field(), problem.message(locale));
    }
    state
}

fn kept(written: &Written) -> FormState {
    FormState::default().keep("subject", &written.subject).keep("text", &written.text)
}

async fn keep(app: &AppState, permit: &Permit, begun: &Begun) -> Result<(), PageError> {
    let draft = Draft { id: begun.id, changed_at: app.clock.now(), what: begun.written.clone() };
    app.drafts.keep(writer(permit), DraftKind::Message, &draft).await.map_err(PageError::internal)
}

/// A draft of whoever is logged in, for an organisation that is still there.
async fn begun(app: &AppState, permit: &Permit, id: Uuid) -> Result<Begun, PageError> {
    let found: Option<Draft<Written>> = app
        .drafts
        .one(writer(permit), DraftKind::Message, id, app.clock.now())
        .await
        .map_err(PageError::internal)?;
    let written = found.ok_or(PageError::NotFound)?.what;
    let to = app.gather.organisation(&written.to).cloned().ok_or(PageError::NotFound)?;
    let files = app.drafts.files(permit.subject().id, id).await.map_err(PageError::internal)?;
    Ok(Begun { id, to, written, files })
}

/// The first time that a form of this id comes: whom it is for is looked up, and nothing else of it is believed.
async fn from_form(app: &AppState, permit: &Permit, id: Uuid, form: &WriteForm) -> Result<Begun, PageError> {
    let written = match form.answers.as_str() {
        "" => {
            let to = OdsCode::parse(&form.to).map_err(|_| PageError::NotFound)?;
            Written { to, answers: None, subject: String::new(), text: String::new() }
        }
        answers => answer_to(app, permit, AskedId(EntryId::parse(answers))).await?.1,
    };
    let to = place(app, permit, &written.to).await?;
    Ok(Begun { id, to, written, files: Vec::new() })
}

/// What an answer in a conversation begins with.
async fn answer_to(app: &AppState, permit: &Permit, id: AskedId) -> Result<(EntryId, Written), PageError> {
    let gathered = told(app, permit).await?;
    let one = thread::of_id(app, permit, &gathered, id).await?.ok_or(PageError::NotFound)?;
    let answers = one.answered_by_writing();
    let subject = one.subject.clone().unwrap_or_default();
    Ok((one.id, Written { to: one.with.ods_code.clone(), answers, subject, text: String::new() }))
}

/// The organisation, where it knows the person and can be written to.
async fn place(app: &AppState, permit: &Permit, code: &OdsCode) -> Result<Arc<Organisation>, PageError> {
    let known = places(app, permit).await?;
    let found = known.into_iter().find(|(place, can)| place.ods_code == *code && can.is_ok());
    found.map(|(place, _)| place).ok_or(PageError::NotFound)
}

fn shown(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    begun: Begun,
    state: FormState,
    answers: String,
) -> Response {
    let locale = reader.locale;
    let title = match begun.is_answer() {
        true => t!(locale, "Write your answer"),
        false => t!(locale, "Write your message"),
    };
    let days = reply_time(locale, answers_within(app, &begun.written.to), &isolated(&begun.to.name));
    let frame = reader
        .frame(title.clone())
        .for_person(permit.subject())
        .back("/messages", t!(locale, "Your messages"))
        .where_people_type(reader.site.log_in)
        .with_errors_of(&state);
    let status = state.status();
    page_with_status(status, frame, view! { <Write locale title begun state answers days /> })
}
