//! What patients give their carers: kept sealed, and read for one patient or one carer alone.

mod drafts;
mod invitations;
mod looks;
mod quiet;
mod staff_drafts;
mod wishes;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::people::{PersonColumns, read_person};
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction};
use crate::domain::{AccountId, Grant, GrantId, GrantState, GrantStep, Person, PersonId, Reason};

pub use invitations::{Claimed as ClaimedInvitation, Invitation};
pub use wishes::HelpWish;

/// A grant as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptGrant {
    pub id: GrantId,
    pub patient: PersonId,
    /// Who used the invitation's code; nobody yet.
    pub carer: Option<AccountId>,
    /// The name of that account's person.
    pub carer_name: Option<String>,
    pub grant: Grant,
    pub state: GrantState,
    pub reason: Option<Reason>,
    pub made_at: DateTime<Utc>,
    pub state_since: DateTime<Utc>,
}

/// Keeps grants. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Grants {
    database: Database,
    keys: Keys,
}

impl Grants {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Writes a new grant down, which waits for whoever uses the invitation's code.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn make(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        grant: &Grant,
        invitation: &Invitation<'_>,
        at: DateTime<Utc>,
    ) -> Result<GrantId, StoreError> {
        let id = self.make_for(transaction, patient, grant, None, at).await?;
        self.invite(transaction, id, invitation).await?;
        Ok(id)
    }

    /// The same for a carer who is known already, and needs no code.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn make_for(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        grant: &Grant,
        carer: Option<AccountId>,
        at: DateTime<Utc>,
    ) -> Result<GrantId, StoreError> {
        let id = GrantId(Uuid::now_v7());
        let sealed = self.seal(patient, id, grant)?;
        execute!(
            transaction.on(),
            "INSERT INTO care_grant (patient, id, carer, state, sealed, sealed_by, made_at, state_since)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
            patient.0,
            id.0,
            carer.map(|carer| carer.0),
            GrantState::Requested.slug(),
            sealed.as_slice(),
            self.keys.writing(),
            at
        )?;
        Ok(id)
    }

    /// Everything that a patient has given, the newest first.
    ///
    /// # Errors
    /// When the database does not answer, or something stays sealed.
    pub async fn of_patient(&self, patient: PersonId) -> Result<Vec<KeptGrant>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT care_grant.patient, care_grant.id, care_grant.carer, person.name, care_grant.state, care_grant.reason,
             care_grant.sealed, care_grant.made_at, care_grant.state_since
             FROM care_grant LEFT JOIN account ON account.id = care_grant.carer
             LEFT JOIN person ON person.id = account.person
             WHERE care_grant.patient = $1 ORDER BY care_grant.made_at DESC, care_grant.id DESC",
            patient.0
        )?;
        rows.into_iter().map(|row| self.read(row)).collect()
    }

    /// Everything that a carer was given, with whose it is, the newest first. What an organisation keeps from them quietly
    /// is not in it, so a grant may give nothing.
    ///
    /// # Errors
    /// As [`Grants::of_patient`].
    pub async fn of_carer(&self, carer: AccountId) -> Result<Vec<(Person, KeptGrant)>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT patient, id, carer, NULL, state, reason, sealed, made_at, state_since
             FROM care_grant WHERE carer = $1 ORDER BY made_at DESC, id DESC",
            carer.0
        )?;
        let closed = self.closed_to(carer).await?;
        let mut grants = Vec::with_capacity(rows.len());
        for row in rows {
            let kept = closed.taken_out_of(self.read(row)?);
            if let Some((patient, _)) = self.patient(kept.patient).await? {
                grants.push((patient, kept));
            }
        }
        Ok(grants)
    }

    /// The grants between one carer and one patient, as far as the carer may know of them.
    ///
    /// # Errors
    /// As [`Grants::of_patient`].
    pub async fn between(&self, carer: AccountId, patient: PersonId) -> Result<Vec<KeptGrant>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT patient, id, carer, NULL, state, reason, sealed, made_at, state_since
             FROM care_grant WHERE carer = $1 AND patient = $2",
            carer.0,
            patient.0
        )?;
        let closed = self.closed_to(carer).await?;
        rows.into_iter().map(|row| Ok(closed.taken_out_of(self.read(row)?))).collect()
    }

    /// A patient, with the account that opens their own record; nobody where there is no such account any more.
    ///
    /// # Errors
    /// When the database does not answer, or the number stays sealed.
    pub async fn patient(&self, id: PersonId) -> Result<Option<(Person, AccountId)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT id FROM account WHERE person = $1 ORDER BY made_at LIMIT 1",
            id.0
        )?;
        let Some((account,)) = row else { return Ok(None) };
        let row = fetch_optional!(
            self.database.reader(),
            PersonColumns,
            "SELECT id, name, date_of_birth, nhs_number FROM person WHERE id = $1",
            id.0
        )?;
        let person = row.map(|columns| read_person(&self.keys, columns)).transpose()?;
        Ok(person.map(|person| (person, AccountId(account))))
    }

    /// How many grants a patient has made since a time, whatever became of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn made_since(&self, patient: PersonId, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM care_grant WHERE patient = $1 AND made_at > $2";
        let row = fetch_optional!(self.database.reader(), (i64,), sql, patient.0, since)?;
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }

    /// Takes a step with a grant as it was read; false where it may not be taken, or somebody else took one first.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn step(
        &self,
        transaction: &mut WriteTransaction,
        kept: &KeptGrant,
        step: GrantStep,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let Ok((state, reason)) = kept.state.after(step) else { return Ok(false) };
        let changed = execute!(
            transaction.on(),
            "UPDATE care_grant SET state = $4, reason = $5, state_since = $6, look_at = NULL
             WHERE patient = $1 AND id = $2 AND state = $3",
            kept.patient.0,
            kept.id.0,
            kept.state.slug(),
            state.slug(),
            reason.and_then(|reason| serde_json::to_string(&reason).ok()),
            at
        )?;
        Ok(changed == 1)
    }

    /// Changes what a grant gives.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn change(
        &self,
        transaction: &mut WriteTransaction,
        kept: &KeptGrant,
        grant: &Grant,
    ) -> Result<(), StoreError> {
        let sealed = self.seal(kept.patient, kept.id, grant)?;
        execute!(
            transaction.on(),
            "UPDATE care_grant SET sealed = $3, sealed_by = $4, look_at = NULL WHERE patient = $1 AND id = $2",
            kept.patient.0,
            kept.id.0,
            sealed.as_slice(),
            self.keys.writing()
        )?;
        Ok(())
    }

    fn seal(&self, patient: PersonId, id: GrantId, grant: &Grant) -> Result<Vec<u8>, StoreError> {
        let plain = serde_json::to_vec(grant).map_err(|_| StoreError::CannotSeal)?;
        with(patient, id, |belongs| self.keys.seal(belongs, &plain))
    }

    fn open(&self, patient: PersonId, id: GrantId, sealed: &[u8]) -> Result<Grant, StoreError> {
        let plain = with(patient, id, |belongs| self.keys.open(belongs, sealed));
        let plain = plain.map_err(|_| StoreError::Unreadable("a grant"))?;
        serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable("a grant"))
    }

    fn read(&self, row: Columns) -> Result<KeptGrant, StoreError> {
        let (patient, id, carer, carer_name, state, reason, sealed, made_at, state_since) = row;
        let (patient, id) = (PersonId(patient), GrantId(id));
        Ok(KeptGrant {
            id,
            patient,
            carer: carer.map(AccountId),
            carer_name,
            grant: self.open(patient, id, &sealed)?,
            state: GrantState::from_slug(&state),
            reason: reason.map(|reason| serde_json::from_str(&reason).unwrap_or(Reason::Unknown)),
            made_at,
            state_since,
        })
    }
}

type Columns =
    (Uuid, Uuid, Option<Uuid>, Option<String>, String, Option<String>, Vec<u8>, DateTime<Utc>, DateTime<Utc>);

fn with<T>(patient: PersonId, id: GrantId, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::CareGrant, patient, &[&id.to_string()]))
}
