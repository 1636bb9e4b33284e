//! Looking for news while people are away: whose turn it is, what they were told, and of whom they want to hear.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::query::{execute, fetch_all};
use super::{Database, StoreError, WriteTransaction};
use crate::domain::{AccountId, EntryId, Fingerprint, OdsCode};

/// Keeps what is needed to look for news. Cheap to clone.
#[derive(Clone, Debug)]
pub struct News {
    database: Database,
    /// How often each account's organisations are looked at; none where this portal looks for nobody.
    every: Option<Duration>,
}

impl News {
    pub fn new(database: Database, every: Option<Duration>) -> Self {
        Self { database, every }
    }

    /// How often each account's organisations are looked at; none where this portal looks for nobody.
    pub fn every(&self) -> Option<Duration> {
        self.every
    }

    fn pause(&self) -> Duration {
        self.every.unwrap_or(Duration::days(1))
    }

    /// Takes up to `most` accounts whose turn it is under a lease. Whoever is seen here for the first time has their turn
    /// after the usual pause.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim(
        &self,
        until: DateTime<Utc>,
        most: i64,
        now: DateTime<Utc>,
    ) -> Result<Vec<AccountId>, StoreError> {
        // Whoever is new here has just seen everything.
        execute!(
            self.database.writer(),
            "INSERT INTO news_look (account, due_at) SELECT id, $1 FROM account WHERE last_log_in IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM news_look WHERE news_look.account = account.id)
             ON CONFLICT (account) DO NOTHING",
            now + self.pause()
        )?;
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid,),
            "SELECT account FROM news_look WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
             ORDER BY due_at LIMIT $2",
            now,
            most
        )?;
        let mut claimed = Vec::new();
        for (account,) in rows {
            let taken = execute!(
                self.database.writer(),
                "UPDATE news_look SET leased_until = $3 WHERE account = $1 AND due_at <= $2
                 AND (leased_until IS NULL OR leased_until <= $2)",
                account,
                now,
                until
            )?;
            if taken == 1 {
                claimed.push(AccountId(account));
            }
        }
        Ok(claimed)
    }

    /// This account was looked at: its turn comes again later.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn looked(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let next = now + self.pause();
        let sql = "UPDATE news_look SET due_at = $2, leased_until = NULL WHERE account = $1";
        execute!(transaction.on(), sql, account.0, next)?;
        Ok(())
    }

    /// What the account was told that there is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn told(&self, account: AccountId) -> Result<HashMap<EntryId, Fingerprint>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, Vec<u8>),
            "SELECT entry, content FROM news_told WHERE account = $1",
            account.0
        )?;
        let read = |(entry, content): (Vec<u8>, Vec<u8>)| {
            Some((EntryId(entry.try_into().ok()?), Fingerprint(content.try_into().ok()?)))
        };
        let told: Option<HashMap<_, _>> = rows.into_iter().map(read).collect();
        told.ok_or(StoreError::Unreadable("a mark of something told"))
    }

    /// Notes what the account is told now. What it has seen since need not be kept.
    ///
    /// # Errors
    /// When it is not stored; then none of it is.
    pub async fn tell(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        news: &[(EntryId, Fingerprint)],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        for (entry, content) in news {
            execute!(
                transaction.on(),
                "INSERT INTO news_told (account, entry, content, told_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (account, entry) DO UPDATE SET content = excluded.content, told_at = excluded.told_at",
                account.0,
                &entry.0[..],
                &content.0[..],
                now
            )?;
        }
        Ok(())
    }

    /// The organisations of which the account wants not to hear.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn not_from(&self, account: AccountId) -> Result<HashSet<OdsCode>, StoreError> {
        let sql = "SELECT holder FROM news_not_from WHERE account = $1";
        let rows = fetch_all!(self.database.reader(), (String,), sql, account.0)?;
        Ok(rows.into_iter().filter_map(|(holder,)| OdsCode::parse(&holder).ok()).collect())
    }

    /// Keeps of which of these organisations the account wants to hear; what it chose of others stays.
    ///
    /// # Errors
    /// When it is not stored; then nothing has changed.
    pub async fn choose_from(&self, account: AccountId, these: &[(OdsCode, bool)]) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        for (holder, wanted) in these {
            let sql = match wanted {
                true => "DELETE FROM news_not_from WHERE account = $1 AND holder = $2",
                false => {
                    "INSERT INTO news_not_from (account, holder) VALUES ($1, $2)
                     ON CONFLICT (account, holder) DO NOTHING"
                }
            };
            execute!(transaction.on(), sql, account.0, holder.as_str())?;
        }
        transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::People;
    use crate::store::testing::{account, at, keys, ods, on_both_databases};

    on_both_databases! {
        async fn whose_turn_it_is_is_looked_at_once_and_again_a_day_later(home: &TestDatabase) {
            let keys = keys();
            let news = News::new(home.database.clone(), Some(Duration::days(1)));
            let (anna, bela) = (account(&home.database, &keys).await, account(&home.database, &keys).await);
            let people = People::new(home.database.clone(), keys.clone());
            people.note_log_in(anna, at(0)).await.expect("noted");
            // Bela was never here, so there is nothing to compare with, and Anna has just been.
            assert!(news.claim(at(10), 9, at(1)).await.expect("accounts").is_empty());
            let day = |minute| at(minute) + Duration::days(1);
            assert_eq!(news.claim(day(10), 9, day(1)).await.expect("accounts"), [anna]);
            assert!(news.claim(day(10), 9, day(2)).await.expect("accounts").is_empty(), "it is under a lease");
            assert_eq!(news.claim(day(30), 9, day(11)).await.expect("accounts"), [anna], "whoever had it stopped");
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            news.looked(&mut transaction, anna, day(12)).await.expect("stored");
            transaction.commit().await.expect("stored");
            assert!(news.claim(day(99), 9, day(60)).await.expect("accounts").is_empty());
            let next = day(12) + Duration::days(1);
            assert_eq!(news.claim(next + Duration::minutes(9), 9, next).await.expect("accounts"), [anna]);
            let _ = bela;
        }

        async fn what_was_told_and_of_whom_somebody_wants_to_hear_is_kept(home: &TestDatabase) {
            let keys = keys();
            let news = News::new(home.database.clone(), None);
            let anna = account(&home.database, &keys).await;
            let one = (EntryId([1; 16]), Fingerprint([7; 16]));
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            news.tell(&mut transaction, anna, &[one], at(0)).await.expect("kept");
            news.tell(&mut transaction, anna, &[(one.0, Fingerprint([8; 16]))], at(1)).await.expect("kept");
            transaction.commit().await.expect("kept");
            assert_eq!(news.told(anna).await.expect("told")[&one.0], Fingerprint([8; 16]));
            news.choose_from(anna, &[(ods("RXX"), false), (ods("RYY"), false)]).await.expect("kept");
            news.choose_from(anna, &[(ods("RXX"), true), (ods("RYY"), false)]).await.expect("kept");
            assert_eq!(news.not_from(anna).await.expect("an answer"), HashSet::from([ods("RYY")]));
        }
    }
}
