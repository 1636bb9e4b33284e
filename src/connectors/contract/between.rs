//! Stands between a connector and a described service: passes everything on, says which of its published examples the
//! service is to answer with, and keeps what the service said of each request.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use reqwest::Client;
use serde_json::{Value, json};
use url::Url;

use super::peer;
use crate::connectors::test_support::serve;

/// What the service said of one request.
#[derive(Clone, Debug)]
pub struct Told {
    pub status: u16,
    /// In which ways the request does not fit the description.
    pub wrong: Vec<String>,
}

/// The one between.
#[derive(Clone)]
pub struct Between {
    service: Url,
    client: Client,
    /// Sent along with every request.
    more: HeaderMap,
    example: Arc<Mutex<Option<String>>>,
    told: Arc<Mutex<Vec<Told>>>,
}

impl Between {
    /// Before the service whose address is in that variable.
    pub fn before(variable: &str) -> Self {
        let client = Client::builder().no_proxy().build().expect("a client");
        Self {
            service: peer(variable),
            client,
            more: HeaderMap::new(),
            example: Arc::default(),
            told: Arc::default(),
        }
    }

    /// Adds a header to every request.
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.more.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        self
    }

    /// From now on the service answers with this of its examples.
    pub fn answer_with(&self, status: u16, example: &str) {
        *self.example.lock().expect("a lock") = Some(format!("code={status}, example={example}"));
    }

    pub async fn listen(&self) -> SocketAddr {
        let routes = Router::new().route("/token", post(give_token)).fallback(pass_on);
        serve(routes.with_state(self.clone())).await
    }

    /// What it said of the requests so far.
    pub fn told(&self) -> Vec<Told> {
        self.told.lock().expect("a lock").clone()
    }

    fn headers(&self, of_request: &HeaderMap) -> HeaderMap {
        let mut headers = of_request.clone();
        headers.remove(header::HOST);
        headers.remove(header::CONTENT_LENGTH);
        headers.extend(self.more.clone());
        if let Some(example) = &*self.example.lock().expect("a lock") {
            headers.append("prefer", HeaderValue::from_str(example).expect("a header"));
        }
        headers
    }
}

/// The national platform's token server stands beside the service and is not described with it.
async fn give_token() -> Json<Value> {
    Json(json!({"access_token": "an-access-token", "expires_in": "599"}))
}

async fn pass_on(State(between): State<Between>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    let url = format!("{}{}", between.service.as_str().trim_end_matches('/'), parts.uri);
    let request = between.client.request(parts.method, url).headers(between.headers(&parts.headers));
    let answer = request.body(body).send().await.expect("an answer of the service");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.expect("the service's answer");
    let wrong = wrong(status, &headers, &body);
    let told = Told { status: status.as_u16(), wrong };
    between.told.lock().expect("a lock").push(told);
    let mut kept = HeaderMap::new();
    for name in [header::CONTENT_TYPE, header::RETRY_AFTER] {
        kept.extend(headers.get(&name).cloned().map(|value| (name, value)));
    }
    (status, kept, body).into_response()
}

/// What the service found wrong with a request: in a header beside its answer, or in the refusal itself. It looks at
/// its own answers too, and some of the published examples do not fit their description.
fn wrong(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Vec<String> {
    let beside = headers.get("sl-violations").map(HeaderValue::as_bytes).unwrap_or_default();
    let begin = beside.iter().position(|byte| *byte == b'[').unwrap_or_default();
    let listed: Value = serde_json::from_slice(&beside[begin..]).unwrap_or_default();
    let of_request = listed.as_array().into_iter().flatten().filter(|one| one["location"][0] == "request");
    let mut wrong: Vec<_> = of_request.map(ToString::to_string).collect();
    let refusal: Value = serde_json::from_slice(body).unwrap_or_default();
    if refusal["type"].as_str().is_some_and(|kind| kind.contains("prism/errors")) {
        wrong.push(format!("{status}: {}", refusal["title"]));
    }
    wrong
}
