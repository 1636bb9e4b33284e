//! Which account somebody's NHS login opens.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::people::People;
use super::query::{execute, fetch_optional};
use super::{Keys, StoreError};
use crate::domain::AccountId;

impl People {
    /// The account that a subject of an issuer opens.
    pub async fn by_nhs_login(&self, issuer: &str, sub: &str) -> Result<Option<AccountId>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT account FROM account_nhs_login WHERE look_up = $1",
            look_up(&self.keys, issuer, sub)
        )?;
        Ok(row.map(|(id,)| AccountId(id)))
    }

    /// Whether any NHS login opens this account.
    pub async fn has_nhs_login(&self, account: AccountId) -> Result<bool, StoreError> {
        let sql = "SELECT account FROM account_nhs_login WHERE account = $1 LIMIT 1";
        Ok(fetch_optional!(self.database.reader(), (Uuid,), sql, account.0)?.is_some())
    }

    /// From now on this subject opens this account; one that opens an account already stays as it is, and false is
    /// answered.
    pub async fn let_nhs_login_open(
        &self,
        issuer: &str,
        sub: &str,
        account: AccountId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let rows = execute!(
            self.database.writer(),
            "INSERT INTO account_nhs_login (look_up, account, since) VALUES ($1, $2, $3)
             ON CONFLICT (look_up) DO NOTHING",
            look_up(&self.keys, issuer, sub),
            account.0,
            at
        )?;
        Ok(rows == 1)
    }
}

fn look_up(keys: &Keys, issuer: &str, sub: &str) -> Vec<u8> {
    // An issuer is an address and holds no space.
    keys.look_up("nhs-login", &format!("{issuer} {sub}"))
}
