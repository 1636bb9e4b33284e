//! How Front Door shows an organisation who it is, as the sources file says it.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::token_auth::{SignedJwtAuth, SmartAuth, TokenExchangeAuth};

/// How Front Door shows who it is. A secret is named by the file or the environment variable that holds it.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Auth {
    #[default]
    None,
    Bearer {
        token_file: Option<PathBuf>,
        token_env: Option<String>,
    },
    Basic {
        user: String,
        password_file: Option<PathBuf>,
        password_env: Option<String>,
    },
    /// The key of an application at the national API platform, sent as `apikey`.
    ApiKey {
        key_file: Option<PathBuf>,
        key_env: Option<String>,
    },
    ClientCredentials {
        token_url: Url,
        client_id: String,
        secret_file: Option<PathBuf>,
        secret_env: Option<String>,
        scope: Option<String>,
    },
    SignedJwt(SignedJwtAuth),
    TokenExchange(TokenExchangeAuth),
    Smart(SmartAuth),
}

impl Auth {
    pub(super) fn check(&self) -> Result<(), String> {
        match self {
            Auth::Bearer { token_file, token_env } => one_of(token_file, token_env, "token"),
            Auth::Basic { password_file, password_env, .. } => {
                one_of(password_file, password_env, "password")
            }
            Auth::ClientCredentials { secret_file, secret_env, .. } => {
                one_of(secret_file, secret_env, "secret")
            }
            Auth::ApiKey { key_file, key_env } => one_of(key_file, key_env, "key"),
            Auth::SignedJwt(auth) => auth.check(),
            Auth::TokenExchange(auth) => auth.check(),
            Auth::Smart(auth) => auth.check(),
            Auth::None => Ok(()),
        }
    }
}

fn one_of(file: &Option<PathBuf>, env: &Option<String>, what: &str) -> Result<(), String> {
    match (file, env) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(format!("auth must name either {what}_file or {what}_env")),
    }
}

/// Reads a secret from the file or the environment variable that holds it.
///
/// # Errors
/// Says which file or variable is missing or empty; never the secret.
pub fn read_secret(file: Option<&Path>, env: Option<&str>) -> Result<SecretString, String> {
    let text = match (file, env) {
        (Some(file), _) => std::fs::read_to_string(file)
            .map_err(|why| format!("{} cannot be read: {why}", file.display()))?,
        (None, Some(name)) => std::env::var(name).map_err(|_| format!("the variable {name} is not set"))?,
        (None, None) => return Err("no secret is named".to_owned()),
    };
    let text = text.trim();
    if text.is_empty() { Err("the secret is empty".to_owned()) } else { Ok(SecretString::from(text)) }
}
