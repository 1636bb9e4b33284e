//! Listing the sessions of an account, and ending them.

use chrono::{DateTime, Utc};
use tower_sessions::session::Id;
use uuid::Uuid;

use super::{SWEPT_LATER, SessionEntry, Sessions, When, secret};
use crate::domain::{AccountId, Browser};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all};

/// Sessions that have just ended: the hashes of their ids.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EndedSessions(Vec<Vec<u8>>);

impl EndedSessions {
    /// Whether this session is among them.
    pub fn holds(&self, id: &Id) -> bool {
        !self.0.is_empty() && self.0.iter().any(|ended| ended[..] == secret(id)[..])
    }
}

impl Sessions {
    /// An account's sessions that have not ended, the last used first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, account: AccountId) -> Result<Vec<SessionEntry>, StoreError> {
        let rows = fetch_all!(
            self.0.database.reader(),
            (Uuid, DateTime<Utc>, DateTime<Utc>, Option<i64>, When, Option<String>),
            "SELECT id, started_at, touched_at, idle_seconds, ends_at, browser FROM session
             WHERE account = $1 ORDER BY touched_at DESC, id DESC",
            account.0
        )?;
        let now = self.0.clock.now();
        let read = |(id, started_at, touched_at, idle, ends, browser): (_, _, _, _, _, Option<String>)| {
            let browser = browser.map_or(Browser::UNKNOWN, |slug| Browser::from_slug(&slug));
            let entry = SessionEntry { id, started_at, touched_at, browser };
            self.life((started_at, touched_at, idle, ends)).runs(now).then_some(entry)
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Ends one session of an account; another account's stays. Gives what ended.
    ///
    /// # Errors
    /// When it is not ended.
    pub async fn end(&self, account: AccountId, id: Uuid) -> Result<EndedSessions, StoreError> {
        let ended = fetch_all!(
            self.0.database.writer(),
            (Vec<u8>,),
            "DELETE FROM session WHERE account = $1 AND id = $2 RETURNING secret",
            account.0,
            id
        )?;
        Ok(self.ended(ended))
    }

    /// Ends every session of an account. Gives what ended.
    ///
    /// # Errors
    /// When they are not ended.
    pub async fn end_all(&self, account: AccountId) -> Result<EndedSessions, StoreError> {
        let ended = fetch_all!(
            self.0.database.writer(),
            (Vec<u8>,),
            "DELETE FROM session WHERE account = $1 RETURNING secret",
            account.0
        )?;
        Ok(self.ended(ended))
    }

    /// Ends every session of an account but this one. Gives what ended.
    ///
    /// # Errors
    /// When they are not ended.
    pub async fn end_others(&self, account: AccountId, this: &Id) -> Result<EndedSessions, StoreError> {
        let ended = fetch_all!(
            self.0.database.writer(),
            (Vec<u8>,),
            "DELETE FROM session WHERE account = $1 AND secret <> $2 RETURNING secret",
            account.0,
            secret(this).as_slice()
        )?;
        Ok(self.ended(ended))
    }

    /// Drops the rows of sessions that have ended by themselves, and says how many.
    ///
    /// # Errors
    /// When they are not dropped.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let now = self.0.clock.now();
        execute!(
            self.0.database.writer(),
            "DELETE FROM session WHERE started_at <= $1 OR touched_at <= $2 OR ends_at <= $3",
            now - self.0.limits.absolute - SWEPT_LATER,
            now - self.0.limits.idle - SWEPT_LATER,
            now - SWEPT_LATER
        )
    }

    fn ended(&self, secrets: Vec<(Vec<u8>,)>) -> EndedSessions {
        self.forget_recent();
        EndedSessions(secrets.into_iter().map(|(secret,)| secret).collect())
    }
}
