//! Sessions as the layer around the routes wants them: made, found and ended by what the cookie holds.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tower_sessions::session::{Id, Record};
use tower_sessions::{SessionStore, session_store};
use uuid::Uuid;

use super::{ACCOUNT, Life, Sessions, When, secret};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_optional};

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let account = account_of(record)?;
        let now = self.0.clock.now();
        loop {
            let made = execute!(
                self.0.database.writer(),
                "INSERT INTO session (secret, id, account, started_at, touched_at, proven_at, idle_seconds, ends_at)
                 VALUES ($1, $2, $3, $4, $4, $4, $5, $6) ON CONFLICT (secret) DO NOTHING",
                secret(&record.id).as_slice(),
                Uuid::now_v7(),
                account,
                now,
                self.0.limits.idle.num_seconds(),
                now + self.0.limits.absolute
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
    pub(super) async fn account_of_session(&self, id: &Id) -> Result<Option<Uuid>, StoreError> {
        let found = self.row_of(id).await?;
        Ok(found.filter(|(_, life)| life.runs(self.0.clock.now())).map(|(account, _)| account))
    }

    pub(super) async fn row_of(&self, id: &Id) -> Result<Option<(Uuid, Life)>, StoreError> {
        let row = fetch_optional!(
            self.0.database.reader(),
            (Uuid, DateTime<Utc>, DateTime<Utc>, Option<i64>, When),
            "SELECT account, started_at, touched_at, idle_seconds, ends_at FROM session WHERE secret = $1",
            secret(id).as_slice()
        )?;
        Ok(row.map(|(account, started, touched, idle, ends)| {
            (account, self.life((started, touched, idle, ends)))
        }))
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
