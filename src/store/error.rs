//! What can go wrong with our own database, told apart and in plain words.

use std::path::PathBuf;
use std::sync::Arc;

use super::Realm;

/// What can go wrong with our own database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("DATABASE_URL must begin with sqlite: or postgres://")]
    NotADatabaseUrl,
    #[error("the folder {0} for the database cannot be made, because the folder above it does not exist")]
    FolderMissing(PathBuf),
    #[error(
        "the database cannot be written at {0}: give the user who runs Front Door the right to write there"
    )]
    NotWritable(PathBuf),
    #[error("the database is read-only")]
    ReadOnly,
    #[error("the disk that holds the database is full")]
    DiskFull,
    #[error("another program keeps the database locked")]
    Locked,
    #[error("the file is not a database, or it is damaged")]
    NotADatabase,
    #[error("the PostgreSQL server does not answer")]
    Unreachable(#[source] sqlx::Error),
    #[error("PostgreSQL refused the user name, the password or the database's name")]
    Refused(#[source] sqlx::Error),
    #[error("this is a {stamped} database and cannot be opened as a {asked} one")]
    WrongRealm { stamped: Realm, asked: Realm },
    #[error(
        "the database needs a newer Front Door: its oldest program has schema level {needed}, this one has {has}"
    )]
    NeedsNewerProgram { needed: i64, has: i64 },
    #[error("the database could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("the database did not answer as it should")]
    Database(#[source] sqlx::Error),
    #[error("the database holds something that cannot be read: {0}")]
    Unreadable(&'static str),
    #[error("nothing could be sealed")]
    CannotSeal,
    #[error("the access log's writer has stopped")]
    WriterStopped,
    /// One batch of the access log failed, and every row of it with the same cause.
    #[error("the access log could not be written")]
    NotLogged(#[source] Arc<StoreError>),
}

impl StoreError {
    /// Another program wrote the same thing first, or at the same time: trying again may help.
    pub(super) fn somebody_was_quicker(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        // A deadlock and a serialisation failure (PostgreSQL's manual, appendix A).
        error.is_unique_violation() || matches!(error.code().as_deref(), Some("40P01" | "40001"))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        // SQLite's codes are numbers whose low byte is the plain result code (https://sqlite.org/rescode.html);
        // PostgreSQL's are five characters (its manual, appendix A).
        let sqlite = if code.len() < 5 { code.parse::<u32>().ok().map(|code| code & 0xff) } else { None };
        match (sqlite, &*code) {
            (Some(5 | 6), _) | (_, "55P03") => Self::Locked,
            (Some(8), _) | (_, "25006") => Self::ReadOnly,
            (Some(13), _) | (_, "53100") => Self::DiskFull,
            (Some(11 | 26), _) => Self::NotADatabase,
            (_, "28000" | "28P01" | "3D000") => Self::Refused(error),
            _ if matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_)) => Self::Unreachable(error),
            _ => Self::Database(error),
        }
    }
}
