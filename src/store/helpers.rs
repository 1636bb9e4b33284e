//! Who helped somebody at a shared screen: a name and a role, as they told it, for as long as the log-in there lasts.

use chrono::{DateTime, Utc};
use tower_sessions::session::Id;
use uuid::Uuid;

use super::query::{execute, fetch_all, fetch_optional};
use super::sessions::secret;
use super::{Database, StoreError};
use crate::domain::PersonId;

/// Somebody who helps. They are not the patient, and nothing opens for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Helper {
    /// Stands in the log as the account.
    pub id: Uuid,
    pub name: String,
    /// "Library staff"
    pub role: String,
}

/// Keeps helpers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Helpers {
    database: Database,
}

impl Helpers {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps a helper of this person's.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn add(&self, person: PersonId, helper: &Helper, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO helper (person, id, name, role, came_at) VALUES ($1, $2, $3, $4, $5)",
            person.0,
            helper.id,
            helper.name.as_str(),
            helper.role.as_str(),
            at
        )?;
        Ok(())
    }

    /// Notes who helps in a log-in from now on; nobody where it is none.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn set(&self, session: &Id, helper: Option<Uuid>) -> Result<(), StoreError> {
        let sql = "UPDATE session SET helper = $2 WHERE secret = $1";
        execute!(self.database.writer(), sql, secret(session).as_slice(), helper)?;
        Ok(())
    }

    /// Who helps in a log-in, and whom.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn here(&self, session: &Id) -> Result<Option<(PersonId, Helper)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, Uuid, String, String),
            "SELECT helper.person, helper.id, helper.name, helper.role FROM session
             JOIN account ON account.id = session.account
             JOIN helper ON helper.person = account.person AND helper.id = session.helper
             WHERE session.secret = $1",
            secret(session).as_slice()
        )?;
        Ok(row.map(|(person, id, name, role)| (PersonId(person), Helper { id, name, role })))
    }

    /// Everyone who helped a person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, person: PersonId) -> Result<Vec<Helper>, StoreError> {
        let sql = "SELECT id, name, role FROM helper WHERE person = $1";
        let rows = fetch_all!(self.database.reader(), (Uuid, String, String), sql, person.0)?;
        Ok(rows.into_iter().map(|(id, name, role)| Helper { id, name, role }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, on_both_databases, person};

    on_both_databases! {
        async fn a_helper_is_known_to_the_person_they_helped_and_is_forgotten_with_old_lines(home: &TestDatabase) {
            let helpers = Helpers::new(home.database.clone());
            let (anna, bela) = (person(&home.database, &keys()).await, person(&home.database, &keys()).await);
            let helper = Helper { id: Uuid::now_v7(), name: "Jo Day".into(), role: "library staff".into() };
            helpers.add(anna, &helper, at(5)).await.expect("stored");
            assert_eq!(helpers.of(anna).await.expect("helpers"), [helper]);
            assert!(helpers.of(bela).await.expect("helpers").is_empty());
            home.database.purge_log(&keys(), at(5), at(9)).await.expect("purged");
            assert_eq!(helpers.of(anna).await.expect("helpers").len(), 1, "the line still stands");
            home.database.purge_log(&keys(), at(6), at(9)).await.expect("purged");
            assert!(helpers.of(anna).await.expect("helpers").is_empty());
        }
    }
}
