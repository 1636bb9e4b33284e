//! What staff decided about somebody's access, with the reason and what was checked: for staff of the same organisation alone.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction};
use crate::domain::{Because, Decided, GrantId, OdsCode, PersonId, StaffId};

/// One decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub organisation: OdsCode,
    pub patient: PersonId,
    /// None where it is about the patient's own access.
    pub grant: Option<GrantId>,
    pub what: Decided,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub because: Because,
}

/// Keeps them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CareDecisions {
    database: Database,
    keys: Keys,
}

type Columns = (Uuid, Uuid, Option<Uuid>, String, Uuid, DateTime<Utc>, Vec<u8>);

impl CareDecisions {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Writes one down, together with what it decides.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn note(
        &self,
        transaction: &mut WriteTransaction,
        decision: &Decision,
    ) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let plain = serde_json::to_vec(&decision.because).map_err(|_| StoreError::CannotSeal)?;
        let sealed = with(decision.patient, id, |belongs| self.keys.seal(belongs, &plain))?;
        execute!(
            transaction.on(),
            "INSERT INTO care_decision (id, organisation, patient, care_grant, what, by_staff, at, sealed, sealed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            decision.organisation.as_str(),
            decision.patient.0,
            decision.grant.map(|grant| grant.0),
            decision.what.slug(),
            decision.by.0,
            decision.at,
            sealed.as_slice(),
            self.keys.writing()
        )?;
        Ok(())
    }

    /// What an organisation decided about a patient, the newest first.
    ///
    /// # Errors
    /// When the database does not answer, or one stays sealed.
    pub async fn about(
        &self,
        organisation: &OdsCode,
        patient: PersonId,
    ) -> Result<Vec<Decision>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT id, patient, care_grant, what, by_staff, at, sealed FROM care_decision
             WHERE organisation = $1 AND patient = $2 ORDER BY at DESC, id DESC",
            organisation.as_str(),
            patient.0
        )?;
        let mut decisions = Vec::with_capacity(rows.len());
        for row in rows {
            decisions.extend(self.read(organisation, row)?);
        }
        Ok(decisions)
    }

    /// Whose record the staff of an organisation gave somebody, each grant once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn made_at(&self, organisation: &OdsCode) -> Result<Vec<(PersonId, GrantId)>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Uuid),
            "SELECT patient, care_grant FROM care_decision
             WHERE organisation = $1 AND what = $2 AND care_grant IS NOT NULL ORDER BY at, id",
            organisation.as_str(),
            Decided::Made.slug()
        )?;
        Ok(rows.into_iter().map(|(patient, grant)| (PersonId(patient), GrantId(grant))).collect())
    }

    /// Whether staff of any organisation said that a patient has died, and nobody that this was a mistake.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_died(&self, patient: PersonId) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (String,),
            "SELECT what FROM care_decision WHERE patient = $1 AND care_grant IS NULL AND what IN ($2, $3)
             ORDER BY at DESC, id DESC LIMIT 1",
            patient.0,
            Decided::Died.slug(),
            Decided::Lifted.slug()
        )?;
        Ok(row.is_some_and(|(what,)| what == Decided::Died.slug()))
    }

    /// None for a decision of a kind that only a newer program knows.
    fn read(&self, organisation: &OdsCode, row: Columns) -> Result<Option<Decision>, StoreError> {
        let (id, patient, grant, what, by, at, sealed) = row;
        let patient = PersonId(patient);
        let Some(what) = Decided::from_slug(&what) else { return Ok(None) };
        let unreadable = || StoreError::Unreadable("a decision about somebody's access");
        let plain = with(patient, id, |belongs| self.keys.open(belongs, &sealed));
        let plain = plain.map_err(|_| unreadable())?;
        let because = serde_json::from_slice(&plain).map_err(|_| unreadable())?;
        let (organisation, grant) = (organisation.clone(), grant.map(GrantId));
        Ok(Some(Decision { organisation, patient, grant, what, by: StaffId(by), at, because }))
    }
}

fn with<T>(patient: PersonId, id: Uuid, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::CareDecision, patient, &[&id.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Document, Evidence};
    use crate::store::testing::{at, keys, ods, on_both_databases, person};

    on_both_databases! {
        async fn a_decision_is_read_back_by_its_own_organisation_alone(home: &TestDatabase) {
            let keys = keys();
            let patient = person(&home.database, &keys).await;
            let decisions = CareDecisions::new(home.database.clone(), keys);
            let evidence = Evidence {
                document: Document::DeputyOrder,
                reference: "COP 12345".into(),
                checked_by: "Avery".into(),
            };
            let decision = Decision {
                organisation: ods("RXX"),
                patient,
                grant: Some(GrantId(Uuid::from_u128(7))),
                what: Decided::Made,
                by: StaffId(Uuid::from_u128(3)),
                at: at(0),
                because: Because { evidence: Some(evidence), ..Because::default() },
            };
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            decisions.note(&mut transaction, &decision).await.expect("written down");
            transaction.commit().await.expect("stored");
            let here = decisions.about(&ods("RXX"), patient).await.expect("decisions");
            assert_eq!(here, [decision]);
            let made = decisions.made_at(&ods("RXX")).await.expect("grants");
            assert_eq!(made, [(patient, GrantId(Uuid::from_u128(7)))]);
            assert!(decisions.about(&ods("A12345"), patient).await.expect("decisions").is_empty());
            assert!(decisions.made_at(&ods("A12345")).await.expect("grants").is_empty());
        }
    }
}
