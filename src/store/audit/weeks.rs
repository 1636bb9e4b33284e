//! How many people opened each kind of an organisation in weeks that are over, kept as numbers alone.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use crate::domain::{Kind, OdsCode, Week};
use crate::store::query::{execute, execute_rows, fetch_all, placeholders};
use crate::store::{Database, StoreError};

/// How many days the numbers of a week are kept.
const KEPT_DAYS: u64 = 400;

/// How long after its end a week may still be written to.
const SETTLED: Duration = Duration::hours(1);

/// How many people opened each kind; a kind that is not there, nobody.
pub type PeopleByKind = BTreeMap<Kind, usize>;

impl Database {
    /// The weeks from this one on that are kept, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_of_weeks(
        &self,
        organisation: &OdsCode,
        first: Week,
    ) -> Result<BTreeMap<Week, PeopleByKind>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (NaiveDate, String, i64),
            "SELECT week, kind, people FROM use_of_week WHERE organisation = $1 AND week >= $2",
            organisation.as_str(),
            first.monday()
        )?;
        let mut weeks: BTreeMap<Week, PeopleByKind> = BTreeMap::new();
        for (monday, kind, people) in rows {
            let week = weeks.entry(Week::of(monday)).or_default();
            if let Some(kind) = Kind::from_slug(&kind) {
                week.insert(kind, usize::try_from(people).unwrap_or(0));
            }
        }
        Ok(weeks)
    }

    /// Keeps the numbers of weeks that are over; those of a week that is kept already stay. What is too old goes.
    ///
    /// # Errors
    /// When they are not stored.
    pub async fn keep_use_of_weeks(
        &self,
        organisation: &OdsCode,
        weeks: &BTreeMap<Week, PeopleByKind>,
    ) -> Result<(), StoreError> {
        let Some(newest) = weeks.keys().next_back() else { return Ok(()) };
        let rows: Vec<(NaiveDate, &str, i64)> =
            weeks.iter().flat_map(|(week, people)| of_week(*week, people)).collect();
        let sql = format!(
            "INSERT INTO use_of_week (organisation, week, kind, people) VALUES {}
             ON CONFLICT (organisation, week, kind) DO NOTHING",
            placeholders(rows.len(), 4)
        );
        execute_rows!(
            self.writer(),
            sqlx::AssertSqlSafe(sql.as_str()),
            &rows,
            |row| organisation.as_str(),
            row.0,
            row.1,
            row.2
        )?;
        let old = newest.monday() - Days::new(KEPT_DAYS);
        let sql = "DELETE FROM use_of_week WHERE organisation = $1 AND week < $2";
        execute!(self.writer(), sql, organisation.as_str(), old)?;
        Ok(())
    }
}

/// Whether nothing is written to a week any more, so that it can be counted once and for all.
pub fn is_settled(week: Week, now: DateTime<Utc>) -> bool {
    week.next().begins() + SETTLED <= now
}

/// A row for every kind, so that a week in which nobody opened anything is known to be counted.
fn of_week(week: Week, people: &PeopleByKind) -> impl Iterator<Item = (NaiveDate, &'static str, i64)> {
    Kind::ALL.into_iter().map(move |kind| {
        let number = people.get(&kind).copied().unwrap_or(0);
        (week.monday(), kind.slug(), i64::try_from(number).unwrap_or(i64::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{ods, on_both_databases};

    on_both_databases! {
        async fn a_week_is_kept_once_for_one_organisation_and_too_old_ones_go(home: &TestDatabase) {
            let now = Week::of(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"));
            let (own, other) = (ods("RXX"), ods("RYY"));
            let week = |people| PeopleByKind::from([(Kind::Letters, people)]);
            let weeks = |all: &[(u64, usize)]| -> BTreeMap<Week, PeopleByKind> {
                all.iter().map(|(ago, people)| (now.before(*ago), week(*people))).collect()
            };
            let keep = async |of: &OdsCode, all: &[(u64, usize)]| {
                home.database.keep_use_of_weeks(of, &weeks(all)).await.expect("kept");
            };
            let read = async |of: &OdsCode| -> Vec<(Week, usize)> {
                let weeks = home.database.use_of_weeks(of, now.before(80)).await.expect("an answer");
                weeks.into_iter().map(|(week, people)| (week, people[&Kind::Letters])).collect()
            };
            keep(&own, &[(70, 3), (2, 4), (1, 0)]).await;
            assert_eq!(read(&own).await, [(now.before(2), 4), (now.before(1), 0)], "400 days");
            keep(&own, &[(1, 9)]).await;
            keep(&own, &[]).await;
            assert_eq!(read(&own).await, [(now.before(2), 4), (now.before(1), 0)], "counted once");
            assert_eq!(read(&other).await, []);
        }
    }
}
