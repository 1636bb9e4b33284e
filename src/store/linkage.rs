//! Linkage codes: a GP surgery gives one to somebody whom it knows, who makes a log-in with it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::people::People;
use super::query::{execute, fetch_optional};
use super::{SealedTable, StoreError};
use crate::domain::PersonId;

impl People {
    /// Keeps what a code stands for, under the number and the code together.
    pub async fn keep_linkage(
        &self,
        number_and_code: &str,
        plain: &[u8],
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO linkage_code (look_up, sealed, made_at, good_until) VALUES ($1, $2, $3, $4)",
            self.keys.look_up("linkage", number_and_code),
            self.keys.seal(&of_linkage(), plain)?,
            at,
            until
        )?;
        Ok(())
    }

    /// What a code stands for, while it is good. It stays good.
    pub async fn linkage(
        &self,
        number_and_code: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Vec<u8>,),
            "SELECT sealed FROM linkage_code WHERE look_up = $1 AND good_until > $2",
            self.keys.look_up("linkage", number_and_code),
            at
        )?;
        let open = |(sealed,): (Vec<u8>,)| {
            self.keys.open(&of_linkage(), &sealed).map_err(|_| StoreError::Unreadable("a linkage code"))
        };
        row.map(open).transpose()
    }

    /// Uses a code up; whether it was still there.
    pub async fn use_linkage(&self, number_and_code: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM linkage_code WHERE look_up = $1";
        Ok(execute!(self.database.writer(), sql, self.keys.look_up("linkage", number_and_code))? == 1)
    }
}

fn of_linkage() -> Belongs<'static> {
    Belongs::kept(SealedTable::LinkageCode, PersonId(Uuid::nil()), &[])
}
