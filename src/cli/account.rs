//! `front-door account add`.

use std::io::{IsTerminal, Read};

use chrono::NaiveDate;
use secrecy::SecretString;

use super::Failure;
use crate::access::NewAccount;
use crate::domain::{Clock, NhsNumber, OdsCode};
use crate::settings::Settings;
use crate::start;

/// What was typed.
pub(super) struct Typed {
    pub email: Option<String>,
    pub print_codes: bool,
    pub nhs_number: String,
    pub name: String,
    pub date_of_birth: NaiveDate,
    pub known_to: Vec<String>,
}

/// # Errors
/// What is wrong with what was typed, or that the account cannot be stored.
pub(super) async fn add(settings: Settings, typed: Typed) -> Result<(), Failure> {
    let nhs_number = NhsNumber::parse(&typed.nhs_number)?;
    let known_to = typed.known_to.iter().flat_map(|codes| codes.split(',')).map(OdsCode::parse);
    let known_to = known_to.collect::<Result<Vec<_>, _>>()?;
    let password = password()?;
    let kept = start::kept(&settings, Clock::System).await?;
    let new = NewAccount {
        email: typed.email,
        nhs_number,
        name: typed.name,
        date_of_birth: typed.date_of_birth,
        known_to,
        password,
    };
    let accounts = &kept.access.accounts;
    let outcome = accounts.add(new).await;
    let codes = match &outcome {
        Ok(account) if typed.print_codes => accounts.new_printed_codes(*account).await,
        _ => Ok(Vec::new()),
    };
    kept.database.close().await;
    outcome?;
    println!("The account is added.");
    let codes = codes?;
    if !codes.is_empty() {
        println!("Codes to log in with after the password, each good once:\n\n{}", codes.join("\n"));
    }
    Ok(())
}

/// Asked for twice at a terminal, otherwise the first line of standard input.
pub(super) fn password() -> Result<SecretString, Failure> {
    if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ")?;
        let second = rpassword::prompt_password("The same again: ")?;
        if first != second {
            return Err(Failure("the two passwords are not the same".to_owned()));
        }
        return Ok(first.into());
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned().into())
}
