//! What a hospital says of where its patients log in (`.well-known/smart-configuration`, SMART App Launch 2, section 3).

use http::{HeaderMap, HeaderValue, header};
use url::Url;
use uuid::Uuid;

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Question, SourceHttp};

/// Where patients log in, and where their tokens are given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmartServer {
    pub authorize: Url,
    pub token: Url,
}

/// Asks the hospital.
///
/// # Errors
/// When it does not say, or would have patients log in without TLS or without PKCE.
pub async fn discover(http: &SourceHttp) -> Result<SmartServer, ConnectorError> {
    let mut question = Question::get(http.below(".well-known/smart-configuration")?, Uuid::new_v4());
    question.headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("application/json"))]);
    let fetched = http.ask_openly(&question).await.map_err(|error| match error {
        ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => {
            ConnectorError::Unreadable("it does not say how patients log in")
        }
        other => other,
    })?;
    read(Node::of(&fetched.json), http.base())
}

fn read(told: Node, base: &Url) -> Result<SmartServer, ConnectorError> {
    let takes_s256 = told.all("code_challenge_methods_supported").any(|method| method.str() == Some("S256"));
    if !takes_s256 {
        return Err(ConnectorError::Unreadable("it does not say that it takes PKCE with S256"));
    }
    let address = |name| {
        let url = told.str_at(name).and_then(|text| Url::parse(text).ok());
        // Without TLS only where the hospital itself is asked without it, as on this machine.
        let is_safe = |url: &Url| url.scheme() == "https" || url.scheme() == base.scheme();
        url.filter(is_safe).ok_or(ConnectorError::Unreadable("it does not say where patients log in"))
    };
    Ok(SmartServer { authorize: address("authorization_endpoint")?, token: address("token_endpoint")? })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told() -> Value {
        json!({
            "authorization_endpoint": "https://log-in.hospital.example/authorize",
            "token_endpoint": "https://log-in.hospital.example/token",
            "code_challenge_methods_supported": ["plain", "S256"],
        })
    }

    fn read_with(name: &str, value: Value) -> Result<SmartServer, ConnectorError> {
        let mut told = told();
        told[name] = value;
        read(Node::of(&told), &Url::parse("https://hospital.example/fhir/").expect("an address"))
    }

    #[test]
    fn the_two_addresses_are_read() {
        let server = read_with("capabilities", json!(["launch-standalone"])).expect("a server");
        assert_eq!(server.token.as_str(), "https://log-in.hospital.example/token");
    }

    #[test]
    fn a_log_in_without_pkce_without_tls_or_without_an_address_is_refused() {
        for (name, value) in [
            ("code_challenge_methods_supported", json!(["plain"])),
            ("code_challenge_methods_supported", Value::Null),
            ("token_endpoint", json!("http://log-in.hospital.example/token")),
            ("token_endpoint", json!("token")),
            ("authorization_endpoint", json!(7)),
        ] {
            assert!(matches!(read_with(name, value), Err(ConnectorError::Unreadable(_))), "{name}");
        }
    }
}
