//! Accounts: adding one, and checking an email address with a password.

use std::net::IpAddr;

use chrono::{Duration, NaiveDate};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

use super::attempts::{AttemptLimits, Attempts};
use super::passwords::{self, PasswordError, Passwords};
use crate::domain::{AccountId, Clock, NhsNumber, OdsCode, Person, PersonId};
use crate::store::{Added, Database, Keys, NewPerson, People, SecondStepStore, StoreError, UsedOnce};

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
        let steps = SecondStepStore::new(database, keys.clone());
        let (passwords, attempts) = (Passwords::new()?, Attempts::new(limits));
        Ok(Self { people, keys, passwords, attempts, steps, used_once, clock })
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

    /// Checks the password of an account that is logged in. Counted apart from logging in, so that nobody can keep the
    /// person from that.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub(super) async fn check_again(
        &self,
        account: AccountId,
        password: SecretString,
        address: IpAddr,
    ) -> Result<LogInAttempt, CannotCheck> {
        let counted = self.keys.look_up("attempts again", &account.0.to_string());
        if let Err(wait) = self.attempts.begin(&counted, address, self.clock.now()) {
            return Ok(LogInAttempt::Wait(wait));
        }
        let found = self.people.password_of(account).await?.map(|hash| (account, hash));
        self.judge(&counted, found, password, address).await
    }

    /// Deletes an account with its person and all that is kept about them, but for the log of who looked.
    pub(super) async fn close(&self, person: PersonId) -> Result<(), StoreError> {
        self.people.close(person, self.clock.now()).await
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

    /// Checks an email address, or an NHS number, and a password that somebody typed at `address`. For an account that
    /// does not exist it takes as long as for a wrong password, and says the same.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_log_in(
        &self,
        who: &str,
        password: SecretString,
        address: IpAddr,
    ) -> Result<LogInAttempt, CannotCheck> {
        let number = NhsNumber::parse(who).ok();
        // What cannot be an address is counted and hashed like one that has no account.
        let email = normal_email(who).unwrap_or_else(|| "nobody".to_owned());
        let named = number.map_or_else(|| email.clone(), |number| number.digits());
        let counted = self.keys.look_up("attempts", &named);
        if let Err(wait) = self.attempts.begin(&counted, address, self.clock.now()) {
            metrics::counter!("front_door_log_in_attempts_total", "outcome" => "wait").increment(1);
            return Ok(LogInAttempt::Wait(wait));
        }
        let found = match number {
            Some(number) => self.people.by_number_with_password(number).await?,
            None => self.people.by_email(&email).await?,
        };
        self.judge(&counted, found, password, address).await
    }

    /// Whether the password fits, for nobody's account with the same work.
    async fn judge(
        &self,
        counted: &[u8],
        found: Option<(AccountId, String)>,
        password: SecretString,
        address: IpAddr,
    ) -> Result<LogInAttempt, CannotCheck> {
        let (account, hash) = found.unzip();
        let too_long = password.expose_secret().len() > passwords::LONGEST;
        let password = if too_long { SecretString::default() } else { password };
        let old = hash.as_deref().is_some_and(|hash| self.passwords.is_old(hash));
        let fits = self.passwords.check(password.clone(), hash).await? && !too_long;
        let outcome = match account.filter(|_| fits) {
            Some(account) => {
                self.attempts.succeeded(counted, address);
                if old {
                    let anew = self.passwords.hash(password).await?;
                    self.people.set_password(account, &anew).await?;
                }
                LogInAttempt::Right(account)
            }
            None => LogInAttempt::Wrong,
        };
        let label = if outcome == LogInAttempt::Wrong { "wrong" } else { "right" };
        metrics::counter!("front_door_log_in_attempts_total", "outcome" => label).increment(1);
        Ok(outcome)
    }

    pub(super) async fn note_log_in(&self, account: AccountId) -> Result<(), StoreError> {
        self.people.note_log_in(account, self.clock.now()).await
    }
}

/// An email address as it is compared: without spaces around it, in small letters, each character in one form.
pub(super) fn normal_email(typed: &str) -> Option<String> {
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
