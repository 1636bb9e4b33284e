//! Databases for tests: each test gets its own, once in SQLite and once in PostgreSQL.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use tempfile::TempDir;
use uuid::Uuid;

use super::query::{execute, fetch_optional};
use super::{
    AccessLog, Added, Database, Keys, LogFilter, LogPage, LoggedRow, NewPerson, People, Realm, StoreError,
    Whose,
};
use crate::domain::{AccountId, NhsNumber, OdsCode, PersonId};

/// Where PostgreSQL is; each test makes a database of its own there.
pub const POSTGRES: &str = "FRONT_DOOR_TEST_POSTGRES";

/// A database of one test, opened as a practice one.
pub struct TestDatabase {
    pub database: Database,
    pub url: String,
    /// Where the SQLite file is.
    pub folder: TempDir,
    server: Option<(Database, String)>,
}

impl TestDatabase {
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let database = Database::open(&url, Realm::Practice).await.expect("a database");
        Self { database, url, folder, server: None }
    }

    pub async fn postgres() -> Self {
        let base = std::env::var(POSTGRES).unwrap_or_else(|_| {
            panic!("set {POSTGRES} to the address of a PostgreSQL server, such as postgres://postgres@127.0.0.1:5432")
        });
        let mut url: url::Url = base.parse().expect("a postgres:// address");
        url.set_path("/postgres");
        let server = Database::connect(url.as_str()).await.expect("the PostgreSQL server of the tests");
        let name = format!("front_door_test_{}", uuid::Uuid::now_v7().simple());
        run(&server, format!("CREATE DATABASE {name}")).await;
        url.set_path(&format!("/{name}"));
        let database = Database::open(url.as_str(), Realm::Practice).await.expect("a database");
        let folder = TempDir::new().expect("a folder");
        Self { database, url: url.into(), folder, server: Some((server, name)) }
    }

    /// From now on no row of the access log can be stored.
    pub async fn break_access_log(&self) {
        execute!(self.database.writer(), "ALTER TABLE access_row RENAME TO away").expect("a change");
    }

    pub async fn remove(self) {
        self.database.close().await;
        if let Some((server, name)) = self.server {
            run(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            server.close().await;
        }
    }
}

impl Database {
    /// What the log says about one person, whoever looked, the newest first.
    pub async fn rows_about(&self, person: PersonId, limit: u64) -> Result<Vec<LoggedRow>, StoreError> {
        let filter = LogFilter { whose: Whose::Everyones, ..LogFilter::default() };
        self.log_about(person, filter, LogPage { skip: 0, take: limit }).await
    }
}

impl Database {
    /// Changes a line of the log, as nobody may.
    pub async fn spoil_log(&self) {
        let sql = "UPDATE access_row SET purpose = 'home' WHERE purpose = 'list'";
        assert!(execute!(self.writer(), sql).expect("a change") > 0);
    }
}

/// A log with keys of its own.
pub fn access_log(database: &Database) -> AccessLog {
    AccessLog::start(database.clone(), keys(), uuid::Uuid::nil())
}

async fn run(server: &Database, sql: String) {
    execute!(server.writer(), sqlx::AssertSqlSafe(sql.as_str())).expect("a statement on the server");
}

/// Keys of one test.
pub fn keys() -> Keys {
    Keys::random().expect("keys")
}

/// Writes each test twice, for either database: `async fn a_sentence(home: &TestDatabase) { … }`.
macro_rules! on_both_databases {
    ($(async fn $name:ident($home:ident: &TestDatabase) $body:block)+) => {
        $(mod $name {
            use super::*;

            async fn test($home: &$crate::store::testing::TestDatabase) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let home = $crate::store::testing::TestDatabase::sqlite().await;
                test(&home).await;
                home.remove().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let home = $crate::store::testing::TestDatabase::postgres().await;
                test(&home).await;
                home.remove().await;
            }
        })+
    };
}

pub(crate) use on_both_databases;

/// A person to keep things about.
pub async fn person(database: &Database, keys: &Keys) -> PersonId {
    let account = account(database, keys).await;
    let sql = "SELECT person FROM account WHERE id = $1";
    let row = fetch_optional!(database.reader(), (Uuid,), sql, account.0).expect("an answer");
    PersonId(row.expect("a row").0)
}

/// The account of a new person.
pub async fn account(database: &Database, keys: &Keys) -> AccountId {
    let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
    let person = NewPerson {
        email: Some(&format!("person{number}@example.org")),
        nhs_number: NhsNumber::from_source(&format!("999{number:07}")).expect("ten digits"),
        name: "Anna Example",
        date_of_birth: NaiveDate::from_ymd_opt(1980, 12, 31).expect("a day"),
        known_to: &[],
        password_hash: Some("none"),
    };
    let people = People::new(database.clone(), keys.clone());
    let Added::Yes(account) = people.add(&person, at(0)).await.expect("a person") else { panic!("taken") };
    account
}

static NEXT_NUMBER: AtomicU32 = AtomicU32::new(0);

/// A moment, in minutes after nine o'clock.
pub fn at(minutes: i64) -> DateTime<Utc> {
    let nine: DateTime<Utc> = "2026-11-22T09:00:00.000250Z".parse().expect("a time");
    nine + chrono::Duration::minutes(minutes)
}

/// An ODS code.
pub fn ods(code: &str) -> OdsCode {
    OdsCode::parse(code).expect("an ODS code")
}
