//! Messages: conversations with organisations, writing and answering, and the files that come along.

mod conversations;
mod file;
mod hiding;
mod page;
mod thread;
pub mod writing;

use axum::extract::State;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::connectors::Connector;
use crate::domain::{Gathered, Kind, Message, OdsCode};
use crate::gather::One;
use crate::journeys::notices::notices_of;
use crate::journeys::record::opened;
use crate::store::ReadMarks;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::isolated;
use conversations::{Conversation, conversations};
use page::{AllMessages, Shown, list_words};

pub use conversations::unread;
pub use file::file;
pub use hiding::conversation;
pub use thread::thread;

/// `/messages`: every conversation, what is not finished, and who can be written to.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn list(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let gathered = told(&app, &permit).await?;
    let all = in_conversations(&app, &permit, &gathered).await?;
    let drafts = writing::drafts(&app, &permit).await?;
    let can_write = writing::places(&app, &permit).await?.iter().any(|(_, can)| can.is_ok());
    let (locale, now, patient) = (reader.locale(), app.clock.now(), patient(&permit));
    let home = if patient.is_some() { t!(locale, "Health record") } else { t!(locale, "Home") };
    let frame = reader.frame(list_words(locale)).for_person(permit.subject());
    let shown = Shown { now, all, drafts, can_write, patient, sources: gathered.sources.clone() };
    let notices = notices_of(&app.notices, now, gathered.organisations());
    let frame = frame.back("/", home).waiting_for(&gathered.sources).with_notices(notices);
    Ok(page(frame, view! { <AllMessages locale shown /> }))
}

/// All that may be seen of messages, opened once the access log says so.
async fn told(app: &AppState, permit: &Permit) -> Result<One<Message>, PageError> {
    opened(permit, app.gather.one::<Message>(permit).await, Purpose::Messages).await
}

async fn in_conversations(
    app: &AppState,
    permit: &Permit,
    gathered: &Gathered<Message>,
) -> Result<Vec<Conversation>, PageError> {
    let (person, read) = (permit.subject().id, read_marks(app, permit).await?);
    let id_of = |holder: &OdsCode, thread: &str| app.gather.entry_id(person, holder, Kind::Messages, thread);
    Ok(conversations(&gathered.entries, read.as_ref(), id_of))
}

/// What the patient has read; that is told to nobody else.
async fn read_marks(app: &AppState, permit: &Permit) -> Result<Option<ReadMarks>, PageError> {
    if !permit.is_the_patients_own() {
        return Ok(None);
    }
    app.letters_read.read(permit.subject().id).await.map(Some).map_err(PageError::internal)
}

/// The patient's name, where somebody acts for them.
fn patient(permit: &Permit) -> Option<String> {
    permit.is_limited().then(|| isolated(&permit.subject().name).into_owned())
}

/// Whether an interface takes messages.
fn takes_messages(connector: &dyn Connector) -> bool {
    connector.message_service().is_some()
}
