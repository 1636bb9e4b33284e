//! The database itself: SQLite in one file, or PostgreSQL.

use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use super::StoreError;
use super::query::{On, fetch_optional};

/// How long a statement waits for a lock or a free connection.
const PATIENCE: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Our own database. Copies of this value share its connections.
#[derive(Clone, Debug)]
pub enum Database {
    /// One connection writes and a pool reads: with more writers the slowest waits fifteen times as long.
    Sqlite {
        reader: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

impl Database {
    /// Opens `sqlite:PATH` or `postgres://…`. A missing SQLite file is made with mode 0600, and a missing folder for
    /// it with 0700; the folder above must exist, so that a disk that is not mounted is noticed.
    ///
    /// # Errors
    /// By name what keeps it from being opened; see [`StoreError`].
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::connect_postgres(url).await;
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
        match path.filter(|path| !path.is_empty() && !path.contains(":memory:")) {
            Some(path) => Self::connect_sqlite(Path::new(path)).await,
            None => Err(StoreError::NotADatabaseUrl),
        }
    }

    async fn connect_sqlite(path: &Path) -> Result<Self, StoreError> {
        make_file(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool =
            || SqlitePoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None);
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        let reader =
            pool().max_connections(SQLITE_READERS).connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self::Sqlite { reader, writer })
    }

    async fn connect_postgres(url: &str) -> Result<Self, StoreError> {
        // The error's text could hold the password that stands in the URL.
        let options: PgConnectOptions = url.parse().map_err(|_| StoreError::NotADatabaseUrl)?;
        let options = options.options([("statement_timeout", "10s")]);
        let pool = PgPoolOptions::new()
            .acquire_timeout(PATIENCE)
            .max_connections(POSTGRES_CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(|error| match error {
                sqlx::Error::PoolTimedOut => StoreError::Unreachable(error),
                other => other.into(),
            })?;
        Ok(Self::Postgres(pool))
    }

    /// For reading.
    pub(crate) fn reader(&self) -> On<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite { reader, .. } => On::Sqlite(reader),
            Self::Postgres(pool) => On::Postgres(pool),
        }
    }

    /// For one statement that writes; several belong in a [`Database::begin_write`].
    pub(crate) fn writer(&self) -> On<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite { writer, .. } => On::Sqlite(writer),
            Self::Postgres(pool) => On::Postgres(pool),
        }
    }

    /// Begins a transaction that writes. Dropped without [`WriteTransaction::commit`], it leaves nothing behind.
    ///
    /// # Errors
    /// When no connection is free in time or the database is locked.
    pub async fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => {
                WriteTransaction::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => WriteTransaction::Postgres(pool.begin().await?),
        })
    }

    /// Whether it can be read and a write could begin.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn ready(&self) -> Result<(), StoreError> {
        fetch_optional!(self.reader(), (String,), "SELECT value FROM stamp WHERE name = $1", "realm")?;
        self.begin_write().await?.roll_back().await
    }

    /// Closes every connection; SQLite then folds its journal into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A transaction that writes.
#[derive(Debug)]
pub enum WriteTransaction {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl WriteTransaction {
    pub(crate) fn on(&mut self) -> On<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Self::Sqlite(transaction) => On::Sqlite(&mut **transaction),
            Self::Postgres(transaction) => On::Postgres(&mut **transaction),
        }
    }

    /// # Errors
    /// When it is not safely stored; then nothing of it is.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    async fn roll_back(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await?,
            Self::Postgres(transaction) => transaction.rollback().await?,
        }
        Ok(())
    }
}

/// Makes the file for its owner alone; SQLite gives its journal the same mode.
fn make_file(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        std::fs::DirBuilder::new().mode(0o700).create(folder).map_err(|error| named(error, folder))?;
    }
    let opened = std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    opened.map_err(|error| named(error, path))?;
    Ok(())
}

fn named(error: std::io::Error, path: &Path) -> StoreError {
    let path = PathBuf::from(path);
    match error.kind() {
        ErrorKind::NotFound => StoreError::FolderMissing(path),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => StoreError::NotWritable(path),
    }
}
