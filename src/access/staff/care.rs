//! What the access team does for all to see: it finds its own organisation's patients, looks at access again, stops it and
//! ends it. Each decision is written down with its reason, and both are told.

use std::net::IpAddr;

use chrono::{Duration, NaiveDate};

use super::{AsAccessTeam, CannotNote, OnDuty};
use crate::access::{Access, Purpose, accounts};
use crate::domain::{
    About, AccountId, Because, Decided, Grant, GrantId, GrantState, GrantStep, Kinds, Needs, NhsNumber,
    Person, PersonId, Reason,
};
use crate::store::{Added, Decision, Elsewhere, KeptGrant, NewPerson, Outbox, StoreError, WriteTransaction};

pub type AccessTeam = OnDuty<AsAccessTeam>;

/// What came of looking for a patient.
#[derive(Debug)]
pub enum FoundPatient {
    Yes(Person),
    /// Nobody with this number and date of birth whom the organisation knows; nobody can tell which is wrong.
    NotHere,
    Wait(Duration),
}

/// What staff do with a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CareStep {
    /// It was looked at, and is to go on.
    Review,
    Suspend(Reason),
    Lift,
    End(Reason),
}

impl CareStep {
    const fn decided(self) -> Decided {
        match self {
            CareStep::Review => Decided::Reviewed,
            CareStep::Suspend(_) => Decided::Suspended,
            CareStep::Lift => Decided::Lifted,
            CareStep::End(_) => Decided::Ended,
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            CareStep::Review => Purpose::AccessReviewed,
            CareStep::Suspend(_) | CareStep::End(_) => Purpose::AccessEnded,
            CareStep::Lift => Purpose::AccessLifted,
        }
    }

    const fn reason(self) -> Option<Reason> {
        match self {
            CareStep::Suspend(why) | CareStep::End(why) => Some(why),
            CareStep::Review | CareStep::Lift => None,
        }
    }
}

impl Access {
    /// The patient of a number and a date of birth, where the organisation of whoever looks knows them. Tries are limited.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_patient(
        &self,
        by: &AccessTeam,
        number: NhsNumber,
        born: NaiveDate,
        address: IpAddr,
    ) -> Result<FoundPatient, StoreError> {
        let accounts::Accounts { keys, attempts, people, .. } = &self.accounts;
        let counted = keys.look_up("attempts-staff-find", &by.id().0.to_string());
        if let Err(wait) = attempts.begin(&counted, address, self.clock.now()) {
            return Ok(FoundPatient::Wait(wait));
        }
        let known = people.by_nhs_number(number).await?.filter(|known| known.date_of_birth == born);
        let Some(known) = known else { return Ok(FoundPatient::NotHere) };
        if !people.is_known_to(known.person, by.organisation()).await? {
            return Ok(FoundPatient::NotHere);
        }
        attempts.succeeded(&counted, address);
        let person = people.one(known.person).await?;
        Ok(person.map_or(FoundPatient::NotHere, FoundPatient::Yes))
    }

    /// Writes a patient down who has never used this portal, such as a child: nobody can log in as them until reception
    /// gives them a code. None where somebody has the number already.
    ///
    /// # Errors
    /// When it is their own number, or it is not stored.
    pub async fn add_patient(
        &self,
        by: &AccessTeam,
        nhs_number: NhsNumber,
        date_of_birth: NaiveDate,
        name: &str,
    ) -> Result<Option<PersonId>, CannotNote> {
        by.people_of(nhs_number).await?;
        let known_to = [by.organisation().clone()];
        let new = NewPerson {
            email: None,
            nhs_number,
            name,
            date_of_birth,
            known_to: &known_to,
            password_hash: None,
        };
        let Added::Yes(account) = self.people.add(&new, self.clock.now()).await? else { return Ok(None) };
        let person = self.people.of_account(account).await?.map(|person| person.id);
        if let Some(person) = person {
            by.note(Some(person), Kinds::NONE, Purpose::PatientAdded).await?;
        }
        Ok(person)
    }

    /// Takes a step with a grant, and tells both. False where it may not be taken, or somebody else took one first.
    /// Where a grant is of other organisations too, staff only end what is their own.
    ///
    /// # Errors
    /// When it is not stored, or cannot be written into the patient's log.
    pub async fn step_by_staff(
        &self,
        by: &AccessTeam,
        patient: &Person,
        kept: &KeptGrant,
        step: CareStep,
        because: Because,
        outbox: &Outbox,
    ) -> Result<bool, CannotNote> {
        let own = by.organisation();
        let (mine, others): (Vec<_>, Vec<_>) =
            kept.grant.parts.iter().cloned().partition(|part| part.organisation == *own);
        if mine.is_empty() || (!others.is_empty() && !matches!(step, CareStep::End(_))) {
            return Ok(false);
        }
        let kinds = mine.iter().fold(Kinds::NONE, |kinds, part| kinds.with(part.see));
        by.note(Some(patient.id), kinds, step.purpose()).await?;
        let mut transaction = self.people.begin_write().await?;
        let changed = match step {
            _ if kept.state.is_over() => false,
            CareStep::End(_) if !others.is_empty() => {
                let rest = Grant { parts: others, ..kept.grant.clone() };
                self.grants.change(&mut transaction, kept, &rest).await?;
                true
            }
            CareStep::Review => self.review(&mut transaction, patient, kept).await?,
            CareStep::Suspend(why) => self.steps(&mut transaction, kept, GrantStep::Suspend(why)).await?,
            CareStep::Lift if self.is_stopped_by_age(patient, &kept.grant) => false,
            CareStep::Lift => self.steps(&mut transaction, kept, GrantStep::Resume).await?,
            CareStep::End(why) => self.steps(&mut transaction, kept, GrantStep::End(why)).await?,
        };
        if !changed {
            return Ok(false);
        }
        let because = Because { reason: step.reason(), ..because };
        self.decide(&mut transaction, by, patient.id, Some(kept.id), step.decided(), because).await?;
        self.tell_those(&mut transaction, Some(patient.id), kept.carer, outbox).await?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(true)
    }

    /// The patient has died: nobody's access goes on, those who had it are told, and nobody writes to the patient.
    ///
    /// # Errors
    /// As [`Access::step_by_staff`].
    pub async fn patient_died(
        &self,
        by: &AccessTeam,
        patient: PersonId,
        because: Because,
        outbox: &Outbox,
    ) -> Result<(), CannotNote> {
        by.note(Some(patient), Kinds::NONE, Purpose::AccessEnded).await?;
        let grants = self.grants.of_patient(patient).await?;
        let mut transaction = self.people.begin_write().await?;
        for kept in grants.iter().filter(|kept| kept.state == GrantState::Active) {
            if self.steps(&mut transaction, kept, GrantStep::Suspend(Reason::Died)).await? {
                self.tell_those(&mut transaction, None, kept.carer, outbox).await?;
            }
        }
        for kept in grants.iter().filter(|kept| kept.state == GrantState::Requested) {
            self.steps(&mut transaction, kept, GrantStep::End(Reason::Died)).await?;
        }
        if let Some((_, account)) = self.grants.patient(patient).await? {
            let nowhere = Elsewhere::default();
            self.told_elsewhere.set(&mut transaction, account, &nowhere, self.clock.now()).await?;
        }
        let because = Because { reason: Some(Reason::Died), ..because };
        self.decide(&mut transaction, by, patient, None, Decided::Died, because).await?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(())
    }

    /// That somebody died was a mistake: what was stopped because of it goes on, and they are told things again.
    ///
    /// # Errors
    /// As [`Access::step_by_staff`].
    pub async fn patient_lives(
        &self,
        by: &AccessTeam,
        patient: PersonId,
        because: Because,
        outbox: &Outbox,
    ) -> Result<(), CannotNote> {
        by.note(Some(patient), Kinds::NONE, Purpose::AccessLifted).await?;
        let grants = self.grants.of_patient(patient).await?;
        let died =
            |kept: &&KeptGrant| kept.state == GrantState::Suspended && kept.reason == Some(Reason::Died);
        let mut transaction = self.people.begin_write().await?;
        if let Some((_, account)) = self.grants.patient(patient).await? {
            self.told_elsewhere.forget(&mut transaction, account).await?;
        }
        for kept in grants.iter().filter(died) {
            self.steps(&mut transaction, kept, GrantStep::Resume).await?;
            self.tell_those(&mut transaction, None, kept.carer, outbox).await?;
        }
        self.tell_those(&mut transaction, Some(patient), None, outbox).await?;
        self.decide(&mut transaction, by, patient, None, Decided::Lifted, because).await?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(())
    }

    /// What the staff of an organisation gave and what needs them, the most urgent first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn given_here(&self, by: &AccessTeam) -> Result<Vec<(Needs, KeptGrant, Person)>, StoreError> {
        let mut lines = Vec::new();
        for (patient, id) in self.decisions.made_at(by.organisation()).await? {
            let Some(person) = self.people.one(patient).await? else { continue };
            let Some(kept) = self.grant_of(patient, id).await? else { continue };
            let (day, born) = (self.today(), person.date_of_birth);
            let needs = kept.grant.needs(kept.state, kept.reason, day, born, self.ages);
            lines.push((needs, kept, person));
        }
        lines.sort_by_key(|(needs, kept, _)| (*needs, kept.made_at));
        Ok(lines)
    }

    /// Whether staff said that a patient has died.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_died(&self, patient: PersonId) -> Result<bool, StoreError> {
        self.decisions.has_died(patient).await
    }

    /// One grant of a patient's, as they see it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grant_of(&self, patient: PersonId, id: GrantId) -> Result<Option<KeptGrant>, StoreError> {
        Ok(self.grants.of_patient(patient).await?.into_iter().find(|kept| kept.id == id))
    }

    /// Whether a patient has an age at which this opens nothing until it is looked at anew, or at all.
    pub fn is_stopped_by_age(&self, patient: &Person, grant: &Grant) -> bool {
        grant.is_stopped_by_age(self.today(), patient.date_of_birth, self.ages)
    }

    async fn review(
        &self,
        transaction: &mut WriteTransaction,
        patient: &Person,
        kept: &KeptGrant,
    ) -> Result<bool, StoreError> {
        let grant = Grant { reviewed: Some(self.today()), ..kept.grant.clone() };
        if self.is_stopped_by_age(patient, &grant) {
            return Ok(false);
        }
        let waited = kept.state == GrantState::Suspended && kept.reason == Some(Reason::Review);
        if waited && !self.steps(transaction, kept, GrantStep::Resume).await? {
            return Ok(false);
        }
        self.grants.change(transaction, kept, &grant).await?;
        Ok(true)
    }

    async fn steps(
        &self,
        transaction: &mut WriteTransaction,
        kept: &KeptGrant,
        step: GrantStep,
    ) -> Result<bool, StoreError> {
        self.grants.step(transaction, kept, step, self.clock.now()).await
    }

    pub(super) async fn decide(
        &self,
        transaction: &mut WriteTransaction,
        by: &AccessTeam,
        patient: PersonId,
        grant: Option<GrantId>,
        what: Decided,
        because: Because,
    ) -> Result<(), StoreError> {
        let (organisation, by, at) = (by.organisation().clone(), by.id(), self.clock.now());
        let decision = Decision { organisation, patient, grant, what, by, at, because };
        self.decisions.note(transaction, &decision).await
    }

    pub(super) async fn tell_those(
        &self,
        transaction: &mut WriteTransaction,
        patient: Option<PersonId>,
        carer: Option<AccountId>,
        outbox: &Outbox,
    ) -> Result<(), StoreError> {
        let patients = match patient {
            Some(patient) => self.grants.patient(patient).await?.map(|(_, account)| account),
            None => None,
        };
        for account in patients.into_iter().chain(carer) {
            outbox.tell(transaction, account, &About::Helping, None, self.clock.now()).await?;
        }
        Ok(())
    }
}
