//! What national demographics last told of a person, for when they do not answer.

use chrono::{DateTime, Utc};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, rotation};
use crate::domain::{Demographics, PersonId};

/// Keeps what demographics told. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LastDemographics {
    database: Database,
    keys: Keys,
}

impl LastDemographics {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// What was last told, and when. Facts that stay sealed count as never told and are logged.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_known(
        &self,
        person: PersonId,
    ) -> Result<Option<(DateTime<Utc>, Demographics)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (DateTime<Utc>, Vec<u8>),
            "SELECT told_at, sealed FROM demographics WHERE person = $1",
            person.0
        )?;
        let Some((told_at, sealed)) = row else { return Ok(None) };
        let plain = with_belongs(person, told_at, |belongs| self.keys.open(belongs, &sealed));
        let read = plain.map_err(|why| why.to_string());
        let read =
            read.and_then(|plain| serde_json::from_slice(&plain).map_err(|_| "it cannot be read".to_owned()));
        match read {
            Ok(demographics) => Ok(Some((told_at, demographics))),
            Err(why) => {
                tracing::error!(why, "what demographics last told stays closed");
                Ok(None)
            }
        }
    }

    /// Keeps what was told at `at`, in place of what was told before.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep(
        &self,
        person: PersonId,
        demographics: &Demographics,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(demographics).map_err(|_| StoreError::CannotSeal)?;
        let sealed = with_belongs(person, at, |belongs| self.keys.seal(belongs, &plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO demographics (person, told_at, sealed) VALUES ($1, $2, $3)
             ON CONFLICT (person) DO UPDATE SET told_at = excluded.told_at, sealed = excluded.sealed",
            person.0,
            at,
            sealed.as_slice()
        )?;
        Ok(())
    }
}

fn with_belongs<T>(person: PersonId, told_at: DateTime<Utc>, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Demographics, person, &[&rotation::told_at(told_at)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NhsNumber;
    use crate::store::testing::{at, keys, ods, on_both_databases, person};

    on_both_databases! {
        async fn the_last_facts_come_back_and_only_for_this_person(home: &TestDatabase) {
            let keys = keys();
            let last = LastDemographics::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            let mut facts = Demographics {
                nhs_number: NhsNumber::parse("9990000018").expect("a number"),
                names: vec!["Anna Example".to_owned()],
                date_of_birth: None,
                gp_surgery: Some(ods("A12345")),
                restricted: false,
                died: false,
            };
            last.keep(anna, &facts, at(0)).await.expect("stored");
            facts.restricted = true;
            last.keep(anna, &facts, at(5)).await.expect("stored");
            assert_eq!(last.last_known(anna).await.expect("an answer"), Some((at(5), facts)));
            assert_eq!(last.last_known(bela).await.expect("an answer"), None);
            execute!(home.database.writer(), "UPDATE demographics SET person = $1", bela.0).expect("a swap");
            assert_eq!(last.last_known(bela).await.expect("an answer"), None, "another's facts were opened");
        }
    }
}
