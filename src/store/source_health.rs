//! How organisations' interfaces answered, hour by hour, and how each stands now: numbers and times, and nothing about
//! anybody. Several programs write here: what they counted is added up, and what they saw is joined by whoever reads it.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::query::{execute, execute_rows, fetch_all, placeholders};
use super::{Database, StoreError};
use crate::domain::{Failing, Failure, OdsCode, SourceHour, SourceNow};

/// How many days the numbers of an hour are kept.
pub const SOURCE_HOURS_DAYS: u64 = 90;
/// How many rows one statement writes; SQLite takes some thousands of values.
const TOGETHER: usize = 200;

/// One interface: the organisation, and what the interface is called there.
pub type InterfaceName = (OdsCode, &'static str);
/// Numbers of an interface in the hour that begins then.
pub type CountedHour = (InterfaceName, DateTime<Utc>, SourceHour);

/// How each interface stands, by organisation and by what it is called there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SourcesNow(HashMap<(String, String), SourceNow>);

impl SourcesNow {
    /// What is known of one; nothing where nobody ever asked it.
    pub fn of(&self, (organisation, interface): &InterfaceName) -> SourceNow {
        let key = (organisation.as_str().to_owned(), (*interface).to_owned());
        self.0.get(&key).copied().unwrap_or_default()
    }
}

type NowRow = (
    String,
    String,
    Option<DateTime<Utc>>,
    Option<i64>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    Option<String>,
    Option<DateTime<Utc>>,
    i64,
    i64,
);
type HourRow = (DateTime<Utc>, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);

impl Database {
    /// How every interface stands, as far as programs have written it down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sources_now(&self) -> Result<SourcesNow, StoreError> {
        let sql =
            "SELECT organisation, interface, answered_at, took_ms, failing_since, failed_at, why, slow_since,
                   slow_in_a_row, quick_in_a_row FROM source_now";
        let rows = fetch_all!(self.reader(), NowRow, sql)?;
        let each = rows.into_iter().map(|row| ((row.0.clone(), row.1.clone()), now_of(&row)));
        Ok(SourcesNow(each.collect()))
    }

    /// Writes down how these stand and adds what was counted, all of it or nothing.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep_source_health(
        &self,
        stand: &[(InterfaceName, SourceNow)],
        counted: &[CountedHour],
    ) -> Result<(), StoreError> {
        let mut writing = self.begin_write().await?;
        for rows in stand.chunks(TOGETHER) {
            let sql = format!(
                "INSERT INTO source_now (organisation, interface, answered_at, took_ms, failing_since, failed_at, why,
                 slow_since, slow_in_a_row, quick_in_a_row) VALUES {}
                 ON CONFLICT (organisation, interface) DO UPDATE SET
                 answered_at = excluded.answered_at, took_ms = excluded.took_ms,
                 failing_since = excluded.failing_since, failed_at = excluded.failed_at, why = excluded.why,
                 slow_since = excluded.slow_since, slow_in_a_row = excluded.slow_in_a_row,
                 quick_in_a_row = excluded.quick_in_a_row",
                placeholders(rows.len(), 10)
            );
            execute_rows!(
                writing.on(),
                sqlx::AssertSqlSafe(sql.as_str()),
                rows,
                |((organisation, interface), now)| organisation.as_str(),
                *interface,
                now.answered.map(|(at, _)| at),
                now.answered.map(|(_, took)| millis(took)),
                now.failing.map(|failing| failing.since),
                now.failing.map(|failing| failing.last),
                now.failing.map(|failing| failing.why.slug()),
                now.slow.map(|(since, _)| since),
                now.slow.map_or(0, |(_, count)| i64::from(count)),
                i64::from(now.quick)
            )?;
        }
        for rows in counted.chunks(TOGETHER) {
            let columns = NUMBERS.join(", ");
            let sums: Vec<String> =
                NUMBERS.iter().map(|one| format!("{one} = source_hour.{one} + excluded.{one}")).collect();
            let sql = format!(
                "INSERT INTO source_hour (organisation, interface, hour, slowest_ms, {columns}) VALUES {}
                 ON CONFLICT (organisation, interface, hour) DO UPDATE SET {},
                 slowest_ms = CASE WHEN excluded.slowest_ms > source_hour.slowest_ms
                 THEN excluded.slowest_ms ELSE source_hour.slowest_ms END",
                placeholders(rows.len(), 4 + NUMBERS.len()),
                sums.join(", ")
            );
            execute_rows!(
                writing.on(),
                sqlx::AssertSqlSafe(sql.as_str()),
                rows,
                |((organisation, interface), begins, hour)| organisation.as_str(),
                *interface,
                *begins,
                millis(hour.slowest),
                number(hour.slow),
                number(hour.within[0]),
                number(hour.within[1]),
                number(hour.within[2]),
                number(hour.within[3]),
                number(hour.within[4]),
                number(hour.within[5]),
                number(hour.within[6]),
                number(hour.within[7]),
                number(hour.failed[0]),
                number(hour.failed[1]),
                number(hour.failed[2]),
                number(hour.failed[3]),
                number(hour.failed[4])
            )?;
        }
        writing.commit().await
    }

    /// The hours from one moment until before another in which the interface was asked. An hour that is not there is one
    /// in which nobody asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn source_hours(
        &self,
        organisation: &OdsCode,
        interface: &str,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<BTreeMap<DateTime<Utc>, SourceHour>, StoreError> {
        let sql = "SELECT hour, slowest_ms, slow, within_100, within_250, within_500, within_1000, within_2000,
                   within_5000, within_10000, longer, no_answer, busy, unreadable, about_somebody_else, refused
                   FROM source_hour WHERE organisation = $1 AND interface = $2 AND hour >= $3 AND hour < $4";
        let rows = fetch_all!(self.reader(), HourRow, sql, organisation.as_str(), interface, from, until)?;
        Ok(rows.into_iter().map(|row| (row.0, hour_of(&row))).collect())
    }

    /// Lets go of the numbers of hours that are too old.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_source_hours(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let oldest = now - chrono::Days::new(SOURCE_HOURS_DAYS);
        execute!(self.writer(), "DELETE FROM source_hour WHERE hour < $1", oldest)
    }
}

/// The columns that are added up.
const NUMBERS: [&str; 14] = [
    "slow",
    "within_100",
    "within_250",
    "within_500",
    "within_1000",
    "within_2000",
    "within_5000",
    "within_10000",
    "longer",
    "no_answer",
    "busy",
    "unreadable",
    "about_somebody_else",
    "refused",
];

fn now_of(row: &NowRow) -> SourceNow {
    let (_, _, answered_at, took, failing_since, failed_at, why, slow_since, in_a_row, quick) = row;
    let failing = match (failing_since, failed_at, why.as_deref().and_then(Failure::from_slug)) {
        (Some(since), Some(last), Some(why)) => Some(Failing { since: *since, last: *last, why }),
        _ => None,
    };
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    SourceNow {
        answered: answered_at.map(|at| (at, Duration::from_millis(count(took.unwrap_or(0))))),
        failing,
        slow: slow_since.map(|since| (since, small(*in_a_row))),
        quick: small(*quick),
    }
}

fn hour_of(row: &HourRow) -> SourceHour {
    SourceHour {
        slowest: Duration::from_millis(count(row.1)),
        slow: count(row.2),
        within: [row.3, row.4, row.5, row.6, row.7, row.8, row.9, row.10].map(count),
        failed: [row.11, row.12, row.13, row.14, row.15].map(count),
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, ods, on_both_databases};

    fn name(organisation: &str) -> InterfaceName {
        (ods(organisation), "letters")
    }

    /// One quick answer, one slow one and one failure of each kind but the first.
    fn some() -> SourceHour {
        let mut hour = SourceHour::default();
        hour.answered(Duration::from_millis(90), false);
        hour.answered(Duration::from_millis(7_100), true);
        Failure::ALL.into_iter().skip(1).for_each(|why| hour.failed(why));
        hour
    }

    on_both_databases! {
        async fn what_several_programs_count_in_an_hour_adds_up_each_interface_for_itself(home: &TestDatabase) {
            let database = &home.database;
            let mut more = some();
            more.answered(Duration::from_secs(9), true);
            let counted = [(name("RXX"), at(0), some()), (name("RXX"), at(60), some()), (name("RYY"), at(0), some())];
            database.keep_source_health(&[], &counted).await.expect("kept");
            database.keep_source_health(&[], &[(name("RXX"), at(0), more)]).await.expect("kept");
            let hours = database.source_hours(&ods("RXX"), "letters", at(0), at(120)).await.expect("an answer");
            let mut both = some();
            both.add(&more);
            assert_eq!(hours.into_iter().collect::<Vec<_>>(), [(at(0), both), (at(60), some())]);
            assert_eq!((both.times_answered(), both.slowest), (5, Duration::from_secs(9)));
            let first = database.source_hours(&ods("RXX"), "letters", at(0), at(60)).await.expect("an answer");
            assert_eq!(first.len(), 1);
            let other = database.source_hours(&ods("RXX"), "visits", at(0), at(120)).await.expect("an answer");
            assert_eq!(other.len(), 0, "another interface");
        }

        async fn how_an_interface_stands_is_read_as_it_was_written(home: &TestDatabase) {
            let failing = Failing { since: at(1), last: at(3), why: Failure::Refused };
            let fails = SourceNow { failing: Some(failing), slow: Some((at(0), 3)), quick: 1, ..SourceNow::default() };
            let answers = SourceNow { answered: Some((at(4), Duration::from_millis(81))), ..SourceNow::default() };
            let keep = async |stand: &[(InterfaceName, SourceNow)]| {
                home.database.keep_source_health(stand, &[]).await.expect("kept");
            };
            keep(&[(name("RXX"), fails), (name("RYY"), answers)]).await;
            let now = home.database.sources_now().await.expect("an answer");
            assert_eq!((now.of(&name("RXX")), now.of(&name("RYY"))), (fails, answers));
            assert_eq!(now.of(&name("RZZ")), SourceNow::default());
            keep(&[(name("RXX"), answers)]).await;
            let now = home.database.sources_now().await.expect("an answer");
            assert_eq!(now.of(&name("RXX")), answers);
        }

        async fn hours_are_let_go_of_after_90_days(home: &TestDatabase) {
            let (old, kept) = (at(-91 * 24 * 60), at(-89 * 24 * 60));
            let counted = [(name("RXX"), old, some()), (name("RXX"), kept, some())];
            home.database.keep_source_health(&[], &counted).await.expect("kept");
            assert_eq!(home.database.drop_source_hours(at(0)).await.expect("dropped"), 1);
            let hours = home.database.source_hours(&ods("RXX"), "letters", old, at(0)).await.expect("an answer");
            assert_eq!(hours.keys().copied().collect::<Vec<_>>(), [kept]);
        }

        async fn a_great_many_interfaces_are_written_at_once(home: &TestDatabase) {
            let counted: Vec<CountedHour> = (0..450).map(|n| (name("RXX"), at(60 * n), some())).collect();
            home.database.keep_source_health(&[], &counted).await.expect("kept");
            let hours = home.database.source_hours(&ods("RXX"), "letters", at(0), at(60 * 450)).await;
            assert_eq!(hours.expect("an answer").len(), 450);
        }
    }
}
