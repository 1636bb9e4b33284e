//! Adding, changing and ending the accounts of staff: by an administrator of their own organisation, or at the command
//! line.

use secrecy::{ExposeSecret, SecretString};

use super::permit::AsAdministrator;
use super::{CannotNote, OnDuty, StaffAccounts};
use crate::access::Purpose;
use crate::access::accounts::normal_email;
use crate::access::app_code::AppKey;
use crate::access::codes::new_code;
use crate::access::passwords::PasswordError;
use crate::access::strength::{self, Weak};
use crate::domain::{Kinds, OdsCode, StaffId, StaffRole, StaffRoles};
use crate::store::{NewStaffRow, StaffAccount, StaffEvent, StoreError, WhatChanged};

/// An account to add at the command line, or for practice.
pub struct NewStaff {
    pub email: String,
    pub name: String,
    pub organisation: OdsCode,
    pub roles: StaffRoles,
    pub password: SecretString,
    /// In practice mode alone: an app that is set up already.
    pub app: Option<AppKey>,
}

/// Why none was added or changed.
#[derive(Debug, thiserror::Error)]
pub enum CannotAddStaff {
    #[error("that is not an email address")]
    NotAnEmail,
    #[error("there is an account of staff with this email address already")]
    EmailTaken,
    #[error("the name is empty")]
    NoName,
    #[error("name at least one role")]
    NoRole,
    #[error("the password is too easy to guess, too short or too long ({0:?})")]
    Weak(Weak),
    /// The one who changes it would lose their own way to change it back.
    #[error("an administrator does not take their own role away")]
    OwnRole,
    /// Whoever could change it for themselves could work on their own record.
    #[error("an administrator does not change their own NHS number")]
    OwnNumber,
    #[error("there is no such account")]
    NotThere,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Note(#[from] CannotNote),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StaffAccounts {
    /// Adds an account at the command line.
    ///
    /// # Errors
    /// By name why it was not added; then nothing is stored.
    pub async fn add(&self, new: NewStaff) -> Result<StaffId, CannotAddStaff> {
        let (email, name) = checked(&new.email, &new.name, new.roles)?;
        // Made-up people have passwords that can be remembered.
        if new.app.is_none() {
            let known = [name.as_str(), &email];
            strength::check(new.password.expose_secret(), &known).map_err(CannotAddStaff::Weak)?;
        }
        let hash = self.passwords.hash(new.password).await?;
        let row = NewStaffRow {
            organisation: &new.organisation,
            name: &name,
            email: &email,
            password_hash: &hash,
            given: false,
            roles: new.roles,
        };
        let now = self.clock.now();
        let id = self.store.add(&row, None, now).await?.ok_or(CannotAddStaff::EmailTaken)?;
        if let Some(app) = new.app {
            self.store.set_first_app(id, app.bytes(), 0, None, now).await?;
        }
        Ok(id)
    }

    /// Whether there is an account with this email address, ended or not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn exists(&self, email: &str) -> Result<bool, StoreError> {
        match normal_email(email) {
            Some(email) => self.store.email_is_taken(&email).await,
            None => Ok(false),
        }
    }

    /// Whose email address this is; nobody's, where there is none or it has ended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn id_of(&self, email: &str) -> Result<Option<StaffId>, StoreError> {
        Ok(self.store.by_email(email).await?.map(|(id, _)| id))
    }

    /// Adds an account at the administrator's own organisation. The code with which they begin, shown this once.
    ///
    /// # Errors
    /// By name why it was not added; then nothing is stored.
    pub async fn add_by(
        &self,
        by: &OnDuty<AsAdministrator>,
        email: &str,
        name: &str,
        roles: StaffRoles,
    ) -> Result<(StaffId, String), CannotAddStaff> {
        let (email, name) = checked(email, name, roles)?;
        if self.store.email_is_taken(&email).await? {
            return Err(CannotAddStaff::EmailTaken);
        }
        by.note(None, Kinds::NONE, Purpose::StaffChanged).await?;
        let code = new_code();
        let hash = self.passwords.hash(code.clone().into()).await?;
        let row = NewStaffRow {
            organisation: by.organisation(),
            name: &name,
            email: &email,
            password_hash: &hash,
            given: true,
            roles,
        };
        let id = self.store.add(&row, Some(by.id()), self.clock.now()).await?;
        Ok((id.ok_or(CannotAddStaff::EmailTaken)?, code))
    }

    /// Everyone of the administrator's organisation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn all(&self, by: &OnDuty<AsAdministrator>) -> Result<Vec<StaffAccount>, StoreError> {
        self.store.all_of(by.organisation()).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn one(
        &self,
        by: &OnDuty<AsAdministrator>,
        id: StaffId,
    ) -> Result<Option<StaffAccount>, StoreError> {
        let found = self.store.one(id).await?;
        Ok(found.filter(|account| account.organisation == *by.organisation()))
    }

    /// What was changed there lately, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn events(
        &self,
        by: &OnDuty<AsAdministrator>,
        most: i64,
    ) -> Result<Vec<StaffEvent>, StoreError> {
        self.store.events_of(by.organisation(), most).await
    }

    /// The name of somebody of the same organisation, who may have ended; for lists of what was done there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn name_of(&self, organisation: &OdsCode, id: StaffId) -> Result<Option<String>, StoreError> {
        let found = self.store.one(id).await?.filter(|account| account.organisation == *organisation);
        Ok(found.map(|account| account.name))
    }

    /// Gives somebody other roles, from their next request on.
    ///
    /// # Errors
    /// By name why not; then nothing is changed.
    pub async fn set_roles(
        &self,
        by: &OnDuty<AsAdministrator>,
        id: StaffId,
        roles: StaffRoles,
    ) -> Result<(), CannotAddStaff> {
        if roles.is_empty() {
            return Err(CannotAddStaff::NoRole);
        }
        if id == by.id() && !roles.contains(StaffRole::Administrator) {
            return Err(CannotAddStaff::OwnRole);
        }
        let event = self.changes(by, id, WhatChanged::Roles, Some(roles)).await?;
        let done = self.store.set_roles(by.organisation(), &event).await?;
        done.then_some(()).ok_or(CannotAddStaff::NotThere)
    }

    /// Ends somebody's account and log-ins, at once.
    ///
    /// # Errors
    /// By name why not; then nothing is changed.
    pub async fn end(&self, by: &OnDuty<AsAdministrator>, id: StaffId) -> Result<(), CannotAddStaff> {
        if id == by.id() {
            return Err(CannotAddStaff::OwnRole);
        }
        let event = self.changes(by, id, WhatChanged::Ended, None).await?;
        let done = self.store.end(by.organisation(), &event).await?;
        done.then_some(()).ok_or(CannotAddStaff::NotThere)
    }

    /// Lets somebody begin anew, who lost password or phone. The code with which they do, shown this once.
    ///
    /// # Errors
    /// By name why not; then nothing is changed.
    pub async fn begin_anew(
        &self,
        by: &OnDuty<AsAdministrator>,
        id: StaffId,
    ) -> Result<String, CannotAddStaff> {
        let event = self.changes(by, id, WhatChanged::BegunAnew, None).await?;
        let code = new_code();
        let hash = self.passwords.hash(code.clone().into()).await?;
        let done = self.store.begin_anew(by.organisation(), &event, &hash).await?;
        done.then_some(code).ok_or(CannotAddStaff::NotThere)
    }

    /// Writes down that an account is changed, and makes what is kept of it.
    pub(super) async fn changes(
        &self,
        by: &OnDuty<AsAdministrator>,
        id: StaffId,
        what: WhatChanged,
        roles: Option<StaffRoles>,
    ) -> Result<StaffEvent, CannotAddStaff> {
        let account = self.one(by, id).await?.filter(|account| account.ended_at.is_none());
        let account = account.ok_or(CannotAddStaff::NotThere)?;
        by.note(None, Kinds::NONE, Purpose::StaffChanged).await?;
        let roles = roles.unwrap_or(account.roles);
        Ok(StaffEvent { at: self.clock.now(), by: Some(by.id()), about: id, what, roles })
    }
}

fn checked(email: &str, name: &str, roles: StaffRoles) -> Result<(String, String), CannotAddStaff> {
    let email = normal_email(email).ok_or(CannotAddStaff::NotAnEmail)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(CannotAddStaff::NoName);
    }
    if roles.is_empty() {
        return Err(CannotAddStaff::NoRole);
    }
    Ok((email, name.to_owned()))
}
