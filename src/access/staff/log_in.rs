//! Logging in at the staff desk: a password, and always a second step.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use data_encoding::BASE64URL_NOPAD;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StaffAccounts;
use crate::access::accounts::{CannotCheck, normal_email};
use crate::access::app_code::AppKey;
use crate::access::codes::read_digits;
use crate::access::passwords;
use crate::access::strength::{self, Weak};
use crate::access::{CodeCheck, Purpose};
use crate::domain::{Kinds, StaffId};
use crate::store::{AccessRow, Belongs, By, StoreError};

/// How long somebody may take between the password and the code.
const LONGEST_HALF: Duration = Duration::minutes(10);
/// How long a picture to set up an app is good.
const LONGEST_SET_UP: Duration = Duration::minutes(30);

const HALF: &str = "half_staff_log_in";
const APP: &str = "staff_app_to_prove";

/// What came of a password.
#[derive(Debug)]
pub enum StaffAttempt {
    /// Half a log-in, to be carried by the browser.
    Half(HalfStaff, SecretString),
    /// No such account, or another password; nobody can tell which.
    Wrong,
    Wait(Duration),
}

/// Half a log-in: the password was right, or a provider said who it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HalfStaff {
    staff: Uuid,
    id: Uuid,
    begun_at: DateTime<Utc>,
    /// They came by a provider that took a second step with them.
    #[serde(default)]
    is_whole: bool,
}

/// What stands between the password and the desk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StaffStep {
    /// Both steps are taken already.
    Nothing,
    Code,
    /// The first log-in, or one after they began anew: an app is set up, and a password chosen where somebody else
    /// knows the one that was given.
    SetUp {
        new_password: bool,
        /// Nobody has told yet whose record is their own.
        asks_own_number: bool,
    },
}

impl HalfStaff {
    pub(super) fn staff(&self) -> StaffId {
        StaffId(self.staff)
    }
}

/// An app to set up: its key, and the sealed note with which the form comes back.
pub struct ToSetUp {
    pub key: AppKey,
    pub note: SecretString,
}

/// What came of setting up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetUp {
    Done,
    /// The picture was there for too long, or is another account's.
    TooOld,
    WrongCode,
    Weak(Weak),
    /// It was set up meanwhile.
    ThereAlready,
}

#[derive(Serialize, Deserialize)]
struct AppNote {
    staff: Uuid,
    key: Vec<u8>,
    made_at: DateTime<Utc>,
}

impl StaffAccounts {
    /// Checks an email address and a password that somebody typed at `address`. For an account that does not exist, or
    /// has ended, it takes as long as for a wrong password, and says the same.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_password(
        &self,
        email: &str,
        password: SecretString,
        address: IpAddr,
    ) -> Result<StaffAttempt, CannotCheck> {
        let email = normal_email(email).unwrap_or_else(|| "nobody".to_owned());
        let counted = self.keys.look_up("attempts-staff", &email);
        if let Err(wait) = self.attempts.begin(&counted, address, self.clock.now()) {
            return Ok(StaffAttempt::Wait(wait));
        }
        let (id, hash) = self.store.by_email(&email).await?.unzip();
        let too_long = password.expose_secret().len() > passwords::LONGEST;
        let password = if too_long { SecretString::default() } else { password };
        let old = hash.as_deref().is_some_and(|hash| self.passwords.is_old(hash));
        let fits = self.passwords.check(password.clone(), hash).await? && !too_long;
        let Some(id) = id.filter(|_| fits) else { return Ok(StaffAttempt::Wrong) };
        self.attempts.succeeded(&counted, address);
        if old {
            self.store.set_hash(id, &self.passwords.hash(password).await?).await?;
        }
        let (half, note) = self.new_half(id, false)?;
        Ok(StaffAttempt::Half(half, note))
    }

    pub(super) fn new_half(
        &self,
        staff: StaffId,
        is_whole: bool,
    ) -> Result<(HalfStaff, SecretString), StoreError> {
        let half = HalfStaff { staff: staff.0, id: Uuid::new_v4(), begun_at: self.clock.now(), is_whole };
        let note = self.seal(HALF, &half)?;
        Ok((half, note))
    }

    /// The half log-in of a note, while it lasts.
    pub fn half(&self, sealed: Option<&str>) -> Option<HalfStaff> {
        let half = self.unseal::<HalfStaff>(HALF, sealed?)?;
        let age = self.clock.now() - half.begun_at;
        (age <= LONGEST_HALF && age >= Duration::zero()).then_some(half)
    }

    /// What comes next; nothing where the account has ended meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn step(&self, half: &HalfStaff) -> Result<Option<StaffStep>, StoreError> {
        let account = self.store.one(StaffId(half.staff)).await?;
        Ok(account.filter(|account| account.ended_at.is_none()).map(|account| match account.has_app {
            _ if half.is_whole => StaffStep::Nothing,
            true => StaffStep::Code,
            false => StaffStep::SetUp {
                new_password: account.given,
                asks_own_number: account.own_number.is_none(),
            },
        }))
    }

    /// Checks a code of the app, which is good once.
    ///
    /// # Errors
    /// When it cannot be checked.
    pub async fn check_code(
        &self,
        half: &HalfStaff,
        typed: &str,
        address: IpAddr,
    ) -> Result<CodeCheck, StoreError> {
        let (staff, now) = (StaffId(half.staff), self.clock.now());
        let counted = self.keys.look_up("attempts-staff-code", &staff.0.to_string());
        if let Err(wait) = self.attempts.begin(&counted, address, now) {
            return Ok(CodeCheck::Wait(wait));
        }
        let key = self.store.app_key(staff).await?.map(AppKey::from_bytes);
        let step = key.zip(read_digits(typed)).and_then(|(key, digits)| key.step_of(&digits, now));
        let right = match step {
            Some(step) => self.store.use_step(staff, step).await?,
            None => false,
        };
        if right {
            self.attempts.succeeded(&counted, address);
        }
        Ok(if right { CodeCheck::Right } else { CodeCheck::Wrong })
    }

    /// A new key for an app; nothing is stored before a code of it was typed.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn to_set_up(&self, half: &HalfStaff) -> Result<ToSetUp, StoreError> {
        let key = AppKey::random();
        let note = AppNote { staff: half.staff, key: key.bytes().to_vec(), made_at: self.clock.now() };
        let note = self.seal(APP, &note)?;
        Ok(ToSetUp { key, note })
    }

    /// The key of a note of this half log-in's.
    pub fn app_of_note(&self, half: &HalfStaff, note: &str) -> Option<AppKey> {
        let note = self.unseal::<AppNote>(APP, note)?;
        let is_new = self.clock.now() - note.made_at < LONGEST_SET_UP;
        (is_new && note.staff == half.staff).then(|| AppKey::from_bytes(note.key))
    }

    /// Sets up the app of a note, with a password of their own where `new` is one.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn set_up(
        &self,
        half: &HalfStaff,
        note: &str,
        code: &str,
        new: Option<SecretString>,
    ) -> Result<SetUp, CannotCheck> {
        let (staff, now) = (StaffId(half.staff), self.clock.now());
        let Some(key) = self.app_of_note(half, note) else { return Ok(SetUp::TooOld) };
        let Some(step) = read_digits(code).and_then(|digits| key.step_of(&digits, now)) else {
            return Ok(SetUp::WrongCode);
        };
        let hash = match new {
            Some(new) => {
                let account = self.store.one(staff).await?;
                let (name, email) = account.map(|account| (account.name, account.email)).unwrap_or_default();
                if let Err(weak) = strength::check(new.expose_secret(), &[&name, &email]) {
                    return Ok(SetUp::Weak(weak));
                }
                Some(self.passwords.hash(new).await?)
            }
            None => None,
        };
        let set = self.store.set_first_app(staff, key.bytes(), step, hash.as_deref(), now).await?;
        Ok(if set { SetUp::Done } else { SetUp::ThereAlready })
    }

    /// Logs in whoever took both steps; what the browser brings from now on. None where the half log-in was used before,
    /// or the account has ended.
    ///
    /// # Errors
    /// When it is not stored, or not written down; then nobody is logged in.
    pub async fn log_in(&self, half: &HalfStaff) -> Result<Option<SecretString>, StoreError> {
        let (staff, now) = (StaffId(half.staff), self.clock.now());
        let account = self.store.one(staff).await?.filter(|account| account.ended_at.is_none());
        let Some(account) = account else { return Ok(None) };
        if !self.used_once.take("half-staff-log-in", &half.id.to_string(), now).await? {
            return Ok(None);
        }
        let row = AccessRow {
            at: now,
            by: By::staff(staff, account.organisation.clone()),
            subject: None,
            holders: [account.organisation].into(),
            kinds: Kinds::NONE,
            purpose: Purpose::StaffLoggedIn.slug(),
        };
        self.log.write(row).await?;
        let token = BASE64URL_NOPAD.encode(&rand::random::<[u8; 32]>());
        self.store.sweep_sessions(now, self.limits.idle).await?;
        self.store.begin_session(staff, &token, now, now + self.limits.absolute).await?;
        tracing::info!(staff = %staff.0, "staff logged in");
        Ok(Some(token.into()))
    }

    /// Ends a log-in.
    ///
    /// # Errors
    /// When it is not ended.
    pub async fn log_out(&self, token: &str) -> Result<(), StoreError> {
        self.store.end_session(token).await
    }

    pub(super) fn seal(&self, what: &'static str, note: &impl Serialize) -> Result<SecretString, StoreError> {
        let plain = serde_json::to_vec(note).map_err(|_| StoreError::CannotSeal)?;
        Ok(BASE64URL_NOPAD.encode(&self.keys.seal(&Belongs::carried(what), &plain)?).into())
    }

    pub(super) fn unseal<T: DeserializeOwned>(&self, what: &'static str, sealed: &str) -> Option<T> {
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let plain = self.keys.open(&Belongs::carried(what), &bytes).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}
