//! Stopping a patient's own online access at their wish, and giving it back: for all to see, or quietly.

use super::CannotNote;
use super::care::AccessTeam;
use super::care_visit::CareVisit;
use crate::access::{Access, Purpose};
use crate::domain::{Because, Decided, DoneQuietly, Kinds, Person};
use crate::store::Outbox;

impl Access {
    /// Stops it, or gives it back. False where it stands so already, or another organisation stopped it.
    ///
    /// # Errors
    /// When it is not written down or stored: then nothing is changed.
    pub async fn change_own_access(
        &self,
        by: &AccessTeam,
        visit: &CareVisit,
        patient: &Person,
        stop: bool,
        because: Because,
        outbox: &Outbox,
    ) -> Result<bool, CannotNote> {
        let (purpose, decided, done) = match stop {
            true => (Purpose::OwnAccessStopped, Decided::OwnStopped, DoneQuietly::OwnStopped),
            false => (Purpose::OwnAccessGivenBack, Decided::OwnGivenBack, DoneQuietly::OwnGivenBack),
        };
        let is_quiet = visit.quietly.is_some();
        let mut transaction = match is_quiet {
            true => self.begin_quietly(by, patient).await?,
            false => {
                by.note(Some(patient.id), Kinds::NONE, purpose).await?;
                self.people.begin_write().await?
            }
        };
        let place = by.organisation();
        let changed = match stop {
            true => self.people.stop_own(&mut transaction, patient.id, place).await?,
            false => self.people.give_own_back(&mut transaction, patient.id, place).await?,
        };
        if !changed {
            return Ok(false);
        }
        match is_quiet {
            true => self.quietly(&mut transaction, by, visit, patient, done, None).await?,
            false => {
                self.decide(&mut transaction, by, patient.id, None, decided, because).await?;
                self.tell_those(&mut transaction, Some(patient.id), None, outbox).await?;
            }
        }
        transaction.commit().await?;
        self.sessions.forget_recent();
        outbox.hurry();
        Ok(true)
    }
}
