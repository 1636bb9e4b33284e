//! What stands around every request: who may ask, what every answer carries, and a page for every error.

mod client;
mod cross_site;
mod framing;
mod headers;
mod host;
#[cfg(test)]
mod log_tests;
mod pages;
mod path;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt as _, Limited};
use ipnet::IpNet;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument as _;
use url::Url;
use uuid::Uuid;

pub use client::ClientAddress;
pub(super) use headers::content_security_policy;

use super::reader::InNhsApp;
use super::{PageError, Reader, SimplePages, Site};
use crate::access::{LoggedInName, TerminalHere};
use crate::words::Locale;

/// No form of ours is larger, but for those that bring files.
const LARGEST_BODY: usize = 64 * 1024;
/// Larger than what a message may bring, so that what is a little too large is told on the page itself.
const LARGEST_UPLOAD: usize = 10 * 1024 * 1024;
/// How much of a request that is refused for its size is read off, in bytes.
const MOST_READ_OFF: usize = 64 * 1024 * 1024;
/// And for how long.
const LONGEST_READ_OFF: Duration = Duration::from_secs(10);
/// Longer than any page's own deadline; ends what hangs.
pub const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// What the rules need to know.
#[derive(Clone, Debug)]
pub struct SecurityConfig {
    /// The only origin that pages are asked from and that forms are sent to.
    pub public_url: Url,
    /// Then no request that came through a proxy is answered.
    pub practice: bool,
    /// Whose forwarding headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// When a request is given up: [`LONGEST_REQUEST`].
    pub longest_request: Duration,
}

/// The id of a request, as the log and the error pages have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RequestId(pub Uuid);

struct Guard {
    config: SecurityConfig,
    site: Arc<Site>,
}

/// Puts the rules around all routes of `router`. Add every route before.
pub fn secured<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    config: SecurityConfig,
    site: Site,
) -> Router<S> {
    let guard = Arc::new(Guard { config, site: Arc::new(site) });
    router
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(within_limit))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            PageError::Internal.into_response()
        }))
        .layer(middleware::from_fn_with_state(guard, around))
}

/// What a form may bring at most, in bytes.
fn largest_body(path: &str) -> usize {
    let of_message = path.strip_prefix("/messages/drafts/").and_then(|rest| rest.split_once('/'));
    let is_answer = path.starts_with("/fill-in/") && path.ends_with("/file");
    if is_answer || of_message.is_some_and(|(_, last)| last == "files") {
        LARGEST_UPLOAD
    } else {
        LARGEST_BODY
    }
}

/// Reads what is refused, and keeps none of it. A connection that is closed on a browser while it still sends shows its own
/// page of a broken connection there, in the place of ours that says what was too large.
async fn read_off(body: Body) {
    let mut body = Limited::new(body, MOST_READ_OFF);
    let all = async { while let Some(Ok(_)) = body.frame().await {} };
    // Whoever sends on for longer than this is no browser with a large photo.
    let _ = tokio::time::timeout(LONGEST_READ_OFF, all).await;
}

/// Refuses what is told to be too large, and stops reading what turns out to be.
async fn within_limit(request: Request, next: Next) -> Response {
    let most = largest_body(request.uri().path());
    let told = request.headers().get(header::CONTENT_LENGTH);
    let told = told.and_then(|told| told.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|told| told > most) {
        read_off(request.into_body()).await;
        return PageError::TooLarge.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

async fn around(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let id = RequestId(Uuid::now_v7());
    let locale = Locale::English;
    let health = request.uri().path().starts_with("/health/");
    let at_staff_desk = request.uri().path().split('/').nth(1) == Some("staff");
    let client = client::address(&mut request, &guard.config);
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(locale);
    request.extensions_mut().insert(guard.site.clone());
    request.extensions_mut().insert(client);
    let app = InNhsApp::of(request.headers());
    request.extensions_mut().insert(app);
    let name = LoggedInName::default();
    request.extensions_mut().insert(name.clone());
    let simple = SimplePages::of(request.headers());
    request.extensions_mut().insert(simple);
    let here = TerminalHere::default();
    request.extensions_mut().insert(here.clone());
    let span = tracing::info_span!("request", id = %id.0, method = %request.method());
    let ends = framing::check(&request).is_err();
    let refused = if ends {
        Err(PageError::BadRequest)
    } else if health {
        path::check(request.uri().path())
    } else {
        guard.check(&request)
    };
    let mut response = match refused {
        Err(error) => {
            span.in_scope(|| tracing::info!(reason = %error, "a request is refused"));
            error.into_response()
        }
        Ok(()) => {
            match tokio::time::timeout(guard.config.longest_request, next.run(request).instrument(span)).await
            {
                Ok(response) => response,
                Err(_) => PageError::Busy.into_response(),
            }
        }
    };
    if !health {
        let reader = Reader::of(guard.site.clone(), locale).within(app).at(&here).with(simple);
        let around =
            pages::AroundError { name: &name, public_url: &guard.config.public_url, id, at_staff_desk };
        response = pages::instead_of_bare_errors(response, &reader, around);
    }
    if ends {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    headers::put(response.headers_mut(), id, guard.config.public_url.scheme() == "https");
    response
}

impl Guard {
    fn check(&self, request: &Request) -> Result<(), PageError> {
        host::check(request, &self.config.public_url)?;
        path::check(request.uri().path())?;
        if self.config.practice && client::came_through_a_proxy(request.headers()) {
            return Err(PageError::Forwarded);
        }
        cross_site::check(request, &self.config.public_url)
    }
}
