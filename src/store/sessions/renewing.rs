//! A new id for a session that goes on: whoever has the old one is out.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use tower_sessions::session::Id;

use super::{Sessions, secret};
use crate::store::StoreError;
use crate::store::query::execute;
use crate::store::recent_sessions::Secret;

/// How long the old id still leads to the session. A form that is sent twice at once (a double press) brings the old one
/// both times, and its sender must not be logged out by it.
const OVERLAP: Duration = Duration::seconds(10);

/// Each column but the secret stands here twice: what was forgotten would be lifted by a new id, such as the limits of a
/// visit code.
pub(super) const ANEW: &str = "INSERT INTO session
    (secret, id, account, started_at, touched_at, proven_at, idle_seconds, ends_at, browser, terminal, acting_for,
     came_by, opened_here, helper)
    SELECT $2, id, account, started_at, touched_at, proven_at, idle_seconds, ends_at, browser, terminal, acting_for,
     came_by, opened_here, helper
    FROM session WHERE secret = $1";

/// Under which id a session goes on, for a moment after it got a new one. In memory alone: where several programs serve
/// one portal, whoever reaches another one in that moment logs in again.
#[derive(Debug, Default)]
pub(super) struct Renewed(Mutex<HashMap<Secret, (Id, DateTime<Utc>)>>);

impl Renewed {
    fn note(&self, before: &Id, after: Id, now: DateTime<Utc>) {
        let mut known = self.known();
        known.retain(|_, (_, at)| now - *at < OVERLAP);
        for (id, _) in known.values_mut().filter(|(id, _)| id == before) {
            *id = after;
        }
        known.insert(secret(before), (after, now));
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Secret, (Id, DateTime<Utc>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sessions {
    /// The id under which a session goes on: another one only for a moment after it was renewed.
    pub fn current(&self, id: Id) -> Id {
        let known = self.0.renewed.known();
        if known.is_empty() {
            return id;
        }
        let now = self.0.clock.now();
        let found = known.get(&secret(&id)).filter(|(_, at)| now - *at < OVERLAP);
        found.map_or(id, |(id, _)| *id)
    }

    /// Gives a session a new id, under which it goes on as it was: with its limits, its searches and its place in the
    /// list of devices. Nothing where it has ended.
    ///
    /// # Errors
    /// When it is not stored; then the old id stays.
    pub async fn renew(&self, id: Id) -> Result<Option<Id>, StoreError> {
        let (before, after) = (self.current(id), Id::default());
        let (old, new) = (secret(&before), secret(&after));
        let mut transaction = self.0.database.begin_write().await?;
        // Searches name the session by its secret, so the row is made anew before the old one goes.
        let made = execute!(transaction.on(), ANEW, old.as_slice(), new.as_slice())?;
        let move_searches = "UPDATE search SET session = $2 WHERE session = $1";
        execute!(transaction.on(), move_searches, old.as_slice(), new.as_slice())?;
        let gone = execute!(transaction.on(), "DELETE FROM session WHERE secret = $1", old.as_slice())?;
        if (made, gone) != (1, 1) {
            return Ok(None);
        }
        transaction.commit().await?;
        self.0.renewed.note(&before, after, self.0.clock.now());
        self.forget_recent();
        Ok(Some(after))
    }
}
