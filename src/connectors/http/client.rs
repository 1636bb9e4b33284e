//! One source's client: asks, follows the rules, and names what goes wrong.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::Utc;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::{Certificate, Client, Identity, Response, redirect};
use secrecy::ExposeSecret;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use url::Url;
use uuid::Uuid;

use super::addresses::{CheckedResolver, check_literal};
use super::auth::{Authenticator, TokenAnswer, TokenQuestion};
use super::body::{is_json, read_json};
use super::budget::{ByteBudget, HeldBytes};
use super::clocks::or_clocks;
use super::question::{Question, Timeouts};
use super::status::refusal;
use super::transport_error;
use crate::access::{FetchOrder, PatientToken};
use crate::connectors::ConnectorError;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::{Document, Node};
use crate::connectors::smart::SmartClient;
use crate::domain::WhyNotAsked;

const MOST_REDIRECTS: usize = 3;
/// Bytes read of an answer that is an error: enough for its codes.
const ERROR_BODY_CAP: u64 = 64 * 1024;

/// A parsed answer. Its bytes count against the budget until it is dropped.
#[derive(Debug)]
pub struct Fetched {
    pub json: Document,
    /// Where it came from in the end.
    pub url: Url,
    /// 207: the service could not ask everyone that it asks.
    pub is_partial: bool,
    /// 202: taken in, to be done later; there may be no JSON then.
    pub is_accepted: bool,
    /// The version of what was told (`ETag`), exactly as it was written.
    pub version: Option<String>,
    _held: HeldBytes,
}

/// Why a question was not answered, with all that was said about it.
#[derive(Debug)]
pub struct Refused {
    pub error: ConnectorError,
    /// None where there was no answer at all.
    pub status: Option<StatusCode>,
    /// The answer's JSON, or null.
    pub said: Document,
}

impl From<ConnectorError> for Refused {
    fn from(error: ConnectorError) -> Self {
        Self { error, status: None, said: Document::default() }
    }
}

/// The client of one source. Cheap to clone.
#[derive(Clone)]
pub struct SourceHttp {
    inside: Arc<Inside>,
    /// The patient's own token that questions carry where the source wants it.
    patient: Option<PatientToken>,
}

struct Inside {
    client: Client,
    base: Url,
    /// The organisation's code, for the log.
    name: String,
    auth: Authenticator,
    connections: Semaphore,
    budget: ByteBudget,
    body_cap: u64,
    file_cap: u64,
    allow_private: bool,
    timeouts: Timeouts,
}

impl SourceHttp {
    /// # Errors
    /// [`CannotConnect`] when a certificate cannot be read or the address cannot be used.
    pub fn new(config: &SourceConfig, budget: ByteBudget, timeouts: Timeouts) -> Result<Self, CannotConnect> {
        let mut client = Client::builder()
            .no_proxy()
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .pool_max_idle_per_host(config.max_connections)
            .user_agent(concat!("front-door/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::custom(within_origin))
            .dns_resolver(CheckedResolver { allow_private: config.allow_private_addresses });
        if let Some(path) = &config.ca_file {
            let not_pem = |_| CannotConnect::NotPem { path: path.clone() };
            client =
                client.tls_certs_merge(Certificate::from_pem_bundle(&read_file(path)?).map_err(not_pem)?);
        }
        if let Some(path) = &config.client_certificate {
            let not_pem = |_| CannotConnect::NotPem { path: path.clone() };
            client = client.identity(Identity::from_pem(&read_file(path)?).map_err(not_pem)?);
        }
        let inside = Inside {
            client: client.build().map_err(|_| CannotConnect::Client)?,
            base: folder(&config.base_url)?,
            name: config.organisation.ods_code.to_string(),
            auth: Authenticator::new(config.auth.clone()),
            connections: Semaphore::new(config.max_connections.max(1)),
            budget,
            body_cap: config.body_cap,
            file_cap: config.file_cap,
            allow_private: config.allow_private_addresses,
            timeouts,
        };
        Ok(Self { inside: Arc::new(inside), patient: None })
    }

    /// The same client for the questions of one order: they carry the patient's own token where the order has one.
    /// Without this a source that wants one is not asked.
    #[must_use]
    pub fn under(&self, order: &FetchOrder) -> Self {
        Self { inside: self.inside.clone(), patient: order.patient_token().cloned() }
    }

    /// Whether it can be asked under this order, as far as its token goes.
    ///
    /// # Errors
    /// Why it would not be asked.
    pub fn may_be_asked(&self, order: &FetchOrder) -> Result<(), WhyNotAsked> {
        self.inside.auth.may_be_used(order.patient_token())
    }

    /// The source's address, with a slash at the end.
    pub fn base(&self) -> &Url {
        &self.inside.base
    }

    /// The organisation's code.
    pub fn name(&self) -> &str {
        &self.inside.name
    }

    /// How patients log in there, where they do.
    pub(in crate::connectors) fn smart(&self) -> Option<&Arc<SmartClient>> {
        self.inside.auth.smart()
    }

    /// An address below the base; `path` comes from our own code.
    pub fn below(&self, path: &str) -> Result<Url, ConnectorError> {
        let joined = format!("{}{path}", self.inside.base);
        Url::parse(&joined).map_err(|_| ConnectorError::Unreadable("no address can be made"))
    }

    /// Asks, within all limits. Tries nothing twice, except with a new token where an old one was refused.
    ///
    /// # Errors
    /// A named [`ConnectorError`].
    pub async fn ask(&self, question: &Question) -> Result<Fetched, ConnectorError> {
        self.ask_in_full(question).await.map_err(|refused| refused.error)
    }

    /// As [`SourceHttp::ask`], and tells what a refusal said.
    ///
    /// # Errors
    /// A [`Refused`].
    pub async fn ask_in_full(&self, question: &Question) -> Result<Fetched, Refused> {
        self.within_time(self.ask_in_turn(question, true)).await
    }

    /// As [`SourceHttp::ask`], without saying who asks but for what the question's own headers say.
    pub(in crate::connectors) async fn ask_openly(
        &self,
        question: &Question,
    ) -> Result<Fetched, ConnectorError> {
        self.within_time(self.ask_in_turn(question, false)).await.map_err(|refused| refused.error)
    }

    /// Asks a token server.
    pub(in crate::connectors) async fn token(&self, question: TokenQuestion) -> Result<TokenAnswer, Refused> {
        self.within_time(self.ask_for_token(question)).await
    }

    pub(super) fn budget(&self) -> &ByteBudget {
        &self.inside.budget
    }

    /// The longest answer in JSON, in bytes.
    pub(super) fn body_cap(&self) -> u64 {
        self.inside.body_cap
    }

    /// The longest file, in bytes.
    pub(super) fn file_cap(&self) -> u64 {
        self.inside.file_cap
    }

    /// Waits until there is a connection to spare.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, ConnectorError> {
        self.inside.connections.acquire().await.map_err(|_| ConnectorError::TimedOut)
    }

    pub(super) async fn within_time<T, E: From<ConnectorError>>(
        &self,
        asking: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        timeout(self.inside.timeouts.total, asking).await.unwrap_or(Err(ConnectorError::TimedOut.into()))
    }

    /// An answer that is a success, of which the body is still to come.
    pub(super) async fn answer(&self, question: &Question, signed: bool) -> Result<Response, Refused> {
        check_literal(&question.url, self.inside.allow_private)
            .map_err(|_| ConnectorError::AddressNotAllowed)?;
        let mut response = self.send(question, signed).await?;
        let auth = &self.inside.auth;
        if response.status() == StatusCode::UNAUTHORIZED && signed && auth.has_tokens() {
            auth.forget(self.patient.as_ref()).await;
            response = self.send(question, signed).await?;
        }
        if response.status().is_success() { Ok(response) } else { Err(self.refused(response).await) }
    }

    async fn ask_in_turn(&self, question: &Question, signed: bool) -> Result<Fetched, Refused> {
        let _turn = self.turn().await?;
        let response = self.answer(question, signed).await?;
        let (url, status) = (response.url().clone(), response.status());
        let version = response.headers().get(header::ETAG).and_then(|told| told.to_str().ok());
        let version = version.map(str::to_owned);
        let (is_partial, is_accepted) = (status == StatusCode::MULTI_STATUS, status == StatusCode::ACCEPTED);
        if !is_json(response.headers()) {
            if is_accepted {
                let (json, _held) = (Document::default(), HeldBytes::default());
                return Ok(Fetched { json, url, is_partial, is_accepted, version, _held });
            }
            return Err(ConnectorError::Unreadable("not JSON").into());
        }
        let read = read_json(response, self.inside.body_cap, &self.inside.budget).await;
        let (json, _held) = read.map_err(|error| match error {
            // It was taken, and only what became of it is not shown: that is no refusal.
            ConnectorError::Forbidden if question.request_id.is_some() => {
                ConnectorError::Unreadable("what became of it is not for the patient")
            }
            other => other,
        })?;
        Ok(Fetched { json, url, is_partial, is_accepted, version, _held })
    }

    async fn send(&self, question: &Question, signed: bool) -> Result<Response, ConnectorError> {
        let request_id = question.request_id.unwrap_or_else(Uuid::new_v4);
        let usual = if question.body.is_some() { Method::POST } else { Method::GET };
        let method = question.method.clone().unwrap_or(usual);
        let mut request = self
            .inside
            .client
            .request(method.clone(), question.url.clone())
            .header(header::ACCEPT, "application/fhir+json")
            .header("Prefer", "handling=strict")
            .header("X-Request-ID", request_id.to_string())
            .header("X-Correlation-ID", question.correlation.to_string())
            .headers(question.headers.clone());
        if let Some(longest) = question.longest {
            request = request.timeout(longest);
        }
        if let Some(body) = &question.body {
            if !question.headers.contains_key(header::CONTENT_TYPE) {
                request = request.header(header::CONTENT_TYPE, "application/fhir+json");
            }
            request = request.body(
                serde_json::to_vec(body)
                    .map_err(|_| ConnectorError::Unreadable("no question can be made"))?,
            );
        }
        if signed {
            let patient = self.patient.as_ref();
            request = self.inside.auth.sign(request, patient, |question| self.new_token(question)).await?;
        }
        let begun = Instant::now();
        let answer = request.send().await.map_err(|error| transport_error(&error));
        let (source, path) = (self.name(), path_without_ids(&question.url));
        let milliseconds = begun.elapsed().as_millis() as u64;
        match &answer {
            Ok(response) => {
                let status = response.status().as_u16();
                tracing::debug!(source, %request_id, %method, path, status, milliseconds, "asked");
            }
            Err(error) => {
                tracing::warn!(source, %request_id, %method, path, %error, milliseconds, "not answered");
            }
        }
        answer
    }

    async fn new_token(&self, question: TokenQuestion) -> Result<TokenAnswer, ConnectorError> {
        self.ask_for_token(question).await.map_err(|refused| refused.error)
    }

    async fn ask_for_token(&self, question: TokenQuestion) -> Result<TokenAnswer, Refused> {
        let TokenQuestion { url, form } = question;
        check_literal(&url, self.inside.allow_private).map_err(|_| ConnectorError::AddressNotAllowed)?;
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (*name, value.expose_secret())).collect();
        let request = self.inside.client.post(url).header(header::ACCEPT, "application/json").form(&form);
        let response = request.send().await.map_err(|error| transport_error(&error))?;
        let status = response.status();
        tracing::info!(source = self.name(), status = status.as_u16(), "asked for a token");
        if !status.is_success() {
            let headers = response.headers().clone();
            let refused = self.refused(response).await;
            let error = match refused.error {
                _ if matches!(status, StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN) => {
                    or_clocks(ConnectorError::Unauthorised, &headers, Utc::now())
                }
                // The token's server knows no patients.
                ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => {
                    ConnectorError::ServerError(status.as_u16())
                }
                other => other,
            };
            return Err(Refused { error, ..refused });
        }
        let (json, _held) = read_json(response, ERROR_BODY_CAP, &self.inside.budget).await?;
        let answer = Node::of(&json).value().unwrap_or_default();
        Ok(serde_json::from_value(answer)
            .map_err(|_| ConnectorError::Unreadable("no token in the answer"))?)
    }

    async fn refused(&self, response: Response) -> Refused {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = if is_json(&headers) {
            let read = read_json(response, ERROR_BODY_CAP, &self.inside.budget).await;
            read.map(|(json, _)| json).unwrap_or_default()
        } else {
            Document::default()
        };
        let now = Utc::now();
        let refusal = refusal(status, &headers, Node::of(&body), now);
        // A password knows no time; a token does.
        let error = if self.inside.auth.has_tokens() { or_clocks(refusal, &headers, now) } else { refusal };
        Refused { error, status: Some(status), said: body }
    }
}

/// Redirects stay within the origin that was asked; a loop ends after three.
fn within_origin(attempt: redirect::Attempt) -> redirect::Action {
    let stays = attempt.previous().first().is_some_and(|asked| asked.origin() == attempt.url().origin());
    if stays && attempt.previous().len() <= MOST_REDIRECTS {
        attempt.follow()
    } else {
        attempt.error("leads elsewhere")
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, CannotConnect> {
    std::fs::read(path).map_err(|source| CannotConnect::File { path: path.to_owned(), source })
}

/// A base address that others can be joined to.
fn folder(url: &Url) -> Result<Url, CannotConnect> {
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.has_host()
        && matches!(url.scheme(), "http" | "https");
    if !is_plain {
        return Err(CannotConnect::Address);
    }
    let mut folder = url.clone();
    if !folder.path().ends_with('/') {
        folder.set_path(&format!("{}/", url.path()));
    }
    Ok(folder)
}

/// A path for the log: only the parts that are words, since any other may be somebody's number.
fn path_without_ids(url: &Url) -> String {
    let is_word = |part: &&str| {
        part.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '$' || letter == '.')
    };
    let parts = url.path_segments().into_iter().flatten();
    parts.map(|part| if is_word(&part) { part } else { "…" }).collect::<Vec<_>>().join("/")
}

/// A header's value from text that comes from settings.
pub(in crate::connectors) fn header(name: &'static str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((HeaderName::from_static(name), HeaderValue::from_str(value).ok()?))
}
