//! Second steps of logging in: authenticator apps, codes that are good once, and browsers that are remembered.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::query::{execute, fetch_optional};
use super::{Belongs, Database, Keys, SealedTable, StoreError};
use crate::domain::{AccountId, Channel, PersonId};

/// What codes are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeFor {
    /// Printed, for the second step.
    SecondStep,
    /// Sent, for the second step.
    SentStep,
    /// Sent, to choose a new password.
    NewPassword,
    /// Handed out by the GP surgery to somebody who has lost every way to log in.
    LostEverything,
}

impl CodeFor {
    const fn slug(self) -> &'static str {
        match self {
            Self::SecondStep => "printed",
            Self::SentStep => "sent",
            Self::NewPassword => "new-password",
            Self::LostEverything => "lost-everything",
        }
    }
}

/// What an account asks for besides the password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SecondSteps {
    pub app: bool,
    /// Printed codes that are left.
    pub codes: u32,
    pub passkeys: u32,
    /// By which way a code is sent, where the person wants that and can be reached so.
    pub sent: Option<Channel>,
    /// Browsers that are not asked.
    pub devices: u32,
}

impl SecondSteps {
    /// Whether anything is asked for.
    pub fn any(self) -> bool {
        self.app || self.codes > 0 || self.passkeys > 0 || self.sent.is_some()
    }
}

/// Keeps second steps. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SecondStepStore {
    database: Database,
    keys: Keys,
}

impl SecondStepStore {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    pub async fn of(&self, account: AccountId, at: DateTime<Utc>) -> Result<SecondSteps, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (i64, i64, i64, i64, Option<String>),
            "SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM authenticator_app WHERE account = $1),
             (SELECT CAST(COUNT(*) AS BIGINT) FROM log_in_code
              WHERE account = $1 AND purpose = 'printed' AND good_until > $2),
             (SELECT CAST(COUNT(*) AS BIGINT) FROM passkey WHERE account = $1),
             (SELECT CAST(COUNT(*) AS BIGINT) FROM remembered_device WHERE account = $1 AND good_until > $2),
             (SELECT way FROM sent_code_way WHERE account = $1
              AND (EXISTS (SELECT 1 FROM contact WHERE contact.account = $1 AND contact.way = sent_code_way.way)
              OR way = 'email' AND EXISTS (SELECT 1 FROM account_email WHERE account_email.account = $1)))",
            account.0,
            at
        )?;
        let (app, codes, passkeys, devices, sent) = row.unwrap_or_default();
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(SecondSteps {
            app: app > 0,
            codes: count(codes),
            passkeys: count(passkeys),
            devices: count(devices),
            sent: sent.as_deref().and_then(Channel::from_slug),
        })
    }

    /// The key of the account's app.
    pub async fn app_key(&self, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT sealed FROM authenticator_app WHERE account = $1";
        let row = fetch_optional!(self.database.reader(), (Vec<u8>,), sql, account.0)?;
        row.map(|(sealed,)| self.open(account, &sealed)).transpose()
    }

    /// Puts an app in the place of any other; `step` is the half minute of the code that proved it.
    pub async fn set_app(
        &self,
        account: AccountId,
        key: &[u8],
        step: i64,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal(&of_an_app(account), key)?;
        execute!(
            self.database.writer(),
            "INSERT INTO authenticator_app (account, sealed, sealed_by, last_step, since)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account) DO UPDATE SET sealed = $2, sealed_by = $3, last_step = $4, since = $5",
            account.0,
            sealed.as_slice(),
            self.keys.writing(),
            step,
            at
        )?;
        Ok(())
    }

    /// Whether a code of this half minute may be used: none of it, nor of a later one, was used before.
    pub async fn use_step(&self, account: AccountId, step: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE authenticator_app SET last_step = $2 WHERE account = $1 AND last_step < $2";
        Ok(execute!(self.database.writer(), sql, account.0, step)? == 1)
    }

    /// Takes every second step away, at once.
    pub async fn remove_all(&self, account: AccountId) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        for sql in [
            "DELETE FROM authenticator_app WHERE account = $1",
            "DELETE FROM log_in_code WHERE account = $1 AND purpose IN ('printed', 'sent')",
            "DELETE FROM sent_code_way WHERE account = $1",
            "DELETE FROM passkey WHERE account = $1",
        ] {
            execute!(transaction.on(), sql, account.0)?;
        }
        transaction.commit().await
    }

    /// From now on a code is sent by this way; none is sent any more.
    pub async fn choose_sent(
        &self,
        account: AccountId,
        way: Option<Channel>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        execute!(transaction.on(), "DELETE FROM sent_code_way WHERE account = $1", account.0)?;
        if let Some(way) = way {
            let sql = "INSERT INTO sent_code_way (account, way, since) VALUES ($1, $2, $3)";
            execute!(transaction.on(), sql, account.0, way.slug(), at)?;
        }
        transaction.commit().await
    }

    /// Puts these codes in the place of all others of the purpose; no codes take them away.
    pub async fn set_codes(
        &self,
        account: AccountId,
        purpose: CodeFor,
        codes: &[String],
        tries: i64,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let sql = "DELETE FROM log_in_code WHERE account = $1 AND purpose = $2";
        execute!(transaction.on(), sql, account.0, purpose.slug())?;
        for code in codes {
            execute!(
                transaction.on(),
                "INSERT INTO log_in_code (account, purpose, code, made_at, good_until, tries_left)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                account.0,
                purpose.slug(),
                self.code(account, code),
                at,
                until,
                tries
            )?;
        }
        transaction.commit().await
    }

    /// Uses a code up. Whether it was good. A wrong one counts against all of the purpose; after the last try they are
    /// good no more.
    pub async fn use_code(
        &self,
        account: AccountId,
        purpose: CodeFor,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let used = execute!(
            self.database.writer(),
            "DELETE FROM log_in_code
             WHERE account = $1 AND purpose = $2 AND code = $3 AND good_until > $4 AND tries_left > 0",
            account.0,
            purpose.slug(),
            self.code(account, code),
            at
        )?;
        if used == 0 {
            let sql =
                "UPDATE log_in_code SET tries_left = tries_left - 1 WHERE account = $1 AND purpose = $2";
            execute!(self.database.writer(), sql, account.0, purpose.slug())?;
        }
        Ok(used == 1)
    }

    /// Remembers a browser until then.
    pub async fn remember(
        &self,
        account: AccountId,
        device: &str,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO remembered_device (device, account, since, good_until) VALUES ($1, $2, $3, $4)",
            self.keys.look_up("device", device),
            account.0,
            at,
            until
        )?;
        Ok(())
    }

    pub async fn remembers(
        &self,
        account: AccountId,
        device: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT account FROM remembered_device WHERE device = $1 AND account = $2 AND good_until > $3",
            self.keys.look_up("device", device),
            account.0,
            at
        )?;
        Ok(row.is_some())
    }

    pub async fn forget_devices(&self, account: AccountId) -> Result<(), StoreError> {
        execute!(self.database.writer(), "DELETE FROM remembered_device WHERE account = $1", account.0)?;
        Ok(())
    }

    fn open(&self, account: AccountId, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let opened = self.keys.open(&of_an_app(account), sealed);
        opened.map_err(|_| StoreError::Unreadable("the key of an authenticator app"))
    }

    fn code(&self, account: AccountId, code: &str) -> Vec<u8> {
        self.keys.look_up("log-in-code", &format!("{} {code}", account.0))
    }
}

/// Drops what has run out: codes of every kind, and devices that were remembered.
pub(super) async fn drop_old(database: &Database, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(database.writer(), "DELETE FROM log_in_code WHERE good_until <= $1", at)?;
    execute!(database.writer(), "DELETE FROM linkage_code WHERE good_until <= $1", at)?;
    execute!(database.writer(), "DELETE FROM remembered_device WHERE good_until <= $1", at)?;
    Ok(())
}

fn of_an_app(account: AccountId) -> Belongs<'static> {
    Belongs::kept(SealedTable::AuthenticatorApp, PersonId(account.0), &[])
}
