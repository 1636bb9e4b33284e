//! How we say who we are, and the short-lived tokens that some sources want.

use std::time::{Duration, Instant};

use http::HeaderValue;
use reqwest::RequestBuilder;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use url::Url;

use crate::connectors::ConnectorError;

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
}

/// A token is renewed this long before it runs out.
const RENEW_EARLY: Duration = Duration::from_secs(30);
/// How long a token lasts when the answer does not say.
const USUAL_LIFE: Duration = Duration::from_secs(300);

struct Token {
    secret: SecretString,
    until: Instant,
}

/// One source's way to say who we are.
pub struct Authenticator {
    auth: Auth,
    token: Mutex<Option<Token>>,
}

/// What came back when a token was asked for: the secret, and its life in seconds.
#[derive(serde::Deserialize)]
pub struct TokenAnswer {
    access_token: SecretString,
    expires_in: Option<serde_json::Value>,
}

impl Authenticator {
    pub fn new(auth: Auth) -> Self {
        Self { auth, token: Mutex::new(None) }
    }

    /// Whether a refusal may only mean that a token ran out early.
    pub fn has_tokens(&self) -> bool {
        matches!(self.auth, Auth::ClientCredentials { .. })
    }

    /// Forgets the token, so that the next question gets a new one.
    pub async fn forget(&self) {
        *self.token.lock().await = None;
    }

    /// Adds what the source wants to see. One new token is asked for at a time, with `ask`.
    pub async fn sign<F>(
        &self,
        request: RequestBuilder,
        ask: impl FnOnce(Url, Vec<(&'static str, String)>) -> F,
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
                let mut kept = self.token.lock().await;
                let still_good = kept.as_ref().filter(|token| token.until > Instant::now());
                if let Some(token) = still_good {
                    return Ok(request.bearer_auth(token.secret.expose_secret()));
                }
                let mut form = vec![
                    ("grant_type", "client_credentials".to_owned()),
                    ("client_id", client_id.clone()),
                    ("client_secret", client_secret.expose_secret().to_owned()),
                ];
                form.extend(scope.clone().map(|scope| ("scope", scope)));
                let answer = ask(token_url.clone(), form).await?;
                let signed = request.bearer_auth(answer.access_token.expose_secret());
                *kept = Some(Token { until: Instant::now() + answer.life(), secret: answer.access_token });
                Ok(signed)
            }
        }
    }
}

impl TokenAnswer {
    fn life(&self) -> Duration {
        let told = self.expires_in.as_ref().and_then(|told| match told {
            serde_json::Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        });
        let life = told.map_or(USUAL_LIFE, |seconds| Duration::from_secs(seconds.min(86_400)));
        life.saturating_sub(RENEW_EARLY)
    }
}
