//! Checks the whole log beside the portal's other work: one check at a time, and what came of the last one.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::{Verified, newest_checkpoint};
use crate::domain::Clock;
use crate::store::{Database, Keys};

/// How checking stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LogCheck {
    /// Not since this program started.
    NotYet,
    Running {
        since: DateTime<Utc>,
    },
    Done {
        at: DateTime<Utc>,
        verified: Verified,
    },
    /// It could not be read, or the checkpoint is not ours; the program's own log says why.
    Failed {
        at: DateTime<Utc>,
    },
}

/// Checks the log. Cheap to clone.
#[derive(Clone)]
pub struct LogChecker(Arc<Inside>);

struct Inside {
    database: Database,
    keys: Keys,
    checkpoints: PathBuf,
    clock: Clock,
    state: Mutex<LogCheck>,
}

impl LogChecker {
    pub fn new(database: Database, keys: Keys, checkpoints: PathBuf, clock: Clock) -> Self {
        let state = Mutex::new(LogCheck::NotYet);
        Self(Arc::new(Inside { database, keys, checkpoints, clock, state }))
    }

    /// How it stands.
    pub fn state(&self) -> LogCheck {
        self.lock().clone()
    }

    /// Begins a check, unless one is under way.
    pub fn begin(&self) {
        {
            let mut state = self.lock();
            if matches!(*state, LogCheck::Running { .. }) {
                return;
            }
            *state = LogCheck::Running { since: self.0.clock.now() };
        }
        let checker = self.clone();
        tokio::spawn(async move {
            let inside = &checker.0;
            let checkpoint = newest_checkpoint(&inside.checkpoints);
            let outcome = inside.database.verify_log(&inside.keys, checkpoint.as_deref()).await;
            let at = inside.clock.now();
            *checker.lock() = match outcome {
                Ok(verified) => {
                    if !verified.findings.is_empty() {
                        tracing::error!(
                            findings = verified.findings.len(),
                            "the log of who looked is not as it was written"
                        );
                    }
                    LogCheck::Done { at, verified }
                }
                Err(error) => {
                    tracing::error!(%error, "the log of who looked could not be checked");
                    LogCheck::Failed { at }
                }
            };
        });
    }

    fn lock(&self) -> MutexGuard<'_, LogCheck> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
