//! Whose record is a member of staff's own: told by an administrator, or by themselves at their first log-in. From then on
//! they do nothing about it at the desk.

use super::{AsAdministrator, CannotAddStaff, HalfStaff, OnDuty, StaffAccounts};
use crate::domain::{NhsNumber, StaffId};
use crate::store::{StaffEvent, StoreError, WhatChanged};

impl StaffAccounts {
    /// Notes a colleague's NHS number, as what it is compared by alone. Their own an administrator tells once: after that
    /// another one changes it.
    ///
    /// # Errors
    /// By name why not; then nothing is changed.
    pub async fn set_own_number(
        &self,
        by: &OnDuty<AsAdministrator>,
        id: StaffId,
        number: NhsNumber,
    ) -> Result<(), CannotAddStaff> {
        let account = self.one(by, id).await?.ok_or(CannotAddStaff::NotThere)?;
        if id == by.id() && account.own_number.is_some() {
            return Err(CannotAddStaff::OwnNumber);
        }
        let event = self.changes(by, id, WhatChanged::OwnNumber, None).await?;
        let done = self.store.set_own_number(by.organisation(), &event, number).await?;
        done.then_some(()).ok_or(CannotAddStaff::NotThere)
    }

    /// Notes it for whoever has just set up their log-in, where nobody has told it yet.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn tell_own_number(&self, half: &HalfStaff, number: NhsNumber) -> Result<(), StoreError> {
        let staff: StaffId = half.staff();
        let Some(account) = self.store.one(staff).await?.filter(|one| one.own_number.is_none()) else {
            return Ok(());
        };
        let (what, roles) = (WhatChanged::OwnNumber, account.roles);
        let event = StaffEvent { at: self.clock.now(), by: Some(staff), about: staff, what, roles };
        self.store.set_own_number(&account.organisation, &event, number).await.map(|_| ())
    }
}
