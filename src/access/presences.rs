//! Which patients are present: what their log-ins brought along, in this program's memory and nowhere else.

use moka::notification::RemovalCause;
use moka::sync::Cache;
use tower_sessions::session::Id;

use super::patient_token::PatientPresent;
use crate::store::SessionLimits;

/// For how many log-ins tokens are kept.
const KEPT: u64 = 20_000;

/// What each session's log-in brought along. Gone at log-out, with the session's own limits, and when the program
/// ends; then the person logs in again, and until then the page says that those sources were not asked.
#[derive(Clone)]
pub struct Presences(Cache<Id, PatientPresent>);

impl Presences {
    pub(super) fn new(limits: SessionLimits) -> Self {
        // What is taken out on purpose ends there, or goes on under another id.
        let end = |_, present: PatientPresent, why: RemovalCause| {
            if why != RemovalCause::Explicit {
                present.end();
            }
        };
        let (absolute, idle) = (limits.absolute.to_std(), limits.idle.to_std());
        Self(
            Cache::builder()
                .max_capacity(KEPT)
                .time_to_live(absolute.unwrap_or_default())
                .time_to_idle(idle.unwrap_or_default())
                .eviction_listener(end)
                .build(),
        )
    }

    pub(super) fn put(&self, session: Id, present: PatientPresent) {
        self.0.insert(session, present);
    }

    pub(super) fn of(&self, session: &Id) -> Option<PatientPresent> {
        self.0.get(session)
    }

    /// The session goes on under another id.
    pub(super) fn goes_on_as(&self, before: &Id, after: Id) {
        if let Some(present) = self.0.remove(before) {
            self.0.insert(after, present);
        }
    }

    /// Ends those that fit.
    pub(super) fn end_those(&self, fits: impl Fn(&Id, &PatientPresent) -> bool) {
        let ended: Vec<Id> =
            self.0.iter().filter(|(id, present)| fits(id, present)).map(|(id, _)| *id).collect();
        for id in ended {
            self.end(&id);
        }
    }

    pub(super) fn end(&self, session: &Id) {
        if let Some(present) = self.0.remove(session) {
            present.end();
        }
    }
}
