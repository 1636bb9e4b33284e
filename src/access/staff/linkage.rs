//! Codes that reception gives to somebody whose identity it has checked.

use super::{AsReception, OnDuty};
use crate::access::{Access, Linkage, Purpose};
use crate::domain::{Identified, Kinds};
use crate::store::{LinkageIssued, StoreError};

impl Access {
    /// A code with which this person makes a log-in, once it is written down who gave it and how they knew the person.
    /// It is shown once. `person` is known to the organisation of whoever gives it.
    ///
    /// # Errors
    /// When it cannot be written down or kept: then there is no code.
    pub async fn linkage_code_by(
        &self,
        by: &OnDuty<AsReception>,
        identified: Identified,
        person: &Linkage,
    ) -> Result<String, StoreError> {
        let known = self.accounts.people_of(person.nhs_number).await?;
        for subject in &known {
            by.note(Some(*subject), Kinds::NONE, Purpose::LinkageIssued).await?;
        }
        if known.is_empty() {
            by.note(None, Kinds::NONE, Purpose::LinkageIssued).await?;
        }
        let issued = LinkageIssued { identified, by: by.id(), at: self.clock.now() };
        self.people.note_linkage(by.organisation(), person.nhs_number, &issued).await?;
        self.accounts.new_linkage_code(person).await
    }
}
