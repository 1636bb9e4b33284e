//! Assisted terminals: what staff and a terminal's browser do with them, and what a request on one carries.

mod cookie;
mod helper;
mod pages;

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use tower_sessions::session::Id;

use super::bundle::Access;
use super::codes::{new_code, read_code};
use super::cookies::SessionCookie;
use super::staff::CannotNote;
use crate::domain::{Terminal, TerminalId};
use crate::store::{NewTerminal, Recognised, StoreError, TerminalRow, WhyStopped};
pub use cookie::TerminalCookie;
pub(super) use cookie::{all_but_the_terminals, only_the_terminal_stays};
pub use helper::LONGEST_HELPER;
pub use pages::{is_open_address, is_open_at_terminals, open_at_terminals};

/// How long a code may be typed into a browser.
pub const TERMINAL_CODE_LASTS: Duration = Duration::hours(1);

/// The idle limits that a terminal may have, in minutes.
pub const IDLE_MINUTES: std::ops::RangeInclusive<i64> = 2..=10;

/// The terminal on which a request came; filled in around the routes, once it is known.
#[derive(Clone, Debug, Default)]
pub struct TerminalHere(Arc<Here>);

#[derive(Debug, Default)]
struct Here {
    terminal: OnceLock<Arc<Terminal>>,
    by_visit_code: OnceLock<()>,
}

impl TerminalHere {
    pub fn get(&self) -> Option<&Arc<Terminal>> {
        self.0.terminal.get()
    }

    /// Whether whoever is logged in came with a visit code; known once a permit was made.
    pub fn is_by_visit_code(&self) -> bool {
        self.0.by_visit_code.get().is_some()
    }

    pub(super) fn came_by_visit_code(&self) {
        let _ = self.0.by_visit_code.set(());
    }

    pub fn fill(&self, terminal: Terminal) {
        let _ = self.0.terminal.set(Arc::new(terminal));
    }
}

/// Where a request comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Where {
    /// A browser of somebody's own.
    Elsewhere,
    Terminal(AtTerminal),
    /// A browser that was a terminal and is none now: nothing is shown there, least of all what is for people's own browsers.
    Stopped(Option<WhyStopped>),
}

/// A terminal, with what its browser brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AtTerminal {
    pub terminal: Terminal,
    number: i64,
}

/// What came of typing a code into a browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Registering {
    /// It is a terminal now: what it brings from now on.
    Yes(HeaderValue),
    Wrong,
    /// Too many tries: nothing was looked at.
    Wait(Duration),
}

/// What is wrong with a terminal that staff want to add.
#[derive(Debug, thiserror::Error)]
pub enum CannotAddTerminal {
    #[error("give the terminal a name and a place, each of at most 80 characters")]
    NoName,
    #[error("the idle limit of a terminal is 2 to 10 minutes")]
    IdleLimit,
    #[error(transparent)]
    Note(#[from] CannotNote),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A terminal as it may be added, without spaces around its words.
pub(super) fn checked(new: NewTerminal<'_>) -> Result<NewTerminal<'_>, CannotAddTerminal> {
    let new = NewTerminal { name: new.name.trim(), place: new.place.trim(), ..new };
    let fits = |words: &str| !words.is_empty() && words.chars().count() <= 80;
    if !fits(new.name) || !fits(new.place) {
        return Err(CannotAddTerminal::NoName);
    }
    if !IDLE_MINUTES.contains(&new.idle.num_minutes()) {
        return Err(CannotAddTerminal::IdleLimit);
    }
    Ok(new)
}

impl Access {
    /// Adds a terminal, and gives the code that makes a browser it.
    ///
    /// # Errors
    /// What is wrong with it, or that it is not stored.
    pub async fn add_terminal(&self, new: NewTerminal<'_>) -> Result<String, CannotAddTerminal> {
        let new = checked(new)?;
        let (code, now) = (new_code(), self.clock.now());
        self.terminals.add(new, &code.replace('-', ""), now, now + TERMINAL_CODE_LASTS).await?;
        Ok(code)
    }

    /// Makes the browser into which a code was typed the terminal that it is for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn register_terminal(&self, typed: &str, address: IpAddr) -> Result<Registering, StoreError> {
        let now = self.clock.now();
        if let Err(wait) = self.accounts.attempts.begin_at(address, now) {
            return Ok(Registering::Wait(wait));
        }
        let Some(code) = read_code(typed) else { return Ok(Registering::Wrong) };
        let credential = new_credential();
        let terminal = self.terminals.register(&code, &credential, now).await?;
        let carried = self.terminal_cookie().carry(&credential);
        Ok(terminal.and(carried).map_or(Registering::Wrong, Registering::Yes))
    }

    /// Whether a request comes from a terminal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn where_from(&self, headers: &HeaderMap) -> Result<Where, StoreError> {
        let Some(credential) = self.terminal_cookie().brought(headers) else { return Ok(Where::Elsewhere) };
        Ok(match self.terminals.recognise(&credential, self.clock.now()).await? {
            Recognised::Terminal(terminal, number) => Where::Terminal(AtTerminal { terminal, number }),
            Recognised::Stopped(why) => Where::Stopped(Some(why)),
            Recognised::Unknown => Where::Stopped(None),
        })
    }

    /// What a terminal's browser is to bring from now on.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn next_credential(&self, at: &AtTerminal) -> Result<Option<HeaderValue>, StoreError> {
        let credential = new_credential();
        self.terminals.give_next(at.terminal.id, at.number, &credential).await?;
        Ok(self.terminal_cookie().carry(&credential))
    }

    /// Makes a log-in that has just begun one of this terminal: with its limits, and good there alone.
    ///
    /// # Errors
    /// When it is not stored; then nobody may be logged in.
    pub async fn log_in_is_at(&self, session: &Id, terminal: &Terminal) -> Result<(), StoreError> {
        let ends_at: DateTime<Utc> = self.clock.now() + self.terminal_log_in;
        self.sessions.begin_at_terminal(session, terminal.id, terminal.idle, ends_at).await?;
        if let Err(error) = self.terminals.count_log_in(terminal.id, self.today()).await {
            tracing::warn!(%error, "a log-in at a terminal was not counted");
        }
        Ok(())
    }

    /// All terminals, for those who run the portal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_terminals(&self) -> Result<Vec<TerminalRow>, StoreError> {
        self.terminals.list(None).await
    }

    /// Ends a terminal; false where there is none that runs.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn end_terminal(&self, id: TerminalId) -> Result<bool, StoreError> {
        let ended = self.terminals.stop(id, WhyStopped::Ended, self.clock.now()).await?;
        self.sessions.forget_recent();
        Ok(ended)
    }

    /// The cookie that holds a terminal's credential.
    pub fn terminal_cookie(&self) -> TerminalCookie {
        TerminalCookie::new(self.cookie)
    }
}

/// 256 random bits.
fn new_credential() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

impl TerminalCookie {
    fn new(session: SessionCookie) -> Self {
        Self { secure: session.is_secure() }
    }
}
