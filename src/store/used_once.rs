//! What may be used only once, so that whoever saw it cannot use it again.

use chrono::{DateTime, Utc};

use super::query::execute;
use super::{Database, Keys, StoreError};

/// Remembers what was used. Cheap to clone.
#[derive(Clone, Debug)]
pub struct UsedOnce {
    pub(super) database: Database,
    keys: Keys,
}

impl UsedOnce {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Whether this is its first use; from now on it is used.
    ///
    /// # Errors
    /// When that is not stored: then it must not count as used.
    pub async fn take(&self, what: &'static str, value: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let rows = execute!(
            self.database.writer(),
            "INSERT INTO used_once (used, used_at) VALUES ($1, $2) ON CONFLICT (used) DO NOTHING",
            self.keys.look_up(what, value),
            at
        )?;
        Ok(rows == 1)
    }

    /// Forgets what was used before this time; by then it must have run out by itself.
    ///
    /// # Errors
    /// When it is not forgotten.
    pub async fn forget_before(&self, time: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM used_once WHERE used_at < $1", time)
    }
}
