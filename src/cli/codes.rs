//! `front-door linkage-code` and `front-door log-in-code`: codes that the staff of a GP surgery hand out face to face,
//! after they checked who somebody is.

use chrono::NaiveDate;

use super::Failure;
use crate::access::Linkage;
use crate::domain::{Clock, NhsNumber, OdsCode};
use crate::settings::Settings;
use crate::start;

/// # Errors
/// What is wrong with what was typed, or that the code cannot be stored.
pub(super) async fn linkage(
    settings: Settings,
    nhs_number: &str,
    name: &str,
    date_of_birth: NaiveDate,
    known_to: &[String],
) -> Result<(), Failure> {
    let codes = known_to.iter().flat_map(|codes| codes.split(',')).map(OdsCode::parse);
    let known_to = codes.collect::<Result<Vec<_>, _>>()?;
    let (nhs_number, name) = (NhsNumber::parse(nhs_number)?, name.trim().to_owned());
    if name.is_empty() {
        return Err(Failure("the name is empty".to_owned()));
    }
    let kept = start::kept(&settings, Clock::System).await?;
    let person = Linkage { nhs_number, name, date_of_birth, known_to };
    let code = kept.access.accounts.new_linkage_code(&person).await;
    kept.database.close().await;
    println!("{}\n\nTo be typed in at {}register, once, within 30 days.", code?, settings.public_url);
    Ok(())
}

/// # Errors
/// When nobody with this NHS number has a log-in, or the code cannot be stored.
pub(super) async fn log_in(settings: Settings, nhs_number: &str) -> Result<(), Failure> {
    let number = NhsNumber::parse(nhs_number)?;
    let kept = start::kept(&settings, Clock::System).await?;
    let code = kept.access.accounts.new_log_in_code(number).await;
    kept.database.close().await;
    let none =
        || Failure("nobody with this NHS number has a log-in here: give them a linkage code".to_owned());
    println!(
        "{}\n\nTo be typed in at {}log-in/new-password, once, within 48 hours.",
        code?.ok_or_else(none)?,
        settings.public_url
    );
    Ok(())
}
