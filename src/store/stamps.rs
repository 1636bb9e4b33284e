//! What the database says of itself: practice or real, and the oldest program that may open it.

use std::fmt;

use sqlx::migrate::Migrator;

use super::query::{On, execute, fetch_optional};
use super::{Database, StoreError};

/// What this program knows of the tables. A migration that older programs could not live with raises both this and
/// the stamp `oldest_program`.
pub const SCHEMA_LEVEL: i64 = 1;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Whether a database holds made-up people or real ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Realm {
    Practice,
    Real,
}

impl fmt::Display for Realm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Realm::Practice => "practice",
            Realm::Real => "real",
        })
    }
}

impl Database {
    /// Connects, checks that this program may open it in this realm, brings it up to date and stamps it if it is new.
    ///
    /// # Errors
    /// By name what keeps it from being opened; then nothing in it has been changed, unless a migration itself failed.
    pub async fn open(url: &str, realm: Realm) -> Result<Self, StoreError> {
        let database = Self::connect(url).await?;
        if database.has_stamps().await? {
            database.refuse_other_realm(realm).await?;
        }
        database.migrate().await?;
        database.claim(realm).await?;
        Ok(database)
    }

    /// Runs the migrations that are still missing. Newer ones, run by a newer program, are no obstacle.
    ///
    /// # Errors
    /// [`StoreError::NeedsNewerProgram`], before anything is changed; or that a migration failed.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        if self.has_stamps().await? {
            self.refuse_if_program_is_too_old().await?;
        }
        let mut migrator = Migrator { migrations: MIGRATIONS.migrations.clone(), ..Migrator::DEFAULT };
        migrator.set_ignore_missing(true);
        match self.writer() {
            On::Sqlite(pool) => migrator.run(pool).await?,
            On::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(())
    }

    /// Stamps a new database as practice or real, and refuses one that is stamped otherwise.
    ///
    /// # Errors
    /// [`StoreError::WrongRealm`].
    pub async fn claim(&self, realm: Realm) -> Result<(), StoreError> {
        execute!(
            self.writer(),
            "INSERT INTO stamp (name, value) VALUES ('realm', $1) ON CONFLICT (name) DO NOTHING",
            realm.to_string()
        )?;
        self.refuse_other_realm(realm).await
    }

    async fn refuse_other_realm(&self, asked: Realm) -> Result<(), StoreError> {
        let stamped = match self.stamp("realm").await?.as_deref() {
            None => return Ok(()),
            Some("practice") => Realm::Practice,
            Some("real") => Realm::Real,
            Some(_) => return Err(StoreError::Unreadable("the stamp `realm`")),
        };
        if stamped == asked { Ok(()) } else { Err(StoreError::WrongRealm { stamped, asked }) }
    }

    async fn refuse_if_program_is_too_old(&self) -> Result<(), StoreError> {
        let stamp = self.stamp("oldest_program").await?;
        let needed =
            stamp.and_then(|text| text.parse().ok()).ok_or(StoreError::Unreadable("`oldest_program`"))?;
        if needed > SCHEMA_LEVEL {
            return Err(StoreError::NeedsNewerProgram { needed, has: SCHEMA_LEVEL });
        }
        Ok(())
    }

    async fn stamp(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = fetch_optional!(self.reader(), (String,), "SELECT value FROM stamp WHERE name = $1", name)?;
        Ok(row.map(|(value,)| value))
    }

    async fn has_stamps(&self) -> Result<bool, StoreError> {
        let catalogue = match self {
            Database::Sqlite { .. } => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'stamp'"
            }
            Database::Postgres(_) => {
                "SELECT table_name::text FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_name = 'stamp'"
            }
        };
        Ok(fetch_optional!(self.reader(), (String,), catalogue)?.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_both_databases;

    on_both_databases! {
        async fn a_practice_database_is_never_opened_as_a_real_one(home: &TestDatabase) {
            let refused = Database::open(&home.url, Realm::Real).await.expect_err("the wrong realm");
            assert!(matches!(refused, StoreError::WrongRealm { stamped: Realm::Practice, asked: Realm::Real }));
            assert_eq!(refused.to_string(), "this is a practice database and cannot be opened as a real one");
            Database::open(&home.url, Realm::Practice).await.expect("the same realm").close().await;
        }

        async fn a_database_that_needs_a_newer_program_is_refused(home: &TestDatabase) {
            let sql = "UPDATE stamp SET value = $1 WHERE name = 'oldest_program'";
            execute!(home.database.writer(), sql, (SCHEMA_LEVEL + 1).to_string()).expect("a stamp");
            let refused = Database::open(&home.url, Realm::Practice).await.expect_err("too old a program");
            assert!(matches!(refused, StoreError::NeedsNewerProgram { needed: 2, has: 1 }), "{refused:?}");
        }

        async fn a_newer_migration_that_only_adds_is_no_obstacle(home: &TestDatabase) {
            execute!(home.database.writer(), "CREATE TABLE from_the_future (id UUID PRIMARY KEY)").expect("a table");
            let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                       VALUES (9999, 'from the future', TRUE, $1, 1)";
            execute!(home.database.writer(), sql, &b"checksum"[..]).expect("a migration");
            Database::open(&home.url, Realm::Practice).await.expect("no obstacle").close().await;
        }

        async fn a_stamp_that_makes_no_sense_is_refused(home: &TestDatabase) {
            execute!(home.database.writer(), "UPDATE stamp SET value = 'both' WHERE name = 'realm'").expect("a stamp");
            let refused = Database::open(&home.url, Realm::Practice).await;
            assert!(matches!(refused, Err(StoreError::Unreadable(_))), "{refused:?}");
        }
    }
}
