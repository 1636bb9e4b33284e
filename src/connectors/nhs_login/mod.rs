//! NHS login (OpenID Connect): the way there, the code on the way back, and who came.

mod our_keys;
mod trust;
mod user_info;

use std::sync::Arc;

use jsonwebtoken::Algorithm;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::ConnectorError;
use super::fhir_json::Node;
use super::http::Question;
use super::openid::{Begun, CannotUse, Code, NobodyCame, Proof, Service, ServiceConfig, Vouched};

pub use super::openid::BadToken;
pub use our_keys::{NoKeys, OurKeys};
pub use trust::{Ask, Reached};
pub use user_info::{BadUserInfo, Proved};

/// NHS login as one service knows it. Cheap to clone; clones share what was discovered.
#[derive(Clone)]
pub struct NhsLogin(Arc<Inside>);

struct Inside {
    service: Service,
    public_keys: serde_json::Value,
}

/// What a service needs to be one of NHS login's.
pub struct NhsLoginConfig {
    pub issuer: Url,
    pub client_id: String,
    pub scope: String,
    pub keys: OurKeys,
    /// Our address to which the browser comes back; NHS login knows it.
    pub back_to: Url,
    /// For a provider on this machine.
    pub allow_private_addresses: bool,
}

/// What came back with the browser, once its `state` was seen to be the right one.
pub struct CameBack {
    pub code: Code,
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
    #[error(transparent)]
    NobodyCame(#[from] NobodyCame),
    #[error("what is told of the person is not right: {0}")]
    UserInfo(#[from] BadUserInfo),
}

impl From<ConnectorError> for NotArrived {
    fn from(error: ConnectorError) -> Self {
        Self::NobodyCame(error.into())
    }
}

/// What NHS login's ID token says besides who it is.
#[derive(Deserialize, Debug)]
struct More {
    vot: Option<String>,
    /// Where the token has this too, it must be the same as what is told of the person.
    nhs_number: Option<String>,
}

impl NhsLogin {
    /// # Errors
    /// When the settings cannot be used. Nothing is asked yet.
    pub fn new(config: NhsLoginConfig) -> Result<Self, CannotUse> {
        let NhsLoginConfig { issuer, client_id, scope, keys, back_to, allow_private_addresses } = config;
        let (signing, public_keys) = keys.parts();
        let service = Service::new(ServiceConfig {
            name: "NHS login".to_owned(),
            code: "NHSLOGIN",
            issuer,
            client_id,
            scope,
            proof: Proof::Key(signing),
            algorithms: &[Algorithm::RS512],
            back_to,
            ca_file: None,
            allow_private_addresses,
        })?;
        Ok(Self(Arc::new(Inside { service, public_keys })))
    }

    /// Our public keys, for NHS login to read (RFC 7517).
    pub fn public_keys(&self) -> &serde_json::Value {
        &self.0.public_keys
    }

    /// Where to send the browser. `asserted` is what the NHS App passed on of somebody who is logged in there
    /// already; then NHS login asks nothing more (`prompt=none`), as the NHS App wants it.
    ///
    /// # Errors
    /// When NHS login does not say where that is.
    pub async fn begin(&self, ask: Ask, asserted: Option<&str>) -> Result<Begun, ConnectorError> {
        let vtr = ask.vtr();
        let mut more = vec![("vtr", vtr.as_str())];
        if let Some(asserted) = asserted {
            more.extend([("asserted_login_identity", asserted), ("prompt", "none")]);
        }
        self.0.service.begin(&more).await
    }

    /// Exchanges the code, checks the ID token, and asks who it is.
    ///
    /// # Errors
    /// By name what was not right; then nobody is let in.
    pub async fn finish(&self, came: CameBack) -> Result<Arrived, NotArrived> {
        const NO_ADDRESS: ConnectorError =
            ConnectorError::Unreadable("one of its addresses is missing or without TLS");
        let Vouched { issuer, sub, until, more, id_token, access_token, user_info } =
            self.0.service.finish::<More>(came.code).await?;
        let reached = more.vot.as_deref().and_then(|vot| came.ask.reached(vot));
        let reached = reached.ok_or(NobodyCame::Token(BadToken::NotAskedFor))?;
        let mut question = Question::json(user_info.ok_or(NO_ADDRESS)?, None, Uuid::new_v4());
        user_info::bearer(&mut question, &access_token)?;
        let told = self.0.service.http().ask_openly(&question).await?;
        let token = user_info::Token { sub: &sub, reached, nhs_number: more.nhs_number.as_deref() };
        let proved = user_info::read(Node::of(&told.json), &token)?;
        Ok(Arrived { issuer, sub, id_token, until, proved })
    }
}
