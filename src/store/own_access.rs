//! Whether somebody's own online access is stopped, at their wish, and by whose staff.

use super::people::People;
use super::query::{execute, fetch_optional};
use super::{StoreError, WriteTransaction};
use crate::domain::{AccountId, OdsCode, PersonId};

impl People {
    /// By whose staff an account's own access is stopped.
    pub async fn stopped_by(&self, account: AccountId) -> Result<Option<OdsCode>, StoreError> {
        let sql = "SELECT stopped_by FROM account WHERE id = $1";
        let row = fetch_optional!(self.database.reader(), (Option<String>,), sql, account.0)?;
        Ok(row.and_then(|(code,)| code).and_then(|code| OdsCode::parse(&code).ok()))
    }

    /// Stops a person's own access; false where it is stopped already.
    pub async fn stop_own(
        &self,
        transaction: &mut WriteTransaction,
        person: PersonId,
        by: &OdsCode,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE account SET stopped_by = $2 WHERE person = $1 AND stopped_by IS NULL";
        Ok(execute!(transaction.on(), sql, person.0, by.as_str())? > 0)
    }

    /// Gives it back; false where this organisation has not stopped it.
    pub async fn give_own_back(
        &self,
        transaction: &mut WriteTransaction,
        person: PersonId,
        by: &OdsCode,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE account SET stopped_by = NULL WHERE person = $1 AND stopped_by = $2";
        Ok(execute!(transaction.on(), sql, person.0, by.as_str())? > 0)
    }
}
