//! Counts weeks that are over behind the pages: one reading of the log for everybody who has a desk.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Europe::London;

use super::is_settled;
use crate::domain::{Clock, OdsCode, Week};
use crate::store::query::fetch_all;
use crate::store::{Database, StoreError};

/// How many whole weeks are counted.
pub const WEEKS_COUNTED: u64 = 26;
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Counts what is not counted yet, the newest week first.
pub struct WeekCounter {
    database: Database,
    clock: Clock,
}

impl WeekCounter {
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    /// Works now and every ten minutes, until it is dropped.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.count().await {
                tracing::warn!(%error, "what was used in weeks that are over could not be counted");
            }
        }
    }

    /// Counts every week that is over and not counted for some organisation that has a desk.
    ///
    /// # Errors
    /// When the database does not answer; what is counted by then is kept.
    pub async fn count(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let this = Week::of(now.with_timezone(&London).date_naive());
        let desks =
            fetch_all!(self.database.reader(), (String,), "SELECT DISTINCT organisation FROM staff_account")?;
        let desks: BTreeSet<OdsCode> =
            desks.into_iter().filter_map(|(code,)| OdsCode::parse(&code).ok()).collect();
        for week in (1..=WEEKS_COUNTED).map(|ago| this.before(ago)).filter(|week| is_settled(*week, now)) {
            let sql = "SELECT DISTINCT organisation FROM use_of_week WHERE week = $1";
            let counted = fetch_all!(self.database.reader(), (String,), sql, week.monday())?;
            let is_counted = |desk: &OdsCode| counted.iter().any(|(code,)| code == desk.as_str());
            let missing: Vec<OdsCode> = desks.iter().filter(|desk| !is_counted(desk)).cloned().collect();
            if missing.is_empty() {
                continue;
            }
            for (desk, people) in self.database.people_of_week(&missing, week).await? {
                self.database.keep_use_of_weeks(&desk, &[(week, people)].into()).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{AccountId, Kind, Kinds, PersonId};
    use crate::store::query::execute;
    use crate::store::testing::{access_log, at, ods, on_both_databases};
    use crate::store::{AccessRow, By};

    async fn desk_of(database: &Database, organisation: &str) {
        execute!(
            database.writer(),
            "INSERT INTO staff_account (id, organisation, name, look_up, sealed, sealed_by, password, given, roles, made_at)
             VALUES ($1, $2, 'Morgan', $3, $3, 'key', 'none', $4, 'service-manager', $5)",
            Uuid::now_v7(),
            organisation,
            organisation.as_bytes(),
            true,
            at(0)
        )
        .expect("somebody at a desk");
    }

    on_both_databases! {
        async fn weeks_that_are_over_are_counted_for_each_desk_as_the_page_would_count_them(home: &TestDatabase) {
            let database = &home.database;
            desk_of(database, "RXX").await;
            desk_of(database, "RYY").await;
            let log = access_log(database);
            let people = [(); 3].map(|()| PersonId(Uuid::now_v7()));
            // 22 November 2026 is a Sunday: the first two are of the week before that day's, the third of the day's.
            let rows = [
                (0, "RXX", "list", -7 * 24 * 60), (0, "RXX", "detail", -8 * 24 * 60), (1, "RXX", "list", -8 * 24 * 60),
                (1, "RYY", "list", -9 * 24 * 60), (2, "RZZ", "list", -9 * 24 * 60), (2, "RXX", "home", -9 * 24 * 60),
                (2, "RXX", "list", 0),
            ];
            for (who, holder, purpose, minute) in rows {
                let (by, subject) = (By::patient(AccountId(Uuid::now_v7())), Some(people[who]));
                let (holders, kinds) = ([ods(holder)].into(), Kinds::just(Kind::Letters));
                log.write(AccessRow { at: at(minute), by, subject, holders, kinds, purpose }).await.expect("stored");
            }
            let this = Week::of(at(0).date_naive());
            let first = this.before(WEEKS_COUNTED);
            let counter = WeekCounter::new(database.clone(), Clock::fixed(at(0)));
            counter.count().await.expect("counted");
            for (desk, wanted) in [("RXX", 2), ("RYY", 1)] {
                let weeks = database.use_of_weeks(&ods(desk), first).await.expect("an answer");
                assert_eq!(weeks.len(), 26, "{desk}: this week is not over");
                let last = this.before(1);
                assert_eq!(weeks[&last][&Kind::Letters], wanted, "{desk}");
                let page = database.people_by_kind(&ods(desk), last.begins(), this.begins()).await;
                assert_eq!(page.expect("an answer")[&Kind::Letters], wanted, "{desk}");
                assert_eq!(weeks.values().map(|week| week[&Kind::Letters]).sum::<usize>(), wanted, "{desk}");
            }
            let none = database.use_of_weeks(&ods("RZZ"), first).await.expect("an answer");
            assert_eq!(none.len(), 0, "nobody has a desk there");
            counter.count().await.expect("nothing to do");
        }
    }
}
