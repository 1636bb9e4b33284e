//! The private addresses at which calendars read when people's appointments are.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::query::{execute, fetch_optional};
use super::{Database, StoreError};
use crate::domain::AccountId;

/// How long a reading may stay unwritten.
const NOTED_AT_MOST_EVERY: Duration = Duration::hours(1);

/// One such address, without itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CalendarFeed {
    pub made_at: DateTime<Utc>,
    /// When a calendar last read it, exact to an hour.
    pub read_at: Option<DateTime<Utc>>,
}

/// Keeps them. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct CalendarFeeds {
    database: Database,
}

impl CalendarFeeds {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// An account's own.
    pub async fn of(&self, account: AccountId) -> Result<Option<CalendarFeed>, StoreError> {
        let sql = "SELECT made_at, read_at FROM calendar_feed WHERE account = $1";
        let row =
            fetch_optional!(self.database.reader(), (DateTime<Utc>, Option<DateTime<Utc>>), sql, account.0)?;
        Ok(row.map(|(made_at, read_at)| CalendarFeed { made_at, read_at }))
    }

    /// From now on this secret opens it; the one before opens nothing.
    pub async fn put(&self, account: AccountId, secret: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        execute!(transaction.on(), "DELETE FROM calendar_feed WHERE account = $1", account.0)?;
        let sql = "INSERT INTO calendar_feed (account, secret, made_at) VALUES ($1, $2, $3)";
        execute!(transaction.on(), sql, account.0, hash(secret), at)?;
        transaction.commit().await
    }

    /// Whether there was one.
    pub async fn end(&self, account: AccountId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM calendar_feed WHERE account = $1";
        Ok(execute!(self.database.writer(), sql, account.0)? > 0)
    }

    /// Whose it is, where they have logged in since `since`; that it was read is noted.
    pub async fn read(
        &self,
        secret: &str,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<AccountId>, StoreError> {
        let hash = hash(secret);
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, Option<DateTime<Utc>>),
            "SELECT account.id, calendar_feed.read_at FROM calendar_feed
             JOIN account ON account.id = calendar_feed.account
             WHERE calendar_feed.secret = $1 AND account.last_log_in >= $2",
            hash.as_slice(),
            since
        )?;
        let Some((account, read_at)) = row else { return Ok(None) };
        if read_at.is_none_or(|at| now - at >= NOTED_AT_MOST_EVERY) {
            let sql = "UPDATE calendar_feed SET read_at = $2 WHERE secret = $1";
            execute!(self.database.writer(), sql, hash, now)?;
        }
        Ok(Some(AccountId(account)))
    }
}

fn hash(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{TestDatabase, at, keys, on_both_databases, person};

    const DAY: i64 = 24 * 60;

    async fn account(home: &TestDatabase) -> AccountId {
        let person = person(&home.database, &keys()).await;
        let sql = "UPDATE account SET last_log_in = $2 WHERE person = $1";
        execute!(home.database.writer(), sql, person.0, at(0)).expect("a log-in");
        let sql = "SELECT id FROM account WHERE person = $1";
        let row = fetch_optional!(home.database.reader(), (Uuid,), sql, person.0).expect("an answer");
        AccountId(row.expect("an account").0)
    }

    on_both_databases! {
        async fn a_calendar_reads_at_the_newest_address_alone_until_it_ends(home: &TestDatabase) {
            let feeds = CalendarFeeds::new(home.database.clone());
            let anna = account(home).await;
            let read = async |secret: &str, minute| {
                feeds.read(secret, at(minute - DAY), at(minute)).await.expect("an answer")
            };
            assert_eq!(feeds.of(anna).await.expect("an answer"), None);
            feeds.put(anna, "first", at(0)).await.expect("made");
            assert_eq!(read("first", 10).await, Some(anna));
            feeds.put(anna, "second", at(20)).await.expect("made");
            assert_eq!(read("first", 30).await, None);
            let made = CalendarFeed { made_at: at(20), read_at: None };
            assert_eq!(feeds.of(anna).await.expect("an answer"), Some(made));
            assert_eq!(read("second", 30).await, Some(anna));
            assert_eq!(read("second", 50).await, Some(anna));
            let seen = CalendarFeed { read_at: Some(at(30)), ..made };
            assert_eq!(feeds.of(anna).await.expect("an answer"), Some(seen), "noted once an hour");
            assert!(feeds.end(anna).await.expect("ended") && !feeds.end(anna).await.expect("ended"));
            assert_eq!(read("second", 60).await, None);
        }

        async fn of_somebody_who_has_not_been_there_for_long_nothing_is_read(home: &TestDatabase) {
            let feeds = CalendarFeeds::new(home.database.clone());
            let anna = account(home).await;
            feeds.put(anna, "secret", at(0)).await.expect("made");
            assert_eq!(feeds.read("secret", at(0), at(5)).await.expect("an answer"), Some(anna));
            assert_eq!(feeds.read("secret", at(1), at(5)).await.expect("an answer"), None);
        }

        async fn the_database_holds_nothing_with_which_it_could_be_read(home: &TestDatabase) {
            let feeds = CalendarFeeds::new(home.database.clone());
            feeds.put(account(home).await, "secret", at(0)).await.expect("made");
            let sql = "SELECT secret FROM calendar_feed";
            let kept = fetch_optional!(home.database.reader(), (Vec<u8>,), sql).expect("a row");
            assert_eq!(kept, Some((hash("secret"),)));
        }
    }
}
