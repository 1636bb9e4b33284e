//! Who has asked to help whom, until the patient answers.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{Grants, WriteTransaction};
use crate::domain::{AccountId, PersonId};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all, fetch_optional};

/// Nobody is asked again by the same person within this time, and never by one to whom they said no.
const ONCE_IN: Duration = Duration::days(30);

/// A wish that waits for the patient's answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpWish {
    pub id: Uuid,
    pub carer: AccountId,
    /// The name of that account's person.
    pub name: String,
    pub asked_at: DateTime<Utc>,
}

impl Grants {
    /// The person of an account that logs in with this address, in its normal form.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn person_of_email(&self, email: &str) -> Result<Option<PersonId>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT account.person FROM account_email JOIN account ON account.id = account_email.account
             WHERE account_email.look_up = $1 AND account.person IS NOT NULL",
            self.keys.look_up("email", email)
        )?;
        Ok(row.map(|(person,)| PersonId(person)))
    }

    /// Notes that somebody asks to help a patient; false where nothing is to be told of it: they have asked of late, or
    /// the patient has said no.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn ask_to_help(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        carer: AccountId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let noted = execute!(
            transaction.on(),
            "INSERT INTO care_wish (patient, carer, id, state, asked_at) VALUES ($1, $2, $3, 'open', $4)
             ON CONFLICT (patient, carer) DO UPDATE SET state = 'open', asked_at = excluded.asked_at
             WHERE care_wish.state <> 'refused' AND care_wish.asked_at <= $5",
            patient.0,
            carer.0,
            Uuid::now_v7(),
            at,
            at - ONCE_IN
        )?;
        Ok(noted == 1)
    }

    /// How many people somebody has asked to help since a time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn asked_since(&self, carer: AccountId, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM care_wish WHERE carer = $1 AND asked_at > $2";
        let row = fetch_optional!(self.database.reader(), (i64,), sql, carer.0, since)?;
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }

    /// The wishes that wait for a patient's answer, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn wishes_of(&self, patient: PersonId) -> Result<Vec<HelpWish>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Uuid, String, DateTime<Utc>),
            "SELECT care_wish.id, care_wish.carer, person.name, care_wish.asked_at FROM care_wish
             JOIN account ON account.id = care_wish.carer JOIN person ON person.id = account.person
             WHERE care_wish.patient = $1 AND care_wish.state = 'open' ORDER BY care_wish.asked_at DESC, care_wish.id",
            patient.0
        )?;
        let wish = |(id, carer, name, asked_at)| HelpWish { id, carer: AccountId(carer), name, asked_at };
        Ok(rows.into_iter().map(wish).collect())
    }

    /// The patient says no: that person's wishes are shown to them no more.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn refuse_wish(&self, patient: PersonId, wish: Uuid) -> Result<(), StoreError> {
        let sql = "UPDATE care_wish SET state = 'refused' WHERE patient = $1 AND id = $2 AND state = 'open'";
        execute!(self.database.writer(), sql, patient.0, wish)?;
        Ok(())
    }

    /// The patient gives access to whoever asked; false where nobody waits for that any more.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn grant_wish(
        &self,
        transaction: &mut WriteTransaction,
        patient: PersonId,
        carer: AccountId,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE care_wish SET state = 'given' WHERE patient = $1 AND carer = $2 AND state = 'open'";
        Ok(execute!(transaction.on(), sql, patient.0, carer.0)? == 1)
    }
}
