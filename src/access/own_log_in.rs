//! What a person changes about their own log-in: they show again that it is them before, and it ends elsewhere after.

use secrecy::{ExposeSecret, SecretString};
use tower_sessions::Session;

use super::accounts::{Accounts, CannotCheck};
use super::bundle::Access;
use super::purpose::Purpose;
use super::strength::{self, Weak};
use crate::domain::{AccountId, Kinds, Person, PersonId};
use crate::store::{AccessRow, By, SecondSteps, StoreError};

/// How a person logs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaysIn {
    pub email: Option<String>,
    pub password: bool,
    pub nhs_login: bool,
    pub steps: SecondSteps,
}

impl Accounts {
    /// # Errors
    /// When the database does not answer.
    pub async fn ways_in(&self, account: AccountId) -> Result<WaysIn, StoreError> {
        Ok(WaysIn {
            email: self.people.email_of(account).await?,
            password: self.people.password_of(account).await?.is_some(),
            nhs_login: self.people.has_nhs_login(account).await?,
            steps: self.second_steps(account).await?,
        })
    }

    /// Whether a password that somebody chose is good enough for them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn weakness_for(
        &self,
        account: AccountId,
        new: &SecretString,
        person: &Person,
    ) -> Result<Option<Weak>, StoreError> {
        let email = self.people.email_of(account).await?.unwrap_or_default();
        let number = person.nhs_number.digits();
        Ok(strength::check(new.expose_secret(), &[&person.name, &email, &number]).err())
    }

    /// Sets a new password, makes every device be asked for the second step again, and ends the address for a calendar.
    ///
    /// # Errors
    /// When it is not set; then the old one stays.
    pub async fn set_password(&self, account: AccountId, new: SecretString) -> Result<(), CannotCheck> {
        let hash = self.passwords.hash(new).await?;
        self.people.set_password(account, &hash).await?;
        self.feeds.end(account).await?;
        Ok(self.forget_devices(account).await?)
    }
}

/// Writes down a change of somebody's log-in for which there is no permit, since nobody is logged in.
///
/// # Errors
/// When the row is not safely stored.
pub(super) async fn note_change(
    access: &Access,
    account: AccountId,
    person: PersonId,
    purpose: Purpose,
) -> Result<(), StoreError> {
    let row = AccessRow {
        at: access.clock.now(),
        by: By::patient(account),
        subject: Some(person),
        holders: [].into(),
        kinds: Kinds::NONE,
        purpose: purpose.slug(),
    };
    access.log.write(row).await
}

/// Ends every log-in of an account but this one, with what they brought along.
///
/// # Errors
/// When they are not ended.
pub async fn log_out_elsewhere(
    access: &Access,
    session: &Session,
    account: AccountId,
) -> Result<(), StoreError> {
    let ended = match session.id() {
        Some(this) => access.sessions.end_others(account, &access.sessions.current(this)).await?,
        None => access.sessions.end_all(account).await?,
    };
    access.presences.end_those(|id, _| ended.holds(id));
    Ok(())
}
