//! Checks of the ID token (OpenID Connect Core 1.0, section 3.1.3.7).

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Forgiven between two clocks, in seconds.
const LEEWAY: u64 = 30;

/// What is wrong with an ID token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadToken {
    #[error("there is none")]
    Missing,
    #[error("it cannot be read")]
    Unreadable,
    #[error("it is not signed in a way that is taken")]
    Algorithm,
    #[error("the provider has no such key")]
    UnknownKey,
    #[error("its signature, issuer, audience or time does not fit")]
    NotForUs,
    #[error("it was made for another application")]
    OtherParty,
    #[error("it belongs to another log-in")]
    Nonce,
    #[error("it says less than was asked for")]
    NotAskedFor,
}

/// A key and how it signs.
pub struct SigningKey {
    pub key: DecodingKey,
    pub algorithm: Algorithm,
}

/// What a token must say.
pub struct Wanted<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
}

/// What a token that is right says; `T` is what it says besides.
#[derive(Debug)]
pub struct Claims<T> {
    pub sub: String,
    pub until: DateTime<Utc>,
    pub more: T,
}

#[derive(Deserialize)]
struct Told<T> {
    sub: String,
    exp: i64,
    nonce: Option<String>,
    azp: Option<String>,
    aud: serde_json::Value,
    #[serde(flatten)]
    more: T,
}

/// # Errors
/// The first thing that is wrong.
pub fn check<T: DeserializeOwned>(
    token: &str,
    SigningKey { key, algorithm }: &SigningKey,
    wanted: &Wanted,
) -> Result<Claims<T>, BadToken> {
    // One algorithm, the key's own: neither `none` nor a weaker one is ever looked at.
    let mut validation = Validation::new(*algorithm);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_audience(&[wanted.client_id]);
    validation.set_issuer(&[wanted.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let told = decode::<Told<T>>(token, key, &validation).map_err(|_| BadToken::NotForUs)?.claims;
    let several = told.aud.as_array().is_some_and(|all| all.len() > 1);
    let azp_fits = told.azp.as_deref().map_or(!several, |azp| azp == wanted.client_id);
    if !azp_fits {
        return Err(BadToken::OtherParty);
    }
    if told.nonce.as_deref() != Some(wanted.nonce) {
        return Err(BadToken::Nonce);
    }
    let until = DateTime::from_timestamp(told.exp, 0).ok_or(BadToken::Unreadable)?;
    if told.sub.is_empty() || told.sub.len() > 255 {
        return Err(BadToken::Unreadable);
    }
    Ok(Claims { sub: told.sub, until, more: told.more })
}
