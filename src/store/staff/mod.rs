//! The accounts of staff, as they are stored: apart from patients' in every table.

mod events;
mod providers;
mod second_step;
mod sessions;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use events::{StaffEvent, WhatChanged};

use super::keys::Belongs;
use super::people::OwnNumber;
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::{NhsNumber, OdsCode, PersonId, StaffId, StaffRoles};

/// Somebody's account, as an administrator sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffAccount {
    pub id: StaffId,
    pub organisation: OdsCode,
    pub name: String,
    pub email: String,
    pub roles: StaffRoles,
    pub last_log_in: Option<DateTime<Utc>>,
    /// Whether they have set up their second step.
    pub has_app: bool,
    /// Whether somebody else knows the password.
    pub given: bool,
    pub ended_at: Option<DateTime<Utc>>,
    /// Whose record is their own, where somebody said so. Nobody reads it.
    pub own_number: Option<OwnNumber>,
}

/// An account to be stored. The email address is in its normal form; the password is hashed.
pub(crate) struct NewStaffRow<'a> {
    pub organisation: &'a OdsCode,
    pub name: &'a str,
    pub email: &'a str,
    pub password_hash: &'a str,
    pub given: bool,
    pub roles: StaffRoles,
}

/// Keeps the accounts of staff. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct StaffStore {
    database: Database,
    keys: Keys,
}

const COLUMNS: &str =
    "staff_account.id, staff_account.organisation, staff_account.name, staff_account.sealed,
     staff_account.roles, staff_account.last_log_in,
     EXISTS (SELECT 1 FROM staff_app WHERE staff_app.staff = staff_account.id), staff_account.given,
     staff_account.ended_at, staff_account.own_look_up";

type When = Option<DateTime<Utc>>;
type Columns = (Uuid, String, String, Vec<u8>, String, When, bool, bool, When, Option<Vec<u8>>);

impl StaffStore {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// None where another account has the email address, of any organisation, ended or not.
    pub async fn add(
        &self,
        new: &NewStaffRow<'_>,
        by: Option<StaffId>,
        at: DateTime<Utc>,
    ) -> Result<Option<StaffId>, StoreError> {
        let id = StaffId(Uuid::now_v7());
        let sealed = self.keys.seal(&email_of(id), new.email.as_bytes())?;
        let mut transaction = self.database.begin_write().await?;
        let added = execute!(
            transaction.on(),
            "INSERT INTO staff_account
             (id, organisation, name, look_up, sealed, sealed_by, password, given, roles, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (look_up) DO NOTHING",
            id.0,
            new.organisation.as_str(),
            new.name,
            self.keys.look_up("staff-email", new.email),
            sealed.as_slice(),
            self.keys.writing(),
            new.password_hash,
            new.given,
            new.roles.slugs(),
            at
        )?;
        if added == 0 {
            return Ok(None);
        }
        let event = StaffEvent { at, by, about: id, what: WhatChanged::Added, roles: new.roles };
        events::write(&mut transaction, new.organisation, &event).await?;
        transaction.commit().await?;
        Ok(Some(id))
    }

    /// Whether there is an account with this email address, ended or not.
    pub async fn email_is_taken(&self, email: &str) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM staff_account WHERE look_up = $1";
        let look_up = self.keys.look_up("staff-email", email);
        Ok(fetch_optional!(self.database.reader(), (Uuid,), sql, look_up)?.is_some())
    }

    /// The account of an email address in its normal form that has not ended, and its password's hash.
    pub async fn by_email(&self, email: &str) -> Result<Option<(StaffId, String)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, String),
            "SELECT id, password FROM staff_account WHERE look_up = $1 AND ended_at IS NULL",
            self.keys.look_up("staff-email", email)
        )?;
        Ok(row.map(|(id, hash)| (StaffId(id), hash)))
    }

    /// An account, ended or not.
    pub async fn one(&self, id: StaffId) -> Result<Option<StaffAccount>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM staff_account WHERE id = $1");
        let sql = sqlx::AssertSqlSafe(sql.as_str());
        let row = fetch_optional!(self.database.reader(), Columns, sql, id.0)?;
        row.map(|row| self.read(row)).transpose()
    }

    /// Everyone of an organisation: those who have not ended first, by name.
    pub async fn all_of(&self, organisation: &OdsCode) -> Result<Vec<StaffAccount>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM staff_account WHERE organisation = $1");
        let sql = sqlx::AssertSqlSafe(sql.as_str());
        let rows = fetch_all!(self.database.reader(), Columns, sql, organisation.as_str())?;
        let mut all = rows.into_iter().map(|row| self.read(row)).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|one, other| {
            (one.ended_at.is_some(), &one.name).cmp(&(other.ended_at.is_some(), &other.name))
        });
        Ok(all)
    }

    /// Gives an account other roles. Whether there is one, of this organisation, that has not ended.
    pub async fn set_roles(&self, organisation: &OdsCode, event: &StaffEvent) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let changed = execute!(
            transaction.on(),
            "UPDATE staff_account SET roles = $3 WHERE organisation = $1 AND id = $2 AND ended_at IS NULL",
            organisation.as_str(),
            event.about.0,
            event.roles.slugs()
        )?;
        self.done(transaction, changed, organisation, event).await
    }

    /// Notes whose record is their own. Whether there is such an account, of this organisation, that has not ended.
    pub async fn set_own_number(
        &self,
        organisation: &OdsCode,
        event: &StaffEvent,
        number: NhsNumber,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let changed = execute!(
            transaction.on(),
            "UPDATE staff_account SET own_look_up = $3
             WHERE organisation = $1 AND id = $2 AND ended_at IS NULL",
            organisation.as_str(),
            event.about.0,
            self.keys.look_up("nhs-number", &number.digits())
        )?;
        self.done(transaction, changed, organisation, event).await
    }

    /// Ends an account and its log-ins. Whether there was one to end.
    pub async fn end(&self, organisation: &OdsCode, event: &StaffEvent) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let changed = execute!(
            transaction.on(),
            "UPDATE staff_account SET ended_at = $3 WHERE organisation = $1 AND id = $2 AND ended_at IS NULL",
            organisation.as_str(),
            event.about.0,
            event.at
        )?;
        execute!(transaction.on(), FORGET_LOG_INS, event.about.0, organisation.as_str())?;
        self.done(transaction, changed, organisation, event).await
    }

    /// Lets somebody begin anew, who lost password or phone: with this password, without a second step or a
    /// provider that opens the account, logged in nowhere.
    pub async fn begin_anew(
        &self,
        organisation: &OdsCode,
        event: &StaffEvent,
        hash: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let changed = execute!(
            transaction.on(),
            "UPDATE staff_account SET password = $3, given = TRUE
             WHERE organisation = $1 AND id = $2 AND ended_at IS NULL",
            organisation.as_str(),
            event.about.0,
            hash
        )?;
        for sql in [FORGET_LOG_INS, FORGET_APP, FORGET_PROVIDERS] {
            execute!(transaction.on(), sql, event.about.0, organisation.as_str())?;
        }
        self.done(transaction, changed, organisation, event).await
    }

    /// The same password under another hash.
    pub async fn set_hash(&self, id: StaffId, hash: &str) -> Result<(), StoreError> {
        execute!(self.database.writer(), "UPDATE staff_account SET password = $2 WHERE id = $1", id.0, hash)?;
        Ok(())
    }

    /// What was changed at an organisation, the newest first.
    pub async fn events_of(&self, organisation: &OdsCode, most: i64) -> Result<Vec<StaffEvent>, StoreError> {
        events::of(&self.database, organisation, most).await
    }

    async fn done(
        &self,
        mut transaction: super::WriteTransaction,
        changed: u64,
        organisation: &OdsCode,
        event: &StaffEvent,
    ) -> Result<bool, StoreError> {
        if changed == 0 {
            return Ok(false);
        }
        events::write(&mut transaction, organisation, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    fn read(&self, row: Columns) -> Result<StaffAccount, StoreError> {
        let (id, organisation, name, sealed, roles, last_log_in, has_app, given, ended_at, own) = row;
        let id = StaffId(id);
        let unreadable = StoreError::Unreadable("the email address of a member of staff");
        let Ok(plain) = self.keys.open(&email_of(id), &sealed) else { return Err(unreadable) };
        let (Ok(email), Ok(organisation)) = (String::from_utf8(plain), OdsCode::parse(&organisation)) else {
            return Err(unreadable);
        };
        let (roles, own_number) = (StaffRoles::from_slugs(&roles), own.map(OwnNumber));
        Ok(StaffAccount {
            id,
            organisation,
            name,
            email,
            roles,
            last_log_in,
            has_app,
            given,
            ended_at,
            own_number,
        })
    }
}

const FORGET_LOG_INS: &str = "DELETE FROM staff_session WHERE staff = $1
     AND EXISTS (SELECT 1 FROM staff_account WHERE id = $1 AND organisation = $2)";
const FORGET_APP: &str = "DELETE FROM staff_app WHERE staff = $1
     AND EXISTS (SELECT 1 FROM staff_account WHERE id = $1 AND organisation = $2)";
const FORGET_PROVIDERS: &str = "DELETE FROM staff_provider WHERE staff = $1
     AND EXISTS (SELECT 1 FROM staff_account WHERE id = $1 AND organisation = $2)";

fn email_of(id: StaffId) -> Belongs<'static> {
    Belongs::kept(SealedTable::StaffAccount, PersonId(id.0), &["email"])
}
