//! What is asked of a source, and how long each step of asking may take.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

/// How long each step may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timeouts {
    pub connect: Duration,
    /// From the first wait for a free connection to the last byte.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(30) }
    }
}

/// A question to a source.
#[derive(Clone, Debug)]
pub struct Question {
    pub url: Url,
    /// Posted where there is one, as FHIR JSON unless the headers say otherwise; else the question is a GET.
    pub body: Option<Value>,
    pub headers: HeaderMap,
    /// One for all questions that belong together.
    pub correlation: Uuid,
    /// Something other than GET and POST.
    pub method: Option<Method>,
    /// The same for every try of one wish, so that the service knows it again; a new one where there is none.
    pub request_id: Option<Uuid>,
    /// How long the whole answer may take, where that is not as usual.
    pub longest: Option<Duration>,
}

impl Question {
    pub fn get(url: Url, correlation: Uuid) -> Self {
        let headers = HeaderMap::new();
        Self { url, body: None, headers, correlation, method: None, request_id: None, longest: None }
    }

    /// A question in plain JSON instead of FHIR's: posted where there is a body.
    pub fn json(url: Url, body: Option<Value>, correlation: Uuid) -> Self {
        let json = HeaderValue::from_static("application/json");
        let mut headers = HeaderMap::from_iter([(header::ACCEPT, json.clone())]);
        if body.is_some() {
            headers.insert(header::CONTENT_TYPE, json);
        }
        Self { body, headers, ..Self::get(url, correlation) }
    }
}
