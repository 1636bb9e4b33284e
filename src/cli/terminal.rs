//! `front-door terminal`: adding, listing and ending the shared screens where staff are near.

use chrono::Duration;
use clap::{Subcommand, ValueEnum};
use uuid::Uuid;

use super::Failure;
use crate::domain::{Clock, OdsCode, TerminalId};
use crate::settings::Settings;
use crate::start;
use crate::store::{NewTerminal, TerminalRow, WhyStopped};

#[derive(Subcommand)]
pub(super) enum TerminalCommand {
    /// Adds a terminal, and prints the code that makes a browser it. The browser must run with a kiosk policy that clears
    /// the screen when nobody uses it.
    Add {
        /// What the screen is called: "Desk 1".
        #[arg(long)]
        name: String,
        /// Where it stands: the ODS code of an organisation, or a name.
        #[arg(long)]
        place: String,
        /// After how many minutes without use the screen clears: 2 to 10.
        #[arg(long, default_value_t = 5)]
        idle_minutes: u32,
        /// Whether there is a printer that only those at the screen can reach.
        #[arg(long, value_enum, default_value_t = YesNo::No)]
        printing: YesNo,
        /// The ODS code of the organisation at whose staff desk it is listed, and can be stopped.
        #[arg(long)]
        organisation: Option<String>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Lists the terminals: where they are, when they were last used, and which are stopped, and why.
    List {
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Ends a terminal at once, with whatever log-in is open there.
    End {
        /// Its number in the list.
        id: Uuid,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum YesNo {
    Yes,
    No,
}

/// # Errors
/// What is wrong with what was typed, or that it cannot be stored.
pub(super) async fn run(command: TerminalCommand) -> Result<(), Failure> {
    match command {
        TerminalCommand::Add { name, place, idle_minutes, printing, organisation, settings } => {
            let organisation = organisation.as_deref().map(OdsCode::parse).transpose()?;
            let kept = start::kept(&settings, Clock::System).await?;
            let prints = matches!(printing, YesNo::Yes);
            let idle = Duration::minutes(idle_minutes.into());
            let organisation = organisation.as_ref();
            let new = NewTerminal { name: &name, place: &place, idle, prints, organisation };
            let code = kept.access.add_terminal(new).await;
            kept.database.close().await;
            println!(
                "{}\n\nTo be typed in at {}terminal, in the browser of the terminal, once, within 1 hour. \
                 Set the browser's kiosk policy first: docs/terminals.md.",
                code?, settings.public_url
            );
        }
        TerminalCommand::List { settings } => {
            let kept = start::kept(&settings, Clock::System).await?;
            let rows = kept.access.list_terminals().await;
            kept.database.close().await;
            for row in rows? {
                println!("{}", line(&row));
            }
        }
        TerminalCommand::End { id, settings } => {
            let kept = start::kept(&settings, Clock::System).await?;
            let ended = kept.access.end_terminal(TerminalId(id)).await;
            kept.database.close().await;
            if !ended? {
                return Err(Failure("there is no terminal with this number that runs".to_owned()));
            }
            println!("The terminal is ended.");
        }
    }
    Ok(())
}

fn line(row: &TerminalRow) -> String {
    let day = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d %H:%M UTC");
    let terminal = &row.terminal;
    let stands = match (row.stopped, row.registered_at, row.used_at) {
        (Some((at, WhyStopped::Ended)), ..) => format!("ended {}", day(at)),
        (Some((at, WhyStopped::Copied)), ..) => {
            format!("STOPPED {}: another browser used its credential", day(at))
        }
        (None, None, _) => format!("added {}, its code was not typed in", day(row.added_at)),
        (None, Some(_), Some(used)) => format!("last used {}", day(used)),
        (None, Some(registered), None) => format!("made a terminal {}", day(registered)),
    };
    let prints = if terminal.prints { "prints" } else { "does not print" };
    let minutes = terminal.idle.num_minutes();
    format!("{}  {}, {} ({minutes} minutes, {prints}): {stands}", terminal.id, terminal.name, terminal.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Terminal;

    #[test]
    fn staff_read_in_the_list_that_a_terminal_was_stopped_and_why() {
        let at = "2026-11-22T09:00:00Z".parse().expect("a time");
        let terminal = Terminal {
            id: TerminalId(Uuid::nil()),
            name: "Desk 1".into(),
            place: "A12345".into(),
            idle: Duration::minutes(5),
            prints: false,
        };
        let row = TerminalRow {
            terminal,
            added_at: at,
            registered_at: Some(at),
            used_at: Some(at),
            stopped: Some((at, WhyStopped::Copied)),
        };
        let said = line(&row);
        assert!(said.contains("Desk 1, A12345"), "{said}");
        assert!(
            said.ends_with("STOPPED 2026-11-22 09:00 UTC: another browser used its credential"),
            "{said}"
        );
        assert!(line(&TerminalRow { stopped: None, ..row }).ends_with("last used 2026-11-22 09:00 UTC"));
    }
}
