//! Where staff have somebody told things instead of where that person's own pages say, or nowhere.
//!
//! Their pages go on showing what stood there, and go on changing it: whoever reads them learns nothing. The outbox alone
//! looks here.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction};
use crate::domain::{AccountId, PersonId};

/// Where somebody is told things; nowhere, where it is empty. Never by letter.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Elsewhere {
    pub email: Option<String>,
    /// In the form `+447700900123`.
    pub mobile: Option<String>,
}

/// Without the address or number: logs must not hold them.
impl std::fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Elsewhere(…)")
    }
}

/// Keeps it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ToldElsewhere {
    database: Database,
    keys: Keys,
}

impl ToldElsewhere {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// From now on an account is told things there.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn set(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        there: &Elsewhere,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(there).map_err(|_| StoreError::CannotSeal)?;
        let sealed = self.keys.seal(&belongs(account), &plain)?;
        execute!(
            transaction.on(),
            "INSERT INTO told_elsewhere (account, since, sealed, sealed_by) VALUES ($1, $2, $3, $4)
             ON CONFLICT (account) DO UPDATE SET since = excluded.since, sealed = excluded.sealed,
             sealed_by = excluded.sealed_by",
            account.0,
            at,
            sealed.as_slice(),
            self.keys.writing()
        )?;
        Ok(())
    }

    /// From now on an account is told things where its own pages say.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn forget(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
    ) -> Result<(), StoreError> {
        execute!(transaction.on(), "DELETE FROM told_elsewhere WHERE account = $1", account.0)?;
        Ok(())
    }

    /// Where staff have an account told things; nothing where its own pages say.
    ///
    /// # Errors
    /// When the database does not answer, or it stays sealed.
    pub async fn of(&self, account: AccountId) -> Result<Option<Elsewhere>, StoreError> {
        let row = fetch_optional!(self.database.reader(), (Vec<u8>,), SELECT, account.0)?;
        row.map(|(sealed,)| opened(&self.keys, account, &sealed)).transpose()
    }
}

/// The same within the transaction that writes what is told.
pub(super) async fn of(
    keys: &Keys,
    transaction: &mut WriteTransaction,
    account: AccountId,
) -> Result<Option<Elsewhere>, StoreError> {
    let row = fetch_optional!(transaction.on(), (Vec<u8>,), SELECT, account.0)?;
    row.map(|(sealed,)| opened(keys, account, &sealed)).transpose()
}

const SELECT: &str = "SELECT sealed FROM told_elsewhere WHERE account = $1";

fn opened(keys: &Keys, account: AccountId, sealed: &[u8]) -> Result<Elsewhere, StoreError> {
    let unreadable = || StoreError::Unreadable("where somebody is told things");
    let plain = keys.open(&belongs(account), sealed).map_err(|_| unreadable())?;
    serde_json::from_slice(&plain).map_err(|_| unreadable())
}

fn belongs(account: AccountId) -> Belongs<'static> {
    Belongs::kept(SealedTable::ToldElsewhere, PersonId(account.0), &["elsewhere"])
}
