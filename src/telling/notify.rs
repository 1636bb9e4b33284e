//! GOV.UK Notify: texts and emails by its REST API, version 2.

use std::time::Duration;

use async_trait::async_trait;
use http::StatusCode;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::{Client, Response};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::{Message, NotSent, Post};
use crate::domain::{Clock, Contact};
use crate::store::NoticeId;

const TIME_TO_ANSWER: Duration = Duration::from_secs(30);
/// A service over its limit of messages a day may send again tomorrow; asking every hour is enough.
const UNTIL_TOMORROW: Duration = Duration::from_secs(60 * 60);
const A_MINUTE: Duration = Duration::from_secs(60);
/// A wrong key or a clock that is off is mended by people.
const UNTIL_MENDED: Duration = Duration::from_secs(5 * 60);
/// The longest answer that is read, in bytes.
const ANSWER_CAP: usize = 64 * 1024;

/// The two parts of a key: `{name}-{service's UUID}-{secret's UUID}` (Notify's API documentation, "API keys").
#[derive(Clone)]
pub struct NotifyKey {
    service: String,
    secret: SecretString,
}

/// A text that is no key of Notify's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Notify's key is written {{name}}-{{service}}-{{secret}}, both of them UUIDs")]
pub struct NotANotifyKey;

impl NotifyKey {
    /// Reads it from its end, for the name may hold hyphens.
    ///
    /// # Errors
    /// [`NotANotifyKey`] where there are not two UUIDs at the end.
    pub fn parse(key: &SecretString) -> Result<Self, NotANotifyKey> {
        const UUID: usize = 36;
        let text = key.expose_secret().trim();
        let secret_at = text.len().checked_sub(UUID).ok_or(NotANotifyKey)?;
        let service_at = secret_at.checked_sub(UUID + 1).ok_or(NotANotifyKey)?;
        let part = |from: usize| {
            let part = text.get(from..from + UUID)?;
            uuid::Uuid::try_parse(part).ok().map(|_| part.to_owned())
        };
        let hyphen = text.get(secret_at - 1..secret_at) == Some("-");
        match (part(service_at), part(secret_at)) {
            (Some(service), Some(secret)) if hyphen => Ok(Self { service, secret: secret.into() }),
            _ => Err(NotANotifyKey),
        }
    }

    /// The token for one question: Notify takes it for 30 seconds.
    pub(super) fn token(&self, now: i64) -> Result<String, NotSent> {
        #[derive(Serialize)]
        struct Claims<'a> {
            iss: &'a str,
            iat: i64,
        }
        let claims = Claims { iss: &self.service, iat: now };
        let key = EncodingKey::from_secret(self.secret.expose_secret().as_bytes());
        encode(&Header::new(Algorithm::HS256), &claims, &key)
            .map_err(|_| NotSent::NotNow { why: "no token could be made", after: None })
    }
}

/// What Notify says where it takes nothing (its API documentation, "Error codes").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotifyError {
    /// 400 `ValidationError`: it is no number or address that can be sent to.
    Validation,
    /// 400 `BadRequestError`: a template that is not there, a key of the wrong kind, a service on trial.
    BadRequest,
    /// 403 `AuthError`: a wrong key, or our clock is off by more than 30 seconds.
    Auth,
    /// 429 `RateLimitError`: too many in this minute.
    RateLimit,
    /// 429 `TooManyRequestsError`: too many today.
    TooManyRequests,
    /// Anything else, 5xx among it: it may have been taken.
    Other,
}

impl NotifyError {
    fn of(status: StatusCode, said: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Said {
            errors: Vec<One>,
        }
        #[derive(Deserialize)]
        struct One {
            error: String,
        }
        let said = serde_json::from_slice::<Said>(said).ok();
        let first = said.as_ref().and_then(|said| said.errors.first()).map_or("", |one| one.error.as_str());
        match (status.as_u16(), first) {
            (400, "ValidationError") => Self::Validation,
            (400, _) => Self::BadRequest,
            (401 | 403, _) => Self::Auth,
            (429, "TooManyRequestsError") => Self::TooManyRequests,
            (429, _) => Self::RateLimit,
            _ => Self::Other,
        }
    }

    fn not_sent(self) -> NotSent {
        let not_now = |why, after| NotSent::NotNow { why, after: Some(after) };
        match self {
            Self::Validation => NotSent::Refused("notify: validation error"),
            Self::BadRequest => not_now("notify: bad request", UNTIL_MENDED),
            Self::Auth => not_now("notify: key refused, or the clock is off", UNTIL_MENDED),
            Self::RateLimit => not_now("notify: too many this minute", A_MINUTE),
            Self::TooManyRequests => not_now("notify: too many today", UNTIL_TOMORROW),
            Self::Other => NotSent::NotKnown("notify: another answer"),
        }
    }
}

/// GOV.UK Notify. Cheap to clone.
#[derive(Clone)]
pub struct Notify {
    client: Client,
    base: Url,
    key: NotifyKey,
    text_template: Option<String>,
    email_template: Option<String>,
    clock: Clock,
}

impl Notify {
    /// # Errors
    /// When no client can be made.
    pub fn new(
        base: Url,
        key: NotifyKey,
        text_template: Option<String>,
        email_template: Option<String>,
        clock: Clock,
    ) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .no_proxy()
            .timeout(TIME_TO_ANSWER)
            .user_agent(concat!("front-door/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, base, key, text_template, email_template, clock })
    }

    fn below(&self, path: &str) -> Result<Url, NotSent> {
        let why = "notify: its address cannot be used";
        self.base.join(path).map_err(|_| NotSent::NotNow { why, after: None })
    }

    fn token(&self) -> Result<String, NotSent> {
        self.key.token(self.clock.now().timestamp())
    }
}

#[async_trait]
impl Post for Notify {
    async fn send(&self, id: NoticeId, to: &Contact, message: &Message) -> Result<(), NotSent> {
        let no_template = || NotSent::Refused("notify: no template for this way");
        let (path, body) = match to {
            Contact::Text(number) => {
                let template = self.text_template.as_ref().ok_or_else(no_template)?;
                let words = json!({"message": message.body});
                let body = json!({"phone_number": number, "template_id": template, "personalisation": words,
                    "reference": id.to_string()});
                ("v2/notifications/sms", body)
            }
            Contact::Email(email) => {
                let template = self.email_template.as_ref().ok_or_else(no_template)?;
                let words = json!({"subject": message.subject, "message": message.body});
                let body = json!({"email_address": email, "template_id": template, "personalisation": words,
                    "reference": id.to_string()});
                ("v2/notifications/email", body)
            }
            Contact::Letter => return Err(NotSent::Refused("notify: letters are printed here")),
        };
        let question = self.client.post(self.below(path)?).bearer_auth(self.token()?).json(&body);
        let answer =
            question.send().await.map_err(|error| match error.is_connect() || error.is_builder() {
                true => NotSent::NotNow { why: "notify: not reached", after: None },
                false => NotSent::NotKnown("notify: the connection broke"),
            })?;
        if answer.status() == StatusCode::CREATED {
            return Ok(());
        }
        let (status, said) = (answer.status(), said(answer).await);
        let error = NotifyError::of(status, &said);
        tracing::warn!(%status, ?error, notice = %id, "Notify did not take a message");
        Err(error.not_sent())
    }

    async fn has_gone(&self, id: NoticeId) -> Result<Option<bool>, NotSent> {
        let mut url = self.below("v2/notifications")?;
        url.query_pairs_mut().append_pair("reference", &id.to_string());
        let later = |why| NotSent::NotNow { why, after: None };
        let question = self.client.get(url).bearer_auth(self.token()?);
        let answer = question.send().await.map_err(|_| later("notify: not reached"))?;
        let (status, said) = (answer.status(), said(answer).await);
        if status != StatusCode::OK {
            return Err(match NotifyError::of(status, &said).not_sent() {
                now @ NotSent::NotNow { .. } => now,
                _ => later("notify: it does not say what has gone"),
            });
        }
        let list: Value = serde_json::from_slice(&said).map_err(|_| later("notify: no list"))?;
        let list = list["notifications"].as_array().ok_or(later("notify: no list"))?;
        Ok(Some(list.iter().any(|one| one["reference"] == id.to_string())))
    }
}

async fn said(mut answer: Response) -> Vec<u8> {
    let mut said = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        if said.len() + chunk.len() > ANSWER_CAP {
            break;
        }
        said.extend_from_slice(&chunk);
    }
    said
}
