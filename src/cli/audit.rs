//! `front-door audit`: checks the log of who looked, signs it, copies it for the person it is about, drops old rows.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use chrono::{DateTime, Months, NaiveDate, SecondsFormat, Utc};
use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::Failure;
use crate::access::Purpose;
use crate::domain::{Clock, Kind, Kinds, NhsNumber, OdsCode, PersonId};
use crate::journeys::who_looked::Spreadsheet;
use crate::settings::Settings;
use crate::start::{self, Kept};
use crate::store::{
    AccessRow, By, LogFilter, LogPage, LoggedRow, Whose, newest_checkpoint, write_checkpoint,
};

#[derive(Subcommand)]
pub(super) enum AuditCommand {
    /// Reads the whole log and says what was changed, is missing or was cut off. Ends with 1 if anything was.
    Verify {
        /// The checkpoint to hold it against; the newest in the folder of checkpoints by default.
        #[arg(long)]
        checkpoint: Option<PathBuf>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Signs where all chains of the log end now, as the portal does every hour.
    Checkpoint {
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Copies all that the log says about one person, for a subject access request. The copy is written down in it.
    Export {
        /// The person's NHS number, with or without spaces.
        #[arg(long)]
        nhs_number: String,
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,
        /// The file to make, for its owner alone; standard output by default.
        #[arg(long)]
        out: Option<PathBuf>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Drops rows that have had their time, and leaves a signed stub in the place of each chain's beginning.
    Purge {
        /// Drops rows from before this day: 2018-12-31. By default as many years ago as FRONT_DOOR_LOG_YEARS says; a
        /// younger day is refused.
        #[arg(long)]
        before: Option<NaiveDate>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum ExportFormat {
    /// One JSON object a line.
    Jsonl,
    /// A table for a spreadsheet.
    Csv,
}

/// # Errors
/// In words what went wrong, or what was found.
pub(super) async fn run(command: AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify { checkpoint, settings } => verify(&settings, checkpoint).await,
        AuditCommand::Checkpoint { settings } => checkpoint(&settings).await,
        AuditCommand::Export { nhs_number, format, out, settings } => {
            export(&settings, &nhs_number, format, out).await
        }
        AuditCommand::Purge { before, settings } => purge(&settings, before).await,
    }
}

async fn verify(settings: &Settings, checkpoint: Option<PathBuf>) -> Result<(), Failure> {
    let Kept { database, keys, .. } = start::kept(settings, Clock::System).await?;
    let checkpoint = checkpoint.or_else(|| newest_checkpoint(&settings.checkpoints()));
    let verified = database.verify_log(&keys, checkpoint.as_deref()).await;
    database.close().await;
    let verified = verified?;
    println!("{verified}");
    match verified.findings.len() {
        0 => Ok(()),
        found => Err(Failure(format!("the log of who looked is not as it was written: {found} findings"))),
    }
}

async fn checkpoint(settings: &Settings) -> Result<(), Failure> {
    let Kept { database, keys, .. } = start::kept(settings, Clock::System).await?;
    let written = write_checkpoint(&database, &keys, Clock::System.now(), &settings.checkpoints()).await;
    database.close().await;
    println!("{} is written. Keep a copy where nobody can change it.", written?.display());
    Ok(())
}

async fn export(
    settings: &Settings,
    number: &str,
    format: ExportFormat,
    out: Option<PathBuf>,
) -> Result<(), Failure> {
    let number = NhsNumber::parse(number)?;
    let Kept { database, access, .. } = start::kept(settings, Clock::System).await?;
    let people = access.accounts.people_of(number).await?;
    if people.is_empty() {
        database.close().await;
        return Err(Failure("nobody with this NHS number has or had a log-in here".to_owned()));
    }
    let filter = LogFilter { whose: Whose::Everyones, ..LogFilter::default() };
    let mut rows = Vec::new();
    for person in people {
        access.log.write(row(Some(person), Purpose::LogCopied)).await?;
        rows.extend(database.log_about(person, filter, LogPage { skip: 0, take: u64::MAX }).await?);
    }
    database.close().await;
    let text = exported(format, &rows);
    match out {
        Some(path) => {
            let mut file =
                std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            println!("{} rows are in {}.", rows.len(), path.display());
        }
        None => std::io::stdout().write_all(text.as_bytes())?,
    }
    Ok(())
}

async fn purge(settings: &Settings, before: Option<NaiveDate>) -> Result<(), Failure> {
    let now = Clock::System.now();
    let latest = now
        .checked_sub_months(Months::new(settings.log_years.saturating_mul(12)))
        .ok_or_else(|| Failure("FRONT_DOOR_LOG_YEARS is too large".to_owned()))?;
    let before = before.map_or(latest, |day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    if before > latest {
        return Err(Failure(format!(
            "the log is kept for {} years, so only rows from before {} may be dropped",
            settings.log_years,
            latest.date_naive()
        )));
    }
    let Kept { database, keys, access } = start::kept(settings, Clock::System).await?;
    access.log.write(row(None, Purpose::LogPurged)).await?;
    let purged = database.purge_log(&keys, before, now).await;
    database.close().await;
    let purged = purged?;
    println!("{} rows in {} chains are dropped; each chain has a signed stub.", purged.rows, purged.chains);
    Ok(())
}

fn row(subject: Option<PersonId>, purpose: Purpose) -> AccessRow {
    AccessRow {
        at: Clock::System.now(),
        by: By::operator(),
        subject,
        holders: [].into(),
        kinds: Kinds::NONE,
        purpose: purpose.slug(),
    }
}

/// One row of a copy, in codes.
#[derive(Serialize)]
struct Line {
    at: String,
    /// The place in the chain; none for rows from before the chains began.
    seq: Option<i64>,
    role: &'static str,
    organisation: Option<String>,
    purpose: String,
    kinds: String,
    holders: String,
}

impl Line {
    fn of(row: &LoggedRow) -> Self {
        let at = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        Self {
            at: at(row.at),
            seq: row.seq,
            role: row.role.map_or("unknown", crate::store::Role::slug),
            organisation: row.organisation.as_ref().map(ToString::to_string),
            purpose: row.purpose.clone(),
            kinds: row.kinds.iter().map(Kind::slug).collect::<Vec<_>>().join(" "),
            holders: row.holders.iter().map(OdsCode::as_str).collect::<Vec<_>>().join(" "),
        }
    }
}

fn exported(format: ExportFormat, rows: &[LoggedRow]) -> String {
    let lines = rows.iter().map(Line::of);
    match format {
        ExportFormat::Jsonl => {
            let lines = lines.filter_map(|line| serde_json::to_string(&line).ok());
            lines.map(|line| line + "\n").collect()
        }
        ExportFormat::Csv => {
            let mut sheet = Spreadsheet::default();
            sheet.row(["at", "seq", "role", "organisation", "purpose", "kinds", "holders"]);
            for line in lines {
                let seq = line.seq.map(|seq| seq.to_string()).unwrap_or_default();
                let organisation = line.organisation.unwrap_or_default();
                sheet.row([
                    &*line.at,
                    &seq,
                    line.role,
                    &organisation,
                    &line.purpose,
                    &line.kinds,
                    &line.holders,
                ]);
            }
            sheet.into_text()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Role;

    fn rows() -> Vec<LoggedRow> {
        let row = |seq, role, purpose: &str| LoggedRow {
            at: "2026-11-22T09:00:00Z".parse().expect("a time"),
            seq,
            role,
            account: None,
            organisation: OdsCode::parse("A12345").ok(),
            holders: vec![],
            kinds: Kinds::just(Kind::Letters),
            purpose: purpose.into(),
        };
        vec![row(Some(1), Some(Role::Staff), "=cmd()"), row(None, None, "list")]
    }

    #[test]
    fn a_copy_as_lines_of_json_holds_each_row_and_says_which_are_from_before_the_chains() {
        let text = exported(ExportFormat::Jsonl, &rows());
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["role"], &lines[0]["seq"]), (&"staff".into(), &1.into()));
        assert_eq!((&lines[1]["role"], &lines[1]["seq"]), (&"unknown".into(), &serde_json::Value::Null));
    }

    #[test]
    fn a_copy_for_a_spreadsheet_holds_no_formula() {
        let text = exported(ExportFormat::Csv, &rows());
        assert!(text.contains("\"'=cmd()\""), "{text}");
        assert_eq!(text.lines().count(), 3);
    }
}
