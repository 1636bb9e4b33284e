//! Who may act for whom as the national service last said: kept to be shown, never to decide on access.

use chrono::{DateTime, Utc};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, rotation};
use crate::domain::{NationalRelationship, PersonId};

/// Keeps what the service said of each person. Cheap to clone.
#[derive(Clone, Debug)]
pub struct NationalRelationships {
    database: Database,
    keys: Keys,
}

/// What was read, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastRead {
    pub at: DateTime<Utc>,
    pub all: Vec<NationalRelationship>,
}

impl NationalRelationships {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// What was last read. What stays sealed counts as never read and is logged.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_read(&self, person: PersonId) -> Result<Option<LastRead>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (DateTime<Utc>, Vec<u8>),
            "SELECT read_at, sealed FROM national_relationships WHERE person = $1",
            person.0
        )?;
        let Some((at, sealed)) = row else { return Ok(None) };
        let plain = with_belongs(person, at, |belongs| self.keys.open(belongs, &sealed));
        let read = plain
            .map_err(|why| why.to_string())
            .and_then(|plain| serde_json::from_slice(&plain).map_err(|_| "it cannot be read".to_owned()));
        match read {
            Ok(all) => Ok(Some(LastRead { at, all })),
            Err(why) => {
                tracing::error!(why, "what was read of national relationships stays closed");
                Ok(None)
            }
        }
    }

    /// Keeps what was read at `at`, in place of what was read before.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep(
        &self,
        person: PersonId,
        all: &[NationalRelationship],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(all).map_err(|_| StoreError::CannotSeal)?;
        let sealed = with_belongs(person, at, |belongs| self.keys.seal(belongs, &plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO national_relationships (person, read_at, sealed) VALUES ($1, $2, $3)
             ON CONFLICT (person) DO UPDATE SET read_at = excluded.read_at, sealed = excluded.sealed",
            person.0,
            at,
            sealed.as_slice()
        )?;
        Ok(())
    }
}

fn with_belongs<T>(person: PersonId, read_at: DateTime<Utc>, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::NationalRelationships, person, &[&rotation::told_at(read_at)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ActingBasis, NhsNumber, RoleState, Stated};
    use crate::store::testing::{at, keys, on_both_databases, person};

    fn mother(of: &str) -> NationalRelationship {
        NationalRelationship {
            source_id: format!("Consent/{of}"),
            what: Stated::Role { state: RoleState::Active, reason: Some("Role created".to_owned()) },
            carer: NhsNumber::parse("9990000050").expect("a number"),
            patient: NhsNumber::parse(of).expect("a number"),
            carer_name: Some("Grace Young".to_owned()),
            patient_name: None,
            related_as: Some("mother".to_owned()),
            basis: Some(ActingBasis::ParentalResponsibility),
            from: None,
            until: None,
            decided_by: None,
        }
    }

    on_both_databases! {
        async fn the_last_reading_comes_back_with_its_time_and_only_for_this_person(home: &TestDatabase) {
            let keys = keys();
            let kept = NationalRelationships::new(home.database.clone(), keys.clone());
            let grace = person(&home.database, &keys).await;
            let other = person(&home.database, &keys).await;
            kept.keep(grace, &[mother("9990005044")], at(0)).await.expect("stored");
            kept.keep(grace, &[mother("9990000018"), mother("9990005044")], at(5)).await.expect("stored");
            let last = kept.last_read(grace).await.expect("an answer").expect("a reading");
            assert_eq!((last.at, last.all), (at(5), vec![mother("9990000018"), mother("9990005044")]));
            assert_eq!(kept.last_read(other).await.expect("an answer"), None);
            execute!(home.database.writer(), "UPDATE national_relationships SET person = $1", other.0).expect("a swap");
            assert_eq!(kept.last_read(other).await.expect("an answer"), None, "another's were opened");
        }

        async fn that_nothing_was_said_is_kept_too(home: &TestDatabase) {
            let keys = keys();
            let kept = NationalRelationships::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            assert_eq!(kept.last_read(anna).await.expect("an answer"), None);
            kept.keep(anna, &[], at(1)).await.expect("stored");
            let last = kept.last_read(anna).await.expect("an answer");
            assert_eq!(last, Some(LastRead { at: at(1), all: Vec::new() }));
        }

        async fn no_name_and_no_number_stands_open_in_the_database(home: &TestDatabase) {
            let keys = keys();
            let kept = NationalRelationships::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            kept.keep(anna, &[mother("9990005044")], at(0)).await.expect("stored");
            let sql = "SELECT sealed FROM national_relationships";
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), sql).expect("an answer").expect("a row");
            let text = String::from_utf8_lossy(&row.0).into_owned();
            assert!(!text.contains("Grace") && !text.contains("mother") && !text.contains("parental"), "{text}");
        }
    }
}
