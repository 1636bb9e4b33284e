//! Accounts: adding one, and checking an email address with a password.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use webauthn_rs::Webauthn;

use super::attempts::{AttemptLimits, Attempts};
use super::leaked;
use super::passwords::{self, PasswordError, Passwords};
use crate::domain::{AccountId, Clock, NhsNumber, OdsCode, Person, PersonId};
use crate::store::{
    Added, CalendarFeeds, Database, Keys, NewPerson, Outbox, PasskeyStore, People, SecondStepStore,
    StoreError, UsedOnce,
};

/// An account to add, with its person.
pub struct NewAccount {
    /// None for somebody who logs in with their NHS number.
    pub email: Option<String>,
    pub nhs_number: NhsNumber,
    pub name: String,
    pub date_of_birth: NaiveDate,
    /// The organisations that know the person; the registered GP surgery is found by itself.
    pub known_to: Vec<OdsCode>,
    pub password: SecretString,
}

/// Why an account was not added.
#[derive(Debug, thiserror::Error)]
pub enum CannotAdd {
    #[error("that is not an email address")]
    NotAnEmail,
    #[error("there is an account with this email address already")]
    EmailTaken,
    #[error("there is an account for this NHS number already")]
    NumberTaken,
    #[error("the name is empty")]
    NoName,
    #[error("the password must have at least {} characters", passwords::SHORTEST)]
    PasswordTooShort,
    #[error("the password must have at most {} bytes", passwords::LONGEST)]
    PasswordTooLong,
    #[error("this password was stolen elsewhere and published: choose another")]
    PasswordKnown,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of trying to log in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogInAttempt {
    Right(AccountId),
    /// No such account, or another password; nobody can tell which.
    Wrong,
    /// Too many tries: nothing was checked, and nothing will be before this time has passed.
    Wait(Duration),
}

/// Why a log-in could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum CannotCheck {
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everyone who can log in. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    pub(super) people: People,
    pub(super) keys: Keys,
    pub(super) passwords: Passwords,
    pub(super) attempts: Attempts,
    pub(super) steps: SecondStepStore,
    pub(super) used_once: UsedOnce,
    pub(super) passkeys: PasskeyStore,
    pub(super) feeds: CalendarFeeds,
    /// None where there are no passkeys.
    pub(super) relying_party: Option<Arc<Webauthn>>,
    pub(super) clock: Clock,
}

impl Accounts {
    /// # Errors
    /// When passwords cannot be hashed on this machine.
    pub fn new(
        database: Database,
        keys: Keys,
        clock: Clock,
        limits: AttemptLimits,
    ) -> Result<Self, PasswordError> {
        let people = People::new(database.clone(), keys.clone());
        let used_once = UsedOnce::new(database.clone(), keys.clone());
        let steps = SecondStepStore::new(database.clone(), keys.clone());
        let feeds = CalendarFeeds::new(database.clone());
        let passkeys = PasskeyStore::new(database, keys.clone());
        let (passwords, attempts) = (Passwords::new()?, Attempts::new(limits));
        let relying_party = None;
        Ok(Self {
            people,
            keys,
            passwords,
            attempts,
            steps,
            used_once,
            passkeys,
            feeds,
            relying_party,
            clock,
        })
    }

    /// Whether there is an account with this email address; never told to anyone outside.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn exists(&self, email: &str) -> Result<bool, StoreError> {
        match normal_email(email) {
            Some(email) => Ok(self.people.by_email(&email).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Whoever has or had an account with this NHS number; for those who run the portal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn people_of(&self, number: NhsNumber) -> Result<Vec<PersonId>, StoreError> {
        self.people.all_of_nhs_number(number).await
    }

    /// A person by our own id; for those who run the portal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn person(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        self.people.one(person).await
    }

    /// Whether an account has a password at all: some are opened by NHS login alone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_password(&self, account: AccountId) -> Result<bool, StoreError> {
        Ok(self.people.password_of(account).await?.is_some())
    }

    /// Deletes an account with its person and all that is kept about them, but for the log of who looked, and has them
    /// told.
    pub(super) async fn close(&self, who: (PersonId, AccountId), outbox: &Outbox) -> Result<(), StoreError> {
        self.people.close(who, outbox, self.clock.now()).await
    }

    /// Adds an account with its person.
    ///
    /// # Errors
    /// By name why it was not added; then nothing is stored.
    pub async fn add(&self, new: NewAccount) -> Result<AccountId, CannotAdd> {
        let email = new.email.as_deref().map(|email| normal_email(email).ok_or(CannotAdd::NotAnEmail));
        let email = email.transpose()?;
        let name = new.name.trim();
        if name.is_empty() {
            return Err(CannotAdd::NoName);
        }
        match new.password.expose_secret() {
            password if password.chars().count() < passwords::SHORTEST => {
                return Err(CannotAdd::PasswordTooShort);
            }
            password if password.len() > passwords::LONGEST => return Err(CannotAdd::PasswordTooLong),
            password if leaked::is_listed(password) => return Err(CannotAdd::PasswordKnown),
            _ => {}
        }
        let password_hash = self.passwords.hash(new.password.clone()).await?;
        let person = NewPerson {
            email: email.as_deref(),
            nhs_number: new.nhs_number,
            name,
            date_of_birth: new.date_of_birth,
            known_to: &new.known_to,
            password_hash: Some(&password_hash),
        };
        match self.people.add(&person, self.clock.now()).await? {
            Added::Yes(account) => Ok(account),
            Added::EmailTaken => Err(CannotAdd::EmailTaken),
            Added::NumberTaken => Err(CannotAdd::NumberTaken),
        }
    }

    pub(super) async fn note_log_in(&self, account: AccountId) -> Result<(), StoreError> {
        self.people.note_log_in(account, self.clock.now()).await
    }
}

/// An email address as it is compared: without spaces around it, in small letters, each character in one form.
pub fn normal_email(typed: &str) -> Option<String> {
    let email: String = typed.trim().nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let (name, host) = email.rsplit_once('@')?;
    let fits = !name.is_empty() && !host.is_empty() && email.len() <= 254;
    let odd = email.chars().any(|character| character.is_whitespace() || character.is_control());
    (fits && !odd).then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_one_account_however_it_is_typed() {
        for typed in ["anna@example.org", " Anna@Example.ORG ", "ANNA@EXAMPLE.ORG", "\u{ff21}nna@example.org"]
        {
            assert_eq!(normal_email(typed).as_deref(), Some("anna@example.org"), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_an_address_is_none() {
        for typed in ["", "anna", "@example.org", "anna@", "an na@example.org", "anna@exam\u{0}ple.org"] {
            assert_eq!(normal_email(typed), None, "{typed:?}");
        }
        assert_eq!(normal_email(&format!("{}@example.org", "a".repeat(250))), None);
    }
}
