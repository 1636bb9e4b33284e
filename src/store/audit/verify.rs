//! Checks the whole log: changed rows, missing rows, rows cut off at the end, and whole chains that are gone.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::chain::{Head, Said};
use super::checkpoint::{self, CheckpointError};
use super::purge::stub_fits;
use crate::store::keys::Tag;
use crate::store::query::{fetch_all, fetch_optional};
use crate::store::{Database, Keys, StoreError};

/// How many rows are read at one time.
const AT_ONCE: i64 = 1_000;

/// Something that is not as it was written. Chains are named by their ids; nothing personal is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The row says something else than what was written, or was put in.
    Changed { chain: Uuid, seq: i64 },
    /// These rows, and those between them, are gone.
    Missing { chain: Uuid, from: i64, to: i64 },
    /// The chain was longer when the checkpoint was made.
    CutOff { chain: Uuid, had: i64, has: i64 },
    /// Nothing is left of a chain that the checkpoint knows.
    ChainGone { chain: Uuid, had: i64 },
    /// Another row stands where the checkpoint knows one: the chain was written anew.
    NotAsSigned { chain: Uuid, seq: i64 },
    /// What is left of a purge is not signed by us.
    StubForged { chain: Uuid },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { chain, seq } => {
                write!(f, "chain {chain}, row {seq}: changed since it was written")
            }
            Self::Missing { chain, from, to } => write!(f, "chain {chain}: rows {from} to {to} are missing"),
            Self::CutOff { chain, had, has } => {
                write!(f, "chain {chain}: cut off, it had {had} rows and ends at row {has}")
            }
            Self::ChainGone { chain, had } => write!(f, "chain {chain}: gone as a whole, it had {had} rows"),
            Self::NotAsSigned { chain, seq } => {
                write!(f, "chain {chain}, row {seq}: not the row that the checkpoint knows")
            }
            Self::StubForged { chain } => {
                write!(
                    f,
                    "chain {chain}: what says that old rows were let go of is not signed by this portal"
                )
            }
        }
    }
}

/// What came of checking.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    pub rows: u64,
    pub chains: u64,
    /// Rows from before there were chains, which nothing can be said of.
    pub before_the_chains: u64,
    /// When the checkpoint was made that the chains were held against.
    pub checkpoint: Option<DateTime<Utc>>,
    pub findings: Vec<Finding>,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} rows in {} chains are checked.", self.rows, self.chains)?;
        if self.before_the_chains > 0 {
            writeln!(
                f,
                "{} rows are from before the chains began and cannot be checked.",
                self.before_the_chains
            )?;
        }
        match self.checkpoint {
            Some(at) => writeln!(
                f,
                "Held against the checkpoint of {}.",
                at.to_rfc3339_opts(SecondsFormat::Secs, true)
            )?,
            None => writeln!(f, "There is no checkpoint: rows cut off at the end would not be noticed.")?,
        }
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        match self.findings.len() {
            0 => write!(f, "Nothing is missing and nothing was changed."),
            found => write!(f, "{found} findings. Somebody or something changed the log."),
        }
    }
}

type Row = (Uuid, i64, DateTime<Utc>, String, Option<Uuid>, Option<String>, String, String, String, Vec<u8>);

/// One chain while it is read.
struct Reading {
    chain: Uuid,
    /// Up to where, and the mac there; none where it cannot be known.
    seq: i64,
    mac: Option<Tag>,
}

impl Database {
    /// Reads every row and checks it, against the checkpoint in this file as well, if there is one.
    ///
    /// # Errors
    /// When the database does not answer, or the checkpoint cannot be read or is not ours.
    pub async fn verify_log(
        &self,
        keys: &Keys,
        checkpoint: Option<&Path>,
    ) -> Result<Verified, CheckpointError> {
        let signed = checkpoint.map(|path| checkpoint::read(keys, path)).transpose()?;
        let (at, mut expected) = match signed {
            Some(signed) => (Some(signed.at), signed.heads),
            None => (None, HashMap::new()),
        };
        let mut verified = Verified { checkpoint: at, ..Verified::default() };
        let stubs = self.stubs(keys, &mut verified.findings).await?;
        // What was let go of on purpose is not held against the checkpoint.
        expected.retain(|chain, head| stubs.get(chain).is_none_or(|stub| head.seq > stub.seq));
        let (mut reading, mut seen): (Option<Reading>, HashSet<Uuid>) = (None, HashSet::new());
        let mut after = (Uuid::nil(), i64::MIN);
        loop {
            let rows = self.log_rows_after(after).await?;
            let Some(last) = rows.last() else { break };
            after = (last.0, last.1);
            for row in rows {
                let mut now = match reading.take() {
                    Some(reading) if reading.chain == row.0 => reading,
                    ended => {
                        end(ended, &expected, &mut verified.findings);
                        verified.chains += 1;
                        seen.insert(row.0);
                        let begin = stubs.get(&row.0).copied().unwrap_or_default();
                        Reading { chain: row.0, seq: begin.seq, mac: Some(begin.mac) }
                    }
                };
                now.check(keys, row, &expected, &mut verified.findings);
                verified.rows += 1;
                reading = Some(now);
            }
        }
        end(reading, &expected, &mut verified.findings);
        let gone = expected.into_iter().filter(|(chain, _)| !seen.contains(chain));
        let gone = gone.map(|(chain, head)| Finding::ChainGone { chain, had: head.seq });
        verified.findings.extend(gone);
        let before = fetch_optional!(self.reader(), (i64,), "SELECT COUNT(*) FROM access_log")?;
        verified.before_the_chains = before.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0);
        Ok(verified)
    }

    async fn log_rows_after(&self, after: (Uuid, i64)) -> Result<Vec<Row>, StoreError> {
        fetch_all!(
            self.reader(),
            Row,
            "SELECT chain, seq, at, role, account, organisation, holders, kinds, purpose, mac FROM access_row
             WHERE (chain, seq) > ($1, $2) ORDER BY chain, seq LIMIT $3",
            after.0,
            after.1,
            AT_ONCE
        )
    }

    async fn stubs(
        &self,
        keys: &Keys,
        findings: &mut Vec<Finding>,
    ) -> Result<HashMap<Uuid, Head>, StoreError> {
        let rows = fetch_all!(
            self.reader(),
            (Uuid, i64, Vec<u8>, DateTime<Utc>, Vec<u8>),
            "SELECT chain, seq, mac, made_at, signature FROM access_stub"
        )?;
        let mut stubs = HashMap::with_capacity(rows.len());
        for (chain, seq, mac, made_at, signature) in rows {
            let Ok(mac) = Tag::try_from(mac) else {
                findings.push(Finding::StubForged { chain });
                continue;
            };
            let head = Head { seq, mac };
            if stub_fits(keys, chain, head, made_at, &signature) {
                stubs.insert(chain, head);
            } else {
                findings.push(Finding::StubForged { chain });
            }
        }
        Ok(stubs)
    }
}

impl Reading {
    fn check(&mut self, keys: &Keys, row: Row, expected: &HashMap<Uuid, Head>, findings: &mut Vec<Finding>) {
        let (chain, seq, at, role, account, organisation, holders, kinds, purpose, mac) = row;
        if seq > self.seq + 1 {
            findings.push(Finding::Missing { chain, from: self.seq + 1, to: seq - 1 });
            // What came before this row is not known, so it cannot be checked itself; those after it can.
            self.mac = None;
        }
        let said = Said {
            chain,
            seq,
            at: at.timestamp_micros(),
            role: &role,
            account,
            organisation: organisation.as_deref(),
            holders: &holders,
            kinds: &kinds,
            purpose: &purpose,
        };
        let stored = Tag::try_from(mac).ok();
        let fits = match self.mac {
            Some(before) => stored == Some(said.mac(keys, &before)) && seq == self.seq + 1,
            None => stored.is_some(),
        };
        if !fits {
            findings.push(Finding::Changed { chain, seq });
        } else if expected.get(&chain).is_some_and(|head| head.seq == seq && Some(head.mac) != stored) {
            findings.push(Finding::NotAsSigned { chain, seq });
        }
        (self.seq, self.mac) = (seq, stored);
    }
}

/// Whether a chain that has been read to its end is as long as it was.
fn end(reading: Option<Reading>, expected: &HashMap<Uuid, Head>, findings: &mut Vec<Finding>) {
    let Some(Reading { chain, seq: has, .. }) = reading else { return };
    if let Some(head) = expected.get(&chain).filter(|head| head.seq > has) {
        findings.push(Finding::CutOff { chain, had: head.seq, has });
    }
}
