//! The log-in that an organisation's own staff have already: its own OpenID provider, or NHS CIS2. It says who came, and
//! nothing more is taken from it.

use jsonwebtoken::Algorithm;
use serde::Deserialize;

use super::ConnectorError;
use super::openid::{BadToken, Begun, CannotUse, Code, NobodyCame, Service, ServiceConfig, Vouched};
use crate::domain::OdsCode;

/// As providers of staff sign: with a key of which they publish the public part.
pub const ALGORITHMS: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
];

/// Forgiven between two clocks, in seconds.
const LEEWAY: i64 = 60;

/// One such provider.
pub struct StaffLogIn {
    /// In our addresses.
    pub key: String,
    /// As the staff know it: "NHS CIS2".
    pub name: String,
    /// Whose staff come by it, and nobody else's.
    pub organisations: Vec<OdsCode>,
    pub service: Service,
    /// With one of these words among `amr`, or as `acr`, a second step was taken there. Without, ours is asked for.
    pub second_step: Vec<String>,
    /// What is asked for where the provider knows several ways (`acr_values`).
    pub acr_values: Option<String>,
    /// Whether it is to ask again of somebody who is logged in there already: desks are shared.
    pub every_time: bool,
}

/// How people are to log in there; each part as in [`StaffLogIn`].
pub struct Steps {
    pub second_step: Vec<String>,
    pub acr_values: Option<String>,
    pub every_time: bool,
}

/// Somebody who came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffCame {
    pub issuer: String,
    /// Who they are to the provider.
    pub sub: String,
    /// As the provider calls them: for their own eyes, never to know them by.
    pub name: String,
    pub took_second_step: bool,
}

/// What the ID token says of how they logged in (OpenID Connect Core 1.0, section 2; RFC 8176).
#[derive(Deserialize)]
struct How {
    #[serde(default)]
    amr: Vec<String>,
    acr: Option<String>,
    auth_time: Option<i64>,
    name: Option<String>,
    preferred_username: Option<String>,
    email: Option<String>,
}

impl How {
    fn shown_name(&self) -> Option<&str> {
        let names = [&self.name, &self.preferred_username, &self.email];
        let is_fit = |name: &&str| {
            !name.trim().is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control)
        };
        names.into_iter().filter_map(|name| name.as_deref()).find(is_fit)
    }
}

impl StaffLogIn {
    /// # Errors
    /// When the settings cannot be used. Nothing is asked yet.
    pub fn new(
        key: String,
        organisations: Vec<OdsCode>,
        Steps { second_step, acr_values, every_time }: Steps,
        config: ServiceConfig,
    ) -> Result<Self, CannotUse> {
        let name = config.name.clone();
        let service = Service::new(config)?;
        Ok(Self { key, name, organisations, service, second_step, acr_values, every_time })
    }

    /// Where to send the browser.
    ///
    /// # Errors
    /// When the provider does not say where that is.
    pub async fn begin(&self) -> Result<Begun, ConnectorError> {
        let again = self.every_time.then_some(("prompt", "login"));
        let ways = self.acr_values.as_deref().map(|values| ("acr_values", values));
        let more: Vec<_> = again.into_iter().chain(ways).collect();
        self.service.begin(&more).await
    }

    /// Exchanges the code; `begun` is when the browser was sent there, in seconds of the epoch.
    ///
    /// # Errors
    /// By name what was not right; then nobody is let in.
    pub async fn finish(&self, code: Code, begun: i64) -> Result<StaffCame, NobodyCame> {
        let Vouched { issuer, sub, more, .. } = self.service.finish::<How>(code).await?;
        if self.every_time && more.auth_time.is_some_and(|at| at + LEEWAY < begun) {
            return Err(BadToken::NotAskedFor.into());
        }
        let took_second_step = more.acr.iter().chain(&more.amr).any(|word| self.second_step.contains(word));
        let name = more.shown_name().unwrap_or(&sub).to_owned();
        Ok(StaffCame { issuer, sub, name, took_second_step })
    }
}
