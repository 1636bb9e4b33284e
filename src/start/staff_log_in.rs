//! Makes the log-ins that staff have at work from the sources file; in practice mode there is a practice one.

use std::sync::Arc;

use secrecy::SecretString;
use url::Url;

use super::StartError;
use crate::connectors::openid::{CannotUse, Proof, ServiceConfig};
use crate::connectors::staff_log_in::{ALGORITHMS, StaffLogIn, Steps};
use crate::connectors::{NotAKey, SigningClient};
use crate::domain::OdsCode;
use crate::journeys::staff::log_in::back_path;
use crate::sandbox::{PracticeStaffLogIn, Sandbox};
use crate::settings::{Settings, StaffLogInEntry, read_secret};

/// Why one cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StaffLogInError {
    #[error("staff_log_in {0}: the secret cannot be had: {1}")]
    Secret(String, String),
    #[error("staff_log_in {0}: {1}")]
    Key(String, NotAKey),
    #[error("staff_log_in {0}: {1}")]
    Cannot(String, CannotUse),
    #[error("the address to come back to cannot be made")]
    Address(#[from] url::ParseError),
}

/// All of them, and the practice one where that is used.
pub async fn staff_log_ins(
    settings: &Settings,
    entries: &[StaffLogInEntry],
    sandbox: Option<&Arc<Sandbox>>,
) -> Result<(Vec<StaffLogIn>, Option<Arc<PracticeStaffLogIn>>), StartError> {
    let public_url = &settings.public_url;
    let made = entries.iter().map(|entry| of_entry(public_url, entry));
    let mut all = made.collect::<Result<Vec<_>, _>>()?;
    if sandbox.is_none() {
        return Ok((all, None));
    }
    let practice = PracticeStaffLogIn::start(public_url.clone()).await?;
    let organisations = practice.organisations().into_iter().map(OdsCode::parse);
    let organisations = organisations.collect::<Result<_, _>>()?;
    all.push(of_practice(public_url, &practice, organisations)?);
    Ok((all, Some(practice)))
}

fn of_entry(public_url: &Url, entry: &StaffLogInEntry) -> Result<StaffLogIn, StaffLogInError> {
    let named = || entry.name.clone();
    let secret = |file: &Option<std::path::PathBuf>, env: &Option<String>| {
        let read = read_secret(file.as_deref(), env.as_deref());
        read.map_err(|why| StaffLogInError::Secret(named(), why))
    };
    let proof = match &entry.key_id {
        Some(key_id) => {
            let key: SecretString = secret(&entry.key_file, &entry.key_env)?;
            let client = SigningClient::new(entry.client_id.clone(), key_id.clone(), None, &key);
            Proof::Key(client.map_err(|why| StaffLogInError::Key(named(), why))?)
        }
        None => Proof::Secret(secret(&entry.secret_file, &entry.secret_env)?),
    };
    let config = ServiceConfig {
        name: entry.name.clone(),
        code: "STAFF",
        issuer: entry.issuer.clone(),
        client_id: entry.client_id.clone(),
        scope: entry.scope.clone(),
        proof,
        algorithms: ALGORITHMS,
        back_to: public_url.join(&back_path(&entry.key))?,
        ca_file: entry.ca_file.clone(),
        allow_private_addresses: entry.allow_private_addresses,
    };
    let (key, organisations) = (entry.key.clone(), entry.organisations.clone());
    let (second_step, acr_values) = (entry.second_step.clone(), entry.acr_values.clone());
    let steps = Steps { second_step, acr_values, every_time: entry.every_time };
    StaffLogIn::new(key, organisations, steps, config).map_err(|why| StaffLogInError::Cannot(named(), why))
}

fn of_practice(
    public_url: &Url,
    practice: &PracticeStaffLogIn,
    organisations: Vec<OdsCode>,
) -> Result<StaffLogIn, StaffLogInError> {
    let config = ServiceConfig {
        name: "the practice log-in at work".to_owned(),
        code: "STAFF",
        issuer: practice.issuer.clone(),
        client_id: PracticeStaffLogIn::CLIENT_ID.to_owned(),
        scope: "openid profile".to_owned(),
        proof: Proof::Secret(practice.secret()),
        algorithms: ALGORITHMS,
        back_to: public_url.join(&back_path(PracticeStaffLogIn::KEY))?,
        ca_file: None,
        allow_private_addresses: true,
    };
    let steps = Steps {
        second_step: vec!["mfa".to_owned()],
        acr_values: Some(PracticeStaffLogIn::ACR_VALUES.to_owned()),
        every_time: true,
    };
    StaffLogIn::new(PracticeStaffLogIn::KEY.to_owned(), organisations, steps, config)
        .map_err(|why| StaffLogInError::Cannot("practice".to_owned(), why))
}
