//! What somebody has begun to write: theirs alone, about one patient, and closed while they may not send it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::{Action, Permit};
use crate::domain::{Kind, NewFile, OdsCode, Organisation};
use crate::store::{self, Draft, DraftKind, Hidden};
use crate::web::{AppState, PageError};

/// A message that is being written, as it is kept.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    pub to: OdsCode,
    /// The conversation that it answers, where it answers one.
    pub answers: Option<String>,
    pub subject: String,
    pub text: String,
    /// What the conversation must not be seen without, by the organisation's own ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_with: Vec<String>,
}

impl Written {
    pub fn new(to: OdsCode) -> Self {
        Self { to, answers: None, subject: String::new(), text: String::new(), hidden_with: Vec::new() }
    }
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
pub struct Begun {
    pub id: Uuid,
    pub to: Arc<Organisation>,
    pub written: Written,
    pub files: Vec<(i64, NewFile)>,
}

impl Begun {
    pub fn is_answer(&self) -> bool {
        self.written.answers.is_some()
    }
}

/// What whoever is logged in has not finished, as far as they may still send it.
///
/// # Errors
/// When our database does not answer.
pub async fn drafts(app: &AppState, permit: &Permit) -> Result<Vec<Unfinished>, PageError> {
    let all: Vec<Draft<Written>> = app
        .drafts
        .all(writer(permit), DraftKind::Message, app.clock.now())
        .await
        .map_err(PageError::internal)?;
    let hidden = app.gather.hidden_from(permit).await.map_err(PageError::internal)?;
    let all = all.into_iter().filter(|draft| is_open(app, permit, &hidden, &draft.what));
    let unfinished = |draft: Draft<Written>| {
        let Written { to, subject, text, .. } = draft.what;
        let to = app.gather.organisation(&to).map_or_else(|| to.to_string(), |known| known.name.clone());
        Unfinished { id: draft.id, changed_at: draft.changed_at, to, subject, text }
    };
    Ok(all.map(unfinished).collect())
}

/// Whether whoever began it may still have it sent, and see what it answers.
fn is_open(app: &AppState, permit: &Permit, hidden: &Hidden, written: &Written) -> bool {
    permit.allows(&written.to, Kind::Messages, Action::Act)
        && app.gather.shows(permit, hidden, &written.to, &written.hidden_with)
}

/// About whom, and who writes.
pub fn writer(permit: &Permit) -> store::Writer {
    (permit.subject().id, permit.actor())
}

/// Keeps what was written so far.
///
/// # Errors
/// When it is not stored.
pub async fn keep(app: &AppState, permit: &Permit, begun: &Begun) -> Result<(), PageError> {
    let draft = Draft { id: begun.id, changed_at: app.clock.now(), what: begun.written.clone() };
    app.drafts.keep(writer(permit), DraftKind::Message, &draft).await.map_err(PageError::internal)
}

/// A draft of whoever is logged in, for an organisation that is still there and that they may still write to.
///
/// # Errors
/// [`PageError::NotFound`] where there is none; when our database does not answer.
pub async fn begun(app: &AppState, permit: &Permit, id: Uuid) -> Result<Begun, PageError> {
    let written = kept(app, permit, id).await?.ok_or(PageError::NotFound)?.what;
    let hidden = app.gather.hidden_from(permit).await.map_err(PageError::internal)?;
    if !is_open(app, permit, &hidden, &written) {
        return Err(PageError::NotFound);
    }
    let to = app.gather.organisation(&written.to).cloned().ok_or(PageError::NotFound)?;
    let files = app.drafts.files(writer(permit), id).await.map_err(PageError::internal)?;
    Ok(Begun { id, to, written, files })
}

/// Whether whoever is logged in has begun it, also where it is closed to them now.
///
/// # Errors
/// When our database does not answer.
pub async fn is_kept(app: &AppState, permit: &Permit, id: Uuid) -> Result<bool, PageError> {
    Ok(kept(app, permit, id).await?.is_some())
}

async fn kept(app: &AppState, permit: &Permit, id: Uuid) -> Result<Option<Draft<Written>>, PageError> {
    let found = app.drafts.one(writer(permit), DraftKind::Message, id, app.clock.now()).await;
    found.map_err(PageError::internal)
}
