//! We as one of a hospital's registered applications.

use std::sync::{Arc, Mutex, PoisonError};

use secrecy::SecretString;
use url::Url;

use super::configuration::SmartServer;
use crate::connectors::ConnectorError;
use crate::connectors::http::{SigningClient, TokenQuestion, signed};

/// Reads alone, of the one patient, for as long as the patient is here.
const USUAL_SCOPE: &str = "launch/patient patient/*.rs online_access";

/// How we prove at the hospital's token server who we are.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A public application: by PKCE alone.
    None,
    Secret(SecretString),
    SignedJwt(Arc<SigningClient>),
}

/// We at one hospital. Debug output hides the secrets.
#[derive(Debug)]
pub struct SmartClient {
    client_id: String,
    proof: Proof,
    scope: String,
    /// What the hospital said the last time of where patients log in.
    server: Mutex<Option<SmartServer>>,
}

impl SmartClient {
    pub fn new(client_id: String, proof: Proof, scope: Option<String>) -> Self {
        let scope = scope.unwrap_or_else(|| USUAL_SCOPE.to_owned());
        Self { client_id, proof, scope, server: Mutex::default() }
    }

    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    pub fn scope(&self) -> &str {
        &self.scope
    }

    pub(super) fn know(&self, server: SmartServer) {
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
    }

    pub(super) fn knows_server(&self) -> bool {
        self.server.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The question for the first tokens (RFC 6749, section 4.1.3).
    pub(super) fn exchanging(
        &self,
        code: SecretString,
        verifier: SecretString,
        back_to: &Url,
    ) -> Result<TokenQuestion, ConnectorError> {
        self.question(vec![
            ("grant_type", "authorization_code".into()),
            ("code", code),
            ("code_verifier", verifier),
            ("redirect_uri", back_to.as_str().into()),
        ])
    }

    /// The question for a new access token (RFC 6749, section 6).
    pub(in crate::connectors) fn renewing(
        &self,
        refresh: SecretString,
    ) -> Result<TokenQuestion, ConnectorError> {
        self.question(vec![("grant_type", "refresh_token".into()), ("refresh_token", refresh)])
    }

    fn question(&self, mut form: Vec<(&'static str, SecretString)>) -> Result<TokenQuestion, ConnectorError> {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let url = server.ok_or(ConnectorError::Unreadable("where tokens are given is not known"))?.token;
        match &self.proof {
            Proof::None => form.push(("client_id", self.client_id.clone().into())),
            Proof::Secret(secret) => {
                form.push(("client_id", self.client_id.clone().into()));
                form.push(("client_secret", secret.clone()));
            }
            Proof::SignedJwt(client) => return signed(&url, client, form),
        }
        Ok(TokenQuestion { url, form })
    }
}
