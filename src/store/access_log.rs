//! The access log: who opened what about whom, written before it is shown.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::audit::{By, Chains};
use super::query::{execute_rows, placeholders};
use super::{Database, Keys, StoreError};
use crate::domain::{Kinds, OdsCode, PersonId};

/// How many rows may wait; then whoever wants to write waits with them.
const QUEUE: usize = 4096;
/// How many rows are stored together at most: one statement, which is a transaction of its own. Every step of a longer
/// transaction wakes SQLite's thread and then ours again, and that took more time than storing.
const BATCH: usize = 128;

/// How often a batch is tried again whose place in a chain another program took. Each time somebody was quicker.
const TRIES: u32 = 20;

/// One row of the access log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessRow {
    pub at: DateTime<Utc>,
    pub by: By,
    /// None for what is about nobody.
    pub subject: Option<PersonId>,
    pub holders: Arc<[OdsCode]>,
    pub kinds: Kinds,
    pub purpose: &'static str,
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
    /// `node` is the chain of this program's rows about nobody: [`super::chain_of_node`].
    pub fn start(database: Database, keys: Keys, node: Uuid) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(write_batches(database, Chains::new(keys, node), receiver));
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

/// While one batch is being stored the next one gathers: the busier it is, the fewer the transactions for each row.
async fn write_batches(database: Database, mut chains: Chains, mut receiver: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut batch, BATCH).await > 0 {
        let (rows, waiters): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|Waiting { row, stored }| (row, stored)).unzip();
        let outcome = store(&database, &mut chains, &rows).await.map_err(Arc::new);
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

/// Stores all rows or none. Where another program was quicker with a place in a chain, all are linked anew.
async fn store(database: &Database, chains: &mut Chains, rows: &[AccessRow]) -> Result<(), StoreError> {
    let mut tried = 1;
    loop {
        let outcome = try_to_store(database, chains, rows).await;
        if outcome.is_err() {
            chains.forget(rows);
        }
        match outcome {
            Err(error) if error.somebody_was_quicker() && tried < TRIES => tried += 1,
            outcome => return outcome,
        }
    }
}

async fn try_to_store(
    database: &Database,
    chains: &mut Chains,
    rows: &[AccessRow],
) -> Result<(), StoreError> {
    let linked = chains.link(database, rows).await?;
    // A batch is never longer than one statement, so it is stored whole or not at all.
    for rows in linked.chunks(BATCH) {
        execute_rows!(
            database.writer(),
            STATEMENTS[rows.len() - 1].as_str(),
            rows,
            |linked| linked.chain,
            linked.seq,
            linked.row.at,
            linked.row.by.role.slug(),
            linked.row.by.account.map(|account| account.0),
            linked.row.by.organisation.as_ref().map(OdsCode::as_str),
            linked.holders.as_str(),
            linked.kinds.as_str(),
            linked.row.purpose,
            &linked.mac[..]
        )?;
    }
    Ok(())
}

static STATEMENTS: LazyLock<[String; BATCH]> = LazyLock::new(|| std::array::from_fn(|rows| insert(rows + 1)));

fn insert(rows: usize) -> String {
    let rows = placeholders(rows, 10);
    format!(
        "INSERT INTO access_row (chain, seq, at, role, account, organisation, holders, kinds, purpose, mac) \
         VALUES {rows}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, Kind};
    use crate::store::query::execute;
    use crate::store::testing::{access_log, at, keys, ods, on_both_databases};

    fn row(subject: PersonId, minutes: i64) -> AccessRow {
        AccessRow {
            at: at(minutes),
            by: By::patient(AccountId(Uuid::now_v7())),
            subject: Some(subject),
            holders: [ods("A12345"), ods("RXX")].into(),
            kinds: [Kind::Letters, Kind::TestResults].into_iter().collect(),
            purpose: "list",
        }
    }

    on_both_databases! {
        async fn a_row_is_read_back_as_it_was_written_and_the_newest_first(home: &TestDatabase) {
            let log = access_log(&home.database);
            let subject = PersonId(Uuid::now_v7());
            let rows = [row(subject, 0), row(subject, 2), row(subject, 1)];
            for row in &rows {
                log.write(row.clone()).await.expect("a stored row");
            }
            log.write(row(PersonId(Uuid::now_v7()), 3)).await.expect("a stored row");
            let logged = home.database.rows_about(subject, 3).await.expect("rows");
            assert_eq!(logged.len(), 3);
            for (logged, written) in logged.iter().zip([&rows[1], &rows[2], &rows[0]]) {
                assert_eq!((logged.at, logged.kinds), (written.at, written.kinds));
                assert_eq!((logged.account, logged.role), (written.by.account, Some(written.by.role)));
                assert_eq!((&logged.holders[..], logged.purpose.as_str()), (&written.holders[..], written.purpose));
            }
        }

        async fn rows_of_many_requests_are_all_stored(home: &TestDatabase) {
            let log = access_log(&home.database);
            let subject = PersonId(Uuid::now_v7());
            let writes = (0..1_500).map(|minute| log.write(row(subject, minute)));
            for written in futures::future::join_all(writes).await {
                written.expect("a stored row");
            }
            assert_eq!(home.database.rows_about(subject, 2_000).await.expect("rows").len(), 1_500);
        }

        async fn when_a_batch_cannot_be_stored_everyone_in_it_is_told(home: &TestDatabase) {
            let log = access_log(&home.database);
            let subject = PersonId(Uuid::now_v7());
            execute!(home.database.writer(), "ALTER TABLE access_row RENAME TO away").expect("a change");
            let writes = (0..100).map(|minute| log.write(row(subject, minute)));
            for written in futures::future::join_all(writes).await {
                assert!(matches!(written, Err(StoreError::NotLogged(_))));
            }
            execute!(home.database.writer(), "ALTER TABLE away RENAME TO access_row").expect("a change");
            log.write(row(subject, 0)).await.expect("the writer goes on");
            assert_eq!(home.database.rows_about(subject, 2_000).await.expect("rows").len(), 1, "half a batch was stored");
        }

        async fn one_row_that_cannot_be_stored_fails_the_whole_batch_it_is_in(home: &TestDatabase) {
            let subject = PersonId(Uuid::now_v7());
            let sql = "CREATE UNIQUE INDEX one_a_minute ON access_row (at)";
            execute!(home.database.writer(), sql).expect("an index");
            let rows: Vec<_> = (0..40).chain([7]).map(|minute| row(subject, minute)).collect();
            let mut chains = Chains::new(keys(), Uuid::nil());
            assert!(store(&home.database, &mut chains, &rows).await.is_err());
            assert_eq!(home.database.rows_about(subject, 200).await.expect("rows"), []);
        }
    }
}
