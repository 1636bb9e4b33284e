//! The last good answer of each organisation, sealed; shown with its time when the organisation fails.

use chrono::{DateTime, SecondsFormat, Utc};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, StoreError};
use crate::domain::{Kind, Kinds, OdsCode, PersonId};

/// What a copy is kept under.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CopyKey {
    pub person: PersonId,
    pub source: OdsCode,
    pub kinds: Kinds,
    /// Under whose authority it was told; a copy is never shown under another.
    pub authority: &'static str,
}

/// Keeps copies. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Copies {
    database: Database,
    keys: Keys,
}

impl Copies {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps what was told at `told_at`, in place of the copy before it.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep(&self, key: &CopyKey, told_at: DateTime<Utc>, plain: &[u8]) -> Result<(), StoreError> {
        let kinds = key.kinds_text();
        let sealed = key.with_belongs(&kinds, told_at, |belongs| self.keys.seal(belongs, plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO source_copy (person, source, kinds, authority, told_at, sealed) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (person, source, kinds, authority)
             DO UPDATE SET told_at = excluded.told_at, sealed = excluded.sealed",
            key.person.0,
            key.source.as_str(),
            kinds.as_str(),
            key.authority,
            told_at,
            sealed.as_slice()
        )?;
        Ok(())
    }

    /// The last good copy with the time it was told. One that stays sealed counts as none and is logged.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_good(&self, key: &CopyKey) -> Result<Option<(DateTime<Utc>, Vec<u8>)>, StoreError> {
        let kinds = key.kinds_text();
        let row = fetch_optional!(
            self.database.reader(),
            (DateTime<Utc>, Vec<u8>),
            "SELECT told_at, sealed FROM source_copy
             WHERE person = $1 AND source = $2 AND kinds = $3 AND authority = $4",
            key.person.0,
            key.source.as_str(),
            kinds.as_str(),
            key.authority
        )?;
        let Some((told_at, sealed)) = row else { return Ok(None) };
        match key.with_belongs(&kinds, told_at, |belongs| self.keys.open(belongs, &sealed)) {
            Ok(plain) => Ok(Some((told_at, plain))),
            Err(why) => {
                tracing::error!(source = %key.source, %why, "a last good copy stays sealed");
                metrics::counter!("front_door_copies_stay_sealed_total").increment(1);
                Ok(None)
            }
        }
    }

    /// # Errors
    /// When it is not deleted.
    pub async fn delete(&self, key: &CopyKey) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "DELETE FROM source_copy WHERE person = $1 AND source = $2 AND kinds = $3 AND authority = $4",
            key.person.0,
            key.source.as_str(),
            key.kinds_text(),
            key.authority
        )?;
        Ok(())
    }

    /// Drops every copy that was told before `cutoff`, and says how many.
    ///
    /// # Errors
    /// When they are not dropped.
    pub async fn drop_older_than(&self, cutoff: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM source_copy WHERE told_at < $1", cutoff)
    }
}

impl CopyKey {
    fn kinds_text(&self) -> String {
        self.kinds.iter().map(Kind::slug).collect::<Vec<_>>().join(" ")
    }

    fn with_belongs<T>(&self, kinds: &str, told_at: DateTime<Utc>, then: impl FnOnce(&Belongs) -> T) -> T {
        // The time is bound too: nobody can make an old copy look fresh.
        let told_at = told_at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let to = [self.source.as_str(), kinds, self.authority, &told_at];
        then(&Belongs { table: "source_copy", person: self.person, to: &to })
    }
}
