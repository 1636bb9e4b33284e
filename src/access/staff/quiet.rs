//! What the access team does for somebody's safety, and tells nobody: neither the patient, whose log-in may be in the hands
//! of whoever harms, nor the carer. It stands in no log that either can open; those who answer for information governance
//! read it.

use super::care::AccessTeam;
use super::care_visit::CareVisit;
use super::{AsGovernance, CannotNote, OnDuty};
use crate::access::{Access, Purpose};
use crate::domain::{AccountId, DoneQuietly, Kinds, Person, QuietFacts};
use crate::store::{Elsewhere, QuietLine, StoreError, WriteTransaction};

/// How many lines the page of information governance shows.
const SHOWN: i64 = 500;

impl Access {
    /// Writes down that staff look at who acts for a patient: where the patient sees it, or quietly.
    ///
    /// # Errors
    /// When it is not stored: then nothing may be shown.
    pub async fn look_at_carers(
        &self,
        by: &AccessTeam,
        visit: &CareVisit,
        patient: &Person,
    ) -> Result<(), CannotNote> {
        if visit.quietly.is_none() {
            return by.note(Some(patient.id), Kinds::NONE, Purpose::CarersRead).await;
        }
        let mut transaction = self.begin_quietly(by, patient).await?;
        self.quietly(&mut transaction, by, visit, patient, DoneQuietly::Looked, None).await?;
        Ok(transaction.commit().await?)
    }

    /// From now on a carer sees nothing of the organisation's, whatever was or will be given to them; or again.
    ///
    /// # Errors
    /// When it is not written down or stored: then nothing is changed.
    pub async fn keep_from_carer(
        &self,
        by: &AccessTeam,
        visit: &CareVisit,
        patient: &Person,
        (carer, name): (AccountId, String),
        close: bool,
    ) -> Result<(), CannotNote> {
        let what = if close { DoneQuietly::CarerStopped } else { DoneQuietly::CarerLetIn };
        let mut transaction = self.begin_quietly(by, patient).await?;
        self.quietly(&mut transaction, by, visit, patient, what, Some(name)).await?;
        let (place, now) = (by.organisation(), self.clock.now());
        match close {
            true => self.grants.close_quietly(&mut transaction, patient.id, carer, place, now).await?,
            false => self.grants.open_quietly(&mut transaction, patient.id, carer, place).await?,
        }
        Ok(transaction.commit().await?)
    }

    /// From now on a patient is told things there and not where their own pages say; or again where those say.
    ///
    /// # Errors
    /// As [`Access::keep_from_carer`].
    pub async fn tell_elsewhere(
        &self,
        by: &AccessTeam,
        visit: &CareVisit,
        patient: &Person,
        there: Option<&Elsewhere>,
    ) -> Result<(), CannotNote> {
        let Some((_, account)) = self.grants.patient(patient.id).await? else { return Ok(()) };
        let what = if there.is_some() { DoneQuietly::ToldElsewhere } else { DoneQuietly::ToldAsBefore };
        let mut transaction = self.begin_quietly(by, patient).await?;
        self.quietly(&mut transaction, by, visit, patient, what, None).await?;
        match there {
            Some(there) => {
                self.told_elsewhere.set(&mut transaction, account, there, self.clock.now()).await?;
            }
            None => self.told_elsewhere.forget(&mut transaction, account).await?,
        }
        Ok(transaction.commit().await?)
    }

    /// What the staff of an organisation did quietly, but for what is about whoever reads it, once that is written down.
    ///
    /// # Errors
    /// When it is not written down, or the database does not answer.
    pub async fn read_safeguarding(&self, by: &OnDuty<AsGovernance>) -> Result<Vec<QuietLine>, CannotNote> {
        by.note(None, Kinds::NONE, Purpose::SafeguardingRead).await?;
        let mut lines = Vec::new();
        for line in self.safeguarding.at(by.organisation(), SHOWN).await? {
            if !by.is_own(line.patient).await? {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// Into the log about nobody first, which no patient reads and nobody can change. Nobody works on their own record.
    pub(super) async fn begin_quietly(
        &self,
        by: &AccessTeam,
        patient: &Person,
    ) -> Result<WriteTransaction, CannotNote> {
        by.people_of(patient.nhs_number).await?;
        by.note(None, Kinds::NONE, Purpose::Safeguarding).await?;
        Ok(self.people.begin_write().await?)
    }

    /// With all that governance has to know, into a table of its own.
    pub(super) async fn quietly(
        &self,
        transaction: &mut WriteTransaction,
        by: &AccessTeam,
        visit: &CareVisit,
        patient: &Person,
        what: DoneQuietly,
        carer: Option<String>,
    ) -> Result<(), StoreError> {
        let facts = QuietFacts {
            patient: patient.name.clone(),
            nhs_number: patient.nhs_number,
            carer,
            why: visit.quietly.as_deref().unwrap_or_default().to_owned(),
        };
        let (organisation, at) = (by.organisation().clone(), self.clock.now());
        let line = QuietLine { organisation, patient: patient.id, what, by: by.id(), at, facts };
        self.safeguarding.note(transaction, &line).await
    }
}
