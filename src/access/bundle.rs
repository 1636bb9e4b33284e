//! Everything that access needs, in one value for the routes.

use std::ops::Deref;
use std::sync::Arc;

use chrono::Duration;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};
use url::Url;
use uuid::Uuid;

use super::accounts::Accounts;
use super::attempts::AttemptLimits;
use super::cookies::SessionCookie;
use super::passkeys;
use super::passwords::PasswordError;
use super::presences::Presences;
use super::staff::{StaffAccounts, StaffLimits};
use crate::domain::{Ages, Clock};
use crate::store::{
    AccessLog, CareDecisions, Database, Grants, Helpers, Keys, People, Safeguarding, SessionLimits, Sessions,
    StaffStore, Terminals, ToldElsewhere,
};

/// The settings of access.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AccessSettings {
    /// Whether the public address begins with https; then the cookie never travels without it.
    pub https: bool,
    /// Where this portal is found: passkeys belong to its host. None: there are none.
    pub public_url: Option<Url>,
    pub sessions: SessionLimits,
    /// How long a log-in at a terminal lasts at most.
    pub terminal_log_in: TerminalLogIn,
    pub attempts: AttemptLimits,
    pub staff: StaffLimits,
    /// The chain of the log's rows about nobody: `store::chain_of_node`.
    pub node: Uuid,
    /// From which ages on people give access themselves, and parents' access ends.
    pub ages: Ages,
}

/// How long a log-in at an assisted terminal lasts at most. Default: 1 hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerminalLogIn(pub Duration);

impl Default for TerminalLogIn {
    fn default() -> Self {
        Self(Duration::hours(1))
    }
}

/// Accounts, sessions and the access log. Cheap to clone; routes hold it so that a [`super::Permit`] can be made.
#[derive(Clone)]
pub struct Access(Arc<Parts>);

/// What [`Access`] holds.
pub struct Parts {
    pub accounts: Accounts,
    pub staff: StaffAccounts,
    pub sessions: Sessions,
    pub(super) presences: Presences,
    pub(super) people: People,
    /// What patients give their carers.
    pub grants: Grants,
    /// What staff decided about access, openly and quietly.
    pub decisions: CareDecisions,
    pub(super) safeguarding: Safeguarding,
    pub told_elsewhere: ToldElsewhere,
    pub ages: Ages,
    pub(super) terminals: Terminals,
    pub(super) terminal_log_in: Duration,
    /// Who helped whom at a terminal.
    pub helpers: Helpers,
    pub log: AccessLog,
    pub clock: Clock,
    pub cookie: SessionCookie,
}

impl Deref for Access {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Access {
    /// Starts the access log's writer too.
    ///
    /// # Errors
    /// When passwords cannot be hashed on this machine.
    pub fn new(
        database: Database,
        keys: Keys,
        clock: Clock,
        settings: AccessSettings,
    ) -> Result<Self, PasswordError> {
        let relying_party = settings.public_url.as_ref().and_then(passkeys::relying_party);
        let accounts = Accounts::new(database.clone(), keys.clone(), clock.clone(), settings.attempts)?;
        let log = AccessLog::start(database.clone(), keys.clone(), settings.node);
        let staff = StaffAccounts {
            store: StaffStore::new(database.clone(), keys.clone()),
            keys: keys.clone(),
            passwords: accounts.passwords.clone(),
            attempts: accounts.attempts.clone(),
            used_once: accounts.used_once.clone(),
            log: log.clone(),
            clock: clock.clone(),
            https: settings.https,
            limits: settings.staff,
        };
        Ok(Self(Arc::new(Parts {
            accounts: Accounts { relying_party, ..accounts },
            staff,
            sessions: Sessions::new(database.clone(), keys.clone(), clock.clone(), settings.sessions),
            people: People::new(database.clone(), keys.clone()),
            grants: Grants::new(database.clone(), keys.clone()),
            decisions: CareDecisions::new(database.clone(), keys.clone()),
            safeguarding: Safeguarding::new(database.clone(), keys.clone()),
            told_elsewhere: ToldElsewhere::new(database.clone(), keys.clone()),
            ages: settings.ages,
            helpers: Helpers::new(database.clone()),
            terminals: Terminals::new(database, keys),
            terminal_log_in: settings.terminal_log_in.0,
            presences: Presences::new(settings.sessions),
            log,
            clock,
            cookie: SessionCookie::new(settings.https),
        })))
    }

    /// The layer that gives every request its session. `SameSite=Lax`, because a strict cookie is missing on the way
    /// back from NHS login; without `Max-Age`, so that it goes with the browser.
    pub fn session_layer(&self) -> SessionManagerLayer<Sessions> {
        SessionManagerLayer::new(self.sessions.clone())
            .with_name(self.cookie.name())
            .with_secure(self.cookie.is_secure())
            .with_http_only(true)
            .with_same_site(SameSite::Lax)
            .with_path("/")
            .with_expiry(Expiry::OnSessionEnd)
    }
}
