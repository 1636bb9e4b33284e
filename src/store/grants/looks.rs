//! When the calendar next does something to a grant, so that it is looked at then and not each day.

use chrono::{DateTime, Utc};

use super::{Columns, Grants, KeptGrant, WriteTransaction};
use crate::store::StoreError;
use crate::store::query::{execute, fetch_all};

impl Grants {
    /// Takes up to `most` active grants that are to be looked at now; nobody else is given them before `until`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim_looks(
        &self,
        until: DateTime<Utc>,
        most: i64,
        at: DateTime<Utc>,
    ) -> Result<Vec<KeptGrant>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT patient, id, carer, NULL, state, reason, sealed, made_at, state_since FROM care_grant
             WHERE state = 'active' AND (look_at IS NULL OR look_at <= $1) ORDER BY made_at, id LIMIT $2",
            at,
            most
        )?;
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let taken = execute!(
                self.database.writer(),
                "UPDATE care_grant SET look_at = $3 WHERE patient = $1 AND id = $2 AND state = 'active'
                 AND (look_at IS NULL OR look_at <= $4)",
                row.0,
                row.1,
                until,
                at
            )?;
            if taken == 0 {
                continue;
            }
            // One that stays sealed holds up no other; it is tried again after `until`.
            match self.read(row) {
                Ok(kept) => claimed.push(kept),
                Err(error) => tracing::error!(%error, "a grant cannot be looked at"),
            }
        }
        Ok(claimed)
    }

    /// Notes when it is to be looked at next.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn look_next(
        &self,
        transaction: &mut WriteTransaction,
        kept: &KeptGrant,
        next: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE care_grant SET look_at = $3 WHERE patient = $1 AND id = $2";
        execute!(transaction.on(), sql, kept.patient.0, kept.id.0, next)?;
        Ok(())
    }
}
