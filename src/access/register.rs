//! Making a log-in with a linkage code from the GP surgery, which checked who the person is.

use std::net::IpAddr;

use chrono::{Duration, NaiveDate};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::accounts::Accounts;
use super::bundle::Access;
use super::codes::{new_code, read_code};
use super::own_log_in::note_change;
use super::passwords::PasswordError;
use super::purpose::Purpose;
use super::strength::{self, Weak};
use crate::domain::{AccountId, NhsNumber, OdsCode};
use crate::store::{Added, NewPerson, StoreError};

/// How long a linkage code is good.
const LINKAGE_LIFE: Duration = Duration::days(30);

/// Somebody whom a GP surgery knows.
#[derive(Serialize, Deserialize)]
pub struct Linkage {
    pub nhs_number: NhsNumber,
    pub name: String,
    pub date_of_birth: NaiveDate,
    pub known_to: Vec<OdsCode>,
}

/// What came of making a log-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Registered {
    Yes(AccountId),
    /// Number, code and date of birth are not those of one person, or the code was used or ran out; nobody can tell
    /// which.
    NoMatch,
    Wait(Duration),
    Weak(Weak),
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum CannotRegister {
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// A code for somebody who stands before the staff of their GP surgery; it is shown once.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn new_linkage_code(&self, person: &Linkage) -> Result<String, StoreError> {
        let code = new_code();
        let plain = serde_json::to_vec(person).map_err(|_| StoreError::CannotSeal)?;
        let key = together(person.nhs_number, &read_code(&code).unwrap_or_default());
        let now = self.clock.now();
        self.people.keep_linkage(&key, &plain, now, now + LINKAGE_LIFE).await?;
        Ok(code)
    }
}

/// Makes a log-in that needs neither email nor phone: NHS number and password. Somebody who came by NHS login
/// before gets the password for that same account; a password that is there already stays.
///
/// # Errors
/// When nothing could be checked; then nothing is changed.
pub async fn register(
    access: &Access,
    nhs_number: NhsNumber,
    date_of_birth: NaiveDate,
    code: &str,
    password: SecretString,
    address: IpAddr,
) -> Result<Registered, CannotRegister> {
    let accounts = &access.accounts;
    let digits = nhs_number.digits();
    // Before anything is looked up, and for known and unknown people alike.
    if let Err(weak) = strength::check(password.expose_secret(), &[&digits]) {
        return Ok(Registered::Weak(weak));
    }
    let counted = accounts.keys.look_up("attempts-register", &digits);
    let now = accounts.clock.now();
    if let Err(wait) = accounts.attempts.begin(&counted, address, now) {
        return Ok(Registered::Wait(wait));
    }
    let hash = accounts.passwords.hash(password.clone()).await?;
    let key = together(nhs_number, &read_code(code).unwrap_or_default());
    let linkage = accounts.people.linkage(&key, now).await?;
    let linkage = linkage.and_then(|plain| serde_json::from_slice::<Linkage>(&plain).ok());
    let Some(linkage) = linkage.filter(|linkage| linkage.date_of_birth == date_of_birth) else {
        return Ok(Registered::NoMatch);
    };
    if let Err(weak) = strength::check(password.expose_secret(), &[&digits, &linkage.name]) {
        return Ok(Registered::Weak(weak));
    }
    if !accounts.people.use_linkage(&key).await? {
        return Ok(Registered::NoMatch);
    }
    let account = match accounts.people.by_nhs_number(nhs_number).await? {
        Some(known) => match known.account.filter(|_| known.date_of_birth == date_of_birth) {
            Some(account) if accounts.people.password_of(account).await?.is_none() => {
                accounts.people.set_password(account, &hash).await?;
                account
            }
            _ => return Ok(Registered::NoMatch),
        },
        None => {
            let new = NewPerson {
                email: None,
                nhs_number,
                name: &linkage.name,
                date_of_birth,
                known_to: &linkage.known_to,
                password_hash: Some(&hash),
            };
            match accounts.people.add(&new, now).await? {
                Added::Yes(account) => account,
                Added::NumberTaken | Added::EmailTaken => return Ok(Registered::NoMatch),
            }
        }
    };
    accounts.attempts.succeeded(&counted, address);
    if let Some(known) = accounts.people.by_nhs_number(nhs_number).await? {
        note_change(access, account, known.person, Purpose::LogInMade).await?;
    }
    tracing::info!(account = %account.0, "a log-in was made with a linkage code");
    Ok(Registered::Yes(account))
}
fn together(number: NhsNumber, code: &str) -> String {
    format!("{} {code}", number.digits())
}
