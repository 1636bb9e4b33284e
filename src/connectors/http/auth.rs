//! How we say who we are, and the short-lived tokens that some sources want: ours, or the patient's own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use http::HeaderValue;
use moka::future::Cache;
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::assertion::{ASSERTION_TYPE, SigningClient};
use crate::access::{HospitalToken, LogInId, PatientToken};
use crate::connectors::ConnectorError;
use crate::connectors::smart::SmartClient;
use crate::domain::WhyNotAsked;

/// How a source knows us. Debug output hides the secrets.
#[derive(Clone, Debug)]
pub enum Auth {
    None,
    Bearer(SecretString),
    Basic {
        user: String,
        password: SecretString,
    },
    /// The key of an application, sent as `apikey` (national API platform, application-restricted APIs).
    ApiKey(SecretString),
    /// OAuth 2.0 client credentials (RFC 6749, section 4.4).
    ClientCredentials {
        token_url: Url,
        client_id: String,
        client_secret: SecretString,
        scope: Option<String>,
    },
    /// The same, proved by a signed JWT (the national platform's "application-restricted, signed JWT").
    SignedJwt {
        token_url: Url,
        client: Arc<SigningClient>,
        scope: Option<String>,
    },
    /// The patient's ID token of NHS login exchanged for an access token (RFC 8693; the national platform's
    /// "user-restricted, NHS login, separate authentication and authorisation").
    TokenExchange {
        token_url: Url,
        client: Arc<SigningClient>,
        scope: Option<String>,
        /// Whether the ID token goes with each question too, as `NHSD-ID-Token`.
        pass_on: bool,
    },
    /// The patient's own token at this very hospital (SMART App Launch 2).
    Smart(Arc<SmartClient>),
}

/// A token is renewed this long before it runs out.
const RENEW_EARLY: Duration = Duration::from_secs(30);
/// How long a token lasts when the answer does not say.
const USUAL_LIFE: Duration = Duration::from_secs(300);
/// How many patients' tokens are kept for one source.
const MOST_KEPT: u64 = 10_000;
/// The longest that a token is kept, whatever its own life.
const LONGEST_KEPT: Duration = Duration::from_secs(60 * 60);

const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN: &str = "urn:ietf:params:oauth:token-type:id_token";

struct Token {
    secret: SecretString,
    until: Instant,
}

/// Whose token it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whose {
    Ours,
    /// The patient's, of one log-in.
    Patients(LogInId),
}

/// One source's way to say who we are.
pub struct Authenticator {
    auth: Auth,
    tokens: Cache<Whose, Arc<Token>>,
}

/// What a token server is asked.
pub struct TokenQuestion {
    pub url: Url,
    pub form: Vec<(&'static str, SecretString)>,
}

/// What came back when a token was asked for.
#[derive(serde::Deserialize)]
pub struct TokenAnswer {
    pub access_token: SecretString,
    pub refresh_token: Option<SecretString>,
    /// SMART: the hospital's own id of the patient.
    pub patient: Option<String>,
    /// OpenID Connect: who logged in.
    pub id_token: Option<SecretString>,
    /// In seconds.
    expires_in: Option<serde_json::Value>,
}

impl Authenticator {
    pub fn new(auth: Auth) -> Self {
        Self { auth, tokens: Cache::builder().max_capacity(MOST_KEPT).time_to_live(LONGEST_KEPT).build() }
    }

    /// Whether a refusal may only mean that a token ran out early.
    pub fn has_tokens(&self) -> bool {
        !matches!(self.auth, Auth::None | Auth::Bearer(_) | Auth::ApiKey(_) | Auth::Basic { .. })
    }

    /// Whether there is what a question needs: where the patient's own token goes along, the patient must be present.
    ///
    /// # Errors
    /// Why the source would not be asked.
    pub fn may_be_used(&self, patient: Option<&PatientToken>) -> Result<(), WhyNotAsked> {
        match (&self.auth, patient) {
            (Auth::TokenExchange { .. }, patient) => national(patient).map(drop),
            (Auth::Smart(_), Some(PatientToken::Hospital(_))) => Ok(()),
            (Auth::Smart(_), _) => Err(WhyNotAsked::NeedsHospitalLogIn),
            _ => Ok(()),
        }
    }

    pub fn smart(&self) -> Option<&Arc<SmartClient>> {
        match &self.auth {
            Auth::Smart(client) => Some(client),
            _ => None,
        }
    }

    /// Forgets the token that this question used, so that the next one gets another.
    pub async fn forget(&self, patient: Option<&PatientToken>) {
        match (&self.auth, patient) {
            (Auth::TokenExchange { .. }, Some(token)) => {
                self.tokens.invalidate(&Whose::Patients(token.log_in())).await;
            }
            (Auth::Smart(_), Some(PatientToken::Hospital(token))) => {
                if let Some(mut tokens) = token.tokens().await {
                    tokens.until = Instant::now();
                }
            }
            _ => self.tokens.invalidate(&Whose::Ours).await,
        }
    }

    /// Adds what the source wants to see. Where it wants a token, one new one is asked for at a time, with `ask`.
    ///
    /// # Errors
    /// [`ConnectorError::NeedsPatient`] where the source answers to the patient alone and the patient is not present.
    pub async fn sign<F>(
        &self,
        request: RequestBuilder,
        patient: Option<&PatientToken>,
        ask: impl Fn(TokenQuestion) -> F,
    ) -> Result<RequestBuilder, ConnectorError>
    where
        F: Future<Output = Result<TokenAnswer, ConnectorError>>,
    {
        match &self.auth {
            Auth::None => Ok(request),
            Auth::Bearer(secret) => Ok(request.bearer_auth(secret.expose_secret())),
            Auth::Basic { user, password } => Ok(request.basic_auth(user, Some(password.expose_secret()))),
            Auth::ApiKey(key) => {
                let mut key =
                    HeaderValue::from_str(key.expose_secret()).map_err(|_| ConnectorError::Unauthorised)?;
                key.set_sensitive(true);
                Ok(request.header("apikey", key))
            }
            Auth::ClientCredentials { token_url, client_id, client_secret, scope } => {
                let question = || {
                    let form = vec![
                        ("grant_type", "client_credentials".into()),
                        ("client_id", client_id.clone().into()),
                        ("client_secret", client_secret.clone()),
                    ];
                    Ok(TokenQuestion { url: token_url.clone(), form: with_scope(form, scope) })
                };
                let token = self.token(Whose::Ours, question, ask).await?;
                Ok(request.bearer_auth(token.secret.expose_secret()))
            }
            Auth::SignedJwt { token_url, client, scope } => {
                let question = || {
                    let form = vec![("grant_type", "client_credentials".into())];
                    signed(token_url, client, with_scope(form, scope))
                };
                let token = self.token(Whose::Ours, question, ask).await?;
                Ok(request.bearer_auth(token.secret.expose_secret()))
            }
            Auth::TokenExchange { token_url, client, scope, pass_on } => {
                let (log_in, id_token) = national(patient).map_err(ConnectorError::NeedsPatient)?;
                let question = || {
                    let form = vec![
                        ("grant_type", TOKEN_EXCHANGE.into()),
                        ("subject_token_type", ID_TOKEN.into()),
                        ("subject_token", id_token.clone()),
                    ];
                    signed(token_url, client, with_scope(form, scope))
                };
                let token = self.token(Whose::Patients(log_in), question, ask).await?;
                let request = request.bearer_auth(token.secret.expose_secret());
                if *pass_on { with_id_token(request, id_token) } else { Ok(request) }
            }
            Auth::Smart(client) => {
                let Some(PatientToken::Hospital(token)) = patient else {
                    return Err(ConnectorError::NeedsPatient(WhyNotAsked::NeedsHospitalLogIn));
                };
                let access = hospital_token(client, token, ask).await?;
                Ok(request.bearer_auth(access.expose_secret()))
            }
        }
    }

    async fn token<F>(
        &self,
        whose: Whose,
        question: impl FnOnce() -> Result<TokenQuestion, ConnectorError>,
        ask: impl FnOnce(TokenQuestion) -> F,
    ) -> Result<Arc<Token>, ConnectorError>
    where
        F: Future<Output = Result<TokenAnswer, ConnectorError>>,
    {
        match self.tokens.get(&whose).await {
            Some(token) if token.until > Instant::now() => return Ok(token),
            Some(_) => self.tokens.invalidate(&whose).await,
            None => {}
        }
        let new = async {
            let answer = ask(question()?).await?;
            Ok(Arc::new(Token { until: answer.until(), secret: answer.access_token }))
        };
        self.tokens.try_get_with(whose, new).await.map_err(|error: Arc<ConnectorError>| (*error).clone())
    }
}

/// The national token of the patient who is present, and the log-in that brought it.
fn national(patient: Option<&PatientToken>) -> Result<(LogInId, &SecretString), WhyNotAsked> {
    let Some(token @ PatientToken::National(national)) = patient else {
        return Err(WhyNotAsked::NeedsNhsLogin);
    };
    let id_token = national.id_token().ok_or(WhyNotAsked::NhsLoginEnded)?;
    Ok((token.log_in(), id_token))
}

fn with_scope(
    mut form: Vec<(&'static str, SecretString)>,
    scope: &Option<String>,
) -> Vec<(&'static str, SecretString)> {
    form.extend(scope.clone().map(|scope| ("scope", scope.into())));
    form
}

/// A question to a token server with a fresh proof of who we are.
pub fn signed(
    token_url: &Url,
    client: &SigningClient,
    mut form: Vec<(&'static str, SecretString)>,
) -> Result<TokenQuestion, ConnectorError> {
    let assertion = client.assertion(token_url, Utc::now().timestamp())?;
    form.push(("client_assertion_type", ASSERTION_TYPE.into()));
    form.push(("client_assertion", assertion));
    Ok(TokenQuestion { url: token_url.clone(), form })
}

fn with_id_token(request: RequestBuilder, id_token: &SecretString) -> Result<RequestBuilder, ConnectorError> {
    let mut value = HeaderValue::from_str(id_token.expose_secret())
        .map_err(|_| ConnectorError::Unreadable("the patient's token cannot be sent"))?;
    value.set_sensitive(true);
    Ok(request.header("NHSD-ID-Token", value))
}

/// The patient's access token at a hospital, renewed where it has run out.
async fn hospital_token<F>(
    client: &SmartClient,
    token: &HospitalToken,
    ask: impl FnOnce(TokenQuestion) -> F,
) -> Result<SecretString, ConnectorError>
where
    F: Future<Output = Result<TokenAnswer, ConnectorError>>,
{
    const GONE: ConnectorError = ConnectorError::NeedsPatient(WhyNotAsked::NeedsHospitalLogIn);
    let mut tokens = token.tokens().await.ok_or(GONE)?;
    if tokens.until > Instant::now() {
        return Ok(tokens.access.clone());
    }
    let Some(refresh) = tokens.refresh.clone() else {
        token.refuse();
        return Err(GONE);
    };
    let answer = match ask(client.renewing(refresh)?).await {
        Err(ConnectorError::Unauthorised) => {
            token.refuse();
            return Err(GONE);
        }
        other => other?,
    };
    if answer.patient.as_deref().is_some_and(|patient| patient != token.patient()) {
        token.refuse();
        return Err(ConnectorError::AboutSomebodyElse);
    }
    tokens.until = answer.until();
    tokens.access = answer.access_token;
    // A server may leave the one for renewing as it was (RFC 6749, section 6).
    tokens.refresh = answer.refresh_token.or(tokens.refresh.take());
    Ok(tokens.access.clone())
}

impl TokenAnswer {
    /// When it is to be renewed.
    pub fn until(&self) -> Instant {
        let told = self.expires_in.as_ref().and_then(|told| match told {
            serde_json::Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        });
        let life = told.map_or(USUAL_LIFE, |seconds| Duration::from_secs(seconds.min(86_400)));
        Instant::now() + life.saturating_sub(RENEW_EARLY)
    }
}
