//! The database itself: SQLite in one file, or PostgreSQL.

use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use super::StoreError;
use super::query::{On, fetch_optional};

/// How long a statement waits for a lock or a free connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Each keeps up to 2 MB of the file in memory.
const SQLITE_READERS: u32 = 4;
/// Statements that stay prepared on a connection: the access log has one for each number of rows.
const PREPARED: usize = 256;
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
        let writer = options.clone().statement_cache_capacity(PREPARED);
        let writer = pool().max_connections(1).connect_with(writer).await?;
        let reader =
            pool().max_connections(SQLITE_READERS).connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self::Sqlite { reader, writer })
    }

    async fn connect_postgres(url: &str) -> Result<Self, StoreError> {
        // The error's text could hold the password that stands in the URL.
        let options: PgConnectOptions = url.parse().map_err(|_| StoreError::NotADatabaseUrl)?;
        let options = options.options([("statement_timeout", "10s")]).statement_cache_capacity(PREPARED);
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
            Self::Sqlite { writer, .. } => WriteTransaction::Sqlite(SqliteTransaction::begin(writer).await?),
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
    Sqlite(SqliteTransaction),
    Postgres(Transaction<'static, Postgres>),
}

impl WriteTransaction {
    pub(crate) fn on(&mut self) -> On<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Self::Sqlite(transaction) => On::Sqlite(&mut transaction.connection),
            Self::Postgres(transaction) => On::Postgres(&mut **transaction),
        }
    }

    /// # Errors
    /// When it is not safely stored; then nothing of it is.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.end("COMMIT").await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    async fn roll_back(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.end("ROLLBACK").await?,
            Self::Postgres(transaction) => transaction.rollback().await?,
        }
        Ok(())
    }
}

/// A transaction on SQLite's one writing connection. When the disk is full SQLite ends a transaction by itself, and
/// sqlx's own would then take the connection to be inside of one for ever; so whatever is not ended well here ends
/// with its connection, and the next write has a new one.
#[derive(Debug)]
pub struct SqliteTransaction {
    connection: PoolConnection<Sqlite>,
    ended: bool,
}

impl SqliteTransaction {
    async fn begin(writer: &SqlitePool) -> Result<Self, sqlx::Error> {
        let mut transaction = Self { connection: writer.acquire().await?, ended: false };
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *transaction.connection).await?;
        Ok(transaction)
    }

    async fn end(mut self, how: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(how).execute(&mut *self.connection).await?;
        self.ended = true;
        Ok(())
    }
}

impl Drop for SqliteTransaction {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.close_on_drop();
        }
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use tempfile::TempDir;

    use super::*;
    use crate::store::query::execute;
    use crate::store::testing::on_both_databases;
    use crate::store::{Realm, testing::TestDatabase};

    fn url(folder: &Path, rest: &str) -> String {
        format!("sqlite:{}", folder.join(rest).display())
    }

    #[tokio::test]
    async fn folder_and_file_are_made_for_their_owner_alone() {
        let home = TempDir::new().expect("a folder");
        let database = Database::open(&url(home.path(), "data/x.db"), Realm::Real).await.expect("a database");
        let mode = |name: &str| {
            std::fs::metadata(home.path().join(name)).expect("a file").permissions().mode() & 0o777
        };
        assert_eq!(mode("data"), 0o700);
        for name in ["data/x.db", "data/x.db-wal", "data/x.db-shm"] {
            assert_eq!(mode(name), 0o600, "{name}");
        }
        database.close().await;
    }

    #[tokio::test]
    async fn a_folder_whose_parent_is_missing_is_named() {
        let home = TempDir::new().expect("a folder");
        let refused = Database::connect(&url(home.path(), "mount/data/x.db")).await;
        assert!(
            matches!(refused, Err(StoreError::FolderMissing(path)) if path == home.path().join("mount/data"))
        );
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_named() {
        // Nobody may make a file there, not even root.
        let refused = Database::connect("sqlite:/sys/front-door.db").await;
        assert!(
            matches!(refused, Err(StoreError::NotWritable(path)) if path == Path::new("/sys/front-door.db"))
        );
        let refused = Database::connect("sqlite:/sys/front-door/x.db").await;
        assert!(
            matches!(refused, Err(StoreError::NotWritable(path)) if path == Path::new("/sys/front-door"))
        );
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named() {
        let home = TempDir::new().expect("a folder");
        std::fs::write(home.path().join("x.db"), "This is a letter, not a database. ".repeat(100))
            .expect("a file");
        let refused = Database::connect(&url(home.path(), "x.db")).await;
        assert!(matches!(refused, Err(StoreError::NotADatabase)), "{refused:?}");
    }

    #[tokio::test]
    async fn a_full_disk_is_named() {
        let home = TestDatabase::sqlite().await;
        execute!(home.database.writer(), "PRAGMA max_page_count = 1").expect("a limit");
        let sql = "INSERT INTO stamp (name, value) VALUES ($1, $2)";
        let refused = execute!(home.database.writer(), sql, "big", "x".repeat(1_000_000));
        assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let home = TestDatabase::sqlite().await;
        let refused = execute!(home.database.reader(), "DELETE FROM stamp");
        assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    }

    #[tokio::test]
    async fn another_program_that_keeps_it_locked_is_named() {
        let home = TestDatabase::sqlite().await;
        let other = Database::connect(&home.url).await.expect("a second connection");
        execute!(other.writer(), "PRAGMA busy_timeout = 10").expect("less patience");
        let held = home.database.begin_write().await.expect("a transaction");
        let refused = other.begin_write().await;
        assert!(matches!(refused, Err(StoreError::Locked)), "{refused:?}");
        drop(held);
    }

    #[tokio::test]
    async fn what_is_no_address_of_a_database_is_refused() {
        for url in
            ["", "mysql://localhost/x", "sqlite:", "sqlite::memory:", "postgres://[", "data/front-door.db"]
        {
            let refused = Database::connect(url).await;
            assert!(matches!(refused, Err(StoreError::NotADatabaseUrl)), "{url}");
        }
    }

    #[tokio::test]
    async fn a_postgresql_server_that_is_not_there_is_named_without_its_password() {
        let refused =
            Database::connect("postgres://someone:hunter2@127.0.0.1:1/x").await.expect_err("no server");
        assert!(matches!(refused, StoreError::Unreachable(_)), "{refused:?}");
        assert!(!format!("{refused} {refused:?}").contains("hunter2"));
    }

    #[tokio::test]
    async fn a_postgresql_database_that_is_not_there_is_named() {
        let home = TestDatabase::postgres().await;
        let refused = Database::connect(&format!("{}_not", home.url)).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
        home.remove().await;
    }

    on_both_databases! {
        async fn a_transaction_that_is_dropped_leaves_nothing_behind(home: &TestDatabase) {
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            execute!(transaction.on(), "DELETE FROM stamp").expect("a change");
            drop(transaction);
            home.database.claim(Realm::Practice).await.expect("still a practice database");
            let stamps = fetch_optional!(home.database.reader(), (i64,), "SELECT COUNT(*) FROM stamp");
            assert_eq!(stamps.expect("an answer"), Some((2,)));
        }

        async fn it_is_ready_until_its_tables_are_gone(home: &TestDatabase) {
            home.database.ready().await.expect("ready");
            execute!(home.database.writer(), "DROP TABLE stamp").expect("a change");
            assert!(home.database.ready().await.is_err());
        }
    }
}
