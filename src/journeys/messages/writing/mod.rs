//! Writing a message or an answer: whom, the words, the files, a check, and then a request.

mod check;
mod drafts;
mod files;
mod form;
mod page;

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::page::list_words;
use super::{patient, takes_messages, thread, told};
use crate::access::Permit;
use crate::domain::{EntryId, Kind, OdsCode, Organisation};
use crate::gather::CannotAct;
use crate::journeys::record::asked::AskedId;
use crate::journeys::requests::sending::{asked_before, sent_or_gone};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::{Locale, isolated};
use crate::{count, store};
use drafts::{Begun, begun, is_kept, keep, writer};
use form::{Step, WriteForm};
use page::{Whom, Write};

pub use check::{check, send};
pub use drafts::{Unfinished, Written, drafts};
pub use files::{NotThisFile, add, choose, file_of, read_file};
pub use form::clean;

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

/// Everyone who knows the person, each with whether it can be written to.
pub(super) async fn places(
    app: &AppState,
    permit: &Permit,
) -> Result<Vec<(Arc<Organisation>, Result<(), CannotAct>)>, PageError> {
    app.gather.who_can(permit, Kind::Messages, takes_messages).await.map_err(PageError::internal)
}

/// `/messages/new`: whom to write to, and whom to call for the rest.
///
/// # Errors
/// When our database does not answer.
pub async fn whom(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let mut known = places(&app, &permit).await?;
    // Where a carer may look and not write, there is nothing to choose and nobody to call.
    known.retain(|(_, can)| *can != Err(CannotAct::NotAllowed));
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Who do you want to write to?")).for_person(permit.subject());
    let frame = frame.back("/messages", list_words(locale));
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
    let begun = Begun { id: Uuid::new_v4(), to, written: Written::new(code), files: Vec::new() };
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
        let state = with(form.kept(), &problems, reader.locale());
        return Ok(shown(&app, &reader, &permit, begun, state, form.answers.clone()));
    }
    if is_new && drafts(&app, &permit).await?.len() >= store::MOST_DRAFTS {
        let mut state = form.kept();
        let words =
            t!(reader.locale(), "You have 20 messages that are not finished. Send or throw away one first");
        state.wrong("text", words);
        return Ok(shown(&app, &reader, &permit, begun, state, form.answers.clone()));
    }
    (begun.written.subject, begun.written.text) = (subject, text);
    keep(&app, &permit, &begun).await?;
    match form.step() {
        Step::Files => Ok(Redirect::to(&format!("/messages/drafts/{id}/files")).into_response()),
        Step::DropFile(place) => {
            let dropped = app.drafts.drop_file(writer(&permit), id, place).await;
            dropped.map_err(PageError::internal)?;
            Ok(Redirect::to(&format!("/messages/drafts/{id}")).into_response())
        }
        Step::Save => Ok(Redirect::to("/messages").into_response()),
        Step::Check | Step::ThrowAway if problems.is_empty() => {
            Ok(Redirect::to(&format!("/messages/drafts/{id}/check")).into_response())
        }
        Step::Check | Step::ThrowAway => {
            let state = with(form.kept(), &problems, reader.locale());
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

/// The first time that a form of this id comes: whom it is for is looked up, and nothing else of it is believed.
async fn from_form(app: &AppState, permit: &Permit, id: Uuid, form: &WriteForm) -> Result<Begun, PageError> {
    // One that is closed to whoever began it stays as it is.
    if is_kept(app, permit, id).await? {
        return Err(PageError::NotFound);
    }
    let written = match form.answers.as_str() {
        "" => Written::new(OdsCode::parse(&form.to).map_err(|_| PageError::NotFound)?),
        answers => answer_to(app, permit, AskedId(EntryId::parse(answers))).await?.1,
    };
    let to = place(app, permit, &written.to).await?;
    Ok(Begun { id, to, written, files: Vec::new() })
}

/// What an answer in a conversation begins with.
async fn answer_to(app: &AppState, permit: &Permit, id: AskedId) -> Result<(EntryId, Written), PageError> {
    let gathered = told(app, permit).await?;
    let one = thread::of_id(app, permit, &gathered, id).await?.ok_or(PageError::NotFound)?;
    let written = Written {
        answers: one.answered_by_writing(),
        subject: one.subject.clone().unwrap_or_default(),
        hidden_with: one.hidden_with(),
        ..Written::new(one.with.ods_code.clone())
    };
    Ok((one.id, written))
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
    let (locale, patient) = (reader.locale(), patient(permit));
    let title = match (begun.is_answer(), patient.is_some()) {
        (true, false) => t!(locale, "Write your answer"),
        (false, false) => t!(locale, "Write your message"),
        (true, true) => t!(locale, "Write an answer"),
        (false, true) => t!(locale, "Write a message"),
    };
    let days = reply_time(locale, answers_within(app, &begun.written.to), &isolated(&begun.to.name));
    let frame = reader
        .frame(title.clone())
        .for_person(permit.subject())
        .back("/messages", list_words(locale))
        .where_people_type(reader.site.log_in)
        .with_errors_of(&state);
    let status = state.status();
    page_with_status(status, frame, view! { <Write locale title begun state answers days patient /> })
}
