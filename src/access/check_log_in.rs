//! Checking who somebody is by what they type: the same work and the same answer for accounts that do not exist.

use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::accounts::{Accounts, CannotCheck, LogInAttempt, normal_email};
use super::codes::read_code;
use super::passwords;
use crate::domain::{AccountId, NhsNumber};
use crate::store::{CodeFor, StoreError};

impl Accounts {
    /// Checks an email address, or an NHS number, and a password that somebody typed at `address`, in a browser that
    /// brings this cookie of a remembered device. For an account that does not exist it takes as long as for a wrong
    /// password, and says the same.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_log_in(
        &self,
        who: &str,
        password: SecretString,
        device: Option<&str>,
        address: IpAddr,
    ) -> Result<LogInAttempt, CannotCheck> {
        let (named, found) = self.named(who).await?;
        let (counted, now) = (self.keys.look_up("attempts", &named), self.clock.now());
        let own = match (device, &found) {
            (Some(device), Some((account, _))) if self.steps.remembers(*account, device, now).await? => {
                Some(self.keys.look_up("device", device))
            }
            _ => None,
        };
        let begun = match &own {
            Some(device) => self.attempts.begin_by(&counted, device, address, now),
            None => self.attempts.begin(&counted, address, now),
        };
        if let Err(wait) = begun {
            metrics::counter!("front_door_log_in_attempts_total", "outcome" => "wait").increment(1);
            return Ok(LogInAttempt::Wait(wait));
        }
        let attempt = self.judge(&counted, found, password, address).await?;
        if let (LogInAttempt::Right(_), Some(device)) = (attempt, own) {
            self.attempts.succeeded_by(&counted, &device);
        }
        Ok(attempt)
    }

    /// As [`Accounts::check_log_in`], for somebody who also brings one of their printed codes, which nobody guesses: no
    /// stranger's wrong tries make them wait. Right, and the second step is done too. The code is used up in any case.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_log_in_with_code(
        &self,
        who: &str,
        password: SecretString,
        code: &str,
        address: IpAddr,
    ) -> Result<LogInAttempt, CannotCheck> {
        let now = self.clock.now();
        if let Err(wait) = self.attempts.begin_at(address, now) {
            return Ok(LogInAttempt::Wait(wait));
        }
        let (named, found) = self.named(who).await?;
        // Nobody's account is asked in the place of one that there is not.
        let account = found.as_ref().map_or(AccountId(Uuid::nil()), |(account, _)| *account);
        let code = read_code(code).unwrap_or_default();
        let right = self.steps.use_code(account, CodeFor::SecondStep, &code, now).await?;
        let counted = self.keys.look_up("attempts", &named);
        self.judge(&counted, found.filter(|_| right), password, address).await
    }

    /// What somebody typed, as it is counted, and the account that it names with its password's hash.
    async fn named(&self, who: &str) -> Result<(String, Option<(AccountId, String)>), StoreError> {
        match NhsNumber::parse(who).ok() {
            Some(number) => Ok((number.digits(), self.people.by_number_with_password(number).await?)),
            None => {
                // What cannot be an address is counted and hashed like one that has no account.
                let email = normal_email(who).unwrap_or_else(|| "nobody".to_owned());
                let found = self.people.by_email(&email).await?;
                Ok((email, found))
            }
        }
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

    /// Checks the password of an account that is logged in. Counted apart from logging in, so that nobody can keep the
    /// person from that.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_again(
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
}
