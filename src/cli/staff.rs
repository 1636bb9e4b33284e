//! `front-door staff add`: the first administrator of an organisation; everyone else is added at the staff desk.

use clap::Subcommand;

use super::Failure;
use super::account::password;
use crate::access::NewStaff;
use crate::domain::{Clock, OdsCode, StaffRole, StaffRoles};
use crate::settings::Settings;
use crate::start;

#[derive(Subcommand)]
pub(super) enum StaffCommand {
    /// Adds a log-in at the staff desk. Asks for the password, or reads it from standard input. The second step is set up
    /// at the first log-in.
    Add {
        /// The email address to log in with.
        #[arg(long)]
        email: String,
        /// The name, as colleagues know it.
        #[arg(long)]
        name: String,
        /// The ODS code of the organisation that they work for, and reach.
        #[arg(long)]
        organisation: String,
        /// terminal-host, reception, access-team, service-manager, information-governance or administrator; any number.
        #[arg(long, num_args = 1.., default_value = "administrator")]
        role: Vec<String>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

/// # Errors
/// What is wrong with what was typed, or that the account cannot be stored.
pub(super) async fn run(command: StaffCommand) -> Result<(), Failure> {
    let StaffCommand::Add { email, name, organisation, role, settings } = command;
    let organisation = OdsCode::parse(&organisation)?;
    let roles = roles(&role)?;
    let password = password()?;
    let kept = start::kept(&settings, Clock::System).await?;
    let new = NewStaff { email, name, organisation, roles, password, app: None };
    let added = kept.access.staff.add(new).await;
    kept.database.close().await;
    added?;
    println!("The log-in is added. It is finished at {}staff/log-in", settings.public_url);
    Ok(())
}

fn roles(words: &[String]) -> Result<StaffRoles, Failure> {
    let role = |word: &str| {
        let all = || StaffRole::ALL.map(StaffRole::slug).join(", ");
        StaffRole::from_slug(word).ok_or_else(|| Failure(format!("no role {word:?}: there are {}", all())))
    };
    words.iter().flat_map(|words| words.split(',')).map(|word| role(word.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_one_by_one_or_with_commas_and_an_unknown_one_is_named_back() {
        let two = roles(&["reception,administrator".to_owned()]).expect("roles");
        assert_eq!(two.slugs(), "reception administrator");
        let unknown = roles(&["boss".to_owned()]).expect_err("no such role").to_string();
        assert!(unknown.contains("boss") && unknown.contains("service-manager"), "{unknown}");
    }
}
