//! Which organisations know a person, and how we came to know that.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{OdsCode, PersonId};

/// How we came to know that an organisation knows a person. One organisation may stand there in several ways.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Basis {
    /// The registered GP surgery.
    Registered,
    /// A national service named it, or whoever made the account.
    Named,
    /// The person added it.
    Added,
}

impl Basis {
    const ALL: [Basis; 3] = [Basis::Registered, Basis::Named, Basis::Added];

    const fn slug(self) -> &'static str {
        match self {
            Basis::Registered => "registered",
            Basis::Named => "named",
            Basis::Added => "added",
        }
    }
}

/// Keeps who knows whom. Cheap to clone.
#[derive(Clone, Debug)]
pub struct KnownTo {
    database: Database,
}

impl KnownTo {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// The organisations that know the person, each once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn codes(&self, person: PersonId) -> Result<HashSet<OdsCode>, StoreError> {
        Ok(self.list(person).await?.into_iter().map(|(code, _)| code).collect())
    }

    /// The organisations that know the person and how we know it, in the order of their codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, person: PersonId) -> Result<Vec<(OdsCode, Basis)>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (String, String),
            "SELECT ods_code, basis FROM known_to WHERE person = $1 ORDER BY ods_code, basis",
            person.0
        )?;
        let read = |(code, basis): (String, String)| {
            Some((OdsCode::parse(&code).ok()?, Basis::ALL.into_iter().find(|known| known.slug() == basis)?))
        };
        rows.into_iter().map(|row| read(row).ok_or(StoreError::Unreadable("who knows a person"))).collect()
    }

    /// Adds an organisation; nothing changes when it stands there already.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn add(
        &self,
        person: PersonId,
        code: &OdsCode,
        basis: Basis,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self.database.writer(), ADD, person.0, code.as_str(), basis.slug(), at)?;
        Ok(())
    }

    /// Takes an organisation off the list, as far as it stands there for this reason.
    ///
    /// # Errors
    /// When it is not removed.
    pub async fn remove(&self, person: PersonId, code: &OdsCode, basis: Basis) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "DELETE FROM known_to WHERE person = $1 AND ods_code = $2 AND basis = $3",
            person.0,
            code.as_str(),
            basis.slug()
        )?;
        Ok(())
    }
}

pub(super) const ADD: &str = "INSERT INTO known_to (person, ods_code, basis, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person, ods_code, basis) DO NOTHING";

pub(super) const NAMED: &str = Basis::Named.slug();

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, ods, on_both_databases, person};

    on_both_databases! {
        async fn an_organisation_stays_known_for_as_long_as_one_reason_stands(home: &TestDatabase) {
            let known_to = KnownTo::new(home.database.clone());
            let anna = person(&home.database, &keys()).await;
            for basis in [Basis::Added, Basis::Named, Basis::Added] {
                known_to.add(anna, &ods("RXX"), basis, at(0)).await.expect("stored");
            }
            known_to.add(anna, &ods("A12345"), Basis::Registered, at(0)).await.expect("stored");
            let list = known_to.list(anna).await.expect("a list");
            let all = [(ods("A12345"), Basis::Registered), (ods("RXX"), Basis::Added), (ods("RXX"), Basis::Named)];
            assert_eq!(list, all);
            known_to.remove(anna, &ods("RXX"), Basis::Added).await.expect("removed");
            assert!(known_to.codes(anna).await.expect("codes").contains(&ods("RXX")));
            known_to.remove(anna, &ods("RXX"), Basis::Named).await.expect("removed");
            assert_eq!(known_to.codes(anna).await.expect("codes"), HashSet::from([ods("A12345")]));
        }
    }
}
