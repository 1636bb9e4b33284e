//! How we say who we are to a source, with the secrets read from where the sources file says they are.

use std::path::PathBuf;
use std::sync::Arc;

use crate::connectors::smart::Proof;
use crate::connectors::{Auth, SigningClient, SmartClient};
use crate::settings::{self, SmartAuth, read_secret};

/// # Errors
/// Which secret cannot be had, or cannot be used; never the secret.
pub fn auth(entry: &settings::Auth) -> Result<Auth, String> {
    Ok(match entry {
        settings::Auth::None => Auth::None,
        settings::Auth::Bearer { token_file, token_env } => {
            Auth::Bearer(read_secret(token_file.as_deref(), token_env.as_deref())?)
        }
        settings::Auth::Basic { user, password_file, password_env } => Auth::Basic {
            user: user.clone(),
            password: read_secret(password_file.as_deref(), password_env.as_deref())?,
        },
        settings::Auth::ClientCredentials { token_url, client_id, secret_file, secret_env, scope } => {
            Auth::ClientCredentials {
                token_url: token_url.clone(),
                client_id: client_id.clone(),
                client_secret: read_secret(secret_file.as_deref(), secret_env.as_deref())?,
                scope: scope.clone(),
            }
        }
        settings::Auth::ApiKey { key_file, key_env } => {
            Auth::ApiKey(read_secret(key_file.as_deref(), key_env.as_deref())?)
        }
        settings::Auth::SignedJwt(auth) => Auth::SignedJwt {
            token_url: auth.token_url.clone(),
            client: signing(&auth.client_id, &auth.key_id, &auth.audience, &auth.key_file, &auth.key_env)?,
            scope: auth.scope.clone(),
        },
        settings::Auth::TokenExchange(auth) => Auth::TokenExchange {
            token_url: auth.token_url.clone(),
            client: signing(&auth.client_id, &auth.key_id, &auth.audience, &auth.key_file, &auth.key_env)?,
            scope: auth.scope.clone(),
            pass_on: auth.pass_nhs_login_token,
        },
        settings::Auth::Smart(auth) => {
            Auth::Smart(Arc::new(SmartClient::new(auth.client_id.clone(), proof(auth)?, auth.scope.clone())))
        }
    })
}

fn signing(
    client_id: &str,
    key_id: &str,
    audience: &Option<String>,
    file: &Option<PathBuf>,
    env: &Option<String>,
) -> Result<Arc<SigningClient>, String> {
    let key = read_secret(file.as_deref(), env.as_deref())?;
    let client = SigningClient::new(client_id.to_owned(), key_id.to_owned(), audience.clone(), &key);
    client.map(Arc::new).map_err(|why| why.to_string())
}

fn proof(auth: &SmartAuth) -> Result<Proof, String> {
    if let Some(key_id) = &auth.key_id {
        let client = signing(&auth.client_id, key_id, &None, &auth.key_file, &auth.key_env)?;
        return Ok(Proof::SignedJwt(client));
    }
    if auth.secret_file.is_none() && auth.secret_env.is_none() {
        return Ok(Proof::None);
    }
    Ok(Proof::Secret(read_secret(auth.secret_file.as_deref(), auth.secret_env.as_deref())?))
}
