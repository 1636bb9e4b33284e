//! Where staff are logged in.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{StaffAccount, StaffStore};
use crate::domain::StaffId;
use crate::store::StoreError;
use crate::store::query::{execute, fetch_optional};

/// How long a use may stay unwritten.
const TOUCHED_AT_MOST_EVERY: Duration = Duration::minutes(1);

/// A log-in of staff, while it lasts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StaffSession {
    pub account: StaffAccount,
    pub started_at: DateTime<Utc>,
}

impl StaffStore {
    /// Begins a log-in, known by `token` from now on.
    pub async fn begin_session(
        &self,
        staff: StaffId,
        token: &str,
        at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        execute!(
            transaction.on(),
            "INSERT INTO staff_session (secret, staff, started_at, touched_at, ends_at) VALUES ($1, $2, $3, $3, $4)",
            secret(token),
            staff.0,
            at,
            ends_at
        )?;
        execute!(transaction.on(), "UPDATE staff_account SET last_log_in = $2 WHERE id = $1", staff.0, at)?;
        transaction.commit().await
    }

    /// Who is logged in with `token`, if that lasts still and the account has not ended; notes the use.
    pub async fn session(
        &self,
        token: &str,
        at: DateTime<Utc>,
        idle: Duration,
    ) -> Result<Option<StaffSession>, StoreError> {
        let secret = secret(token);
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>),
            "SELECT staff, started_at, touched_at, ends_at FROM staff_session WHERE secret = $1",
            secret.as_slice()
        )?;
        let Some((staff, started_at, touched_at, ends_at)) = row else { return Ok(None) };
        if at >= ends_at || at - touched_at >= idle {
            return Ok(None);
        }
        let account = self.one(StaffId(staff)).await?.filter(|account| account.ended_at.is_none());
        let Some(account) = account else { return Ok(None) };
        if at - touched_at >= TOUCHED_AT_MOST_EVERY {
            let sql = "UPDATE staff_session SET touched_at = $2 WHERE secret = $1";
            execute!(self.database.writer(), sql, secret.as_slice(), at)?;
        }
        Ok(Some(StaffSession { account, started_at }))
    }

    pub async fn end_session(&self, token: &str) -> Result<(), StoreError> {
        execute!(self.database.writer(), "DELETE FROM staff_session WHERE secret = $1", secret(token))?;
        Ok(())
    }

    /// Drops what has ended by itself.
    pub async fn sweep_sessions(&self, at: DateTime<Utc>, idle: Duration) -> Result<u64, StoreError> {
        let sql = "DELETE FROM staff_session WHERE ends_at <= $1 OR touched_at <= $2";
        execute!(self.database.writer(), sql, at, at - idle)
    }
}

/// What the database holds instead of the cookie's value.
fn secret(token: &str) -> Vec<u8> {
    digest(&SHA256, token.as_bytes()).as_ref().to_vec()
}
