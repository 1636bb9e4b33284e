//! The worker's side of the outbox. Each row is worked on under a lease; that it is about to be sent is stored before it
//! is, so that after a stop nobody takes for unsent what may have gone.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{KEPT, NoticeId, Outbox, open};
use crate::domain::{About, AccountId, Contact};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all};

/// Whose work it is, and until when nobody else may take it up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lease {
    pub worker: Uuid,
    pub until: DateTime<Utc>,
}

/// A notice that is under a lease.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    pub id: NoticeId,
    pub account: Option<AccountId>,
    pub contact: Contact,
    pub about: About,
    pub good_until: DateTime<Utc>,
    /// How often it was tried before.
    pub tries: u32,
    /// Somebody stopped in the middle of sending it: it may have gone.
    pub may_have_gone: bool,
}

/// How a notice ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    Sent,
    /// It was refused for good.
    Failed,
    /// It may have gone and nobody can tell: it is not sent again.
    NotKnown,
    /// It was of no use any more.
    TooLate,
}

impl Ended {
    pub const fn slug(self) -> &'static str {
        match self {
            Ended::Sent => "sent",
            Ended::Failed => "failed",
            Ended::NotKnown => "not-known",
            Ended::TooLate => "too-late",
        }
    }
}

type Columns = (Uuid, Option<Uuid>, Vec<u8>, DateTime<Utc>, i64, String, bool, DateTime<Utc>);

impl Outbox {
    /// Takes up to `most` notices that are due, or that somebody left lying, under a lease. Letters are printed, not sent.
    ///
    /// # Errors
    /// When the database does not answer; then nothing is leased for longer than the lease.
    pub async fn claim(
        &self,
        lease: Lease,
        with_letters: bool,
        most: i64,
        at: DateTime<Utc>,
    ) -> Result<Vec<Claimed>, StoreError> {
        let letter = if with_letters { "none" } else { "letter" };
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT id, account, sealed, good_until, tries, state, at_any_time, due_at FROM outbox
             WHERE state IN ('waiting', 'sending') AND due_at <= $1 AND way <> $2
             AND (leased_until IS NULL OR leased_until <= $1) ORDER BY due_at, id LIMIT $3",
            at,
            letter,
            most
        )?;
        let mut claimed = Vec::new();
        for (id, account, sealed, good_until, tries, state, at_any_time, _) in rows {
            let open_from = self.open_from(at_any_time, at);
            if open_from > at && state == "waiting" {
                // It was due before the quiet hours began, and nobody worked then.
                let sql = "UPDATE outbox SET due_at = $2 WHERE id = $1 AND state = 'waiting'";
                execute!(self.database.writer(), sql, id, open_from)?;
                continue;
            }
            let taken = execute!(
                self.database.writer(),
                "UPDATE outbox SET leased_by = $2, leased_until = $3 WHERE id = $1 AND state = $4
                 AND due_at <= $5 AND (leased_until IS NULL OR leased_until <= $5)",
                id,
                lease.worker,
                lease.until,
                state.as_str(),
                at
            )?;
            if taken == 0 {
                continue;
            }
            let id = NoticeId(id);
            match open(&self.keys, id, &sealed) {
                Ok((contact, about)) => claimed.push(Claimed {
                    id,
                    account: account.map(AccountId),
                    contact,
                    about,
                    good_until,
                    tries: u32::try_from(tries).unwrap_or(u32::MAX),
                    may_have_gone: state == "sending",
                }),
                // Others are not to wait for one that stays closed.
                Err(error) => {
                    tracing::error!(%error, notice = %id, "a notice cannot be told");
                    self.end(id, lease.worker, Ended::Failed, Some("unreadable"), at).await?;
                }
            }
        }
        Ok(claimed)
    }

    /// Stores that it is sent from now on, and that nobody else may take it up before the end of this lease, by when it has
    /// gone or not. Says no where the lease has gone to somebody else, or run out: then it must
    /// not be sent.
    ///
    /// # Errors
    /// When it is not stored: then it must not be sent.
    pub async fn begin_sending(
        &self,
        id: NoticeId,
        lease: Lease,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mine = execute!(
            self.database.writer(),
            "UPDATE outbox SET state = 'sending', state_since = $3, tries = tries + 1, leased_until = $4
             WHERE id = $1 AND leased_by = $2 AND leased_until > $3 AND state IN ('waiting', 'sending')",
            id.0,
            lease.worker,
            at,
            lease.until
        )?;
        Ok(mine == 1)
    }

    /// It has certainly not gone: it is tried again from `due_at` on, but in quiet hours.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn put_off(
        &self,
        id: NoticeId,
        worker: Uuid,
        due_at: DateTime<Utc>,
        why: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "UPDATE outbox SET state = 'waiting', state_since = $5, due_at = $3, why = $4, leased_by = NULL,
             leased_until = NULL WHERE id = $1 AND leased_by = $2 AND state IN ('waiting', 'sending')",
            id.0,
            worker,
            due_at,
            why,
            at
        )?;
        Ok(())
    }

    /// Whether it has gone is to be found out later; until then it is left as it is.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn ask_later(
        &self,
        id: NoticeId,
        worker: Uuid,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql =
            "UPDATE outbox SET leased_until = $3 WHERE id = $1 AND leased_by = $2 AND state = 'sending'";
        execute!(self.database.writer(), sql, id.0, worker, until)?;
        Ok(())
    }

    /// It has ended. Where it went and what it said is forgotten.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn end(
        &self,
        id: NoticeId,
        worker: Uuid,
        how: Ended,
        why: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let nothing: &[u8] = &[];
        execute!(
            self.database.writer(),
            "UPDATE outbox SET state = $3, state_since = $4, why = $5, sealed = $6, leased_by = NULL,
             leased_until = NULL WHERE id = $1 AND leased_by = $2 AND state IN ('waiting', 'sending')",
            id.0,
            worker,
            how.slug(),
            at,
            why,
            nothing
        )?;
        Ok(())
    }

    /// Drops what ended long ago, and what has long been of no use.
    ///
    /// # Errors
    /// When it is not dropped.
    pub async fn drop_old(&self, at: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(
            self.database.writer(),
            "DELETE FROM outbox WHERE good_until < $1
             OR (state NOT IN ('waiting', 'sending') AND state_since < $1)",
            at - KEPT
        )
    }
}
