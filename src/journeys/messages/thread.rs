//! One conversation: every message with who wrote it and when, the files, and the way to answer.

use std::sync::Arc;

use axum::extract::State;
use leptos::prelude::*;

use super::conversations::{Conversation, is_unread};
use super::page::{list_words, subject};
use super::{in_conversations, patient, read_marks, takes_messages, told, writing};
use crate::access::Permit;
use crate::domain::{EntryId, Held, Kind, Message, MessageFile, Organisation, Sender};
use crate::gather::CannotAct;
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::{CannotFind, Phone};
use crate::journeys::record::entry_words::{as_heading, old_copy};
use crate::journeys::record::hiding::HideFromHelpers;
use crate::journeys::record::letters::{LetterText, size};
use crate::t;
use crate::web::components::{HonestyStrip, InsetText, LinkButton, Tag, TagColour};
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::{Locale, dates, isolated};

/// `/messages/{id}`: by the id of the conversation, or of any message in it. What the patient sees is read then.
///
/// # Errors
/// When our database or the access log does not answer. An id that finds nothing gets a page that says so.
pub async fn thread(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    let gathered = told(&app, &permit).await?;
    let (locale, now) = (reader.locale(), app.clock.now());
    let found = of_id(&app, &permit, &gathered, id).await?;
    let Some(one) = found else {
        let frame = reader.frame(t!(locale, "We cannot find this message")).for_person(permit.subject());
        let sources = gathered.sources.clone();
        let content = view! { <CannotFind locale now kind=Kind::Messages sources /> };
        let frame = frame.waiting_for(&gathered.sources);
        return Ok(page_with_status(axum::http::StatusCode::NOT_FOUND, frame, content));
    };
    let read = read_marks(&app, &permit).await?;
    let is_new = |held: &Held<Message>| read.as_ref().is_some_and(|read| is_unread(held, read));
    for held in one.messages.iter().filter(|held| is_new(held)) {
        let marked = app.letters_read.mark_read(permit.subject().id, held.id, held.fingerprint, now);
        marked.await.map_err(PageError::internal)?;
    }
    let can = who_can(&app, &permit, &one.with).await?;
    let days = writing::answers_within(&app, &one.with.ods_code);
    let patient = patient(&permit);
    let all = one.messages.iter();
    let all = all.map(|held| OneMessage::of(locale, now, held, patient.as_deref(), is_new(held))).collect();
    let sources: Vec<_> =
        gathered.sources.iter().filter(|source| source.organisation == one.with).cloned().collect();
    let frame = reader.frame(t!(locale, "Messages")).for_person(permit.subject());
    let frame = frame.back("/messages", list_words(locale)).waiting_for(&sources);
    let (heading, here) = (as_heading(&subject(locale, &one)), format!("/messages/{}", one.id));
    let (with, id) = (one.with.clone(), one.id);
    Ok(page(
        frame,
        view! {
            <h1 dir="auto">{heading}</h1>
            <p dir="auto">{t!(locale, "With {name}", name = isolated(&with.name))}</p>
            <HonestyStrip locale now sources what=Kind::Messages check_again_href=here />
            <Messages locale all />
            <Answer locale id with can days patient />
            {permit
                .is_the_patients_own()
                .then(|| view! { <HideFromHelpers locale kind=Kind::Messages entry=id /> })}
        },
    ))
}

/// The conversation of an id, if the person has it.
pub(super) async fn of_id(
    app: &AppState,
    permit: &Permit,
    gathered: &crate::domain::Gathered<Message>,
    AskedId(id): AskedId,
) -> Result<Option<Conversation>, PageError> {
    let Some(id) = id else { return Ok(None) };
    let all = in_conversations(app, permit, gathered).await?;
    Ok(all.into_iter().find(|one| one.answers_to(id)))
}

/// Whether this very organisation can be written to now.
pub(super) async fn who_can(
    app: &AppState,
    permit: &Permit,
    with: &Organisation,
) -> Result<Result<(), CannotAct>, PageError> {
    let known =
        app.gather.who_can(permit, Kind::Messages, takes_messages).await.map_err(PageError::internal)?;
    let found = known.into_iter().find(|(organisation, _)| organisation.ods_code == with.ods_code);
    Ok(found.map_or(Err(CannotAct::NobodyToAsk), |(_, can)| can))
}

/// One message as plain data.
struct OneMessage {
    id: EntryId,
    who: Words,
    is_own: bool,
    is_unread: bool,
    is_urgent: bool,
    when: Option<String>,
    text: String,
    files: Vec<MessageFile>,
    old_copy: Option<String>,
}

impl OneMessage {
    fn of(
        locale: Locale,
        now: chrono::DateTime<chrono::Utc>,
        held: &Held<Message>,
        // The patient's name, where somebody acts for them.
        patient: Option<&str>,
        is_unread: bool,
    ) -> Self {
        let message = &held.entry;
        let holder = held.holders.first().map(|holder| isolated(&holder.organisation.name).into_owned());
        let holder = holder.unwrap_or_default();
        let who = match (&message.sender, patient) {
            (Sender::Patient, None) => t!(locale, "You wrote"),
            (Sender::Patient, Some(patient)) => t!(locale, "{name} wrote", name = patient),
            (Sender::ForPatient(Some(name)), None) => {
                t!(locale, "{name} wrote for you", name = isolated(name))
            }
            (Sender::ForPatient(Some(name)), Some(patient)) => {
                t!(locale, "{name} wrote for {patient}", name = isolated(name), patient = patient)
            }
            (Sender::ForPatient(None), None) => t!(locale, "Somebody wrote for you"),
            (Sender::ForPatient(None), Some(patient)) => {
                t!(locale, "Somebody wrote for {patient}", patient = patient)
            }
            (Sender::Organisation(Some(name)), _) => {
                t!(locale, "{name} at {place} wrote", name = isolated(name), place = holder)
            }
            (Sender::Organisation(None), _) => t!(locale, "{place} wrote", place = holder),
            (Sender::NotSaid, _) => t!(locale, "It is not said who wrote"),
        };
        Self {
            id: held.id,
            who,
            is_own: matches!(message.sender, Sender::Patient | Sender::ForPatient(_)),
            is_unread,
            is_urgent: message.is_urgent,
            when: message.sent.as_ref().map(|date| dates::partial_with_time(locale, date)),
            text: message.text.clone(),
            files: message.files.clone(),
            old_copy: old_copy(locale, now, held),
        }
    }
}

#[component]
fn Messages(locale: Locale, all: Vec<OneMessage>) -> impl IntoView {
    let one = move |message: OneMessage| {
        let class = if message.is_own { "message message--own" } else { "message" };
        let files = message.files.into_iter().enumerate();
        let files = files.map(|(place, told)| file(locale, message.id, place, told)).collect_view();
        view! {
            <li class=class>
                <h2 class="message__who" dir="auto">{message.who}</h2>
                {message.when.map(|when| view! { <p class="message__when">{when}</p> })}
                {message
                    .is_unread
                    .then(|| view! { <Tag text=t!(locale, "New to you") colour=TagColour::Blue /> })}
                {message.is_urgent.then(|| view! { <Tag text=t!(locale, "Urgent") colour=TagColour::Red /> })}
                {message.old_copy.map(|words| view! { <p class="entry__old">{words}</p> })}
                <LetterText text=message.text />
                {files}
            </li>
        }
    };
    view! { <ol class="messages">{all.into_iter().map(one).collect_view()}</ol> }
}

/// A file with its kind and size, before anybody opens it.
fn file(locale: Locale, id: EntryId, place: usize, told: MessageFile) -> impl IntoView {
    let name = told.title.clone().unwrap_or_else(|| t!(locale, "A file without a name").into_owned());
    let words = match told.size {
        Some(bytes) => t!(locale, "{name} ({size})", name = isolated(&name), size = size(bytes)),
        None => isolated(&name).into_owned().into(),
    };
    match told.address {
        Some(_) => {
            view! { <p><a href=format!("/messages/{id}/files/{place}") dir="auto">{words}</a></p> }.into_any()
        }
        None => {
            let says = t!(locale, "{file}: you cannot open this file here.", file = words);
            view! { <p dir="auto">{says}</p> }.into_any()
        }
    }
}

#[component]
fn Answer(
    locale: Locale,
    id: EntryId,
    with: Arc<Organisation>,
    can: Result<(), CannotAct>,
    days: Option<u32>,
    /// The patient's name, where somebody acts for them.
    patient: Option<String>,
) -> impl IntoView {
    let name = isolated(&with.name).into_owned();
    if can.is_ok() {
        let days = writing::reply_time(locale, days, &name);
        let reply = match patient {
            None => t!(locale, "Reply"),
            Some(patient) => t!(locale, "Reply for {name}", name = patient),
        };
        return view! {
            <LinkButton href=format!("/messages/{id}/reply") text=reply />
            <InsetText locale><p dir="auto">{days}</p></InsetText>
        }
        .into_any();
    }
    if can == Err(CannotAct::NotAllowed) {
        let words = t!(locale, "You can read these messages. You cannot answer them.");
        return view! { <InsetText locale><p>{words}</p></InsetText> }.into_any();
    }
    let phone = with.phone.clone().map(|number| (with.name.clone(), number));
    view! {
        <InsetText locale>
            <p dir="auto">{t!(locale, "You cannot write to {name} here now. Call them:", name = name)}</p>
            {phone.map(|phone| view! { <p><Phone phone /></p> })}
        </InsetText>
    }
    .into_any()
}
