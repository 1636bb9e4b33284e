//! The log-ins of people who work for an organisation. They are apart from patients' by type and by table: none of them
//! opens a record.

mod care;
mod care_visit;
mod cookies;
mod desk_codes;
mod giving;
mod log_in;
mod log_search;
mod manage;
mod own;
mod own_number;
mod permit;
mod provider;
mod quiet;
mod terminals;

use chrono::Duration;

pub use care::{AccessTeam, CareStep, FoundPatient};
pub use care_visit::{CareVisit, CareVisits};
pub use cookies::{STAFF_DESK, StaffCookies};
pub use desk_codes::{AtDesk, NoDeskCode};
pub use giving::GaveByStaff;
pub use log_in::{HalfStaff, SetUp, StaffAttempt, StaffStep, ToSetUp};
pub use log_search::{LogSearch, LogSearches};
pub use manage::{CannotAddStaff, NewStaff};
pub use permit::{
    AsAccessTeam, AsAdministrator, AsGovernance, AsReception, AsServiceManager, AsTerminalHost, CannotNote,
    Duty, NoStaffPermit, OnDuty, StaffPermit,
};
pub use provider::{Came, StaffCameBy, StaffWay};

pub use terminals::VisitPlaces;

use super::attempts::Attempts;
use super::passwords::Passwords;
use crate::domain::Clock;
use crate::store::{AccessLog, Keys, StaffStore, UsedOnce};

/// When log-ins of staff end by themselves. Their screens stand where others pass by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffLimits {
    /// Without use. Default: 15 minutes.
    pub idle: Duration,
    /// In any case. Default: 10 hours.
    pub absolute: Duration,
}

impl Default for StaffLimits {
    fn default() -> Self {
        Self { idle: Duration::minutes(15), absolute: Duration::hours(10) }
    }
}

/// Everyone who can log in at the staff desk. Cheap to clone.
#[derive(Clone)]
pub struct StaffAccounts {
    pub(super) store: StaffStore,
    pub(super) keys: Keys,
    pub(super) passwords: Passwords,
    pub(super) attempts: Attempts,
    pub(super) used_once: UsedOnce,
    pub(super) log: AccessLog,
    pub(super) clock: Clock,
    pub(super) https: bool,
    pub limits: StaffLimits,
}

impl StaffAccounts {
    /// The cookies of the staff desk.
    pub fn cookies(&self) -> StaffCookies {
        StaffCookies::new(self.https)
    }
}
