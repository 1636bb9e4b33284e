//! Who asked for something that is about to be sent, and whether they may still have it done.

use super::Access;
use crate::domain::{AccountId, Kind, OdsCode, PersonId};
use crate::store::StoreError;

/// Somebody who may have something done for a patient now. Made by [`Access::asker`] alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asker {
    /// None where it is the patient.
    carer: Option<String>,
}

impl Asker {
    #[cfg(test)]
    pub(super) fn for_tests(carer: &str) -> Self {
        Self { carer: Some(carer.to_owned()) }
    }

    /// The name of whoever acts for the patient, where it is not the patient.
    pub fn carer(&self) -> Option<&str> {
        self.carer.as_deref()
    }
}

impl Access {
    /// Whoever asked this organisation for something of this kind about a person, where they may still have it done: the
    /// person in their own account, or a carer whose grants that stand today say so. Asked right before anything is sent,
    /// however long ago it was asked for.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may be sent.
    pub async fn asker(
        &self,
        account: AccountId,
        (person, to, kind): (PersonId, &OdsCode, Kind),
    ) -> Result<Option<Asker>, StoreError> {
        let Some(who) = self.people.of_account(account).await? else { return Ok(None) };
        if who.id == person {
            return Ok(Some(Asker { carer: None }));
        }
        let Some((patient, _)) = self.grants.patient(person).await? else { return Ok(None) };
        let allowed = self.allowed(account, &patient).await?;
        let may = allowed.iter().any(|one| one.organisation == *to && one.act.contains(kind));
        Ok(may.then_some(Asker { carer: Some(who.name) }))
    }

    /// The name of an account's person, for those who may know who asked for something in a record.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn name_of(&self, account: AccountId) -> Result<Option<String>, StoreError> {
        Ok(self.people.of_account(account).await?.map(|person| person.name))
    }
}
