//! Who is logged in: sessions that end by themselves, can be listed and ended, and hold nothing but an account's id.

mod ending;
mod layer;
mod renewing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use tower_sessions::session::Id;
use uuid::Uuid;

use super::people::{Visits, read_person};
use super::query::{execute, fetch_optional};
use super::recent_sessions::{Known, RecentSessions, Secret};
use super::{Database, Keys, StoreError};
use crate::domain::{AccountId, Browser, Clock, OdsCode, Person, PersonId, TerminalId};

/// The one thing that a session holds.
pub(crate) const ACCOUNT: &str = "account";

/// When sessions end by themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionLimits {
    /// Without use. Default: 30 minutes.
    pub idle: Duration,
    /// In any case. Default: 12 hours.
    pub absolute: Duration,
}

/// NHS login leaves both to the service: 30 minutes idle and 12 hours in all.
impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle: Duration::minutes(30), absolute: Duration::hours(12) }
    }
}

/// How long the row of a session that has ended stays, so that what somebody had typed can be given back to them.
const SWEPT_LATER: Duration = Duration::hours(12);

/// How long a use of a session may stay unwritten, so that reading pages hardly ever writes; less where a session ends
/// soon.
const TOUCHED_AT_MOST_EVERY: Duration = Duration::minutes(1);

/// Keeps sessions; the limits hold here, whatever the cookie says. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    database: Database,
    keys: Keys,
    clock: Clock,
    limits: SessionLimits,
    /// None where other programs use the same database.
    recent: Option<RecentSessions>,
    renewed: renewing::Renewed,
}

/// Somebody who is logged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedIn {
    pub account: AccountId,
    pub person: Arc<Person>,
    pub visits: Visits,
    /// When they last showed that it is them.
    pub proven_at: Option<DateTime<Utc>>,
    /// Whose record this log-in is looking at, where it is not their own.
    pub acting_for: Option<PersonId>,
    /// The terminal at which they logged in.
    pub terminal: Option<TerminalId>,
    /// They came with a visit code, which opens little.
    pub by_visit_code: bool,
    /// By whose staff their own access is stopped, at their wish.
    pub stopped_by: Option<OdsCode>,
}

/// Who is behind a request. What a page asks by itself is no use of the log-in: nobody may be there any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedBy {
    Person,
    Page,
}

/// One session in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionEntry {
    /// For ending it; nothing can be opened with it.
    pub id: Uuid,
    pub started_at: DateTime<Utc>,
    /// Last use, exact to a minute.
    pub touched_at: DateTime<Utc>,
    pub browser: Browser,
}

impl Sessions {
    pub fn new(database: Database, keys: Keys, clock: Clock, limits: SessionLimits) -> Self {
        let recent = matches!(database, Database::Sqlite { .. }).then(RecentSessions::default);
        Self(Arc::new(Inside {
            database,
            keys,
            clock,
            limits,
            recent,
            renewed: renewing::Renewed::default(),
        }))
    }

    /// The account and person of a session, in one question to the database; none when it has ended. What the browser
    /// says of itself is read once in a session.
    ///
    /// # Errors
    /// When the database does not answer, or the person's number stays sealed.
    pub async fn logged_in(
        &self,
        id: &Id,
        asked_by: AskedBy,
        user_agent: &str,
    ) -> Result<Option<LoggedIn>, StoreError> {
        let (secret, now) = (secret(id), self.0.clock.now());
        let recent = self.0.recent.as_ref().map(|recent| (recent, recent.get(&secret, now)));
        let recent = match recent {
            Some((_, Ok(known))) if known.life.runs(now) && !is_to_be_touched(&known, now, asked_by) => {
                return Ok(Some(known.logged_in));
            }
            Some((recent, Err(round))) => Some((recent, round)),
            _ => None,
        };
        let row = fetch_optional!(self.0.database.reader(), Row, Row::OF_A_SESSION, secret.as_slice())?;
        let Some(row) = row else { return Ok(None) };
        // What cannot be read opens nothing.
        let stopped_by = row.stopped_by.as_deref().map(OdsCode::parse).transpose();
        let stopped_by = stopped_by
            .map_err(|_| StoreError::Unreadable("by whose staff somebody's own access is stopped"))?;
        let life = self.life((row.started_at, row.touched_at, row.idle_seconds, row.ends_at));
        if !life.runs(now) {
            return Ok(None);
        }
        let person = read_person(&self.0.keys, (row.person, row.name, row.date_of_birth, row.nhs_number))?;
        let logged_in = LoggedIn {
            account: AccountId(row.account),
            person: Arc::new(person),
            visits: Visits { this: row.last_log_in, previous: row.previous_log_in },
            proven_at: row.proven_at,
            acting_for: row.acting_for.map(PersonId),
            terminal: row.terminal.map(TerminalId),
            by_visit_code: row.came_by.is_some(),
            stopped_by,
        };
        let browser_is_known = row.browser.is_some();
        let mut known = Known { logged_in: logged_in.clone(), life, at: now, browser_is_known };
        if is_to_be_touched(&known, now, asked_by) {
            let browser = row.browser.unwrap_or_else(|| Browser::from_user_agent(user_agent).slug());
            self.touch(&secret, now, &browser).await;
            known.life.touched_at = now;
            known.browser_is_known = true;
        }
        if let Some((recent, round)) = recent {
            recent.keep(secret, known, round);
        }
        Ok(Some(logged_in))
    }

    /// The id under which a session stands in lists.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entry_of(&self, id: &Id) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT id FROM session WHERE secret = $1";
        let row = fetch_optional!(self.0.database.reader(), (Uuid,), sql, secret(id).as_slice())?;
        Ok(row.map(|(id,)| id))
    }

    /// Notes that whoever is in this session has just shown that it is them.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn proven(&self, id: &Id) -> Result<(), StoreError> {
        let sql = "UPDATE session SET proven_at = $2 WHERE secret = $1";
        execute!(self.0.database.writer(), sql, secret(id).as_slice(), self.0.clock.now())?;
        self.forget_recent();
        Ok(())
    }

    /// Notes whose record this session looks at from now on; their own where it is nobody's. This opens nothing: each
    /// request asks for the grants that stand.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn act_for(&self, id: &Id, patient: Option<PersonId>) -> Result<(), StoreError> {
        let sql = "UPDATE session SET acting_for = $2 WHERE secret = $1";
        execute!(self.0.database.writer(), sql, secret(id).as_slice(), patient.map(|patient| patient.0))?;
        self.forget_recent();
        Ok(())
    }

    /// Makes a session one of a terminal, with limits of its own.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn begin_at_terminal(
        &self,
        id: &Id,
        terminal: TerminalId,
        idle: Duration,
        ends_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE session SET terminal = $2, idle_seconds = $3, ends_at = $4 WHERE secret = $1";
        let (id, idle) = (secret(id), idle.num_seconds());
        execute!(self.0.database.writer(), sql, id.as_slice(), terminal.0, idle, ends_at)?;
        self.forget_recent();
        Ok(())
    }

    /// Notes that whoever is in this session came with a visit code.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn came_by_visit_code(&self, id: &Id) -> Result<(), StoreError> {
        let sql = "UPDATE session SET came_by = $2 WHERE secret = $1";
        execute!(self.0.database.writer(), sql, secret(id).as_slice(), "visit-code")?;
        self.forget_recent();
        Ok(())
    }

    /// What was opened in this session after it was asked if it is private there; none where the session has ended, or a visit code opens no such part.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn opened_here(&self, id: &Id) -> Result<Option<String>, StoreError> {
        if self.account_of_session(id).await.is_ok_and(|account| account.is_none()) {
            return Ok(None);
        }
        let sql = "SELECT opened_here FROM session WHERE secret = $1 AND came_by IS NULL";
        let row = fetch_optional!(self.0.database.reader(), (Option<String>,), sql, secret(id).as_slice())?;
        Ok(row.map(|(opened,)| opened.unwrap_or_default()))
    }

    /// Notes what is open in this session from now on.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn open_here(&self, id: &Id, opened: &str) -> Result<(), StoreError> {
        let sql = "UPDATE session SET opened_here = $2 WHERE secret = $1";
        execute!(self.0.database.writer(), sql, secret(id).as_slice(), opened)?;
        Ok(())
    }

    /// The account of a session that has ended by itself and has not been swept yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn account_of_ended(&self, id: &Id) -> Result<Option<AccountId>, StoreError> {
        let found = self.row_of(id).await?;
        Ok(found.filter(|(_, life)| !life.runs(self.0.clock.now())).map(|(account, _)| AccountId(account)))
    }

    /// Notes that a session is in use. When that fails the page is shown all the same; the session only ends sooner.
    async fn touch(&self, secret: &Secret, now: DateTime<Utc>, browser: &str) {
        let sql = "UPDATE session SET touched_at = $2, browser = $3 WHERE secret = $1";
        if let Err(error) = execute!(self.0.database.writer(), sql, secret.as_slice(), now, browser) {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    }

    /// Must be called where sessions ended in another way than through here.
    pub fn forget_recent(&self) {
        if let Some(recent) = &self.0.recent {
            recent.forget();
        }
    }

    /// Where the row says nothing, it is of an older program, and the settings hold.
    fn life(&self, (started_at, touched_at, idle, ends_at): LifeColumns) -> Life {
        let limits = self.0.limits;
        let idle = idle.and_then(Duration::try_seconds).unwrap_or(limits.idle);
        Life { touched_at, idle, ends_at: ends_at.unwrap_or(started_at + limits.absolute) }
    }
}

/// How long a session lasts, as its own row says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    pub touched_at: DateTime<Utc>,
    idle: Duration,
    ends_at: DateTime<Utc>,
}

impl Life {
    fn runs(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at && now - self.touched_at < self.idle
    }
}

type When = Option<DateTime<Utc>>;
/// Started, last used, seconds without use, end.
type LifeColumns = (DateTime<Utc>, DateTime<Utc>, Option<i64>, When);

/// A session with its account and person, as one question to the database gives them. A struct, since a tuple holds no
/// more than 16 columns: they are found by their names.
#[derive(sqlx::FromRow)]
struct Row {
    started_at: DateTime<Utc>,
    touched_at: DateTime<Utc>,
    idle_seconds: Option<i64>,
    ends_at: When,
    browser: Option<String>,
    proven_at: When,
    acting_for: Option<Uuid>,
    terminal: Option<Uuid>,
    came_by: Option<String>,
    account: Uuid,
    last_log_in: When,
    previous_log_in: When,
    stopped_by: Option<String>,
    person: Uuid,
    name: String,
    date_of_birth: NaiveDate,
    nhs_number: Vec<u8>,
}

impl Row {
    const OF_A_SESSION: &str =
        "SELECT session.started_at, session.touched_at, session.idle_seconds, session.ends_at,
        session.browser, session.proven_at, session.acting_for, session.terminal, session.came_by,
        session.account, account.last_log_in, account.previous_log_in, account.stopped_by,
        account.person, person.name, person.date_of_birth, person.nhs_number
        FROM session JOIN account ON account.id = session.account JOIN person ON person.id = account.person
        WHERE session.secret = $1";
}

fn is_to_be_touched(known: &Known, now: DateTime<Utc>, asked_by: AskedBy) -> bool {
    let unwritten = TOUCHED_AT_MOST_EVERY.min(known.life.idle / 30);
    let is_due = now - known.life.touched_at >= unwritten || !known.browser_is_known;
    asked_by == AskedBy::Person && is_due
}

/// What the database holds instead of the cookie's value: whoever reads the database cannot log in with it.
pub(super) fn secret(id: &Id) -> Secret {
    let mut secret = [0; 32];
    secret.copy_from_slice(digest(&SHA256, &id.0.to_le_bytes()).as_ref());
    secret
}
