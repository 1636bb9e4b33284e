//! Giving somebody access to a patient's record, as the access team fills it in.

use super::{AccessTeam, CannotNote};
use crate::access::codes::{new_code, read_code};
use crate::access::{Access, INVITATION_LIFE, Purpose};
use crate::domain::{About, Because, Contact, Decided, GivenByStaff, GoodFor, Person, StaffCannotGive};
use crate::store::{Invitation, Outbox};

/// What came of giving somebody access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GaveByStaff {
    /// The code to hand over, shown once.
    Code(String),
    /// The form was sent before.
    Already,
    Cannot(StaffCannotGive),
}

impl Access {
    /// Gives somebody access to a patient's record at the organisation of whoever gives it, and uses up what was filled in.
    ///
    /// # Errors
    /// When it is not stored, or cannot be written into the patient's log.
    pub async fn give_by_staff(
        &self,
        by: &AccessTeam,
        patient: &Person,
        filled: &GivenByStaff,
        outbox: &Outbox,
    ) -> Result<GaveByStaff, CannotNote> {
        let (now, today) = (self.clock.now(), self.today());
        let grant = match filled.grant(by.organisation(), patient.date_of_birth, today, self.ages) {
            Ok(grant) => grant,
            Err(why) => return Ok(GaveByStaff::Cannot(why)),
        };
        let code = new_code();
        let read = read_code(&code).unwrap_or_default();
        let (email, number) = match &filled.good_for {
            None => return Ok(GaveByStaff::Cannot(StaffCannotGive::NoCodeFor)),
            Some(GoodFor::Holder) => (None, None),
            Some(GoodFor::Email(email)) => (Some(&**email), None),
            Some(GoodFor::Number(number)) => (None, Some(*number)),
        };
        let invitation = Invitation { code: &read, email, number, good_until: now + INVITATION_LIFE };
        by.note(Some(patient.id), filled.given.sees(), Purpose::AccessGiven).await?;
        let mut transaction = self.people.begin_write().await?;
        if !self.grants.use_staff_draft(&mut transaction, by.id(), patient.id, filled.basis).await? {
            return Ok(GaveByStaff::Already);
        }
        let id = self.grants.make(&mut transaction, patient.id, &grant, &invitation, now).await?;
        let (evidence, note) = (filled.evidence.clone(), filled.note.clone());
        let because = Because { reason: None, evidence, child: filled.child, note };
        self.decide(&mut transaction, by, patient.id, Some(id), Decided::Made, because).await?;
        if let Some((_, account)) = self.grants.patient(patient.id).await? {
            outbox.tell(&mut transaction, account, &About::Helping, None, now).await?;
        }
        if let Some(email) = email {
            let contact = Contact::Email(email.to_owned());
            outbox.tell_contact(&mut transaction, None, &contact, &About::Helping, None, now).await?;
        }
        transaction.commit().await?;
        outbox.hurry();
        Ok(GaveByStaff::Code(code))
    }
}
