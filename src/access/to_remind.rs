//! The right to find out whether an appointment stands, or whether there is anything new, while nobody is there.

use std::sync::Arc;

use super::{Access, Permit};
use crate::domain::AccountId;
use crate::store::{LoggedIn, StoreError, Visits};

impl Access {
    /// The permit of one reminder, or of one look for news: of the account's own person, who chose to be told, and without anything of the
    /// patient's, so that a source that answers to the patient alone is not asked. What is opened under it stands in the
    /// access log. Nothing where the account has no person any more, or its own
    /// access is stopped.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn to_remind(&self, account: AccountId) -> Result<Option<Permit>, StoreError> {
        if self.people.stopped_by(account).await?.is_some() {
            return Ok(None);
        }
        let person = self.people.of_account(account).await?;
        Ok(person.map(|person| {
            let who = LoggedIn {
                account,
                person: Arc::new(person),
                visits: Visits::default(),
                proven_at: None,
                acting_for: None,
                terminal: None,
                by_visit_code: false,
                stopped_by: None,
            };
            Permit::own(who, None, self.log.clone(), self.clock.clone()).by_itself()
        }))
    }
}
