//! Whom the access team is busy with, in memory for a while under a random id, so that no address says about whom it is.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use uuid::Uuid;

use super::{AsAccessTeam, OnDuty};
use crate::domain::{PersonId, StaffId};

/// As long as a log-in of staff lasts without use.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
const MOST_KEPT: u64 = 10_000;

/// Somebody whose carers are looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CareVisit {
    pub patient: PersonId,
    /// Why nobody is to know of it, where that is so: for somebody's safety. Then nothing that is done tells anybody.
    pub quietly: Option<Arc<str>>,
}

/// Keeps visits. Cheap to clone.
#[derive(Clone)]
pub struct CareVisits(Cache<Uuid, (StaffId, CareVisit)>);

impl Default for CareVisits {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST_KEPT).time_to_idle(KEPT_FOR).build())
    }
}

impl CareVisits {
    /// The id under which whoever begins one finds it again.
    pub fn keep(&self, by: &OnDuty<AsAccessTeam>, visit: CareVisit) -> Uuid {
        let id = Uuid::new_v4();
        self.0.insert(id, (by.id(), visit));
        id
    }

    /// A visit of their own, for a while.
    pub fn find(&self, by: &OnDuty<AsAccessTeam>, id: Uuid) -> Option<CareVisit> {
        self.0.get(&id).filter(|(staff, _)| *staff == by.id()).map(|(_, visit)| visit)
    }
}
