//! Keeps last good copies one after the other, so that no page waits while its answers are written to disk.

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};

use crate::store::{Copies, CopyKey, StoreError};

/// How many copies may wait; then the next answer waits with them.
const QUEUE: usize = 256;

enum Work {
    Keep {
        key: CopyKey,
        told_at: DateTime<Utc>,
        plain: Vec<u8>,
    },
    Delete {
        key: CopyKey,
        done: oneshot::Sender<Result<(), StoreError>>,
    },
    /// All before it is done.
    UpToHere(oneshot::Sender<()>),
}

/// Hands copies to one task that writes them in the order in which they came.
#[derive(Clone)]
pub struct CopyKeeper {
    copies: Copies,
    work: mpsc::Sender<Work>,
}

impl CopyKeeper {
    /// Starts the task. It ends when the last copy of this value is gone and all work is done.
    pub fn start(copies: Copies) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(work(copies.clone(), receiver));
        Self { copies, work: sender }
    }

    /// Keeps a copy soon. Without one the answer still stands; only a later failure would have less to show.
    pub async fn keep(&self, key: CopyKey, told_at: DateTime<Utc>, plain: Vec<u8>) {
        let _ = self.work.send(Work::Keep { key, told_at, plain }).await;
    }

    /// Deletes a copy that was withdrawn, before anything else is told.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn delete(&self, key: CopyKey) -> Result<(), StoreError> {
        let (done, deleted) = oneshot::channel();
        self.work.send(Work::Delete { key, done }).await.map_err(|_| StoreError::WriterStopped)?;
        deleted.await.map_err(|_| StoreError::WriterStopped)?
    }

    /// The last good copy, those included that are still to be written.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_good(&self, key: &CopyKey) -> Result<Option<(DateTime<Utc>, Vec<u8>)>, StoreError> {
        let (done, all_done) = oneshot::channel();
        if self.work.send(Work::UpToHere(done)).await.is_ok() {
            let _ = all_done.await;
        }
        self.copies.last_good(key).await
    }
}

async fn work(copies: Copies, mut receiver: mpsc::Receiver<Work>) {
    while let Some(work) = receiver.recv().await {
        match work {
            Work::Keep { key, told_at, plain } => {
                if let Err(error) = copies.keep(&key, told_at, &plain).await {
                    tracing::warn!(source = %key.source, %error, "a last good copy could not be kept");
                }
            }
            Work::Delete { key, done } => {
                let _ = done.send(copies.delete(&key).await);
            }
            Work::UpToHere(done) => {
                let _ = done.send(());
            }
        }
    }
}
