//! The practice client's key and the practice NHS login's, made when they are first needed and never kept.

use std::sync::OnceLock;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use rcgen::{KeyPair, PKCS_RSA_SHA512};
use serde_json::{Value, json};

use crate::sandbox::SandboxError;

/// How the practice organisations know Front Door.
pub const CLIENT_ID: &str = "front-door-practice";
/// The name of its public key there.
pub const KEY_ID: &str = "practice-1";
/// Who signs the practice NHS login's tokens.
pub const NHS_LOGIN: &str = "https://auth.practice.example";

/// One key pair.
pub struct Pair {
    /// The private key, in PEM.
    pub pem: String,
    signing: EncodingKey,
    public: DecodingKey,
}

/// The practice client's: the same for all practice organisations of one program.
pub fn client() -> Result<&'static Pair, SandboxError> {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    known_or_made(&PAIR)
}

/// The practice NHS login's.
pub fn nhs_login() -> Result<&'static Pair, SandboxError> {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    known_or_made(&PAIR)
}

/// The practice log-in at work's.
pub fn staff_log_in() -> Result<&'static Pair, SandboxError> {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    known_or_made(&PAIR)
}

fn known_or_made(place: &'static OnceLock<Pair>) -> Result<&'static Pair, SandboxError> {
    match place.get() {
        Some(pair) => Ok(pair),
        None => {
            let pair = Pair::new()?;
            Ok(place.get_or_init(|| pair))
        }
    }
}

impl Pair {
    pub fn new() -> Result<Self, SandboxError> {
        let pair = KeyPair::generate_for(&PKCS_RSA_SHA512)?;
        let pem = pair.serialize_pem();
        let signing = EncodingKey::from_rsa_pem(pem.as_bytes())?;
        let public = DecodingKey::from_rsa_pem(pair.public_key_pem().as_bytes())?;
        Ok(Self { pem, signing, public })
    }

    /// Signs claims as the national platform asks: RS512, with the key's name.
    pub fn sign(&self, claims: &Value) -> Result<String, SandboxError> {
        let mut header = Header::new(Algorithm::RS512);
        header.kid = Some(KEY_ID.to_owned());
        Ok(encode(&header, claims, &self.signing)?)
    }

    /// As a provider publishes it.
    pub fn public_jwk(&self) -> Result<Jwk, SandboxError> {
        let mut key = Jwk::from_encoding_key(&self.signing, Algorithm::RS512)?;
        key.common.key_id = Some(KEY_ID.to_owned());
        Ok(key)
    }
}

/// What a token says, where this key signed it. Its times are for whoever asks to look at, against their own clock.
pub fn claims(pair: &Pair, token: &str) -> Option<Value> {
    let mut validation = Validation::new(Algorithm::RS512);
    (validation.validate_exp, validation.validate_nbf, validation.validate_aud) = (false, false, false);
    validation.set_required_spec_claims::<&str>(&[]);
    decode::<Value>(token, &pair.public, &validation).ok().map(|token| token.claims)
}

/// What the practice NHS login says of somebody who proved who they are (P9); times in seconds of the epoch.
pub fn id_token(nhs_number: &str, now: i64) -> Result<String, SandboxError> {
    nhs_login()?.sign(&json!({
        "iss": NHS_LOGIN, "aud": CLIENT_ID, "sub": uuid::Uuid::new_v4().to_string(),
        "iat": now, "exp": now + 3_600, "nhs_number": nhs_number, "identity_proofing_level": "P9",
    }))
}
