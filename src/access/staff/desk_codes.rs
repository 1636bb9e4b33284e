//! Codes that reception gives to somebody whose identity it has checked: to make a log-in, for a terminal, or for a log-in
//! that is lost.

use chrono::NaiveDate;

use super::{AsReception, CannotNote, OnDuty};
use crate::access::visit_codes::{At, CannotMakeVisitCode, NewVisitCode, VisitCode};
use crate::access::{Access, Linkage, Purpose};
use crate::domain::{Identified, NhsNumber};
use crate::store::{CodeGiven, DeskCode, KnownPerson, StoreError};

/// How many letters of a name of staff stand on what is kept of a visit code.
const LONGEST_NAME: usize = 80;

/// Somebody who stands at the desk, and how staff knew who they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AtDesk {
    pub nhs_number: NhsNumber,
    pub date_of_birth: NaiveDate,
    pub identified: Identified,
}

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum NoDeskCode {
    #[error("no patient of this organisation has this NHS number and this date of birth")]
    NotAPatientHere,
    #[error("nobody with this NHS number is known here: their name is needed")]
    NameNeeded,
    #[error("they have no log-in that could be lost")]
    NoLogIn,
    #[error(transparent)]
    Note(#[from] CannotNote),
    #[error(transparent)]
    Visit(#[from] CannotMakeVisitCode),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Access {
    /// A code with which somebody makes a log-in, once it is written down who gave it and how they knew the person. It is
    /// shown once. The person is known to the organisation of whoever gives it.
    ///
    /// # Errors
    /// When it cannot be written down or kept: then there is no code.
    pub async fn linkage_code_by(
        &self,
        by: &OnDuty<AsReception>,
        person: &AtDesk,
        name: String,
    ) -> Result<String, NoDeskCode> {
        by.note_number(person.nhs_number, Purpose::LinkageIssued).await?;
        self.keep_how(by, DeskCode::Linkage, person).await?;
        let AtDesk { nhs_number, date_of_birth, .. } = *person;
        let known_to = vec![by.organisation().clone()];
        let linkage = Linkage { nhs_number, name, date_of_birth, known_to };
        Ok(self.accounts.new_linkage_code(&linkage).await?)
    }

    /// A code for one visit to a terminal, once that is written down. Somebody who is not known here yet is by then, as a
    /// patient of the organisation, without a log-in.
    ///
    /// # Errors
    /// Why there is none; then nothing is kept but, perhaps, that this person is known here.
    pub async fn visit_code_by(
        &self,
        by: &OnDuty<AsReception>,
        person: &AtDesk,
        name: Option<&str>,
        at: At<'_>,
    ) -> Result<VisitCode, NoDeskCode> {
        by.people_of(person.nhs_number).await?;
        if self.patient_of(by, person).await?.is_none() && name.is_none() {
            return Err(NoDeskCode::NameNeeded);
        }
        let made_by: String = by.name().chars().take(LONGEST_NAME).collect();
        let known_to = [by.organisation().clone()];
        let new = NewVisitCode {
            nhs_number: person.nhs_number,
            date_of_birth: person.date_of_birth,
            name,
            known_to: &known_to,
            at,
            made_by: &made_by,
            identified: &person.identified,
        };
        let (account, _) = self.accounts.visitor(new).await?;
        by.note_number(person.nhs_number, Purpose::VisitCodeMade).await?;
        self.keep_how(by, DeskCode::Visit, person).await?;
        Ok(self.accounts.visit_code(account, new).await?)
    }

    /// A code for somebody who lost their log-in, once that is written down. With it they choose a new password.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn log_in_code_by(
        &self,
        by: &OnDuty<AsReception>,
        person: &AtDesk,
    ) -> Result<String, NoDeskCode> {
        by.people_of(person.nhs_number).await?;
        let known = self.patient_of(by, person).await?.ok_or(NoDeskCode::NotAPatientHere)?;
        if known.account.is_none() {
            return Err(NoDeskCode::NoLogIn);
        }
        by.note_number(person.nhs_number, Purpose::LogInCodeGiven).await?;
        self.keep_how(by, DeskCode::LogIn, person).await?;
        self.accounts.new_log_in_code(person.nhs_number).await?.ok_or(NoDeskCode::NoLogIn)
    }

    /// The organisation's own patient with this number and date of birth; none where nobody has the number.
    async fn patient_of(
        &self,
        by: &OnDuty<AsReception>,
        person: &AtDesk,
    ) -> Result<Option<KnownPerson>, NoDeskCode> {
        let Some(known) = self.people.by_nhs_number(person.nhs_number).await? else { return Ok(None) };
        let is_theirs = self.people.is_known_to(known.person, by.organisation()).await?;
        let fits = is_theirs && known.date_of_birth == person.date_of_birth;
        if fits { Ok(Some(known)) } else { Err(NoDeskCode::NotAPatientHere) }
    }

    async fn keep_how(
        &self,
        by: &OnDuty<AsReception>,
        what: DeskCode,
        person: &AtDesk,
    ) -> Result<(), StoreError> {
        let identified = person.identified.clone();
        let given = CodeGiven { identified, by: by.id(), at: self.clock.now() };
        self.people.note_code(what, by.organisation(), person.nhs_number, &given).await
    }
}
