//! Who is logged in: sessions that end by themselves, can be listed and ended, and hold nothing but an account's id.

use std::sync::Arc;

use async_trait::async_trait;
use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store;
use uuid::Uuid;

use super::people::{Visits, read_person};
use super::query::{execute, fetch_all, fetch_optional};
use super::recent_sessions::{Known, RecentSessions, Secret};
use super::{Database, Keys, StoreError};
use crate::domain::{AccountId, Clock, Person};

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

/// How long a use of a session may stay unwritten, so that reading pages hardly ever writes.
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
}

/// Somebody who is logged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedIn {
    pub account: AccountId,
    pub person: Arc<Person>,
    pub visits: Visits,
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
}

impl Sessions {
    pub fn new(database: Database, keys: Keys, clock: Clock, limits: SessionLimits) -> Self {
        let recent = matches!(database, Database::Sqlite { .. }).then(RecentSessions::default);
        Self(Arc::new(Inside { database, keys, clock, limits, recent }))
    }

    /// The account and person of a session, in one question to the database; none when it has ended.
    ///
    /// # Errors
    /// When the database does not answer, or the person's number stays sealed.
    pub async fn logged_in(&self, id: &Id, asked_by: AskedBy) -> Result<Option<LoggedIn>, StoreError> {
        let (secret, ends, now) = (secret(id), self.ends(), self.0.clock.now());
        let recent = self.0.recent.as_ref().map(|recent| (recent, recent.get(&secret, now)));
        let recent = match recent {
            Some((_, Ok(known))) if ends.spare(&known) && !is_to_be_touched(&known, now, asked_by) => {
                return Ok(Some(known.logged_in));
            }
            Some((recent, Err(round))) => Some((recent, round)),
            _ => None,
        };
        let row = fetch_optional!(
            self.0.database.reader(),
            Row,
            "SELECT account.id, account.last_log_in, account.previous_log_in, session.started_at, session.touched_at,
             person.id, person.name, person.date_of_birth, person.nhs_number
             FROM session JOIN account ON account.id = session.account JOIN person ON person.id = account.person
             WHERE session.secret = $1 AND session.started_at > $2 AND session.touched_at > $3",
            secret.as_slice(),
            ends.started,
            ends.touched
        )?;
        let Some((account, this, previous, started_at, touched_at, id, name, date_of_birth, number)) = row
        else {
            return Ok(None);
        };
        let person = Arc::new(read_person(&self.0.keys, (id, name, date_of_birth, number))?);
        let visits = Visits { this, previous };
        let logged_in = LoggedIn { account: AccountId(account), person, visits };
        let mut known = Known { logged_in: logged_in.clone(), started_at, touched_at, at: now };
        if is_to_be_touched(&known, now, asked_by) {
            self.touch(&secret, now).await;
            known.touched_at = now;
        }
        if let Some((recent, round)) = recent {
            recent.keep(secret, known, round);
        }
        Ok(Some(logged_in))
    }

    /// An account's sessions that have not ended, the last used first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, account: AccountId) -> Result<Vec<SessionEntry>, StoreError> {
        let ends = self.ends();
        let rows = fetch_all!(
            self.0.database.reader(),
            (Uuid, DateTime<Utc>, DateTime<Utc>),
            "SELECT id, started_at, touched_at FROM session
             WHERE account = $1 AND started_at > $2 AND touched_at > $3 ORDER BY touched_at DESC, id DESC",
            account.0,
            ends.started,
            ends.touched
        )?;
        let read = |(id, started_at, touched_at)| SessionEntry { id, started_at, touched_at };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Ends one session of an account; another account's stays.
    ///
    /// # Errors
    /// When it is not ended.
    pub async fn end(&self, account: AccountId, id: Uuid) -> Result<(), StoreError> {
        execute!(
            self.0.database.writer(),
            "DELETE FROM session WHERE account = $1 AND id = $2",
            account.0,
            id
        )?;
        self.forget_recent();
        Ok(())
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// When they are not ended.
    pub async fn end_all(&self, account: AccountId) -> Result<(), StoreError> {
        execute!(self.0.database.writer(), "DELETE FROM session WHERE account = $1", account.0)?;
        self.forget_recent();
        Ok(())
    }

    /// Ends every session of an account but this one.
    ///
    /// # Errors
    /// When they are not ended.
    pub async fn end_others(&self, account: AccountId, this: &Id) -> Result<(), StoreError> {
        execute!(
            self.0.database.writer(),
            "DELETE FROM session WHERE account = $1 AND secret <> $2",
            account.0,
            secret(this).as_slice()
        )?;
        self.forget_recent();
        Ok(())
    }

    /// Drops the rows of sessions that have ended by themselves, and says how many.
    ///
    /// # Errors
    /// When they are not dropped.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let ends = self.ends();
        execute!(
            self.0.database.writer(),
            "DELETE FROM session WHERE started_at <= $1 OR touched_at <= $2",
            ends.started,
            ends.touched
        )
    }

    /// Notes that a session is in use. When that fails the page is shown all the same; the session only ends sooner.
    async fn touch(&self, secret: &Secret, now: DateTime<Utc>) {
        let sql = "UPDATE session SET touched_at = $2 WHERE secret = $1";
        if let Err(error) = execute!(self.0.database.writer(), sql, secret.as_slice(), now) {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    }

    fn forget_recent(&self) {
        if let Some(recent) = &self.0.recent {
            recent.forget();
        }
    }

    /// What started or was last used at these times has ended.
    fn ends(&self) -> Ends {
        let now = self.0.clock.now();
        Ends { started: now - self.0.limits.absolute, touched: now - self.0.limits.idle }
    }
}

struct Ends {
    started: DateTime<Utc>,
    touched: DateTime<Utc>,
}

impl Ends {
    /// Whether a session still runs.
    fn spare(&self, known: &Known) -> bool {
        known.started_at > self.started && known.touched_at > self.touched
    }
}

type When = Option<DateTime<Utc>>;
type Row = (Uuid, When, When, DateTime<Utc>, DateTime<Utc>, Uuid, String, NaiveDate, Vec<u8>);

fn is_to_be_touched(known: &Known, now: DateTime<Utc>, asked_by: AskedBy) -> bool {
    asked_by == AskedBy::Person && now - known.touched_at >= TOUCHED_AT_MOST_EVERY
}

/// What the database holds instead of the cookie's value: whoever reads the database cannot log in with it.
pub(super) fn secret(id: &Id) -> Secret {
    let mut secret = [0; 32];
    secret.copy_from_slice(digest(&SHA256, &id.0.to_le_bytes()).as_ref());
    secret
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let account = account_of(record)?;
        let now = self.0.clock.now();
        loop {
            let made = execute!(
                self.0.database.writer(),
                "INSERT INTO session (secret, id, account, started_at, touched_at) VALUES ($1, $2, $3, $4, $4)
                 ON CONFLICT (secret) DO NOTHING",
                secret(&record.id).as_slice(),
                Uuid::now_v7(),
                account,
                now
            );
            if made.map_err(backend)? == 1 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// A session never changes hands: only a new one gets another account. So there is nothing to write.
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let account = account_of(record)?;
        match self.account_of_session(&record.id).await.map_err(backend)? {
            Some(stored) if stored == account => Ok(()),
            Some(_) => Err(session_store::Error::Backend("a session cannot change its account".to_owned())),
            None => Err(session_store::Error::Backend("the session has ended".to_owned())),
        }
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(account) = self.account_of_session(id).await.map_err(backend)? else { return Ok(None) };
        let data = [(ACCOUNT.to_owned(), serde_json::Value::String(account.to_string()))].into();
        // Our own limits hold; this one is only what the trait wants.
        let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::days(1);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let sql = "DELETE FROM session WHERE secret = $1";
        execute!(self.0.database.writer(), sql, secret(id).as_slice()).map_err(backend)?;
        self.forget_recent();
        Ok(())
    }
}

impl Sessions {
    async fn account_of_session(&self, id: &Id) -> Result<Option<Uuid>, StoreError> {
        let ends = self.ends();
        let row = fetch_optional!(
            self.0.database.reader(),
            (Uuid,),
            "SELECT account FROM session WHERE secret = $1 AND started_at > $2 AND touched_at > $3",
            secret(id).as_slice(),
            ends.started,
            ends.touched
        )?;
        Ok(row.map(|(account,)| account))
    }
}

fn account_of(record: &Record) -> session_store::Result<Uuid> {
    let account =
        record.data.get(ACCOUNT).and_then(|value| value.as_str()).and_then(|text| text.parse().ok());
    match account {
        Some(account) if record.data.len() == 1 => Ok(account),
        _ => Err(session_store::Error::Encode("a session holds an account and nothing else".to_owned())),
    }
}

fn backend(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

#[cfg(test)]
mod tests;
