//! When each account wants to see new test results, and what was opened before its time.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use moka::sync::Cache;

use super::query::{execute, execute_rows, fetch_all, fetch_optional, placeholders};
use super::{Database, StoreError};
use crate::domain::{AccountId, EntryId, Fingerprint, NewResults, Remembered, ResultWait};

/// How many results one statement takes; the rest go one by one.
const TOGETHER: usize = 50;
/// For how many accounts choices are kept in memory.
const KEPT: u64 = 20_000;
/// How long a choice is used again without asking the database, where this program has the database to itself.
const LONG: Duration = Duration::from_secs(60);
/// The same where another program may store a choice: whoever chooses to wait must not see a result meanwhile.
const SHORT: Duration = Duration::from_secs(1);

/// Keeps choices. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ResultWaits {
    database: Database,
    recent: Cache<AccountId, Arc<ResultWait>>,
    /// How often anything was stored: what was read before is not kept after.
    round: Arc<AtomicU64>,
}

impl ResultWaits {
    pub fn new(database: Database) -> Self {
        let life = match &database {
            Database::Sqlite { .. } => LONG,
            Database::Postgres(_) => SHORT,
        };
        let recent = Cache::builder().max_capacity(KEPT).time_to_live(life).build();
        Self { database, recent, round: Arc::default() }
    }

    /// The choice of an account, with what is remembered of results where it waits for new ones.
    ///
    /// # Errors
    /// When the database does not answer: then nobody knows what may be shown.
    pub async fn of(&self, account: AccountId) -> Result<Arc<ResultWait>, StoreError> {
        if let Some(wait) = self.recent.get(&account) {
            return Ok(wait);
        }
        let round = self.round.load(Ordering::SeqCst);
        let wait = Arc::new(self.stored(account).await?);
        self.recent.insert(account, wait.clone());
        if self.round.load(Ordering::SeqCst) != round {
            self.recent.invalidate(&account);
        }
        Ok(wait)
    }

    async fn stored(&self, account: AccountId) -> Result<ResultWait, StoreError> {
        let sql = "SELECT choice FROM new_results WHERE account = $1";
        let Some((choice,)) = fetch_optional!(self.database.reader(), (String,), sql, account.0)? else {
            return Ok(ResultWait::default());
        };
        let choice =
            NewResults::from_slug(&choice).ok_or(StoreError::Unreadable("when results are shown"))?;
        if choice.wait().is_none() {
            return Ok(ResultWait::default());
        }
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, Vec<u8>, DateTime<Utc>, bool),
            "SELECT entry, content, first_told, opened FROM waiting_result WHERE account = $1",
            account.0
        )?;
        let read = |(entry, content, first_told, opened): (Vec<u8>, Vec<u8>, _, _)| {
            let content = Fingerprint(content.try_into().ok()?);
            Some((EntryId(entry.try_into().ok()?), Remembered { content, first_told, opened }))
        };
        let remembered: Option<HashMap<_, _>> = rows.into_iter().map(read).collect();
        let remembered = remembered.ok_or(StoreError::Unreadable("a result that waits"))?;
        Ok(ResultWait { choice, remembered })
    }

    /// Stores a choice in place of the one before.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn choose(
        &self,
        account: AccountId,
        choice: NewResults,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let stored = execute!(
            self.database.writer(),
            "INSERT INTO new_results (account, choice, chosen_at) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET choice = excluded.choice, chosen_at = excluded.chosen_at",
            account.0,
            choice.slug(),
            at
        );
        self.forget(account);
        stored.map(drop)
    }

    /// Remembers since when we know of results that say this. What is known to say so already stays as it is.
    ///
    /// # Errors
    /// When they are not stored; then none of them is.
    pub async fn first_told(
        &self,
        account: AccountId,
        results: &[(EntryId, Fingerprint)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(account, results, at, false).await
    }

    /// Results that say this are seen from now on, though their time has not come.
    ///
    /// # Errors
    /// When they are not stored; then none of them is.
    pub async fn open(
        &self,
        account: AccountId,
        results: &[(EntryId, Fingerprint)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(account, results, at, true).await
    }

    async fn write(
        &self,
        account: AccountId,
        results: &[(EntryId, Fingerprint)],
        at: DateTime<Utc>,
        opened: bool,
    ) -> Result<(), StoreError> {
        // One statement may not touch a row twice, so each entry stands once.
        let results: Vec<_> = results.iter().copied().collect::<HashMap<_, _>>().into_iter().collect();
        if results.is_empty() {
            return Ok(());
        }
        let mut transaction = self.database.begin_write().await?;
        for some in results.chunks(TOGETHER) {
            let step = if some.len() == TOGETHER { TOGETHER } else { 1 };
            let sql = upsert(step, opened);
            for rows in some.chunks(step) {
                execute_rows!(
                    transaction.on(),
                    sqlx::AssertSqlSafe(sql.as_str()),
                    rows,
                    |(id, content)| account.0,
                    &id.0[..],
                    &content.0[..],
                    at,
                    opened
                )?;
            }
        }
        let stored = transaction.commit().await;
        self.forget(account);
        stored
    }

    fn forget(&self, account: AccountId) {
        self.round.fetch_add(1, Ordering::SeqCst);
        self.recent.invalidate(&account);
    }
}

/// Opening touches a row that says the same; hearing of it again does not.
fn upsert(rows: usize, opens: bool) -> String {
    let only = if opens { "" } else { "WHERE waiting_result.content <> excluded.content" };
    format!(
        "INSERT INTO waiting_result (account, entry, content, first_told, opened) VALUES {}
         ON CONFLICT (account, entry) DO UPDATE
         SET content = excluded.content, first_told = excluded.first_told, opened = excluded.opened {only}",
        placeholders(rows, 5)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{account, at, keys, on_both_databases};

    fn entry(number: u16) -> EntryId {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&number.to_be_bytes());
        EntryId(id)
    }

    on_both_databases! {
        async fn whoever_has_not_chosen_sees_results_straight_away(home: &TestDatabase) {
            let waits = ResultWaits::new(home.database.clone());
            let anna = account(&home.database, &keys()).await;
            assert_eq!(*waits.of(anna).await.expect("a choice"), ResultWait::default());
        }

        async fn a_choice_holds_at_once_for_the_account_that_made_it_and_for_no_other(home: &TestDatabase) {
            let waits = ResultWaits::new(home.database.clone());
            let keys = keys();
            let anna = account(&home.database, &keys).await;
            let bela = account(&home.database, &keys).await;
            assert_eq!(waits.of(anna).await.expect("a choice").choice, NewResults::StraightAway);
            waits.choose(anna, NewResults::AfterSevenDays, at(0)).await.expect("stored");
            assert_eq!(waits.of(anna).await.expect("a choice").choice, NewResults::AfterSevenDays);
            assert_eq!(waits.of(bela).await.expect("a choice").choice, NewResults::StraightAway);
            waits.choose(anna, NewResults::StraightAway, at(1)).await.expect("stored");
            assert_eq!(waits.of(anna).await.expect("a choice").choice, NewResults::StraightAway);
        }

        async fn what_we_first_heard_of_keeps_its_time_until_it_says_something_else(home: &TestDatabase) {
            let waits = ResultWaits::new(home.database.clone());
            let anna = account(&home.database, &keys()).await;
            waits.choose(anna, NewResults::AfterSevenDays, at(0)).await.expect("stored");
            let says = |what: u8| Fingerprint([what; 16]);
            waits.first_told(anna, &[(entry(1), says(1)), (entry(2), says(1))], at(0)).await.expect("stored");
            waits.first_told(anna, &[(entry(1), says(1)), (entry(2), says(2))], at(5)).await.expect("stored");
            let wait = waits.of(anna).await.expect("a choice");
            assert_eq!(wait.remembered[&entry(1)].first_told, at(0));
            assert_eq!(wait.remembered[&entry(2)].first_told, at(5));
        }

        async fn what_was_opened_stays_open_while_it_says_the_same(home: &TestDatabase) {
            let waits = ResultWaits::new(home.database.clone());
            let anna = account(&home.database, &keys()).await;
            waits.choose(anna, NewResults::AfterSevenDays, at(0)).await.expect("stored");
            let says = |what: u8| Fingerprint([what; 16]);
            waits.first_told(anna, &[(entry(1), says(1))], at(0)).await.expect("stored");
            waits.open(anna, &[(entry(1), says(1))], at(1)).await.expect("stored");
            waits.first_told(anna, &[(entry(1), says(1))], at(2)).await.expect("stored");
            assert!(waits.of(anna).await.expect("a choice").remembered[&entry(1)].opened);
            waits.first_told(anna, &[(entry(1), says(2))], at(3)).await.expect("stored");
            assert!(!waits.of(anna).await.expect("a choice").remembered[&entry(1)].opened);
        }

        async fn two_thousand_results_are_opened_at_once_even_where_one_stands_twice(home: &TestDatabase) {
            let waits = ResultWaits::new(home.database.clone());
            let anna = account(&home.database, &keys()).await;
            waits.choose(anna, NewResults::AfterSevenDays, at(0)).await.expect("stored");
            let all: Vec<_> = (0..2_000).chain([7]).map(|n| (entry(n), Fingerprint([3; 16]))).collect();
            waits.open(anna, &all, at(0)).await.expect("stored");
            assert_eq!(waits.of(anna).await.expect("a choice").remembered.len(), 2_000);
        }
    }
}
