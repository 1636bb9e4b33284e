//! What the practice OpenID providers share: a port of loopback, what Front Door asks for, and the way back.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};

use aws_lc_rs::digest::{SHA256, digest};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use tokio::net::TcpListener;
use url::{Url, form_urlencoded};

use super::SandboxError;

pub type Fields = HashMap<String, String>;

/// A free port of loopback, and the issuer that answers there.
///
/// # Errors
/// When no port can be had.
pub async fn on_loopback() -> Result<(TcpListener, Url), SandboxError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let cannot_listen = |error| SandboxError::CannotListen(address, error);
    let listener = TcpListener::bind(address).await.map_err(cannot_listen)?;
    let at = listener.local_addr().map_err(cannot_listen)?;
    let issuer = Url::parse(&format!("http://{at}")).map_err(|_| {
        SandboxError::CannotListen(at, std::io::Error::from(std::io::ErrorKind::InvalidInput))
    })?;
    Ok((listener, issuer))
}

/// What was asked for, where Front Door asks rightly.
pub struct Asked {
    pub back_to: Url,
    state: String,
    pub nonce: String,
    pub challenge: String,
}

impl Asked {
    /// None where something is missing, or another client or another way back is named.
    pub fn of(fields: &Fields, client: &str, way_back: Option<Url>) -> Option<Self> {
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let back_to = Url::parse(field("redirect_uri")).ok()?;
        let is_right = field("client_id") == client
            && field("response_type") == "code"
            && field("scope").split(' ').any(|scope| scope == "openid")
            && field("code_challenge_method") == "S256"
            && field("code_challenge").len() == 43
            && !field("state").is_empty()
            && !field("nonce").is_empty()
            && way_back.as_ref() == Some(&back_to);
        is_right.then(|| Self {
            back_to,
            state: field("state").to_owned(),
            nonce: field("nonce").to_owned(),
            challenge: field("code_challenge").to_owned(),
        })
    }

    /// Sends the browser back with a code.
    pub fn with_code(self, code: &str) -> Response {
        self.with(&[("code", code)])
    }

    /// Sends the browser back with an error, and what the provider says of it, if anything.
    pub fn with_error(self, error: &str, description: &str) -> Response {
        let said = (!description.is_empty()).then_some(("error_description", description));
        self.with(&[Some(("error", error)), said].into_iter().flatten().collect::<Vec<_>>())
    }

    fn with(mut self, pairs: &[(&str, &str)]) -> Response {
        self.back_to.query_pairs_mut().extend_pairs(pairs).append_pair("state", &self.state);
        Redirect::to(self.back_to.as_str()).into_response()
    }
}

/// What was asked for, as one field of the provider's own form.
pub fn as_one_field(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What [`as_one_field`] was made of.
pub fn from_one_field(form: &Fields) -> Fields {
    let request = form.get("request").map(String::as_str).unwrap_or_default();
    form_urlencoded::parse(request.as_bytes()).into_owned().collect()
}

/// Whether this is what the challenge was made of (RFC 7636, S256).
pub fn verifies(challenge: &str, verifier: &str) -> bool {
    challenge == BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}
