//! The sessions that were just looked up, for a moment: a page and what it loads ask for the same one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

use super::sessions::{Life, LoggedIn};

/// How long a look-up is used again. Whatever this program changes is seen at once; this is for a change that
/// somebody makes in the database by hand.
const MOMENT: Duration = Duration::seconds(1);
/// Then all are forgotten.
const MOST: usize = 2_000;

/// The SHA-256 of a session's id.
pub(super) type Secret = [u8; 32];

/// One session as it was looked up.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub logged_in: LoggedIn,
    pub life: Life,
    pub browser_is_known: bool,
    /// When it was looked up.
    pub at: DateTime<Utc>,
}

/// Sessions in memory, only for a database that this program has to itself. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct RecentSessions(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    known: HashMap<Secret, Known>,
    /// How often all were forgotten.
    round: u64,
}

/// Taken before looking into the database: what was forgotten meanwhile is not kept.
pub(super) struct Round(u64);

impl RecentSessions {
    pub fn get(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Known, Round> {
        let inside = self.inside();
        match inside.known.get(secret) {
            Some(known) if known.at <= now && now - known.at < MOMENT => Ok(known.clone()),
            _ => Err(Round(inside.round)),
        }
    }

    pub fn keep(&self, secret: Secret, known: Known, round: Round) {
        let mut inside = self.inside();
        if inside.round != round.0 {
            return;
        }
        if inside.known.len() >= MOST {
            inside.known.clear();
        }
        inside.known.insert(secret, known);
    }

    /// Must be called after any session has changed or ended, before that is told to anyone.
    pub fn forget(&self) {
        let mut inside = self.inside();
        inside.known.clear();
        inside.round += 1;
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
