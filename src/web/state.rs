//! What handlers are given: everything that a running portal has.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use url::Url;

use crate::access::{Access, CareVisits, LogSearches};
use crate::connectors::nhs_login::NhsLogin;
use crate::connectors::staff_log_in::StaffLogIn;
use crate::domain::Clock;
use crate::gather::{Finds, Gather, OrganisationNames, Relationships, Services};
use crate::requests::Requests;
use crate::settings::{Differs, SourcesFile};
use crate::sheets::Drawer;
use crate::store::{
    Contacts, Database, Drafts, KeptForms, KnownTo, LettersRead, LogChecker, News, Outbox, PatientNotices,
    Reminders, Reports, ResultWaits, Searches, Seen, StoppedSources,
};

/// Everything that a running portal has. Cheap to clone, for every request does so several times.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// What [`AppState`] holds.
pub struct Parts {
    pub gather: Gather,
    pub access: Access,
    pub known_to: KnownTo,
    pub result_waits: ResultWaits,
    pub seen: Seen,
    pub searches: Searches,
    pub organisations: OrganisationNames,
    pub kept_forms: KeptForms,
    pub drafts: Drafts,
    pub services: Services,
    /// None where the national service is not connected.
    pub relationships: Option<Relationships>,
    pub finds: Finds,
    pub letters_read: LettersRead,
    /// Draws letters that are PDFs.
    pub drawer: Drawer,
    pub reports: Reports,
    pub stopped: StoppedSources,
    pub notices: PatientNotices,
    pub log_searches: LogSearches,
    pub care_visits: CareVisits,
    pub log_checker: LogChecker,
    /// Which organisations are asked, and how.
    pub sources_file: Arc<SourcesFile>,
    pub key_names: KeyNames,
    /// Settings that are not as recommended.
    pub differs: Arc<[Differs]>,
    pub requests: Requests,
    pub outbox: Outbox,
    pub contacts: Contacts,
    pub reminders: Reminders,
    pub news: News,
    /// Whom an email goes to when something urgent is reported.
    pub service_manager: Option<String>,
    pub database: Database,
    pub clock: Clock,
    /// Where this portal is, for those who send people back to it.
    pub public_url: Url,
    /// Where somebody goes who leaves a page quickly.
    pub leave_to: Url,
    /// None where people cannot come with NHS login.
    pub nhs_login: Option<NhsLoginDoor>,
    /// The log-ins that staff have at work, by which they can come to the desk.
    pub staff_log_ins: Vec<StaffLogIn>,
}

/// What the keys are called that seal what is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyNames {
    pub writes: String,
    /// Those that only open.
    pub older: Vec<String>,
}

/// How people come in with NHS login.
#[derive(Clone)]
pub struct NhsLoginDoor {
    pub service: NhsLogin,
    /// Whether somebody whom nobody here knows yet gets an account by coming.
    pub new_accounts: bool,
}

impl From<Parts> for AppState {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<AppState> for Gather {
    fn from_ref(state: &AppState) -> Self {
        state.gather.clone()
    }
}

impl FromRef<AppState> for Access {
    fn from_ref(state: &AppState) -> Self {
        state.access.clone()
    }
}

impl FromRef<AppState> for Clock {
    fn from_ref(state: &AppState) -> Self {
        state.clock.clone()
    }
}
