//! What a provider says of itself (OpenID Connect Discovery 1.0) and the keys that it signs with.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, header};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, decode_header};
use url::{Host, Url};
use uuid::Uuid;

use super::id_token::SigningKey;
use super::{BadToken, NobodyCame};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Question, SourceHttp};

/// How long what it says of itself is used.
pub const REFRESH: Duration = Duration::from_secs(60 * 60);
/// How long its keys are used before they are asked for again because one is missing.
const KEYS_AT_MOST_EVERY: Duration = Duration::from_secs(30);

/// The provider's addresses and keys.
pub struct Provider {
    /// Exactly as it writes itself, and as its tokens name it.
    pub issuer: String,
    pub authorize: Url,
    pub token: Url,
    pub user_info: Option<Url>,
    pub takes_pkce: bool,
    keys_at: Url,
    keys: Mutex<(Vec<Jwk>, Option<Instant>)>,
}

/// Asks the provider.
///
/// # Errors
/// When it does not say, names another issuer, or has an address without TLS.
pub async fn discover(http: &SourceHttp, issuer: &Url) -> Result<Provider, ConnectorError> {
    let question = question(http.below(".well-known/openid-configuration")?);
    let fetched = http.ask_openly(&question).await.map_err(not_a_person)?;
    read(Node::of(&fetched.json), issuer)
}

fn question(url: Url) -> Question {
    let mut question = Question::get(url, Uuid::new_v4());
    question.headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("application/json"))]);
    question
}

/// A 404 of this service is not about anybody.
fn not_a_person(error: ConnectorError) -> ConnectorError {
    match error {
        ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => {
            ConnectorError::Unreadable("it does not say how people log in")
        }
        other => other,
    }
}

fn read(told: Node, expected: &Url) -> Result<Provider, ConnectorError> {
    // Some write the usual port or a slash at the end, and their tokens do so too; it is the same issuer.
    let bare = |url: &Url| url.as_str().trim_end_matches('/').to_owned();
    let is_expected = |issuer: &&str| Url::parse(issuer).is_ok_and(|url| bare(&url) == bare(expected));
    let issuer = told.str_at("issuer").filter(is_expected);
    let issuer = issuer.ok_or(ConnectorError::Unreadable("it says that it is another issuer"))?;
    let address = |name| {
        let url = told.str_at(name).and_then(|text| Url::parse(text).ok());
        url.filter(is_safe)
            .ok_or(ConnectorError::Unreadable("one of its addresses is missing or without TLS"))
    };
    Ok(Provider {
        issuer: issuer.to_owned(),
        authorize: address("authorization_endpoint")?,
        token: address("token_endpoint")?,
        // Not everyone has one.
        user_info: told.str_at("userinfo_endpoint").map(|_| address("userinfo_endpoint")).transpose()?,
        keys_at: address("jwks_uri")?,
        takes_pkce: told.all("code_challenge_methods_supported").any(|one| one.str() == Some("S256")),
        keys: Mutex::default(),
    })
}

/// With TLS, or on this machine.
fn is_safe(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || url.scheme() == "http" && is_here
}

impl Provider {
    /// The public key that an ID token names, for the algorithm that it names, where that is one of these. A key that
    /// is not known is asked for, at most twice a minute.
    pub async fn key_of(
        &self,
        http: &SourceHttp,
        token: &str,
        algorithms: &[Algorithm],
    ) -> Result<SigningKey, NobodyCame> {
        let header = decode_header(token).map_err(|_| BadToken::Unreadable)?;
        if !algorithms.contains(&header.alg) {
            return Err(BadToken::Algorithm.into());
        }
        let kid = header.kid.as_deref();
        if let Some(key) = self.known(kid, header.alg) {
            return Ok(key);
        }
        let asked = self.keys.lock().unwrap_or_else(PoisonError::into_inner).1;
        if asked.is_some_and(|at| at.elapsed() < KEYS_AT_MOST_EVERY) {
            return Err(BadToken::UnknownKey.into());
        }
        let fetched = http.ask_openly(&question(self.keys_at.clone())).await.map_err(not_a_person)?;
        let read = |key: Node| key.value().and_then(|value| serde_json::from_value::<Jwk>(value).ok());
        let keys = Node::of(&fetched.json).all("keys").filter_map(read).collect();
        *self.keys.lock().unwrap_or_else(PoisonError::into_inner) = (keys, Some(Instant::now()));
        self.known(kid, header.alg).ok_or(BadToken::UnknownKey.into())
    }

    /// Without a name there must be only one that signs so.
    fn known(&self, kid: Option<&str>, algorithm: Algorithm) -> Option<SigningKey> {
        let keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let mut fitting = keys.0.iter().filter(|key| signs(key, algorithm));
        let key = match kid {
            Some(kid) => fitting.find(|key| key.common.key_id.as_deref() == Some(kid))?,
            None => fitting.next().filter(|_| fitting.next().is_none())?,
        };
        Some(SigningKey { key: DecodingKey::from_jwk(key).ok()?, algorithm })
    }
}

/// A key of the algorithm's own family, for signing: one of another never checks its signatures, a symmetric one none.
fn signs(key: &Jwk, algorithm: Algorithm) -> bool {
    let fits = match key.algorithm {
        AlgorithmParameters::RSA(_) => algorithm.family() == AlgorithmFamily::Rsa,
        AlgorithmParameters::EllipticCurve(_) => algorithm.family() == AlgorithmFamily::Ec,
        AlgorithmParameters::OctetKeyPair(_) => algorithm.family() == AlgorithmFamily::Ed,
        _ => false,
    };
    fits && !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told() -> Value {
        json!({
            "issuer": "https://auth.example/",
            "authorization_endpoint": "https://auth.example/authorize",
            "token_endpoint": "https://auth.example/token",
            "userinfo_endpoint": "https://auth.example/userinfo",
            "jwks_uri": "https://auth.example/.well-known/jwks.json",
        })
    }

    fn read_with(name: &str, value: Value) -> Result<Provider, ConnectorError> {
        let mut told = told();
        told[name] = value;
        read(Node::of(&told), &Url::parse("https://auth.example").expect("an address"))
    }

    #[test]
    fn the_issuer_is_kept_exactly_as_it_writes_itself() {
        let provider = read_with("x", Value::Null).expect("a provider");
        assert_eq!(provider.issuer, "https://auth.example/");
        assert!(!provider.takes_pkce && provider.user_info.is_some());
        assert!(
            read_with("code_challenge_methods_supported", json!(["S256"])).expect("a provider").takes_pkce
        );
    }

    #[test]
    fn an_issuer_that_writes_the_usual_port_is_the_same_and_another_port_is_another() {
        let provider = read_with("issuer", json!("https://auth.example:443")).expect("a provider");
        assert_eq!(provider.issuer, "https://auth.example:443", "as its tokens name it");
        assert!(read_with("issuer", json!("https://auth.example:8443")).is_err());
        assert!(read_with("issuer", json!("https://auth.example/other")).is_err());
    }

    #[test]
    fn another_issuer_a_missing_address_and_one_without_tls_are_refused() {
        for (name, value) in [
            ("issuer", json!("https://auth.example.evil")),
            ("issuer", Value::Null),
            ("token_endpoint", json!("http://auth.example/token")),
            ("authorization_endpoint", json!("javascript:alert(1)")),
            ("jwks_uri", Value::Null),
            ("userinfo_endpoint", json!("/userinfo")),
            ("userinfo_endpoint", json!("http://auth.example/userinfo")),
        ] {
            assert!(read_with(name, value).is_err(), "{name}");
        }
    }
}
