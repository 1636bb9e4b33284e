//! The access log: who opened what about whom, written before it is shown.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::query::{execute_rows, fetch_all, placeholders};
use super::{Database, StoreError};
use crate::domain::{AccountId, Kind, Kinds, OdsCode, PersonId};

/// How many rows may wait; then whoever wants to write waits with them.
const QUEUE: usize = 4096;
/// How many rows are stored together at most: one statement, which is a transaction of its own. Every step of a longer
/// transaction wakes SQLite's thread and then ours again, and that took more time than storing.
const BATCH: usize = 128;

/// One row of the access log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessRow {
    pub at: DateTime<Utc>,
    pub actor: AccountId,
    pub subject: PersonId,
    pub holders: Arc<[OdsCode]>,
    pub kinds: Kinds,
    pub purpose: &'static str,
}

/// One row as it is read back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedRow {
    pub at: DateTime<Utc>,
    pub actor: AccountId,
    pub holders: Vec<OdsCode>,
    pub kinds: Kinds,
    pub purpose: String,
}

struct Waiting {
    row: AccessRow,
    stored: oneshot::Sender<Result<(), StoreError>>,
}

/// Writes rows, many requests' together in one transaction; each waits until its own row is safely stored.
#[derive(Clone, Debug)]
pub struct AccessLog {
    sender: mpsc::Sender<Waiting>,
}

impl AccessLog {
    /// Starts the task that writes. It ends when the last copy of this value is gone and all rows are written.
    pub fn start(database: Database) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(write_batches(database, receiver));
        Self { sender }
    }

    /// # Errors
    /// When the row is not safely stored; then nothing may be shown.
    pub async fn write(&self, row: AccessRow) -> Result<(), StoreError> {
        let (done, stored) = oneshot::channel();
        self.sender.send(Waiting { row, stored: done }).await.map_err(|_| StoreError::WriterStopped)?;
        stored.await.map_err(|_| StoreError::WriterStopped)?
    }
}

impl Database {
    /// What the access log says about one person, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rows_about(&self, person: PersonId, limit: u32) -> Result<Vec<LoggedRow>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (DateTime<Utc>, Uuid, String, String, String),
            "SELECT at, actor, holders, kinds, purpose FROM access_log
             WHERE subject = $1 ORDER BY at DESC, id DESC LIMIT $2",
            person.0,
            i64::from(limit)
        )?;
        let read = |(at, actor, holders, kinds, purpose): (_, _, String, String, _)| LoggedRow {
            at,
            actor: AccountId(actor),
            holders: holders.split(' ').filter_map(|code| OdsCode::parse(code).ok()).collect(),
            kinds: kinds.split(' ').filter_map(Kind::from_slug).collect(),
            purpose,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

/// While one batch is being stored the next one gathers: the busier it is, the fewer the transactions for each row.
async fn write_batches(database: Database, mut receiver: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut batch, BATCH).await > 0 {
        let (rows, waiters): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|Waiting { row, stored }| (row, stored)).unzip();
        let outcome = store(&database, rows).await.map_err(Arc::new);
        if let Err(error) = &outcome {
            metrics::counter!("front_door_access_log_failures_total").increment(1);
            tracing::error!(%error, rows = waiters.len(), "the access log could not be written");
        }
        for stored in waiters {
            // Whoever has gone meanwhile was shown nothing.
            let _ = stored.send(outcome.clone().map_err(StoreError::NotLogged));
        }
    }
}

async fn store(database: &Database, rows: Vec<AccessRow>) -> Result<(), StoreError> {
    execute_rows!(
        database.writer(),
        STATEMENTS[rows.len() - 1].as_str(),
        rows,
        |row| row.subject.0,
        row.at,
        Uuid::now_v7(),
        row.actor.0,
        words(row.holders.iter().map(OdsCode::as_str)),
        words(row.kinds.iter().map(Kind::slug)),
        row.purpose
    )
}

static STATEMENTS: LazyLock<[String; BATCH]> = LazyLock::new(|| std::array::from_fn(|rows| insert(rows + 1)));

fn insert(rows: usize) -> String {
    let rows = placeholders(rows, 7);
    format!("INSERT INTO access_log (subject, at, id, actor, holders, kinds, purpose) VALUES {rows}")
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::query::execute;
    use crate::store::testing::{at, ods, on_both_databases};

    fn row(subject: PersonId, minutes: i64) -> AccessRow {
        AccessRow {
            at: at(minutes),
            actor: AccountId(Uuid::now_v7()),
            subject,
            holders: [ods("A12345"), ods("RXX")].into(),
            kinds: [Kind::Letters, Kind::TestResults].into_iter().collect(),
            purpose: "list",
        }
    }

    on_both_databases! {
        async fn a_row_is_read_back_as_it_was_written_and_the_newest_first(home: &TestDatabase) {
            let log = AccessLog::start(home.database.clone());
            let subject = PersonId(Uuid::now_v7());
            let rows = [row(subject, 0), row(subject, 2), row(subject, 1)];
            for row in &rows {
                log.write(row.clone()).await.expect("a stored row");
            }
            log.write(row(PersonId(Uuid::now_v7()), 3)).await.expect("a stored row");
            let logged = home.database.rows_about(subject, 2).await.expect("rows");
            assert_eq!(logged.len(), 2);
            for (logged, written) in logged.iter().zip([&rows[1], &rows[2]]) {
                assert_eq!((logged.at, logged.actor, logged.kinds), (written.at, written.actor, written.kinds));
                assert_eq!((&logged.holders[..], logged.purpose.as_str()), (&written.holders[..], written.purpose));
            }
        }

        async fn rows_of_many_requests_are_all_stored(home: &TestDatabase) {
            let log = AccessLog::start(home.database.clone());
            let subject = PersonId(Uuid::now_v7());
            let writes = (0..1_500).map(|minute| log.write(row(subject, minute)));
            for written in futures::future::join_all(writes).await {
                written.expect("a stored row");
            }
            assert_eq!(home.database.rows_about(subject, 2_000).await.expect("rows").len(), 1_500);
        }

        async fn when_a_batch_cannot_be_stored_everyone_in_it_is_told(home: &TestDatabase) {
            let log = AccessLog::start(home.database.clone());
            let subject = PersonId(Uuid::now_v7());
            execute!(home.database.writer(), "ALTER TABLE access_log RENAME TO away").expect("a change");
            let writes = (0..100).map(|minute| log.write(row(subject, minute)));
            for written in futures::future::join_all(writes).await {
                assert!(matches!(written, Err(StoreError::NotLogged(_))));
            }
            execute!(home.database.writer(), "ALTER TABLE away RENAME TO access_log").expect("a change");
            log.write(row(subject, 0)).await.expect("the writer goes on");
            assert_eq!(home.database.rows_about(subject, 200).await.expect("rows").len(), 1, "half a batch was stored");
        }

        async fn one_row_that_cannot_be_stored_fails_the_whole_batch_it_is_in(home: &TestDatabase) {
            let subject = PersonId(Uuid::now_v7());
            let sql = "CREATE UNIQUE INDEX one_a_minute ON access_log (at)";
            execute!(home.database.writer(), sql).expect("an index");
            let rows: Vec<_> = (0..40).chain([7]).map(|minute| row(subject, minute)).collect();
            assert!(store(&home.database, rows).await.is_err());
            assert_eq!(home.database.rows_about(subject, 200).await.expect("rows"), []);
        }
    }
}
