//! What an organisation keeps from a carer without a word. The patient's own pages know nothing of it, since whoever harms
//! may hold the patient's log-in; of what a carer was given it is taken out here, whatever anybody gives later.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Grants, KeptGrant, WriteTransaction};
use crate::domain::{AccountId, OdsCode, PersonId};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all};

/// What is closed to one carer.
#[derive(Debug)]
pub(super) struct Closed(Vec<(PersonId, String)>);

impl Closed {
    /// The grant without the parts that are closed.
    pub fn taken_out_of(&self, mut kept: KeptGrant) -> KeptGrant {
        let patient = kept.patient;
        kept.grant.parts.retain(|part| {
            !self.0.iter().any(|(whose, place)| *whose == patient && place == part.organisation.as_str())
        });
        kept
    }
}

impl Grants {
    pub(super) async fn closed_to(&self, carer: AccountId) -> Result<Closed, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, String),
            "SELECT patient, organisation FROM quiet_stop WHERE carer = $1",
            carer.0
        )?;
        Ok(Closed(rows.into_iter().map(|(patient, place)| (PersonId(patient), place)).collect()))
    }

    /// From now on the carer sees nothing of the organisation's about the patient. Open pages end at their next request.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn close_quietly(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        carer: AccountId,
        organisation: &OdsCode,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            transaction.on(),
            "INSERT INTO quiet_stop (patient, carer, organisation, since) VALUES ($1, $2, $3, $4)
             ON CONFLICT (patient, carer, organisation) DO NOTHING",
            patient.0,
            carer.0,
            organisation.as_str(),
            at
        )?;
        Ok(())
    }

    /// The carer sees again what they were given and what still stands.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn open_quietly(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        carer: AccountId,
        organisation: &OdsCode,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM quiet_stop WHERE patient = $1 AND carer = $2 AND organisation = $3";
        execute!(transaction.on(), sql, patient.0, carer.0, organisation.as_str())?;
        Ok(())
    }

    /// From whom an organisation keeps what it holds about a patient.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept_from(
        &self,
        patient: PersonId,
        organisation: &OdsCode,
    ) -> Result<Vec<AccountId>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid,),
            "SELECT carer FROM quiet_stop WHERE patient = $1 AND organisation = $2",
            patient.0,
            organisation.as_str()
        )?;
        Ok(rows.into_iter().map(|(carer,)| AccountId(carer)).collect())
    }
}
