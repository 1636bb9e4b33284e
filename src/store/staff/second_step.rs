//! The authenticator apps of staff.

use chrono::{DateTime, Utc};

use super::StaffStore;
use crate::domain::{PersonId, StaffId};
use crate::store::query::{execute, fetch_optional};
use crate::store::{Belongs, SealedTable, StoreError};

impl StaffStore {
    /// The key of somebody's app.
    pub async fn app_key(&self, staff: StaffId) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT sealed FROM staff_app WHERE staff = $1";
        let row = fetch_optional!(self.database.reader(), (Vec<u8>,), sql, staff.0)?;
        let open = |(sealed,): (Vec<u8>,)| {
            let opened = self.keys.open(&of_an_app(staff), &sealed);
            opened.map_err(|_| StoreError::Unreadable("the key of an authenticator app"))
        };
        row.map(open).transpose()
    }

    /// Somebody's first app, with a password of their own where `hash` is one, both or neither; `step` is the half minute of
    /// the code that proved the app. False where they have one: only an administrator takes that away.
    pub async fn set_first_app(
        &self,
        staff: StaffId,
        key: &[u8],
        step: i64,
        hash: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sealed = self.keys.seal(&of_an_app(staff), key)?;
        let mut transaction = self.database.begin_write().await?;
        let set = execute!(
            transaction.on(),
            "INSERT INTO staff_app (staff, sealed, sealed_by, last_step, since) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (staff) DO NOTHING",
            staff.0,
            sealed.as_slice(),
            self.keys.writing(),
            step,
            at
        )?;
        if set == 0 {
            return Ok(false);
        }
        if let Some(hash) = hash {
            let sql = "UPDATE staff_account SET password = $2, given = FALSE WHERE id = $1";
            execute!(transaction.on(), sql, staff.0, hash)?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Whether a code of this half minute may be used: none of it, nor of a later one, was used before.
    pub async fn use_step(&self, staff: StaffId, step: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE staff_app SET last_step = $2 WHERE staff = $1 AND last_step < $2";
        Ok(execute!(self.database.writer(), sql, staff.0, step)? == 1)
    }
}

fn of_an_app(staff: StaffId) -> Belongs<'static> {
    Belongs::kept(SealedTable::StaffApp, PersonId(staff.0), &[])
}
