//! Links rows to the chain of the person they are about, with the ends of the chains in memory.

use std::collections::HashMap;

use uuid::Uuid;

use crate::domain::{Kind, OdsCode};
use crate::store::access_log::AccessRow;
use crate::store::keys::Tag;
use crate::store::query::fetch_optional;
use crate::store::{Database, Keys, StoreError};

/// How many chains' ends are kept in memory, at some 100 bytes each; then all are forgotten and read again.
const MOST: usize = 50_000;

/// The end of a chain: where the next row links to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    /// Counts from 1; 0 is a chain without rows.
    pub seq: i64,
    pub mac: Tag,
}

/// A row with its place in its chain, as it is stored.
pub(in crate::store) struct Linked<'a> {
    pub chain: Uuid,
    pub seq: i64,
    pub row: &'a AccessRow,
    pub holders: String,
    pub kinds: String,
    pub mac: Tag,
}

/// The ends of the chains that this program writes. Another program may write the same ones: then the database refuses
/// the place that is taken, and whoever writes forgets the ends and links anew.
pub(in crate::store) struct Chains {
    keys: Keys,
    node: Uuid,
    heads: HashMap<Uuid, Head>,
}

impl Chains {
    pub fn new(keys: Keys, node: Uuid) -> Self {
        Self { keys, node, heads: HashMap::new() }
    }

    /// Gives each row the next place in its chain. An end that is not in memory is read: once for each person in a
    /// while, never for each page.
    pub async fn link<'a>(
        &mut self,
        database: &Database,
        rows: &'a [AccessRow],
    ) -> Result<Vec<Linked<'a>>, StoreError> {
        if self.heads.len() >= MOST {
            self.heads.clear();
        }
        let mut linked = Vec::with_capacity(rows.len());
        for row in rows {
            let chain = self.chain(row);
            let before = match self.heads.get(&chain) {
                Some(head) => *head,
                None => head(database, chain).await?,
            };
            let holders = words(row.holders.iter().map(OdsCode::as_str));
            let kinds = words(row.kinds.iter().map(Kind::slug));
            let seq = before.seq + 1;
            let said = Said {
                chain,
                seq,
                at: row.at.timestamp_micros(),
                role: row.by.role.slug(),
                account: row.by.account.map(|account| account.0),
                organisation: row.by.organisation.as_ref().map(OdsCode::as_str),
                holders: &holders,
                kinds: &kinds,
                purpose: row.purpose,
            };
            let mac = said.mac(&self.keys, &before.mac);
            self.heads.insert(chain, Head { seq, mac });
            linked.push(Linked { chain, seq, row, holders, kinds, mac });
        }
        Ok(linked)
    }

    /// Must be called where rows that were linked are not certainly stored.
    pub fn forget(&mut self, rows: &[AccessRow]) {
        for row in rows {
            let chain = self.chain(row);
            self.heads.remove(&chain);
        }
    }

    fn chain(&self, row: &AccessRow) -> Uuid {
        row.subject.map_or(self.node, |person| person.0)
    }
}

/// Where a chain ends now, as the database has it.
async fn head(database: &Database, chain: Uuid) -> Result<Head, StoreError> {
    let row = fetch_optional!(
        database.reader(),
        (i64, Vec<u8>),
        "SELECT seq, mac FROM access_row WHERE chain = $1
         UNION ALL SELECT seq, mac FROM access_stub WHERE chain = $1 ORDER BY seq DESC LIMIT 1",
        chain
    )?;
    let Some((seq, mac)) = row else { return Ok(Head::default()) };
    let mac = mac.try_into().map_err(|_| StoreError::Unreadable("the end of a chain of the access log"))?;
    Ok(Head { seq, mac })
}

/// All that a row says.
pub(super) struct Said<'a> {
    pub chain: Uuid,
    pub seq: i64,
    /// Microseconds since 1970.
    pub at: i64,
    pub role: &'a str,
    pub account: Option<Uuid>,
    pub organisation: Option<&'a str>,
    pub holders: &'a str,
    pub kinds: &'a str,
    pub purpose: &'a str,
}

impl Said<'_> {
    /// What nobody can make without the key, over all of the row and the one before it.
    pub fn mac(&self, keys: &Keys, before: &Tag) -> Tag {
        let account = self.account.map(Uuid::into_bytes);
        keys.audit_tag(
            "row",
            &[
                before,
                self.chain.as_bytes(),
                &self.seq.to_be_bytes(),
                &self.at.to_be_bytes(),
                self.role.as_bytes(),
                account.as_ref().map_or(&[], |bytes| &bytes[..]),
                self.organisation.unwrap_or_default().as_bytes(),
                self.holders.as_bytes(),
                self.kinds.as_bytes(),
                self.purpose.as_bytes(),
            ],
        )
    }
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
