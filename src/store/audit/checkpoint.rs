//! Checkpoints: every hour the ends of all chains, signed, in a file outside of the database.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::Head;
use crate::domain::Clock;
use crate::store::query::fetch_all;
use crate::store::{Database, Keys, StoreError};

const EVERY: Duration = Duration::from_secs(60 * 60);
/// How many files stay: two days of them. Whoever wants more copies them away, to where nobody can change them.
const KEPT: usize = 48;
const ENDING: &str = ".checkpoint";

/// Why there is no checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the checkpoint cannot be written in {0}: {1}")]
    CannotWrite(PathBuf, #[source] std::io::Error),
    #[error("the checkpoint {0} cannot be read: {1}")]
    CannotRead(PathBuf, #[source] std::io::Error),
    #[error("the checkpoint {0} was changed, cut off, or signed with another key")]
    NotOurs(PathBuf),
}

/// What a checkpoint says.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    pub at: DateTime<Utc>,
    pub heads: HashMap<Uuid, Head>,
}

#[derive(Serialize, Deserialize)]
struct First {
    front_door_checkpoint: u8,
    at: DateTime<Utc>,
    chains: usize,
}

#[derive(Serialize, Deserialize)]
struct Line {
    chain: Uuid,
    seq: i64,
    mac: String,
}

#[derive(Serialize, Deserialize)]
struct Last {
    signature: String,
}

/// Starts a task that writes a checkpoint into `folder` now and every hour. It ends when its handle is aborted.
pub fn keep_checkpoints(
    database: Database,
    keys: Keys,
    clock: Clock,
    folder: PathBuf,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = write_checkpoint(&database, &keys, clock.now(), &folder).await {
                metrics::counter!("front_door_checkpoint_failures_total").increment(1);
                tracing::error!(%error, "the ends of the access log's chains could not be signed");
            }
        }
    })
}

/// Signs where all chains end now, in a new file in `folder`, and gives its path.
///
/// # Errors
/// When the database does not answer, or the file is not safely written.
pub async fn write_checkpoint(
    database: &Database,
    keys: &Keys,
    now: DateTime<Utc>,
    folder: &Path,
) -> Result<PathBuf, CheckpointError> {
    let heads = fetch_all!(
        database.reader(),
        (Uuid, i64, Vec<u8>),
        "SELECT access_row.chain, access_row.seq, access_row.mac FROM access_row JOIN
         (SELECT chain, MAX(seq) AS last FROM access_row GROUP BY chain) AS ends
         ON ends.chain = access_row.chain AND ends.last = access_row.seq"
    )?;
    let (keys, folder) = (keys.clone(), folder.to_owned());
    let written = tokio::task::spawn_blocking(move || {
        let text = signed(&keys, now, &heads);
        let cannot = |error| CheckpointError::CannotWrite(folder.clone(), error);
        let path = store(&folder, now, &text).map_err(cannot)?;
        drop_old(&folder).map_err(cannot)?;
        Ok(path)
    });
    match written.await {
        Ok(outcome) => outcome,
        Err(_) => Err(StoreError::WriterStopped.into()),
    }
}

fn signed(keys: &Keys, at: DateTime<Utc>, heads: &[(Uuid, i64, Vec<u8>)]) -> String {
    let mut text = String::with_capacity(128 + heads.len() * 140);
    let first = First { front_door_checkpoint: 1, at, chains: heads.len() };
    line(&mut text, &first);
    for (chain, seq, mac) in heads {
        line(&mut text, &Line { chain: *chain, seq: *seq, mac: HEXLOWER.encode(mac) });
    }
    let signature = HEXLOWER.encode(&keys.audit_tag("checkpoint", &[text.as_bytes()]));
    line(&mut text, &Last { signature });
    text
}

fn line(text: &mut String, value: &impl Serialize) {
    // Plain structs of text and numbers always become JSON.
    let _ = writeln!(text, "{}", serde_json::to_string(value).unwrap_or_default());
}

/// Written whole beside its place and then moved there, so that no reader sees half of one.
fn store(folder: &Path, at: DateTime<Utc>, text: &str) -> std::io::Result<PathBuf> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let name = at.to_rfc3339_opts(SecondsFormat::Micros, true).replace(':', "-");
    let (path, unfinished) =
        (folder.join(format!("{name}{ENDING}")), folder.join(format!("{name}.unfinished")));
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&unfinished, &path)?;
    Ok(path)
}

/// The checkpoints in a folder, the oldest first: their names begin with the time.
fn all(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn drop_old(folder: &Path) -> std::io::Result<()> {
    let paths = all(folder)?;
    paths.iter().take(paths.len().saturating_sub(KEPT)).try_for_each(std::fs::remove_file)
}

/// The newest checkpoint in a folder, if there is one.
pub fn newest_checkpoint(folder: &Path) -> Option<PathBuf> {
    all(folder).ok()?.pop()
}

/// Reads a checkpoint, whole and signed with our key.
pub(super) fn read(keys: &Keys, path: &Path) -> Result<Checkpoint, CheckpointError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| CheckpointError::CannotRead(path.to_owned(), error))?;
    parse(keys, &text).ok_or_else(|| CheckpointError::NotOurs(path.to_owned()))
}

fn parse(keys: &Keys, text: &str) -> Option<Checkpoint> {
    let body_ends = text.trim_end().rfind('\n')? + 1;
    let (body, last) = text.split_at(body_ends);
    let last: Last = serde_json::from_str(last).ok()?;
    let signature = HEXLOWER.decode(last.signature.as_bytes()).ok()?;
    if !keys.audit_fits("checkpoint", &[body.as_bytes()], &signature) {
        return None;
    }
    let mut lines = body.lines();
    let first: First = serde_json::from_str(lines.next()?).ok()?;
    let mut heads = HashMap::with_capacity(first.chains);
    for line in lines {
        let Line { chain, seq, mac } = serde_json::from_str(line).ok()?;
        let mac = HEXLOWER.decode(mac.as_bytes()).ok()?.try_into().ok()?;
        heads.insert(chain, Head { seq, mac });
    }
    (heads.len() == first.chains).then_some(Checkpoint { at: first.at, heads })
}
