//! What somebody has filled in so far to give access, sealed, one for each account.

use chrono::{DateTime, Duration, Utc};

use super::Grants;
use crate::domain::{AccountId, Given, PersonId};
use crate::store::keys::Belongs;
use crate::store::query::{execute, fetch_optional};
use crate::store::{SealedTable, StoreError, WriteTransaction};

/// Then it is begun anew.
const KEPT_FOR: Duration = Duration::days(1);

impl Grants {
    /// What an account has filled in within the last day; nothing where it stays sealed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn draft(&self, account: AccountId, now: DateTime<Utc>) -> Result<Given, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Vec<u8>,),
            "SELECT sealed FROM care_draft WHERE account = $1 AND kept_at > $2",
            account.0,
            now - KEPT_FOR
        )?;
        let plain = row.and_then(|(sealed,)| self.keys.open(&belongs(account), &sealed).ok());
        Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default())
    }

    /// Keeps it in the place of what was there.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep_draft(
        &self,
        account: AccountId,
        given: &Given,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(given).map_err(|_| StoreError::CannotSeal)?;
        execute!(
            self.database.writer(),
            "INSERT INTO care_draft (account, kept_at, sealed) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET kept_at = excluded.kept_at, sealed = excluded.sealed",
            account.0,
            at,
            self.keys.seal(&belongs(account), &plain)?
        )?;
        Ok(())
    }

    /// Uses it up, so that a form that is sent twice makes one grant; false where there was none.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn use_draft(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM care_draft WHERE account = $1";
        Ok(execute!(transaction.on(), sql, account.0)? == 1)
    }
}

fn belongs(account: AccountId) -> Belongs<'static> {
    Belongs::kept(SealedTable::CareDraft, PersonId(account.0), &["given"])
}
