//! Checks of the ID token (OpenID Connect Core 1.0, section 3.1.3.7).

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;

use super::trust::{Ask, Reached};

/// Forgiven between two clocks, in seconds.
const LEEWAY: u64 = 30;

/// What is wrong with an ID token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadToken {
    #[error("there is none")]
    Missing,
    #[error("it cannot be read")]
    Unreadable,
    #[error("it is not signed with RS512")]
    Algorithm,
    #[error("NHS login has no such key")]
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

/// What a token must say.
pub struct Wanted<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub ask: Ask,
}

/// What a token that is right says.
#[derive(Debug)]
pub struct Claims {
    pub sub: String,
    pub reached: Reached,
    pub until: DateTime<Utc>,
    /// Where the token has these too, they must be the same as what is told of the person.
    pub nhs_number: Option<String>,
}

#[derive(Deserialize)]
struct Told {
    sub: String,
    exp: i64,
    nonce: Option<String>,
    vot: Option<String>,
    azp: Option<String>,
    aud: serde_json::Value,
    nhs_number: Option<String>,
}

/// # Errors
/// The first thing that is wrong.
pub fn check(token: &str, key: &DecodingKey, wanted: &Wanted) -> Result<Claims, BadToken> {
    // One algorithm, whatever the token's header says: neither `none` nor a weaker one is ever looked at.
    let mut validation = Validation::new(Algorithm::RS512);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_audience(&[wanted.client_id]);
    validation.set_issuer(&[wanted.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let told = decode::<Told>(token, key, &validation).map_err(|_| BadToken::NotForUs)?.claims;
    let several = told.aud.as_array().is_some_and(|all| all.len() > 1);
    let azp_fits = told.azp.as_deref().map_or(!several, |azp| azp == wanted.client_id);
    if !azp_fits {
        return Err(BadToken::OtherParty);
    }
    if told.nonce.as_deref() != Some(wanted.nonce) {
        return Err(BadToken::Nonce);
    }
    let reached = told.vot.as_deref().and_then(|vot| wanted.ask.reached(vot)).ok_or(BadToken::NotAskedFor)?;
    let until = DateTime::from_timestamp(told.exp, 0).ok_or(BadToken::Unreadable)?;
    if told.sub.is_empty() || told.sub.len() > 255 {
        return Err(BadToken::Unreadable);
    }
    Ok(Claims { sub: told.sub, reached, until, nhs_number: told.nhs_number })
}
