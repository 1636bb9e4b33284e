//! Terminals as staff see them: the list, where they stand, and how often they are used.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::{TerminalRow, Terminals, WhyStopped, terminal};
use crate::domain::{OdsCode, TerminalId};
use crate::store::StoreError;
use crate::store::query::{execute, execute_rows, fetch_all, placeholders};

/// How long the numbers of a day are kept.
const COUNTED_FOR: Duration = Duration::days(400);

/// A place where a terminal runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TerminalPlace {
    pub place: String,
    /// At whose desk the terminal is listed.
    pub organisation: Option<OdsCode>,
}

impl Terminals {
    /// The terminals of one desk, or all; the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, of: Option<&OdsCode>) -> Result<Vec<TerminalRow>, StoreError> {
        type When = Option<DateTime<Utc>>;
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, String, String, i64, bool, DateTime<Utc>, When, When, When, Option<String>),
            "SELECT id, name, place, idle_seconds, prints, added_at, registered_at, used_at, stopped_at, stopped_why
             FROM terminal WHERE $1 = '' OR organisation = $1 ORDER BY added_at DESC, id DESC",
            of.map_or("", OdsCode::as_str)
        )?;
        let read = |(id, name, place, idle, prints, added_at, registered_at, used_at, stopped_at, why)| {
            let why: Option<String> = why;
            let stopped_at: When = stopped_at;
            let stopped = stopped_at.zip(why.as_deref().map(WhyStopped::from_slug));
            let terminal = terminal((id, name, place, idle, prints));
            TerminalRow { terminal, added_at, registered_at, used_at, stopped }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Where terminals run, each place once for each desk.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn places(&self) -> Result<Vec<TerminalPlace>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (String, Option<String>),
            "SELECT DISTINCT place, organisation FROM terminal
             WHERE registered_at IS NOT NULL AND stopped_at IS NULL ORDER BY place"
        )?;
        let read = |(place, code): (String, Option<String>)| TerminalPlace {
            place,
            organisation: code.and_then(|code| OdsCode::parse(&code).ok()),
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Counts a log-in at a terminal: a number a day, and nothing about whom.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn count_log_in(&self, at: TerminalId, day: NaiveDate) -> Result<(), StoreError> {
        self.count_log_ins(at, &[(day, 1)]).await
    }

    /// The same for several days, the newest last; each day stands there once.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn count_log_ins(&self, at: TerminalId, days: &[(NaiveDate, i64)]) -> Result<(), StoreError> {
        let Some((newest, _)) = days.last() else { return Ok(()) };
        let sql = format!(
            "INSERT INTO terminal_use (terminal, day, log_ins) VALUES {}
             ON CONFLICT (terminal, day) DO UPDATE SET log_ins = terminal_use.log_ins + excluded.log_ins",
            placeholders(days.len(), 3)
        );
        execute_rows!(
            self.database.writer(),
            sqlx::AssertSqlSafe(sql.as_str()),
            days,
            |day| at.0,
            day.0,
            day.1
        )?;
        let sql = "DELETE FROM terminal_use WHERE terminal = $1 AND day < $2";
        execute!(self.database.writer(), sql, at.0, *newest - COUNTED_FOR)?;
        Ok(())
    }

    /// How many log-ins there were at each terminal of a desk on each day from this one on; days without any are not
    /// there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn log_ins(
        &self,
        of: &OdsCode,
        from: NaiveDate,
    ) -> Result<Vec<(TerminalId, NaiveDate, usize)>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, NaiveDate, i64),
            "SELECT terminal.id, terminal_use.day, terminal_use.log_ins FROM terminal
             JOIN terminal_use ON terminal_use.terminal = terminal.id
             WHERE terminal.organisation = $1 AND terminal_use.day >= $2 ORDER BY terminal_use.day",
            of.as_str(),
            from
        )?;
        let read = |(id, day, log_ins): (Uuid, NaiveDate, i64)| {
            (TerminalId(id), day, usize::try_from(log_ins).unwrap_or(0))
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::NewTerminal;
    use crate::store::testing::{at, keys, ods, on_both_databases};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    on_both_databases! {
        async fn a_desk_lists_its_own_terminals_and_counts_log_ins_by_day(home: &TestDatabase) {
            let terminals = Terminals::new(home.database.clone(), keys());
            let (hill, mill) = (ods("A12345"), ods("B12345"));
            let new = |name, place, organisation| NewTerminal {
                name,
                place,
                idle: Duration::minutes(5),
                prints: false,
                organisation,
            };
            let add = async |new, code: &str| {
                let id = terminals.add(new, code, at(0), at(60)).await.expect("stored");
                terminals.register(code, code, at(1)).await.expect("stored").expect("a terminal");
                id
            };
            let desk = add(new("Desk 1", "Surgery", Some(&hill)), "one").await;
            let other = add(new("Desk 1", "Other", Some(&mill)), "two").await;
            add(new("Foyer", "Library", None), "three").await;
            let names = |rows: Vec<TerminalRow>| rows.into_iter().map(|row| row.terminal.id).collect::<Vec<_>>();
            assert_eq!(names(terminals.list(Some(&hill)).await.expect("a list")), [desk]);
            assert_eq!(terminals.list(None).await.expect("a list").len(), 3);
            terminals.stop(other, WhyStopped::Ended, at(2)).await.expect("stopped");
            let places = terminals.places().await.expect("places");
            let place = |place: &str, organisation: Option<&OdsCode>| TerminalPlace {
                place: place.to_owned(),
                organisation: organisation.cloned(),
            };
            assert_eq!(places, [place("Library", None), place("Surgery", Some(&hill))], "where one runs");
            for (id, days) in [(desk, [3, 3, 4, 20]), (other, [3, 3, 3, 3])] {
                for number in days {
                    terminals.count_log_in(id, day(number)).await.expect("counted");
                }
            }
            terminals.count_log_ins(desk, &[(day(2), 9), (day(4), 5)]).await.expect("counted");
            let counted = terminals.log_ins(&hill, day(3)).await.expect("numbers");
            let wanted = [(desk, day(3), 2), (desk, day(4), 6), (desk, day(20), 1)];
            assert_eq!(counted, wanted, "not the day before, nor another desk's");
        }
    }
}
