//! Lets go of rows that have had their time, and leaves a signed stub that says where the chain went on.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::chain::Head;
use crate::store::keys::Tag;
use crate::store::query::{execute, fetch_all, fetch_optional};
use crate::store::{Database, Keys, StoreError, WriteTransaction};

/// What was let go of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Purged {
    pub rows: u64,
    pub chains: u64,
}

/// What nobody can make without the key, over all that a stub says.
fn stub_tag(keys: &Keys, chain: Uuid, head: Head, made_at: DateTime<Utc>) -> Tag {
    let (seq, at) = (head.seq.to_be_bytes(), made_at.timestamp_micros().to_be_bytes());
    keys.audit_tag("stub", &[chain.as_bytes(), &seq, &head.mac, &at])
}

/// Whether a stub is as we wrote it.
pub(super) fn stub_fits(
    keys: &Keys,
    chain: Uuid,
    head: Head,
    made_at: DateTime<Utc>,
    signature: &[u8],
) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(&stub_tag(keys, chain, head, made_at), signature)
        .is_ok()
}

impl Database {
    /// Drops the rows from before `before`, of each chain from its beginning up to the first that is younger, each
    /// chain in a transaction of its own.
    ///
    /// # Errors
    /// When the database does not answer; what was done before stands.
    pub async fn purge_log(
        &self,
        keys: &Keys,
        before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Purged, StoreError> {
        execute!(self.writer(), "DELETE FROM helper WHERE came_at < $1", before)?;
        let chains = fetch_all!(
            self.reader(),
            (Uuid,),
            "SELECT DISTINCT chain FROM access_row WHERE at < $1",
            before
        )?;
        let mut purged = Purged::default();
        for (chain,) in chains {
            let mut transaction = self.begin_write().await?;
            let rows = purge_chain(&mut transaction, keys, chain, before, now).await?;
            transaction.commit().await?;
            purged.rows += rows;
            purged.chains += u64::from(rows > 0);
        }
        purged.rows += execute!(self.writer(), "DELETE FROM access_log WHERE at < $1", before)?;
        Ok(purged)
    }
}

async fn purge_chain(
    transaction: &mut WriteTransaction,
    keys: &Keys,
    chain: Uuid,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let last = fetch_optional!(
        transaction.on(),
        (i64, Vec<u8>),
        "SELECT seq, mac FROM access_row WHERE chain = $1
         AND seq < COALESCE((SELECT MIN(seq) FROM access_row WHERE chain = $1 AND at >= $2), 9223372036854775807)
         ORDER BY seq DESC LIMIT 1",
        chain,
        before
    )?;
    let Some((seq, mac)) = last else { return Ok(0) };
    let mac = mac.try_into().map_err(|_| StoreError::Unreadable("a row of the access log"))?;
    let signature = stub_tag(keys, chain, Head { seq, mac }, now);
    execute!(
        transaction.on(),
        "INSERT INTO access_stub (chain, seq, mac, made_at, signature) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, made_at = excluded.made_at,
         signature = excluded.signature",
        chain,
        seq,
        mac.as_slice(),
        now,
        signature.as_slice()
    )?;
    execute!(transaction.on(), "DELETE FROM access_row WHERE chain = $1 AND seq <= $2", chain, seq)
}
