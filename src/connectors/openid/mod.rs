//! An OpenID provider as one of its services knows it: the way there, and the code on the way back (OpenID Connect
//! Core 1.0, authorisation code flow with PKCE).

mod id_token;
mod provider;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use jsonwebtoken::Algorithm;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use super::ConnectorError;
use super::config::{CannotConnect, SourceConfig};
use super::fhir_json::Node;
use super::http::{Auth, ByteBudget, Refused, SigningClient, SourceHttp, Timeouts, TokenQuestion, signed};
use super::smart::proof;
use crate::domain::{NotAnOdsCode, OdsCode, Organisation, Setting};
use crate::settings::Protocol;
use provider::{Provider, REFRESH};

pub use id_token::BadToken;

/// One service of a provider. What was discovered is kept.
pub struct Service {
    http: SourceHttp,
    config: ServiceConfig,
    provider: Mutex<Option<(Arc<Provider>, Instant)>>,
}

/// What a service needs to be one of a provider's.
pub struct ServiceConfig {
    /// As our log calls the provider.
    pub name: String,
    /// A code that the transport's measures know it by; no organisation has it.
    pub code: &'static str,
    pub issuer: Url,
    pub client_id: String,
    pub scope: String,
    pub proof: Proof,
    /// How its ID tokens may be signed.
    pub algorithms: &'static [Algorithm],
    /// Our address to which the browser comes back; the provider knows it.
    pub back_to: Url,
    /// Certificates to trust for it besides the usual ones (PEM).
    pub ca_file: Option<PathBuf>,
    /// For a provider on this machine, or within the organisation's own network.
    pub allow_private_addresses: bool,
}

/// How the service proves who it is.
pub enum Proof {
    /// `private_key_jwt`.
    Key(SigningClient),
    /// `client_secret_post`.
    Secret(SecretString),
}

/// A log-in on its way. The secrets stay with the browser that began it.
#[derive(Clone, Debug)]
pub struct Begun {
    pub go_to: Url,
    /// Comes back with the code, and must be the same.
    pub state: SecretString,
    /// Comes back inside of the ID token, and must be the same.
    pub nonce: SecretString,
    /// Proves that whoever brings the code is who began (PKCE, RFC 7636), where the provider takes it.
    pub verifier: Option<SecretString>,
}

/// What came back with the browser, once its `state` was seen to be the right one.
pub struct Code {
    pub code: SecretString,
    pub nonce: SecretString,
    pub verifier: Option<SecretString>,
}

/// Somebody for whom the provider vouches. `T` is what its ID token says besides.
pub struct Vouched<T> {
    /// As the provider writes itself.
    pub issuer: String,
    /// Who it is to the provider.
    pub sub: String,
    pub until: chrono::DateTime<chrono::Utc>,
    pub more: T,
    pub id_token: SecretString,
    pub access_token: SecretString,
    /// Where more is told of them, where the provider has such an address.
    pub user_info: Option<Url>,
}

/// Why nobody came.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum NobodyCame {
    /// The code ran out, was used before, or is not this log-in's.
    #[error("the provider did not take the code")]
    CodeNotTaken,
    /// It does not take us for the service that we say we are: a fault of ours, and of nobody who logs in.
    #[error("the provider refuses this service ({0}): check its client id and what it proves itself with")]
    WeAreRefused(&'static str),
    #[error("the provider cannot be asked: {0}")]
    Provider(#[from] ConnectorError),
    #[error("the ID token is not right: {0}")]
    Token(#[from] BadToken),
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotUse {
    #[error(transparent)]
    Connect(#[from] CannotConnect),
    #[error(transparent)]
    Name(#[from] NotAnOdsCode),
}

/// RFC 6749, section 5.2: what is wrong with the code, and what is wrong with us.
fn why_no_token(refused: Refused) -> NobodyCame {
    const OURS: [&str; 4] =
        ["invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];
    let code = Node::of(&refused.said).str_at("error");
    let ours = OURS.into_iter().find(|known| code == Some(*known));
    match (refused.error, ours) {
        (_, Some(code)) => NobodyCame::WeAreRefused(code),
        (ConnectorError::Unauthorised, None) if refused.status == Some(StatusCode::UNAUTHORIZED) => {
            NobodyCame::WeAreRefused("401")
        }
        (ConnectorError::Unauthorised, None) => NobodyCame::CodeNotTaken,
        (other, None) => NobodyCame::Provider(other),
    }
}

impl Service {
    /// # Errors
    /// When the settings cannot be used. Nothing is asked yet.
    pub fn new(config: ServiceConfig) -> Result<Self, CannotUse> {
        // Its transport is the one that sources have, with all its limits.
        let organisation = Organisation {
            ods_code: OdsCode::parse(config.code)?,
            name: config.name.clone(),
            setting: Setting::National,
            phone: None,
            records_start: None,
        };
        let mut source = SourceConfig::new(organisation, Protocol::Pds, config.issuer.clone());
        source.auth = Auth::None;
        source.ca_file = config.ca_file.clone();
        source.allow_private_addresses = config.allow_private_addresses;
        source.body_cap = 256 * 1024;
        source.max_connections = 32;
        let timeouts = Timeouts { total: Duration::from_secs(8), ..Timeouts::default() };
        let http = SourceHttp::new(&source, ByteBudget::default(), timeouts)?;
        Ok(Self { http, config, provider: Mutex::default() })
    }

    /// As the settings name the provider.
    pub fn issuer(&self) -> &Url {
        &self.config.issuer
    }

    /// The transport, for what else the provider is asked.
    pub(super) fn http(&self) -> &SourceHttp {
        &self.http
    }

    /// Where to send the browser, with what this kind of provider is told `more`.
    ///
    /// # Errors
    /// When the provider does not say where that is.
    pub async fn begin(&self, more: &[(&str, &str)]) -> Result<Begun, ConnectorError> {
        let provider = self.provider().await?;
        let (state, nonce) = (proof::random(), proof::random());
        let verifier = provider.takes_pkce.then(proof::random);
        let mut go_to = provider.authorize.clone();
        {
            let mut query = go_to.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair("client_id", &self.config.client_id)
                .append_pair("redirect_uri", self.config.back_to.as_str())
                .append_pair("scope", &self.config.scope)
                .append_pair("state", state.expose_secret())
                .append_pair("nonce", nonce.expose_secret());
            if let Some(verifier) = &verifier {
                query
                    .append_pair("code_challenge", &proof::challenge(verifier))
                    .append_pair("code_challenge_method", "S256");
            }
            query.extend_pairs(more);
        }
        Ok(Begun { go_to, state, nonce, verifier })
    }

    /// Exchanges the code, and checks the ID token.
    ///
    /// # Errors
    /// By name what was not right; then nobody is let in.
    pub async fn finish<T: DeserializeOwned>(&self, came: Code) -> Result<Vouched<T>, NobodyCame> {
        let provider = self.provider().await?;
        let mut form: Vec<(&'static str, SecretString)> = vec![
            ("grant_type", "authorization_code".into()),
            ("code", came.code),
            ("redirect_uri", self.config.back_to.as_str().into()),
            ("client_id", self.config.client_id.clone().into()),
        ];
        form.extend(came.verifier.map(|verifier| ("code_verifier", verifier)));
        let question = match &self.config.proof {
            Proof::Key(key) => signed(&provider.token, key, form)?,
            Proof::Secret(secret) => {
                form.push(("client_secret", secret.clone()));
                TokenQuestion { url: provider.token.clone(), form }
            }
        };
        let answer = self.http.token(question).await.map_err(why_no_token)?;
        let id_token = answer.id_token.ok_or(BadToken::Missing)?;
        let wanted = id_token::Wanted {
            issuer: &provider.issuer,
            client_id: &self.config.client_id,
            nonce: came.nonce.expose_secret(),
        };
        let key = provider.key_of(&self.http, id_token.expose_secret(), self.config.algorithms).await?;
        let id_token::Claims { sub, until, more } = id_token::check(id_token.expose_secret(), &key, &wanted)?;
        let (issuer, user_info) = (provider.issuer.clone(), provider.user_info.clone());
        let access_token = answer.access_token;
        Ok(Vouched { issuer, sub, until, more, id_token, access_token, user_info })
    }

    /// What the provider says of itself; asked again after an hour.
    async fn provider(&self) -> Result<Arc<Provider>, ConnectorError> {
        let known = self.provider.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((provider, _)) = known.as_ref().filter(|(_, at)| at.elapsed() < REFRESH) {
            return Ok(provider.clone());
        }
        let asked = match (provider::discover(&self.http, &self.config.issuer).await, known) {
            (Ok(provider), _) => Arc::new(provider),
            // Where it is does not change often: an older answer still serves.
            (Err(error), Some((older, _))) => {
                let provider = self.config.name.as_str();
                tracing::warn!(%error, provider, "it does not say where it is; the answer of before serves");
                return Ok(older);
            }
            (Err(error), None) => return Err(error),
        };
        *self.provider.lock().unwrap_or_else(PoisonError::into_inner) = Some((asked.clone(), Instant::now()));
        Ok(asked)
    }
}
