//! The access log: who opened what about whom, written before it is shown.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::{AccountId, Kinds, OdsCode, PersonId};

/// One row of the access log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccessRow {
    pub at: DateTime<Utc>,
    pub actor: AccountId,
    pub subject: PersonId,
    pub holders: Vec<OdsCode>,
    pub kinds: Kinds,
    pub purpose: &'static str,
}

/// Writes rows, many requests' together in one transaction; each waits until its own row is safely stored.
#[derive(Clone, Debug)]
pub struct AccessLog {
    sender: tokio::sync::mpsc::Sender<(AccessRow, tokio::sync::oneshot::Sender<Result<(), StoreError>>)>,
}

impl AccessLog {
    /// # Errors
    /// When the row is not safely stored; then nothing may be shown.
    pub async fn write(&self, row: AccessRow) -> Result<(), StoreError> {
        let (done, stored) = tokio::sync::oneshot::channel();
        self.sender.send((row, done)).await.map_err(|_| StoreError::WriterStopped)?;
        stored.await.map_err(|_| StoreError::WriterStopped)?
    }
}
