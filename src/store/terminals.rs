//! Assisted terminals: the codes that make a browser one, and what that browser brings from then on.

mod desk;
#[cfg(test)]
mod tests;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

pub use desk::TerminalPlace;

use super::query::{execute, fetch_optional};
use super::{Database, Keys, StoreError};
use crate::domain::{Brought, Credential, OdsCode, Terminal, TerminalId, judge};

/// How many credentials back a copy is still found out; an older one opens nothing either.
const REMEMBERED: i64 = 10_000;

/// A terminal to add.
#[derive(Clone, Copy, Debug)]
pub struct NewTerminal<'a> {
    pub name: &'a str,
    pub place: &'a str,
    pub idle: Duration,
    pub prints: bool,
    /// At whose desk it is listed.
    pub organisation: Option<&'a OdsCode>,
}

/// Why a terminal shows nothing any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyStopped {
    /// Staff ended it.
    Ended,
    /// Another browser brought a credential of its.
    Copied,
}

impl WhyStopped {
    const fn slug(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Copied => "copied",
        }
    }

    fn from_slug(slug: &str) -> Self {
        if slug == "copied" { Self::Copied } else { Self::Ended }
    }
}

/// A terminal in the list for staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TerminalRow {
    pub terminal: Terminal,
    pub added_at: DateTime<Utc>,
    /// When its code was typed into a browser.
    pub registered_at: Option<DateTime<Utc>>,
    /// When somebody last began or ended a use of it.
    pub used_at: Option<DateTime<Utc>>,
    pub stopped: Option<(DateTime<Utc>, WhyStopped)>,
}

/// What a browser is that brings a credential.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recognised {
    /// This terminal, by its credential of this number.
    Terminal(Terminal, i64),
    Stopped(WhyStopped),
    /// Nobody was ever given this.
    Unknown,
}

/// Keeps terminals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Terminals {
    database: Database,
    keys: Keys,
}

/// Name, place, idle seconds, prints.
type About = (Uuid, String, String, i64, bool);

impl Terminals {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Adds a terminal, for the browser into which this code is typed until then.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn add(
        &self,
        new: NewTerminal<'_>,
        code: &str,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<TerminalId, StoreError> {
        let id = Uuid::now_v7();
        execute!(
            self.database.writer(),
            "INSERT INTO terminal (id, name, place, idle_seconds, prints, added_at, code, code_until, organisation)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            new.name,
            new.place,
            new.idle.num_seconds(),
            new.prints,
            at,
            self.hash_of_code(code),
            until,
            new.organisation.map(OdsCode::as_str)
        )?;
        Ok(TerminalId(id))
    }

    /// Makes whoever types this code the terminal that it was made for, with this first credential. The code is used up.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn register(
        &self,
        code: &str,
        credential: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<TerminalId>, StoreError> {
        let secret = secret(credential);
        let mut transaction = self.database.begin_write().await?;
        let found = fetch_optional!(
            transaction.on(),
            (Uuid,),
            "UPDATE terminal SET code = NULL, code_until = NULL, credential = $1, registered_at = $2, used_at = $2
             WHERE code = $3 AND code_until > $2 AND stopped_at IS NULL RETURNING id",
            secret.as_slice(),
            at,
            self.hash_of_code(code)
        )?;
        let Some((id,)) = found else { return Ok(None) };
        execute!(
            transaction.on(),
            "INSERT INTO terminal_credential (secret, terminal, number, seen_at, settled) VALUES ($1, $2, 1, $3, $4)",
            secret.as_slice(),
            id,
            at,
            false
        )?;
        transaction.commit().await?;
        Ok(Some(TerminalId(id)))
    }

    /// Which terminal a browser is that brings this. One that brings what was copied stops the terminal.
    ///
    /// # Errors
    /// When the database does not answer, or what must be noted is not stored.
    pub async fn recognise(&self, credential: &str, at: DateTime<Utc>) -> Result<Recognised, StoreError> {
        let secret = secret(credential);
        let row = fetch_optional!(
            self.database.reader(),
            (
                Uuid,
                String,
                String,
                i64,
                bool,
                i64,
                Option<DateTime<Utc>>,
                bool,
                i64,
                Option<DateTime<Utc>>,
                bool,
                Vec<u8>,
                Option<String>
            ),
            "SELECT terminal.id, terminal.name, terminal.place, terminal.idle_seconds, terminal.prints,
             brought.number, brought.seen_at, brought.settled, latest.number, latest.seen_at, latest.settled,
             terminal.credential, terminal.stopped_why
             FROM terminal_credential brought JOIN terminal ON terminal.id = brought.terminal
             JOIN terminal_credential latest ON latest.secret = terminal.credential
             WHERE brought.secret = $1",
            secret.as_slice()
        )?;
        let Some((
            id,
            name,
            place,
            idle,
            prints,
            number,
            seen_at,
            settled,
            latest,
            latest_seen,
            latest_settled,
            current,
            why,
        )) = row
        else {
            return Ok(Recognised::Unknown);
        };
        if let Some(why) = why {
            return Ok(Recognised::Stopped(WhyStopped::from_slug(&why)));
        }
        let brought = Credential { number, seen_at, settled };
        let latest = Credential { number: latest, seen_at: latest_seen, settled: latest_settled };
        match judge(brought, latest, current == secret, at) {
            Brought::Known => {}
            Brought::New => self.take_over(id, &secret, at).await?,
            Brought::Settles => {
                let sql = "UPDATE terminal_credential SET settled = $2 WHERE secret = $1";
                execute!(self.database.writer(), sql, secret.as_slice(), true)?;
            }
            Brought::Copied => {
                tracing::warn!(terminal = %id, "a terminal is stopped: its credential was copied");
                metrics::counter!("front_door_copied_terminals_total").increment(1);
                self.stop(TerminalId(id), WhyStopped::Copied, at).await?;
                return Ok(Recognised::Stopped(WhyStopped::Copied));
            }
        }
        Ok(Recognised::Terminal(terminal((id, name, place, idle, prints)), number))
    }

    /// From now on this is the credential that was seen last.
    async fn take_over(&self, id: Uuid, secret: &[u8], at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let sql = "UPDATE terminal_credential SET seen_at = $2 WHERE secret = $1 AND seen_at IS NULL";
        if execute!(transaction.on(), sql, secret, at)? == 1 {
            let sql = "UPDATE terminal SET credential = $2, used_at = $3 WHERE id = $1";
            execute!(transaction.on(), sql, id, secret, at)?;
        }
        transaction.commit().await
    }

    /// Keeps the credential that a terminal's browser is given for the one of this number.
    ///
    /// # Errors
    /// When it is not stored; then it must not be given.
    pub async fn give_next(&self, of: TerminalId, number: i64, credential: &str) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO terminal_credential (secret, terminal, number, settled) VALUES ($1, $2, $3, $4)",
            secret(credential).as_slice(),
            of.0,
            number + 1,
            false
        )?;
        let sql = "DELETE FROM terminal_credential WHERE terminal = $1 AND number < $2";
        execute!(self.database.writer(), sql, of.0, number - REMEMBERED)?;
        Ok(())
    }

    /// Stops a terminal and ends whatever log-in is open there; false where there is none that runs.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn stop(&self, id: TerminalId, why: WhyStopped, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let sql = "UPDATE terminal SET stopped_at = $2, stopped_why = $3, code = NULL
                   WHERE id = $1 AND stopped_at IS NULL";
        let stopped = execute!(transaction.on(), sql, id.0, at, why.slug())? == 1;
        execute!(transaction.on(), "DELETE FROM session WHERE terminal = $1", id.0)?;
        transaction.commit().await?;
        Ok(stopped)
    }

    fn hash_of_code(&self, code: &str) -> Vec<u8> {
        self.keys.look_up("terminal", code)
    }
}

fn terminal((id, name, place, idle, prints): About) -> Terminal {
    let idle = Duration::try_seconds(idle).unwrap_or_default();
    Terminal { id: TerminalId(id), name, place, idle, prints }
}

/// What is stored of a credential: whoever reads the database cannot be a terminal with it.
fn secret(credential: &str) -> Vec<u8> {
    digest(&SHA256, credential.as_bytes()).as_ref().to_vec()
}
