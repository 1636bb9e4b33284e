//! Makes the way in with NHS login from the settings; in practice mode, with the practice one.

use std::sync::Arc;

use secrecy::SecretString;
use url::Url;

use super::StartError;
use crate::connectors::nhs_login::{NhsLogin, NhsLoginConfig, NoKeys, OurKeys};
use crate::connectors::openid::CannotUse;
use crate::journeys::log_in::nhs_login::BACK_PATH;
use crate::sandbox::{PracticeNhsLogin, Sandbox, nhs_login};
use crate::settings::{Settings, is_this_machine, read_secret};
use crate::web::NhsLoginDoor;

/// Why NHS login cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NhsLoginError {
    #[error("of the keys of NHS login: {0}")]
    KeyFile(String),
    #[error("of the keys of NHS login: {0}")]
    Keys(#[from] NoKeys),
    #[error(transparent)]
    Cannot(#[from] CannotUse),
    #[error("the address to come back to cannot be made")]
    Address(#[from] url::ParseError),
}

/// The way in, and the practice NHS login where that one is used.
pub async fn nhs_login(
    settings: &Settings,
    sandbox: Option<&Arc<Sandbox>>,
) -> Result<(Option<NhsLoginDoor>, Option<Arc<PracticeNhsLogin>>), StartError> {
    let named = &settings.nhs_login;
    if let (Some(issuer), Some(client_id)) = (&named.issuer, &named.client_id) {
        let read = |path: &std::path::PathBuf| read_secret(Some(path), None).map_err(NhsLoginError::KeyFile);
        let pems = named.keys.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        return Ok((Some(door(settings, issuer, client_id, &pems)?), None));
    }
    let Some(sandbox) = sandbox else { return Ok((None, None)) };
    let practice = PracticeNhsLogin::start(settings.public_url.clone(), sandbox.people().clone()).await?;
    let (client_id, pem) = nhs_login::client()?;
    let door = door(settings, &practice.issuer, client_id, &[pem.into()])?;
    Ok((Some(door), Some(practice)))
}

fn door(
    settings: &Settings,
    issuer: &Url,
    client_id: &str,
    pems: &[SecretString],
) -> Result<NhsLoginDoor, NhsLoginError> {
    let config = NhsLoginConfig {
        issuer: issuer.clone(),
        client_id: client_id.to_owned(),
        scope: settings.nhs_login.scope.clone(),
        keys: OurKeys::new(client_id, pems)?,
        back_to: settings.public_url.join(BACK_PATH)?,
        allow_private_addresses: is_this_machine(issuer),
    };
    Ok(NhsLoginDoor { service: NhsLogin::new(config)?, new_accounts: settings.nhs_login.new_accounts })
}
