//! Which log-in at a provider of their organisation's opens whose account.

use uuid::Uuid;

use super::{StaffEvent, StaffStore, events};
use crate::domain::{OdsCode, StaffId};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_optional};

impl StaffStore {
    /// Whose account it opens, where that has not ended.
    pub async fn by_provider(&self, issuer: &str, sub: &str) -> Result<Option<StaffId>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT staff FROM staff_provider JOIN staff_account ON staff_account.id = staff_provider.staff
             WHERE came_as = $1 AND ended_at IS NULL",
            self.came_as(issuer, sub)
        )?;
        Ok(row.map(|(id,)| StaffId(id)))
    }

    /// From now on it opens this account. False where it opens one already, this or another.
    pub async fn let_provider_open(
        &self,
        issuer: &str,
        sub: &str,
        organisation: &OdsCode,
        event: &StaffEvent,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let linked = execute!(
            transaction.on(),
            "INSERT INTO staff_provider (came_as, staff, since) VALUES ($1, $2, $3)
             ON CONFLICT (came_as) DO NOTHING",
            self.came_as(issuer, sub),
            event.about.0,
            event.at
        )?;
        if linked == 0 {
            return Ok(false);
        }
        events::write(&mut transaction, organisation, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    fn came_as(&self, issuer: &str, sub: &str) -> Vec<u8> {
        self.keys.look_up("staff-provider", &format!("{issuer}\n{sub}"))
    }
}
