//! Searches of the log of who looked, in memory for a while under a random id, so that no address holds whom one was about.

use std::time::Duration;

use moka::sync::Cache;
use uuid::Uuid;

use super::{AsGovernance, OnDuty};
use crate::access::Purpose;
use crate::domain::{PersonId, StaffId};

/// As long as a log-in of staff lasts without use.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
const MOST_KEPT: u64 = 10_000;

/// Whom the log is searched for, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogSearch {
    /// Everyone with the NHS number that was typed; none where nobody has it.
    pub people: Vec<PersonId>,
    /// The reason, as it stands in the log itself.
    pub why: Purpose,
}

/// Keeps searches. Cheap to clone.
#[derive(Clone)]
pub struct LogSearches(Cache<Uuid, (StaffId, LogSearch)>);

impl Default for LogSearches {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST_KEPT).time_to_live(KEPT_FOR).build())
    }
}

impl LogSearches {
    /// The id under which whoever searches finds it again.
    pub fn keep(&self, by: &OnDuty<AsGovernance>, search: LogSearch) -> Uuid {
        let id = Uuid::new_v4();
        self.0.insert(id, (by.id(), search));
        id
    }

    /// A search of their own, for a while.
    pub fn find(&self, by: &OnDuty<AsGovernance>, id: Uuid) -> Option<LogSearch> {
        self.0.get(&id).filter(|(staff, _)| *staff == by.id()).map(|(_, search)| search)
    }
}
