//! Asking to help somebody: answered the same whoever is named, and never too often.

use std::net::IpAddr;

use chrono::Duration;

use super::Permit;
use super::accounts::{Accounts, normal_email};
use super::bundle::Access;
use crate::domain::{About, NhsNumber, PersonId};
use crate::store::{Outbox, StoreError};

/// How many people somebody may ask in a day; those that they name beyond are not told.
const A_DAY: u64 = 5;

/// Whom somebody wants to help, as they typed it.
#[derive(Clone, PartialEq, Eq)]
pub enum Named {
    Email(String),
    Number(NhsNumber),
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Named(…)")
    }
}

impl Named {
    /// An email address or an NHS number; nothing for what is neither.
    pub fn read(typed: &str) -> Option<Self> {
        match NhsNumber::parse(typed) {
            Ok(number) => Some(Named::Number(number)),
            Err(_) => normal_email(typed).map(Named::Email),
        }
    }
}

impl Access {
    /// Whether somebody may ask once more now, whomever they name.
    ///
    /// # Errors
    /// How long they have to wait.
    pub fn may_ask_to_help(&self, permit: &Permit, address: IpAddr) -> Result<(), Duration> {
        let Accounts { keys, attempts, .. } = &self.accounts;
        let counted = keys.look_up("attempts-ask-to-help", &permit.actor().0.to_string());
        attempts.begin(&counted, address, self.clock.now())
    }

    /// Shows the wish to whoever is named, where there is such a person with a log-in, and tells them that there is
    /// something. To be done after the answer, so that nobody learns from its time who is here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ask_to_help(
        &self,
        permit: &Permit,
        named: &Named,
        outbox: &Outbox,
    ) -> Result<(), StoreError> {
        let (carer, now) = (permit.actor(), self.clock.now());
        let found: Option<PersonId> = match named {
            Named::Email(email) => self.grants.person_of_email(email).await?,
            Named::Number(number) => {
                self.accounts.people.by_nhs_number(*number).await?.map(|known| known.person)
            }
        };
        let Some(patient) = found.filter(|patient| *patient != permit.subject().id) else { return Ok(()) };
        let Some((_, account)) = self.grants.patient(patient).await? else { return Ok(()) };
        if self.grants.asked_since(carer, now - Duration::days(1)).await? >= A_DAY {
            return Ok(());
        }
        let mut transaction = self.accounts.people.begin_write().await?;
        if self.grants.ask_to_help(&mut transaction, patient, carer, now).await? {
            outbox.tell(&mut transaction, account, &About::Helping, None, now).await?;
            transaction.commit().await?;
            outbox.hurry();
        }
        Ok(())
    }
}
