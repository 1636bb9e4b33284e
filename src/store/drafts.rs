//! What somebody has begun to write and not sent, sealed, with its files.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all};
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::{AccountId, NewFile, PersonId};

/// After so long without a change it is dropped.
pub const KEPT_FOR: Duration = Duration::days(28);
/// How many somebody may have of one kind.
pub const MOST: usize = 20;

/// What is being written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DraftKind {
    Message,
    Questionnaire,
}

impl DraftKind {
    const fn slug(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Questionnaire => "questionnaire",
        }
    }
}

/// Whose it is: about whom, and who writes.
pub type Writer = (PersonId, AccountId);

/// Something begun, and when it last changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft<T> {
    pub id: Uuid,
    pub changed_at: DateTime<Utc>,
    pub what: T,
}

/// Keeps drafts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Drafts {
    database: Database,
    keys: Keys,
}

impl Drafts {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps what was written, in the place of what was written before. Another's draft is never changed.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep<T: Serialize>(
        &self,
        (person, actor): Writer,
        kind: DraftKind,
        draft: &Draft<T>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(&draft.what).map_err(|_| StoreError::CannotSeal)?;
        let sealed = belongs(person, draft.id, |to| self.keys.seal(to, &plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO draft (person, id, actor, kind, sealed, sealed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person, id) DO UPDATE
             SET sealed = excluded.sealed, sealed_by = excluded.sealed_by, changed_at = excluded.changed_at
             WHERE draft.actor = excluded.actor AND draft.kind = excluded.kind",
            person.0,
            draft.id,
            actor.0,
            kind.slug(),
            sealed.as_slice(),
            self.keys.writing(),
            draft.changed_at
        )?;
        Ok(())
    }

    /// Everything of a kind that somebody has begun, the newest first. What cannot be read any more is left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn all<T: DeserializeOwned>(
        &self,
        (person, actor): Writer,
        kind: DraftKind,
        now: DateTime<Utc>,
    ) -> Result<Vec<Draft<T>>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Vec<u8>, DateTime<Utc>),
            "SELECT id, sealed, changed_at FROM draft WHERE person = $1 AND actor = $2 AND kind = $3
             AND changed_at > $4 ORDER BY changed_at DESC, id",
            person.0,
            actor.0,
            kind.slug(),
            now - KEPT_FOR
        )?;
        Ok(rows.into_iter().filter_map(|row| self.read(person, row)).collect())
    }

    /// One of them; nothing for an id that is nobody's, or somebody else's.
    ///
    /// # Errors
    /// As [`Drafts::all`].
    pub async fn one<T: DeserializeOwned>(
        &self,
        whose: Writer,
        kind: DraftKind,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<Draft<T>>, StoreError> {
        Ok(self.all(whose, kind, now).await?.into_iter().find(|draft| draft.id == id))
    }

    /// Throws one away, with its files.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn drop_one(&self, (person, actor): Writer, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM draft WHERE person = $1 AND id = $2 AND actor = $3";
        execute!(self.database.writer(), sql, person.0, id, actor.0)?;
        Ok(())
    }

    /// The files of somebody's draft, each with our number of it.
    ///
    /// # Errors
    /// When the database does not answer, or one stays sealed.
    pub async fn files(
        &self,
        (person, actor): Writer,
        draft: Uuid,
    ) -> Result<Vec<(i64, NewFile)>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (i64, Vec<u8>),
            "SELECT place, sealed FROM draft_file WHERE person = $1 AND draft = $2 AND EXISTS
             (SELECT 1 FROM draft WHERE draft.person = $1 AND draft.id = $2 AND draft.actor = $3) ORDER BY place",
            person.0,
            draft,
            actor.0
        )?;
        let read = |(place, sealed): (i64, Vec<u8>)| {
            let unreadable = |_| StoreError::Unreadable("a file of a draft");
            let plain = file_belongs(person, draft, place, |to| self.keys.open(to, &sealed));
            let plain = plain.map_err(|_| StoreError::Unreadable("a file of a draft"))?;
            Ok((place, serde_json::from_slice(&plain).map_err(unreadable)?))
        };
        rows.into_iter().map(read).collect()
    }

    /// Puts a file to somebody's own draft; another's stays as it is. `place` is a number that no other of its files has.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn add_file(
        &self,
        (person, actor): Writer,
        draft: Uuid,
        place: i64,
        file: &NewFile,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(file).map_err(|_| StoreError::CannotSeal)?;
        let sealed = file_belongs(person, draft, place, |to| self.keys.seal(to, &plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO draft_file (person, draft, place, sealed, sealed_by)
             SELECT $1, $2, $3, $4, $5 FROM draft WHERE draft.person = $1 AND draft.id = $2 AND draft.actor = $6
             ON CONFLICT (person, draft, place) DO NOTHING",
            person.0,
            draft,
            place,
            sealed.as_slice(),
            self.keys.writing(),
            actor.0
        )?;
        Ok(())
    }

    /// Takes a file away again from somebody's own draft.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn drop_file(
        &self,
        (person, actor): Writer,
        draft: Uuid,
        place: i64,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM draft_file WHERE person = $1 AND draft = $2 AND place = $3 AND EXISTS
                   (SELECT 1 FROM draft WHERE draft.person = $1 AND draft.id = $2 AND draft.actor = $4)";
        execute!(self.database.writer(), sql, person.0, draft, place, actor.0)?;
        Ok(())
    }

    /// Drops what nobody has gone on with.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn drop_old(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM draft WHERE changed_at <= $1", now - KEPT_FOR)
    }

    fn read<T: DeserializeOwned>(
        &self,
        person: PersonId,
        (id, sealed, changed_at): (Uuid, Vec<u8>, DateTime<Utc>),
    ) -> Option<Draft<T>> {
        let plain = belongs(person, id, |to| self.keys.open(to, &sealed));
        let plain = plain.inspect_err(|why| tracing::error!(%why, "a draft stays sealed")).ok()?;
        let what = serde_json::from_slice(&plain).ok()?;
        Some(Draft { id, changed_at, what })
    }
}

fn belongs<T>(person: PersonId, id: Uuid, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Draft, person, &[&id.to_string()]))
}

fn file_belongs<T>(person: PersonId, draft: Uuid, place: i64, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::DraftFile, person, &[&draft.to_string(), &place.to_string()]))
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
