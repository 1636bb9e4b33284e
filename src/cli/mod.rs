//! The command line: serve, accounts, checks of sources, migrations.

mod account;
mod advice;
mod audit;
mod check_source;
#[cfg(test)]
mod check_tests;
mod codes;
mod directories;
mod doing;
mod keys;
mod letters;
mod national;
mod reports;
mod serve;
mod staff;
mod table;
mod terminal;
mod visit_code;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::settings::Settings;
use crate::sheets;

/// One web portal to everything the health service holds about a person, whichever organisation holds it.
#[derive(Parser)]
#[command(name = "front-door", version, about, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the portal. This is what happens without a command, too.
    Serve {
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Accounts: ways for people to log in.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Log-ins at the staff desk.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// The log of who looked at which record.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Makes a code with which somebody whose identity the staff of a GP surgery have checked makes a log-in of their
    /// own, and prints it. It needs neither email nor phone.
    LinkageCode {
        /// The person's NHS number, with or without spaces.
        #[arg(long)]
        nhs_number: String,
        /// The person's name, as they write it.
        #[arg(long)]
        name: String,
        /// The person's date of birth: 1980-12-31.
        #[arg(long)]
        date_of_birth: chrono::NaiveDate,
        /// The ODS codes of the organisations that know the person; the GP surgery is found by itself.
        #[arg(long, num_args = 0..)]
        known_to: Vec<String>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Makes a code with which somebody who has lost every way to log in, and whose identity the staff of a GP surgery
    /// have checked again, chooses a new password, and prints it.
    LogInCode {
        /// The person's NHS number, with or without spaces.
        #[arg(long)]
        nhs_number: String,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Asks a configured organisation for each kind of entry and prints what it answered, without showing any entry.
    CheckSource {
        /// The organisation's or directory's name or ODS code in the sources file.
        name: String,
        #[command(flatten)]
        sample: check_source::Sample,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Makes the file of keys that protect what is kept, once, before the first real start. Never changes one that
    /// is there.
    MakeKeys {
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Seals anew what an older key of the key file sealed, and prints how much each key still seals. See docs/keys.md.
    SealAnew {
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Says how many letters wait to be printed for people who are told by post. With a file, writes them there, ready to
    /// print, and takes them off the list.
    Letters {
        /// The file to write, a web page with each letter on a sheet of its own. It must not be there.
        #[arg(long)]
        to: Option<std::path::PathBuf>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Lists what people say is wrong in their records and did not take back, the urgent first, without who they are.
    Reports {
        /// The number of one of them: prints who made it and what they wrote, which stands in the log of who looked.
        #[arg(long)]
        show: Option<uuid::Uuid>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Assisted terminals: shared screens in a library, a GP surgery or a hospital. See docs/terminals.md.
    #[command(subcommand)]
    Terminal(terminal::TerminalCommand),
    /// Makes a visit code for somebody whom staff have identified, to use at an assisted terminal, and prints it. Never on
    /// facts that somebody tells: a partner knows them too.
    VisitCode(Box<visit_code::VisitCodeCommand>),
    /// Draws the sheets of a PDF that comes in, for the portal, which starts this for each letter that somebody reads.
    #[command(hide = true)]
    DrawLetter {
        /// The place of the first sheet; 0 is the letter's first.
        #[arg(long)]
        from: usize,
        /// How many at most.
        #[arg(long)]
        most: usize,
    },
    /// Brings the database up to this program's version, and does nothing else.
    Migrate {
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Adds an account with its person. Asks for the password, or reads it from standard input.
    Add {
        /// The email address to log in with. Without one the person logs in with the NHS number.
        #[arg(long)]
        email: Option<String>,
        /// Prints codes too, of which one is asked for after the password at each log-in: for somebody without a phone.
        #[arg(long)]
        print_codes: bool,
        /// The person's NHS number, with or without spaces.
        #[arg(long)]
        nhs_number: String,
        /// The person's name, as they write it.
        #[arg(long)]
        name: String,
        /// The person's date of birth: 1980-12-31.
        #[arg(long)]
        date_of_birth: chrono::NaiveDate,
        /// The ODS codes of the organisations that know the person; the GP surgery is found by itself.
        #[arg(long, num_args = 0..)]
        known_to: Vec<String>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

/// Runs what the command line says; prints an error in words and ends with 1 where it fails.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    let mut threads = match &line.command {
        // Its narrow limits leave no room for the stacks of others.
        Some(Command::DrawLetter { .. }) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime = match threads.enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => return failed(&format!("the program cannot start its threads: {why}")),
    };
    let outcome = runtime.block_on(async {
        match line.command {
            None => serve::serve(line.settings).await,
            Some(Command::Serve { settings }) => serve::serve(*settings).await,
            Some(Command::Staff(command)) => staff::run(command).await,
            Some(Command::Audit(command)) => audit::run(command).await,
            Some(Command::Terminal(command)) => terminal::run(command).await,
            Some(Command::VisitCode(typed)) => visit_code::run(*typed).await,
            Some(Command::MakeKeys { settings }) => keys::make(&settings),
            Some(Command::SealAnew { settings }) => keys::seal_anew(&settings).await,
            Some(Command::Letters { to, settings }) => letters::letters(&settings, to.as_deref()).await,
            Some(Command::Reports { show, settings }) => reports::reports(&settings, show).await,
            Some(Command::DrawLetter { from, most }) => {
                sheets::draw_for_whoever_asks(std::io::stdin(), std::io::stdout(), from, most)
                    .map_err(Into::into)
            }
            Some(Command::Migrate { settings }) => serve::migrate(*settings).await,
            Some(Command::CheckSource { name, sample, settings }) => {
                check_source::check(&settings, &name, &sample, &mut |line: &str| println!("{line}")).await
            }
            Some(Command::LinkageCode { nhs_number, name, date_of_birth, known_to, settings }) => {
                codes::linkage(*settings, &nhs_number, &name, date_of_birth, &known_to).await
            }
            Some(Command::LogInCode { nhs_number, settings }) => codes::log_in(*settings, &nhs_number).await,
            Some(Command::Account(AccountCommand::Add {
                email,
                print_codes,
                nhs_number,
                name,
                date_of_birth,
                known_to,
                settings,
            })) => {
                let new = account::Typed { email, print_codes, nhs_number, name, date_of_birth, known_to };
                account::add(*settings, new).await
            }
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => failed(&why.to_string()),
    }
}

/// Any error, with everything behind it, as one text for the person at the command line.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut behind = error.source();
        while let Some(cause) = behind {
            let said = cause.to_string();
            if !text.contains(&said) {
                text.push_str(": ");
                text.push_str(&said);
            }
            behind = cause.source();
        }
        Self(text)
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("front-door: {why}");
    ExitCode::FAILURE
}
