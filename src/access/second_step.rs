//! The second step of logging in: a code of an authenticator app, a printed or a sent one, on a device that is not
//! remembered.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::Accounts;
use super::app_code::AppKey;
use super::codes::{new_code, new_digits, read_code, read_digits};
use crate::domain::{AccountId, CODE_LIFE, Channel};
use crate::store::{CodeFor, SecondSteps, StoreError};

/// How long somebody may take between the password and the code.
pub const LONGEST_HALF: Duration = Duration::minutes(10);
/// How long a device is remembered.
pub const REMEMBERED_FOR: Duration = Duration::days(30);
/// How many codes are printed.
const PRINTED: usize = 10;
/// Printed codes are good until they are used, or new ones are printed.
const PRINTED_FOR: Duration = Duration::days(3_650);
/// Wrong codes before all printed ones are good no more; each is too long to guess.
const PRINTED_TRIES: i64 = 1_000;
/// Wrong codes before the one that was sent is good no more.
const SENT_TRIES: i64 = 5;

const HALF: &str = "half_log_in";
const APP: &str = "app_to_prove";

/// Half a log-in: the password was right. It travels sealed in a cookie.
#[derive(Serialize, Deserialize)]
pub struct Half {
    account: Uuid,
    id: Uuid,
    /// A checked path of ours.
    pub return_to: String,
    begun_at: DateTime<Utc>,
}

impl Half {
    pub fn account(&self) -> AccountId {
        AccountId(self.account)
    }
}

/// What came of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeCheck {
    Right,
    /// Wrong, used before, or run out; nobody can tell which.
    Wrong,
    /// Too many tries: nothing was checked.
    Wait(Duration),
}

/// An app that is being set up: its key, until a code of it proves that it works.
#[derive(Serialize, Deserialize)]
struct AppToProve {
    account: Uuid,
    key: Vec<u8>,
    made_at: DateTime<Utc>,
}

impl Accounts {
    /// What an account asks for besides the password.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn second_steps(&self, account: AccountId) -> Result<SecondSteps, StoreError> {
        self.steps.of(account, self.clock.now()).await
    }

    /// Whether the second step must be asked for, on a browser that brought this cookie.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn asks_second_step(
        &self,
        account: AccountId,
        device: Option<&str>,
    ) -> Result<bool, StoreError> {
        if !self.second_steps(account).await?.any() {
            return Ok(false);
        }
        match device {
            Some(device) => Ok(!self.steps.remembers(account, device, self.clock.now()).await?),
            None => Ok(true),
        }
    }

    /// The note for a browser whose password was right.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn begin_half(&self, account: AccountId, return_to: &str) -> Result<SecretString, StoreError> {
        let begun_at = self.clock.now();
        let half = Half { account: account.0, id: Uuid::new_v4(), return_to: return_to.to_owned(), begun_at };
        self.seal_note(HALF, &half)
    }

    /// The half log-in of a note, while it lasts.
    pub fn half(&self, sealed: Option<&str>) -> Option<Half> {
        let half = self.open_note::<Half>(HALF, sealed?)?;
        let age = self.clock.now() - half.begun_at;
        (age <= LONGEST_HALF && age >= Duration::zero()).then_some(half)
    }

    /// Checks the code that somebody typed for their half log-in, which then is whole and good no more.
    ///
    /// # Errors
    /// When it cannot be checked.
    pub async fn finish_half(
        &self,
        half: &Half,
        typed: &str,
        address: IpAddr,
    ) -> Result<CodeCheck, StoreError> {
        let check = self.check_code(half.account(), typed, address).await?;
        let first = check == CodeCheck::Right
            && self.used_once.take("half-log-in", &half.id.to_string(), self.clock.now()).await?;
        Ok(if check == CodeCheck::Right && !first { CodeCheck::Wrong } else { check })
    }

    async fn check_code(
        &self,
        account: AccountId,
        typed: &str,
        address: IpAddr,
    ) -> Result<CodeCheck, StoreError> {
        let now = self.clock.now();
        let counted = self.keys.look_up("attempts-second-step", &account.0.to_string());
        if let Err(wait) = self.attempts.begin(&counted, address, now) {
            return Ok(CodeCheck::Wait(wait));
        }
        let right = if let Some(digits) = read_digits(typed) {
            self.app_code_is_right(account, &digits, now).await?
                || self.steps.use_code(account, CodeFor::SentStep, &digits, now).await?
        } else if let Some(code) = read_code(typed) {
            self.steps.use_code(account, CodeFor::SecondStep, &code, now).await?
        } else {
            false
        };
        if right {
            self.attempts.succeeded(&counted, address);
        }
        Ok(if right { CodeCheck::Right } else { CodeCheck::Wrong })
    }

    async fn app_code_is_right(
        &self,
        account: AccountId,
        digits: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let Some(key) = self.steps.app_key(account).await? else { return Ok(false) };
        match AppKey::from_bytes(key).step_of(digits, now) {
            // Used, it and all before it are good no more (RFC 6238, section 5.2).
            Some(step) => self.steps.use_step(account, step).await,
            None => Ok(false),
        }
    }

    /// From now on a code is sent by this way; none is sent any more.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn choose_sent_codes(
        &self,
        account: AccountId,
        way: Option<Channel>,
    ) -> Result<(), StoreError> {
        self.steps.choose_sent(account, way, self.clock.now()).await
    }

    /// A code to be sent as the second step; the one before it is good no more.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn code_for_second_step(&self, account: AccountId) -> Result<String, StoreError> {
        let (code, now) = (new_digits(), self.clock.now());
        let codes = std::slice::from_ref(&code);
        self.steps.set_codes(account, CodeFor::SentStep, codes, SENT_TRIES, now, now + CODE_LIFE).await?;
        Ok(code)
    }

    /// From now on this browser is not asked for a second step; what it is to bring.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn remember_device(&self, account: AccountId) -> Result<SecretString, StoreError> {
        let device = data_encoding::BASE64URL_NOPAD.encode(&rand::random::<[u8; 32]>());
        let now = self.clock.now();
        self.steps.remember(account, &device, now, now + REMEMBERED_FOR).await?;
        Ok(device.into())
    }

    /// Every browser is asked again.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn forget_devices(&self, account: AccountId) -> Result<(), StoreError> {
        self.steps.forget_devices(account).await
    }

    /// A new key for an app, and the sealed note with which the form comes back.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn new_app(&self, account: AccountId) -> Result<(AppKey, SecretString), StoreError> {
        let key = AppKey::random();
        let note = AppToProve { account: account.0, key: key.bytes().to_vec(), made_at: self.clock.now() };
        let sealed = self.seal_note(APP, &note)?;
        Ok((key, sealed))
    }

    /// The key of a note of this account's, for an hour.
    pub fn app_of_note(&self, account: AccountId, sealed: &str) -> Option<AppKey> {
        let note = self.open_note::<AppToProve>(APP, sealed)?;
        let is_new = self.clock.now() - note.made_at < Duration::hours(1);
        (is_new && note.account == account.0).then(|| AppKey::from_bytes(note.key))
    }

    /// The half minute of a code, if it is one of this key's now.
    pub fn step_of(&self, key: &AppKey, typed: &str) -> Option<i64> {
        read_digits(typed).and_then(|digits| key.step_of(&digits, self.clock.now()))
    }

    /// Puts an app in the place of any other; the code that proved it counts as used.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn set_app(&self, account: AccountId, key: &AppKey, step: i64) -> Result<(), StoreError> {
        self.steps.set_app(account, key.bytes(), step, self.clock.now()).await
    }

    /// New codes to print; those of before are good no more. They are shown once and kept as HMACs.
    ///
    /// # Errors
    /// When they are not stored.
    pub async fn new_printed_codes(&self, account: AccountId) -> Result<Vec<String>, StoreError> {
        let codes: Vec<String> = (0..PRINTED).map(|_| new_code()).collect();
        let plain: Vec<String> = codes.iter().filter_map(|code| read_code(code)).collect();
        let now = self.clock.now();
        let until = now + PRINTED_FOR;
        self.steps.set_codes(account, CodeFor::SecondStep, &plain, PRINTED_TRIES, now, until).await?;
        Ok(codes)
    }

    /// The password alone opens the account from now on.
    ///
    /// # Errors
    /// When they are not taken away.
    pub async fn remove_second_steps(&self, account: AccountId) -> Result<(), StoreError> {
        self.steps.remove_all(account).await
    }
}
