//! Codes that let one person accept a grant: kept as an HMAC, good once and for a while.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Grants, WriteTransaction};
use crate::domain::{AccountId, GrantId, NhsNumber, PersonId};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_optional};

/// The code to hand over.
pub struct Invitation<'a> {
    /// As [`crate::access`] reads what is typed: without spaces and dashes.
    pub code: &'a str,
    /// Only whoever logs in with this address, in its normal form, may use it.
    pub email: Option<&'a str>,
    /// Only whoever has this NHS number may use it.
    pub number: Option<NhsNumber>,
    pub good_until: DateTime<Utc>,
}

/// A grant that waits for the answer of whoever used its code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claimed {
    pub grant: GrantId,
    pub patient: PersonId,
}

impl Grants {
    pub(super) async fn invite(
        &self,
        transaction: &mut WriteTransaction,
        grant: GrantId,
        invitation: &Invitation<'_>,
    ) -> Result<(), StoreError> {
        execute!(
            transaction.on(),
            "INSERT INTO care_invitation (code, care_grant, email, number, good_until) VALUES ($1, $2, $3, $4, $5)",
            self.keys.look_up("care-invitation", invitation.code),
            grant.0,
            invitation.email.map(|email| self.keys.look_up("email", email)),
            invitation.number.map(|number| self.keys.look_up("nhs-number", &number.digits())),
            invitation.good_until
        )?;
        Ok(())
    }

    /// Uses a code up for an account: from now on its grant waits for that account's answer. Nothing where the code is
    /// nobody's, was used, has run out, is for somebody with another address, or is the account's own; nobody can tell
    /// which.
    ///
    /// # Errors
    /// When the database does not answer; then the code is still good.
    pub async fn claim(
        &self,
        account: AccountId,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<Claimed>, StoreError> {
        let look_up = self.keys.look_up("care-invitation", code);
        let mut transaction = self.database.begin_write().await?;
        let found = fetch_optional!(
            transaction.on(),
            (Uuid, Uuid),
            "SELECT care_grant.id, care_grant.patient FROM care_invitation
             JOIN care_grant ON care_grant.id = care_invitation.care_grant
             JOIN account ON account.id = $2
             LEFT JOIN account_email ON account_email.account = account.id
             WHERE care_invitation.code = $1 AND care_invitation.good_until > $3
             AND care_grant.state = 'requested' AND care_grant.carer IS NULL
             AND (account.person IS NULL OR account.person <> care_grant.patient)
             AND (care_invitation.email IS NULL OR care_invitation.email = account_email.look_up)
             AND (care_invitation.number IS NULL OR EXISTS (SELECT 1 FROM person_nhs_number
                  WHERE person_nhs_number.person = account.person
                  AND person_nhs_number.look_up = care_invitation.number))",
            look_up.as_slice(),
            account.0,
            at
        )?;
        let Some((grant, patient)) = found else { return Ok(None) };
        execute!(transaction.on(), "DELETE FROM care_invitation WHERE code = $1", look_up.as_slice())?;
        execute!(
            transaction.on(),
            "UPDATE care_grant SET carer = $3 WHERE patient = $1 AND id = $2",
            patient,
            grant,
            account.0
        )?;
        transaction.commit().await?;
        Ok(Some(Claimed { grant: GrantId(grant), patient: PersonId(patient) }))
    }
}
