//! A new password for somebody who has lost theirs, with a code that the GP surgery handed out or that was sent.

use std::net::IpAddr;

use chrono::Duration;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::accounts::{Accounts, normal_email};
use super::bundle::Access;
use super::codes::{new_code, read_code};
use super::own_log_in::note_change;
use super::purpose::Purpose;
use super::register::CannotRegister;
use super::strength::{self, Weak};
use crate::domain::{AccountId, CODE_LIFE, NhsNumber};
use crate::store::{CodeFor, StoreError};

/// How long a code that was handed out is good.
const HANDED_OUT_LIFE: Duration = Duration::hours(48);
/// Wrong codes before it is good no more.
const TRIES: i64 = 10;

/// What came of a code with a new password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewPasswordSet {
    Yes(AccountId),
    /// No such account, or not its code; nobody can tell which.
    Wrong,
    Wait(Duration),
    Weak(Weak),
}

impl Accounts {
    /// A code for somebody who has lost every way to log in and stands before the staff of their GP surgery; none
    /// where nobody with this NHS number has a log-in. It is shown once, and the one of before is good no more.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn new_log_in_code(&self, number: NhsNumber) -> Result<Option<String>, StoreError> {
        let Some(account) = self.people.by_nhs_number(number).await?.and_then(|known| known.account) else {
            return Ok(None);
        };
        self.code_for_new_password(account, CodeFor::LostEverything, HANDED_OUT_LIFE).await.map(Some)
    }

    /// A code to be sent to somebody who has forgotten their password.
    pub(super) async fn code_sent(&self, account: AccountId) -> Result<String, StoreError> {
        self.code_for_new_password(account, CodeFor::NewPassword, CODE_LIFE).await
    }

    async fn code_for_new_password(
        &self,
        account: AccountId,
        purpose: CodeFor,
        life: Duration,
    ) -> Result<String, StoreError> {
        let (code, now) = (new_code(), self.clock.now());
        let plain = [read_code(&code).unwrap_or_default()];
        self.steps.set_codes(account, purpose, &plain, TRIES, now, now + life).await?;
        Ok(code)
    }
}

/// Sets a new password with a code. Every log-in of the account ends; a code of the surgery takes its second steps away
/// too, since they are lost. Unknown people take the same work.
///
/// # Errors
/// When nothing could be checked; then nothing is changed.
pub async fn set_password_by_code(
    access: &Access,
    who: &str,
    code: &str,
    new: SecretString,
    address: IpAddr,
) -> Result<NewPasswordSet, CannotRegister> {
    let accounts = &access.accounts;
    let number = NhsNumber::parse(who).ok();
    let email = normal_email(who).unwrap_or_else(|| "nobody".to_owned());
    let named = number.map_or_else(|| email.clone(), |number| number.digits());
    if let Err(weak) = strength::check(new.expose_secret(), &[&named]) {
        return Ok(NewPasswordSet::Weak(weak));
    }
    let (counted, now) = (accounts.keys.look_up("attempts-new-password", &named), accounts.clock.now());
    if let Err(wait) = accounts.attempts.begin(&counted, address, now) {
        return Ok(NewPasswordSet::Wait(wait));
    }
    let hash = accounts.passwords.hash(new).await?;
    let found = match number {
        Some(number) => accounts.people.by_nhs_number(number).await?.and_then(|known| known.account),
        None => accounts.people.by_email(&email).await?.map(|(account, _)| account),
    };
    // Nobody's account is asked in the place of one that there is not.
    let account = found.unwrap_or(AccountId(Uuid::nil()));
    let code = read_code(code).unwrap_or_default();
    let lost = accounts.steps.use_code(account, CodeFor::LostEverything, &code, now).await?;
    let right = lost || accounts.steps.use_code(account, CodeFor::NewPassword, &code, now).await?;
    if !right {
        return Ok(NewPasswordSet::Wrong);
    }
    if let Some(person) = accounts.people.of_account(account).await? {
        note_change(access, account, person.id, Purpose::PasswordChanged).await?;
    }
    accounts.people.set_password(account, &hash).await?;
    accounts.feeds.end(account).await?;
    accounts.forget_devices(account).await?;
    if lost {
        accounts.remove_second_steps(account).await?;
    }
    let ended = access.sessions.end_all(account).await?;
    access.presences.end_those(|id, _| ended.holds(id));
    accounts.attempts.succeeded(&counted, address);
    tracing::info!(account = %account.0, lost, "a new password was set with a code");
    Ok(NewPasswordSet::Yes(account))
}
