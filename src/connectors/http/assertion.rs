//! Proves with a signed JWT who we are (`private_key_jwt`: RFC 7523, section 2.2; OpenID Connect Core, section 9).

use std::fmt;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use url::Url;
use uuid::Uuid;

use crate::connectors::ConnectorError;

/// What `client_assertion_type` says of such a proof.
pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long one is good for, in seconds. The national platform takes at most 5 minutes; less than that, so that a clock
/// of ours that goes a minute fast is forgiven.
const LIFE: i64 = 240;
/// How far before now it says that it was made, in seconds, so that a clock of ours that goes a little fast is forgiven.
const LEEWAY: i64 = 10;

/// We as a client of one token server, with the key that proves it. Debug output hides the key.
pub struct SigningClient {
    pub client_id: String,
    key_id: String,
    /// Whom the proof is for, where that is not the token server's address.
    audience: Option<String>,
    key: EncodingKey,
}

/// The key is not one that proofs can be signed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the key is no RSA private key in PEM")]
pub struct NotAKey;

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl SigningClient {
    /// `key` is an RSA private key in PEM; `key_id` names the public one that the token server knows.
    ///
    /// # Errors
    /// When the key is another kind of thing.
    pub fn new(
        client_id: String,
        key_id: String,
        audience: Option<String>,
        key: &SecretString,
    ) -> Result<Self, NotAKey> {
        let key = EncodingKey::from_rsa_pem(key.expose_secret().as_bytes()).map_err(|_| NotAKey)?;
        let client = Self { client_id, key_id, audience, key };
        // A key that is too short or no RSA key after all shows only when it signs.
        client.sign("https://example", 0).map_err(|_| NotAKey)?;
        Ok(client)
    }

    /// A fresh proof for a token server; `now` in seconds of the epoch.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn assertion(&self, token_url: &Url, now: i64) -> Result<SecretString, ConnectorError> {
        self.sign(self.audience.as_deref().unwrap_or(token_url.as_str()), now)
            .map(SecretString::from)
            .map_err(|_| ConnectorError::Unreadable("no proof of who we are can be signed"))
    }

    fn sign(&self, audience: &str, now: i64) -> Result<String, jsonwebtoken::errors::Error> {
        let mut header = Header::new(Algorithm::RS512);
        header.kid = Some(self.key_id.clone());
        let made = now - LEEWAY;
        let claims = Claims {
            iss: &self.client_id,
            sub: &self.client_id,
            aud: audience,
            jti: Uuid::new_v4().to_string(),
            iat: made,
            nbf: made,
            exp: now + LIFE,
        };
        encode(&header, &claims, &self.key)
    }
}

impl fmt::Debug for SigningClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningClient")
            .field("client_id", &self.client_id)
            .field("key_id", &self.key_id)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
    use serde_json::Value;

    use super::*;

    const NOW: i64 = 1_795_340_000;

    fn keys() -> (SecretString, DecodingKey) {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA512).expect("a key");
        let public = DecodingKey::from_rsa_pem(pair.public_key_pem().as_bytes()).expect("a key");
        (pair.serialize_pem().into(), public)
    }

    fn claims(token: &SecretString, key: &DecodingKey) -> Value {
        let mut validation = Validation::new(Algorithm::RS512);
        validation.validate_exp = false;
        validation.validate_aud = false;
        decode::<Value>(token.expose_secret(), key, &validation).expect("signed by us").claims
    }

    #[test]
    fn a_proof_says_what_the_national_platform_asks_for() {
        let (secret, public) = keys();
        let client =
            SigningClient::new("front-door".into(), "key-1".into(), None, &secret).expect("a client");
        let url = Url::parse("https://api.example/oauth2/token").expect("an address");
        let token = client.assertion(&url, NOW).expect("a proof");
        let header = decode_header(token.expose_secret()).expect("a header");
        assert_eq!((header.alg, header.kid.as_deref()), (Algorithm::RS512, Some("key-1")));
        let claims_of_it = claims(&token, &public);
        for name in ["iss", "sub"] {
            assert_eq!(claims_of_it[name], "front-door");
        }
        assert_eq!(claims_of_it["aud"], "https://api.example/oauth2/token");
        let exp = claims_of_it["exp"].as_i64().expect("a time");
        assert!(exp > NOW && exp <= NOW + 300, "{exp}");
        assert!(claims_of_it["nbf"].as_i64().is_some_and(|from| from < NOW && from > NOW - 60));
        let ids: HashSet<String> = (0..3)
            .map(|_| claims(&client.assertion(&url, NOW).expect("a proof"), &public)["jti"].to_string())
            .collect();
        assert_eq!(ids.len(), 3, "each proof has an id of its own");
    }

    #[test]
    fn a_proof_can_be_for_another_audience_than_the_address() {
        let (secret, public) = keys();
        let audience = Some("https://identity.example".to_owned());
        let client = SigningClient::new("a".into(), "b".into(), audience, &secret).expect("a client");
        let url = Url::parse("https://inside.example/token").expect("an address");
        let token = client.assertion(&url, NOW).expect("a proof");
        assert_eq!(claims(&token, &public)["aud"], "https://identity.example");
    }

    #[test]
    fn what_is_no_key_is_refused_when_the_settings_are_read_and_debug_output_hides_a_key() {
        let elliptic = rcgen::KeyPair::generate().expect("a key").serialize_pem();
        for wrong in ["hidden-word".to_owned(), elliptic] {
            assert_eq!(SigningClient::new("a".into(), "b".into(), None, &wrong.into()).err(), Some(NotAKey));
        }
        let (secret, _) = keys();
        let client = SigningClient::new("a".into(), "b".into(), None, &secret).expect("a client");
        let body = secret.expose_secret().lines().nth(1).expect("a line").to_owned();
        assert!(!format!("{client:?}").contains(&body));
    }
}
