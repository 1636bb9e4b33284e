//! The keys with which we prove to NHS login who we are, and the page from which it reads the public ones.

use jsonwebtoken::jwk::{Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::connectors::http::{NotAKey, SigningClient};

/// The first key signs; all are published, so that a new one is known before it is used and an old one until
/// nothing that it signed is on its way any more. Each is named by its thumbprint (RFC 7638).
#[derive(Debug)]
pub struct OurKeys {
    signing: SigningClient,
    public: Value,
}

/// Why there are no keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoKeys {
    #[error("no key is named")]
    None,
    #[error(transparent)]
    NotAKey(#[from] NotAKey),
}

impl OurKeys {
    /// From RSA private keys in PEM, the one that signs first.
    ///
    /// # Errors
    /// When there is none, or one is no RSA key.
    pub fn new(client_id: &str, pems: &[SecretString]) -> Result<Self, NoKeys> {
        let public = pems.iter().map(public_key).collect::<Result<Vec<_>, _>>()?;
        let (Some(first), Some(pem)) = (public.first(), pems.first()) else { return Err(NoKeys::None) };
        let name = first.common.key_id.clone().unwrap_or_default();
        let signing = SigningClient::new(client_id.to_owned(), name, None, pem)?;
        Ok(Self { signing, public: json!({ "keys": public }) })
    }

    /// The key that signs, and the public ones as they are published.
    pub(super) fn parts(self) -> (SigningClient, Value) {
        (self.signing, self.public)
    }
}

fn public_key(pem: &SecretString) -> Result<Jwk, NotAKey> {
    let key = EncodingKey::from_rsa_pem(pem.expose_secret().as_bytes()).map_err(|_| NotAKey)?;
    let mut public = Jwk::from_encoding_key(&key, Algorithm::RS512).map_err(|_| NotAKey)?;
    public.common.public_key_use = Some(PublicKeyUse::Signature);
    public.common.key_id = Some(public.thumbprint(ThumbprintHash::SHA256).map_err(|_| NotAKey)?);
    Ok(public)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pem() -> SecretString {
        rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA512).expect("a key").serialize_pem().into()
    }

    #[test]
    fn every_key_is_published_with_a_name_of_its_own_and_nothing_private() {
        let keys = OurKeys::new("front-door", &[pem(), pem()]).expect("keys");
        let all = keys.public["keys"].as_array().expect("keys").clone();
        assert_eq!(all.len(), 2);
        assert_ne!(all[0]["kid"], all[1]["kid"]);
        for key in &all {
            assert_eq!(
                (&key["kty"], &key["alg"], &key["use"]),
                (&json!("RSA"), &json!("RS512"), &json!("sig"))
            );
            for private in ["d", "p", "q", "dp", "dq", "qi"] {
                assert!(key.get(private).is_none(), "{private}");
            }
        }
    }

    #[test]
    fn the_name_of_a_key_stays_the_same_when_another_is_put_before_it() {
        let (old, new) = (pem(), pem());
        let before = OurKeys::new("front-door", std::slice::from_ref(&old)).expect("keys");
        let after = OurKeys::new("front-door", &[new, old]).expect("keys");
        assert_eq!(before.public["keys"][0]["kid"], after.public["keys"][1]["kid"]);
    }

    #[test]
    fn no_key_and_something_else_than_a_key_are_refused() {
        assert_eq!(OurKeys::new("front-door", &[]).err(), Some(NoKeys::None));
        assert_eq!(OurKeys::new("front-door", &["x".into()]).err(), Some(NoKeys::NotAKey(NotAKey)));
    }
}
