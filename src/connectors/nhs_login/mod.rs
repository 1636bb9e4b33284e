//! NHS login (OpenID Connect): the way there, the code on the way back, and who came.

mod id_token;
mod our_keys;
mod provider;
mod trust;
mod user_info;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use uuid::Uuid;

use super::ConnectorError;
use super::config::{CannotConnect, SourceConfig};
use super::fhir_json::Node;
use super::http::{Auth, ByteBudget, Question, Refused, SourceHttp, Timeouts, signed};
use super::smart::proof;
use crate::domain::{NotAnOdsCode, OdsCode, Organisation, Setting};
use crate::settings::Protocol;
use provider::{Provider, REFRESH};

pub use id_token::BadToken;
pub use our_keys::{NoKeys, OurKeys};
pub use trust::{Ask, Reached};
pub use user_info::{BadUserInfo, Proved};

/// NHS login as one service knows it. Cheap to clone; clones share what was discovered.
#[derive(Clone)]
pub struct NhsLogin(Arc<Inside>);

struct Inside {
    http: SourceHttp,
    issuer: Url,
    client_id: String,
    scope: String,
    keys: OurKeys,
    /// Our address to which the browser comes back; NHS login knows it.
    back_to: Url,
    provider: Mutex<Option<(Arc<Provider>, Instant)>>,
}

/// What a service needs to be one of NHS login's.
pub struct NhsLoginConfig {
    pub issuer: Url,
    pub client_id: String,
    pub scope: String,
    pub keys: OurKeys,
    pub back_to: Url,
    /// For a provider on this machine.
    pub allow_private_addresses: bool,
}

/// A log-in on its way. The secrets stay with the browser that began it.
#[derive(Clone, Debug)]
pub struct Begun {
    pub go_to: Url,
    /// Comes back with the code, and must be the same.
    pub state: SecretString,
    /// Comes back inside of the ID token, and must be the same.
    pub nonce: SecretString,
    /// Proves that whoever brings the code is who began (PKCE, RFC 7636), where NHS login takes it.
    pub verifier: Option<SecretString>,
}

/// What came back with the browser, once its `state` was seen to be the right one.
pub struct CameBack {
    pub code: SecretString,
    pub nonce: SecretString,
    pub verifier: Option<SecretString>,
    /// What was asked for.
    pub ask: Ask,
}

/// Somebody whom NHS login let in.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// As the provider writes itself.
    pub issuer: String,
    /// Who it is to NHS login.
    pub sub: String,
    pub id_token: SecretString,
    pub until: chrono::DateTime<chrono::Utc>,
    /// None where the person has not proved to NHS login who they are (less than P9).
    pub proved: Option<Proved>,
}

/// Why nobody came.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum NotArrived {
    /// The code ran out, was used before, or is not this log-in's.
    #[error("NHS login did not take the code")]
    CodeNotTaken,
    /// It does not take us for the service that we say we are: a fault of ours, and of nobody who logs in.
    #[error("NHS login refuses this service ({0}): check its client id and the keys it is registered with")]
    WeAreRefused(&'static str),
    #[error("NHS login cannot be asked: {0}")]
    Provider(ConnectorError),
    #[error("the ID token is not right: {0}")]
    Token(#[from] BadToken),
    #[error("what is told of the person is not right: {0}")]
    UserInfo(#[from] BadUserInfo),
}

/// RFC 6749, section 5.2: what is wrong with the code, and what is wrong with us.
fn why_no_token(refused: Refused) -> NotArrived {
    const OURS: [&str; 4] =
        ["invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];
    let code = Node::of(&refused.said).str_at("error");
    let ours = OURS.into_iter().find(|known| code == Some(*known));
    match (refused.error, ours) {
        (_, Some(code)) => NotArrived::WeAreRefused(code),
        (ConnectorError::Unauthorised, None) if refused.status == Some(StatusCode::UNAUTHORIZED) => {
            NotArrived::WeAreRefused("401")
        }
        (ConnectorError::Unauthorised, None) => NotArrived::CodeNotTaken,
        (other, None) => NotArrived::Provider(other),
    }
}

impl From<ConnectorError> for NotArrived {
    fn from(error: ConnectorError) -> Self {
        Self::Provider(error)
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CannotUse {
    #[error(transparent)]
    Connect(#[from] CannotConnect),
    #[error(transparent)]
    Name(#[from] NotAnOdsCode),
}

impl NhsLogin {
    /// # Errors
    /// When the settings cannot be used. Nothing is asked yet.
    pub fn new(config: NhsLoginConfig) -> Result<Self, CannotUse> {
        let NhsLoginConfig { issuer, client_id, scope, keys, back_to, allow_private_addresses } = config;
        // Its transport is the one that sources have, with all its limits.
        let organisation = Organisation {
            ods_code: OdsCode::parse("NHSLOGIN")?,
            name: "NHS login".to_owned(),
            setting: Setting::National,
            phone: None,
            records_start: None,
        };
        let mut source = SourceConfig::new(organisation, Protocol::Pds, issuer.clone());
        source.auth = Auth::None;
        source.allow_private_addresses = allow_private_addresses;
        source.body_cap = 256 * 1024;
        source.max_connections = 32;
        let timeouts = Timeouts { total: std::time::Duration::from_secs(8), ..Timeouts::default() };
        let http = SourceHttp::new(&source, ByteBudget::default(), timeouts)?;
        let provider = Mutex::default();
        Ok(Self(Arc::new(Inside { http, issuer, client_id, scope, keys, back_to, provider })))
    }

    /// Our public keys, for NHS login to read (RFC 7517).
    pub fn public_keys(&self) -> &serde_json::Value {
        self.0.keys.public()
    }

    /// Where to send the browser. `asserted` is what the NHS App passed on of somebody who is logged in there
    /// already; then NHS login asks nothing more (`prompt=none`), as the NHS App wants it.
    ///
    /// # Errors
    /// When NHS login does not say where that is.
    pub async fn begin(&self, ask: Ask, asserted: Option<&str>) -> Result<Begun, ConnectorError> {
        let provider = self.provider().await?;
        let (state, nonce) = (proof::random(), proof::random());
        let verifier = provider.takes_pkce.then(proof::random);
        let mut go_to = provider.authorize.clone();
        {
            let mut query = go_to.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair("client_id", &self.0.client_id)
                .append_pair("redirect_uri", self.0.back_to.as_str())
                .append_pair("scope", &self.0.scope)
                .append_pair("state", state.expose_secret())
                .append_pair("nonce", nonce.expose_secret())
                .append_pair("vtr", &ask.vtr());
            if let Some(verifier) = &verifier {
                query
                    .append_pair("code_challenge", &proof::challenge(verifier))
                    .append_pair("code_challenge_method", "S256");
            }
            if let Some(asserted) = asserted {
                query.append_pair("asserted_login_identity", asserted).append_pair("prompt", "none");
            }
        }
        Ok(Begun { go_to, state, nonce, verifier })
    }

    /// Exchanges the code, checks the ID token, and asks who it is.
    ///
    /// # Errors
    /// By name what was not right; then nobody is let in.
    pub async fn finish(&self, came: CameBack) -> Result<Arrived, NotArrived> {
        let provider = self.provider().await?;
        let mut form: Vec<(&'static str, SecretString)> = vec![
            ("grant_type", "authorization_code".into()),
            ("code", came.code),
            ("redirect_uri", self.0.back_to.as_str().into()),
            ("client_id", self.0.client_id.clone().into()),
        ];
        form.extend(came.verifier.map(|verifier| ("code_verifier", verifier)));
        let question = signed(&provider.token, self.0.keys.signing(), form)?;
        let answer = self.0.http.token(question).await.map_err(why_no_token)?;
        let id_token = answer.id_token.ok_or(BadToken::Missing)?;
        let wanted = id_token::Wanted {
            issuer: &provider.issuer,
            client_id: &self.0.client_id,
            nonce: came.nonce.expose_secret(),
            ask: came.ask,
        };
        let key = provider.key_of(&self.0.http, id_token.expose_secret()).await?;
        let claims = id_token::check(id_token.expose_secret(), &key, &wanted)?;
        let mut question = Question::json(provider.user_info.clone(), None, Uuid::new_v4());
        user_info::bearer(&mut question, &answer.access_token)?;
        let told = self.0.http.ask_openly(&question).await?;
        let proved = user_info::read(Node::of(&told.json), &claims)?;
        let (sub, until) = (claims.sub, claims.until);
        Ok(Arrived { issuer: provider.issuer.clone(), sub, id_token, until, proved })
    }

    /// What NHS login says of itself; asked again after an hour.
    async fn provider(&self) -> Result<Arc<Provider>, ConnectorError> {
        let known = self.0.provider.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((provider, _)) = known.as_ref().filter(|(_, at)| at.elapsed() < REFRESH) {
            return Ok(provider.clone());
        }
        let asked = match (provider::discover(&self.0.http, &self.0.issuer).await, known) {
            (Ok(provider), _) => Arc::new(provider),
            // Where it is does not change often: an older answer still serves.
            (Err(error), Some((older, _))) => {
                tracing::warn!(%error, "NHS login does not say where it is; the answer of before serves");
                return Ok(older);
            }
            (Err(error), None) => return Err(error),
        };
        *self.0.provider.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((asked.clone(), Instant::now()));
        Ok(asked)
    }
}
