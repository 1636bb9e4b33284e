//! The settings of NHS login.

use std::path::PathBuf;

use clap::{ArgAction, Args};
use url::Url;

use super::yes_or_no;

/// How this portal is one of NHS login's services. Without an issuer people log in here only.
#[derive(Args, Clone, Debug)]
pub struct NhsLoginSettings {
    /// NHS login's address: https://auth.login.nhs.uk. Practice mode has a practice one unless this names another.
    #[arg(id = "nhs-login-issuer", long = "nhs-login-issuer", env = "FRONT_DOOR_NHS_LOGIN_ISSUER")]
    pub issuer: Option<Url>,

    /// The name under which NHS login knows this portal.
    #[arg(id = "nhs-login-client-id", long = "nhs-login-client-id", env = "FRONT_DOOR_NHS_LOGIN_CLIENT_ID")]
    pub client_id: Option<String>,

    /// Files of RSA private keys in PEM, with commas between them. The first one signs; the public part of each stands
    /// at /.well-known/jwks.json.
    #[arg(
        id = "nhs-login-keys",
        long = "nhs-login-keys",
        env = "FRONT_DOOR_NHS_LOGIN_KEYS",
        value_delimiter = ','
    )]
    pub keys: Vec<PathBuf>,

    /// What NHS login is asked to tell of people.
    #[arg(
        id = "nhs-login-scope",
        long = "nhs-login-scope",
        env = "FRONT_DOOR_NHS_LOGIN_SCOPE",
        default_value = "openid profile profile_extended"
    )]
    pub scope: String,

    /// Whether somebody with an NHS number that is not known here gets an account by logging in with NHS login.
    #[arg(id = "nhs-login-new-accounts", long = "nhs-login-new-accounts", env = "FRONT_DOOR_NHS_LOGIN_NEW_ACCOUNTS", default_value = "yes", value_parser = yes_or_no, action = ArgAction::Set)]
    pub new_accounts: bool,
}
