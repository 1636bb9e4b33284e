//! What staff did for somebody's safety without a word: read by those who answer for information governance, and by nobody
//! else. It belongs to no account, so it stays when a log-in is closed.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction};
use crate::domain::{DoneQuietly, OdsCode, PersonId, QuietFacts, StaffId};

/// One thing that was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuietLine {
    pub organisation: OdsCode,
    pub patient: PersonId,
    pub what: DoneQuietly,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub facts: QuietFacts,
}

/// Keeps them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Safeguarding {
    database: Database,
    keys: Keys,
}

impl Safeguarding {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Writes one down, together with what was done.
    ///
    /// # Errors
    /// When it is not stored: then it must not be done.
    pub async fn note(&self, transaction: &mut WriteTransaction, line: &QuietLine) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let plain = serde_json::to_vec(&line.facts).map_err(|_| StoreError::CannotSeal)?;
        let sealed = with(line.patient, id, |belongs| self.keys.seal(belongs, &plain))?;
        execute!(
            transaction.on(),
            "INSERT INTO safeguarding (id, organisation, patient, what, by_staff, at, sealed, sealed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            line.organisation.as_str(),
            line.patient.0,
            line.what.slug(),
            line.by.0,
            line.at,
            sealed.as_slice(),
            self.keys.writing()
        )?;
        Ok(())
    }

    /// What the staff of an organisation did, the newest first.
    ///
    /// # Errors
    /// When the database does not answer, or one stays sealed.
    pub async fn at(&self, organisation: &OdsCode, most: i64) -> Result<Vec<QuietLine>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Uuid, String, Uuid, DateTime<Utc>, Vec<u8>),
            "SELECT id, patient, what, by_staff, at, sealed FROM safeguarding
             WHERE organisation = $1 ORDER BY at DESC, id DESC LIMIT $2",
            organisation.as_str(),
            most
        )?;
        let mut lines = Vec::with_capacity(rows.len());
        for (id, patient, what, by, at, sealed) in rows {
            let unreadable = || StoreError::Unreadable("what was done for somebody's safety");
            let what = DoneQuietly::from_slug(&what).ok_or_else(unreadable)?;
            let patient = PersonId(patient);
            let plain = with(patient, id, |belongs| self.keys.open(belongs, &sealed));
            let facts =
                serde_json::from_slice(&plain.map_err(|_| unreadable())?).map_err(|_| unreadable())?;
            let organisation = organisation.clone();
            lines.push(QuietLine { organisation, patient, what, by: StaffId(by), at, facts });
        }
        Ok(lines)
    }
}

fn with<T>(patient: PersonId, id: Uuid, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Safeguarding, patient, &[&id.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NhsNumber;
    use crate::store::testing::{account, at, keys, ods, on_both_databases};
    use crate::store::{Outbox, People};

    on_both_databases! {
        async fn what_was_done_stays_for_its_own_organisation_when_the_log_in_is_closed(home: &TestDatabase) {
            let keys = keys();
            let account = account(&home.database, &keys).await;
            let people = People::new(home.database.clone(), keys.clone());
            let patient = people.of_account(account).await.expect("an answer").expect("a person").id;
            let safeguarding = Safeguarding::new(home.database.clone(), keys.clone());
            let line = QuietLine {
                organisation: ods("RXX"),
                patient,
                what: DoneQuietly::CarerStopped,
                by: StaffId(Uuid::from_u128(3)),
                at: at(0),
                facts: QuietFacts {
                    patient: "Anna Example".into(),
                    nhs_number: NhsNumber::parse("9990000018").expect("a number"),
                    carer: Some("Alex Example".into()),
                    why: "She asked at the desk".into(),
                },
            };
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            safeguarding.note(&mut transaction, &line).await.expect("written down");
            transaction.commit().await.expect("stored");
            let outbox = Outbox::new(home.database.clone(), keys, &[], None);
            people.close((patient, account), &outbox, at(1)).await.expect("closed");
            assert_eq!(safeguarding.at(&ods("RXX"), 9).await.expect("lines"), [line]);
            assert!(safeguarding.at(&ods("A12345"), 9).await.expect("lines").is_empty());
        }
    }
}
