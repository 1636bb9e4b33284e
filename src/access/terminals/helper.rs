//! "I am helping this person": a name and a role in the log of who looked, for as long as the log-in at the terminal lasts.
//! A helper is never the patient: nothing opens for them.

use tower_sessions::Session;
use uuid::Uuid;

use crate::access::{Access, Permit, Purpose};
use crate::domain::{AccountId, Kinds, PersonId};
use crate::store::{AccessRow, By, Helper, StoreError};

/// How many letters a helper's name, or role, has at most.
pub const LONGEST_HELPER: usize = 80;

impl Access {
    /// Somebody helps whoever is logged in at this terminal, from now on.
    ///
    /// # Errors
    /// When it is not written down; then it is noted nowhere.
    pub async fn helper_came(
        &self,
        permit: &Permit,
        session: &Session,
        name: &str,
        role: &str,
    ) -> Result<(), StoreError> {
        let Some(id) = session.id() else { return Ok(()) };
        self.helper_went(session).await?;
        let helper = Helper { id: Uuid::now_v7(), name: name.to_owned(), role: role.to_owned() };
        let person = permit.subject().id;
        self.helpers.add(person, &helper, self.clock.now()).await?;
        self.note_helper(person, helper.id, Purpose::HelperCame).await?;
        self.helpers.set(&self.sessions.current(id), Some(helper.id)).await
    }

    /// Who helps in this log-in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn helper_here(&self, session: &Session) -> Result<Option<Helper>, StoreError> {
        let Some(id) = session.id() else { return Ok(None) };
        Ok(self.helpers.here(&self.sessions.current(id)).await?.map(|(_, helper)| helper))
    }

    /// Whoever helped in this log-in does no more.
    ///
    /// # Errors
    /// When it is not written down.
    pub async fn helper_went(&self, session: &Session) -> Result<(), StoreError> {
        let Some(id) = session.id().map(|id| self.sessions.current(id)) else { return Ok(()) };
        let Some((person, helper)) = self.helpers.here(&id).await? else { return Ok(()) };
        self.note_helper(person, helper.id, Purpose::HelperWent).await?;
        self.helpers.set(&id, None).await
    }

    async fn note_helper(&self, person: PersonId, helper: Uuid, purpose: Purpose) -> Result<(), StoreError> {
        let row = AccessRow {
            at: self.clock.now(),
            by: By::helper(AccountId(helper)),
            subject: Some(person),
            holders: [].into(),
            kinds: Kinds::NONE,
            purpose: purpose.slug(),
        };
        self.log.write(row).await
    }
}
