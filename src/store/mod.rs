//! What we keep ourselves, in SQLite or PostgreSQL: one file a table family.

mod access_log;

pub use access_log::{AccessLog, AccessRow};

/// What can go wrong with our own database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database did not answer as it should")]
    Database(#[from] sqlx::Error),
    #[error("the access log's writer has stopped")]
    WriterStopped,
}
