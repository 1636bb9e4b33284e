//! Giving somebody access, and accepting it: the codes between the two.

use std::net::IpAddr;

use chrono::Duration;

use super::Permit;
use super::bundle::Access;
use super::codes::{new_code, read_code};
use super::purpose::Purpose;
use super::{CannotDisclose, accounts};
use crate::domain::{
    About, CannotGive, Contact, Given, Grant, GrantBasis, GrantId, GrantStep, Kinds, OdsCode, changed,
};
use crate::store::{Invitation, KeptGrant, Outbox, StoreError};

/// How long a code is good.
pub const INVITATION_LIFE: Duration = Duration::days(14);
/// How many people may be invited in a day: nobody helps whoever sends codes without end.
const INVITATIONS_A_DAY: u64 = 5;

/// What came of giving access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gave {
    /// The code to hand over, shown once.
    Code(String),
    /// Whoever asked to help was told that they may now.
    Told,
    /// The form was sent before.
    Already,
    TooMany,
    Cannot(CannotGive),
}

/// What came of typing a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typed {
    Yes(GrantId),
    /// No code that is good for whoever typed it; nobody can tell why.
    NoMatch,
    Wait(Duration),
}

/// Why a change of grants failed; then nothing is changed.
#[derive(Debug, thiserror::Error)]
pub enum CannotChange {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Disclose(#[from] CannotDisclose),
}

impl Access {
    /// Gives what the patient filled in to whoever uses the code. The answer is the same whoever is named.
    ///
    /// # Errors
    /// When it is not stored, or cannot be written into the log.
    pub async fn give(&self, permit: &Permit, given: &Given, outbox: &Outbox) -> Result<Gave, CannotChange> {
        let (patient, now) = (permit.subject(), self.clock.now());
        let own = self.accounts.people.email_of(permit.actor()).await?;
        let grant = match given.grant(own.as_deref(), patient.date_of_birth, self.today(), self.ages) {
            Ok(grant) => grant,
            Err(why) => return Ok(Gave::Cannot(why)),
        };
        if self.grants.made_since(patient.id, now - Duration::days(1)).await? >= INVITATIONS_A_DAY {
            return Ok(Gave::TooMany);
        }
        let holders: Vec<OdsCode> = grant.parts.iter().map(|part| part.organisation.clone()).collect();
        let code = new_code();
        let read = read_code(&code).unwrap_or_default();
        let email = (!given.email.is_empty()).then_some(&*given.email);
        let invitation = Invitation { code: &read, email, number: None, good_until: now + INVITATION_LIFE };
        permit.note(&holders, given.sees(), Purpose::AccessGiven).await?;
        let mut transaction = self.accounts.people.begin_write().await?;
        if !self.grants.use_draft(&mut transaction, permit.actor()).await? {
            return Ok(Gave::Already);
        }
        if let Some(carer) = given.asked_by {
            if !self.grants.grant_wish(&mut transaction, patient.id, carer).await? {
                return Ok(Gave::Already);
            }
            self.grants.make_for(&mut transaction, patient.id, &grant, Some(carer), now).await?;
            for account in [permit.actor(), carer] {
                outbox.tell(&mut transaction, account, &About::Helping, None, now).await?;
            }
            transaction.commit().await?;
            outbox.hurry();
            return Ok(Gave::Told);
        }
        self.grants.make(&mut transaction, patient.id, &grant, &invitation, now).await?;
        if let Some(email) = email {
            let contact = Contact::Email(email.to_owned());
            outbox.tell_contact(&mut transaction, None, &contact, &About::Helping, None, now).await?;
        }
        transaction.commit().await?;
        outbox.hurry();
        Ok(Gave::Code(code))
    }

    /// Takes a code from whoever it was handed to. Tries are limited.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn type_code(&self, permit: &Permit, code: &str, address: IpAddr) -> Result<Typed, StoreError> {
        let accounts::Accounts { keys, attempts, .. } = &self.accounts;
        let (account, now) = (permit.actor(), self.clock.now());
        let counted = keys.look_up("attempts-invitation", &account.0.to_string());
        if let Err(wait) = attempts.begin(&counted, address, now) {
            return Ok(Typed::Wait(wait));
        }
        let Some(code) = read_code(code) else { return Ok(Typed::NoMatch) };
        let claimed = self.grants.claim(account, &code, now).await?;
        Ok(match claimed {
            Some(claimed) => {
                attempts.succeeded(&counted, address);
                Typed::Yes(claimed.grant)
            }
            None => Typed::NoMatch,
        })
    }

    /// Takes a step with a grant, as the patient or as the carer, and tells both. False where it may not be taken.
    ///
    /// # Errors
    /// When it is not stored, or cannot be written into the patient's log.
    pub async fn step(
        &self,
        permit: &Permit,
        kept: &KeptGrant,
        step: GrantStep,
        outbox: &Outbox,
    ) -> Result<bool, CannotChange> {
        let purpose = match step {
            GrantStep::Accept => Purpose::AccessAccepted,
            _ => Purpose::AccessEnded,
        };
        self.note_for(permit, kept, purpose).await?;
        let mut transaction = self.accounts.people.begin_write().await?;
        if !self.grants.step(&mut transaction, kept, step, self.clock.now()).await? {
            return Ok(false);
        }
        self.tell_both(&mut transaction, kept, outbox).await?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(true)
    }

    /// Changes what a patient lets a carer see and do: open pages of the carer's end at their next request.
    ///
    /// # Errors
    /// As [`Access::step`].
    pub async fn change_grant(
        &self,
        permit: &Permit,
        kept: &KeptGrant,
        (see, act): (Kinds, Kinds),
        outbox: &Outbox,
    ) -> Result<(), CannotChange> {
        let mut parts = changed(&kept.grant.parts, see, act);
        // What staff gave on another basis is never widened from a log-in that may not be in the patient's own hands.
        if kept.grant.basis != GrantBasis::Consent {
            for (part, before) in parts.iter_mut().zip(&kept.grant.parts) {
                part.see = part.see.and(before.see);
                part.act = part.act.and(before.act);
            }
        }
        let grant = Grant { parts, ..kept.grant.clone() };
        self.note_for(permit, kept, Purpose::AccessChanged).await?;
        let mut transaction = self.accounts.people.begin_write().await?;
        self.grants.change(&mut transaction, kept, &grant).await?;
        self.tell_both(&mut transaction, kept, outbox).await?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(())
    }

    /// Into the patient's log, whoever of the two it is.
    async fn note_for(
        &self,
        permit: &Permit,
        kept: &KeptGrant,
        purpose: Purpose,
    ) -> Result<(), CannotDisclose> {
        // As the patient gave it, whatever is kept from the carer.
        let whole = self.grant_of(kept.patient, kept.id).await.map_err(CannotDisclose::Log)?;
        let parts = &whole.as_ref().unwrap_or(kept).grant.parts;
        let holders: Vec<OdsCode> = parts.iter().map(|part| part.organisation.clone()).collect();
        let kinds = parts.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.see));
        permit.note_about(kept.patient, &holders, kinds, purpose).await
    }

    async fn tell_both(
        &self,
        transaction: &mut crate::store::WriteTransaction,
        kept: &KeptGrant,
        outbox: &Outbox,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let patients = self.grants.patient(kept.patient).await?.map(|(_, account)| account);
        for account in patients.into_iter().chain(kept.carer) {
            outbox.tell(transaction, account, &About::Helping, None, now).await?;
        }
        Ok(())
    }
}
