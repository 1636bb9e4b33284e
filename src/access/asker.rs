//! Who asked for something that is about to be sent, and whether they may still have it done.

use super::Access;
use crate::domain::{AccountId, Kind, OdsCode, PersonId, Refusal};
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
    /// person in their own account, while staff have not stopped it, or a carer whose grants that stand today say so; else
    /// why not. Asked right before anything is sent, however long ago it was asked for.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may be sent.
    pub async fn asker(
        &self,
        account: AccountId,
        (person, to, kind): (PersonId, &OdsCode, Kind),
    ) -> Result<Result<Asker, Refusal>, StoreError> {
        let Some(who) = self.people.of_account(account).await? else { return Ok(Err(Refusal::NoLongerMay)) };
        if who.id == person {
            let is_stopped = self.own_access_stopped_by(account).await?.is_some();
            return Ok(if is_stopped { Err(Refusal::OwnAccessStopped) } else { Ok(Asker { carer: None }) });
        }
        let Some((patient, _)) = self.grants.patient(person).await? else {
            return Ok(Err(Refusal::NoLongerMay));
        };
        let allowed = self.allowed(account, &patient).await?;
        let may = allowed.iter().any(|one| one.organisation == *to && one.act.contains(kind));
        Ok(if may { Ok(Asker { carer: Some(who.name) }) } else { Err(Refusal::NoLongerMay) })
    }

    /// The name of an account's person, for those who may know who asked for something in a record.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn name_of(&self, account: AccountId) -> Result<Option<String>, StoreError> {
        Ok(self.people.of_account(account).await?.map(|person| person.name))
    }
}
