//! Turns a view into an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::forms::FormState;
use super::security::content_security_policy;
use super::subject::marked;
use super::terminal::{OnTerminal, open_here};
use super::{Frame, Reader, layout};
use crate::access::Permit;
use crate::domain::Terminal;
use crate::gather::Snapshot;
use crate::words::Locale;

/// A page of ours, status 200.
pub fn page(frame: Frame, content: impl IntoView + 'static) -> Response {
    page_with_status(StatusCode::OK, frame, content)
}

/// A page of ours with another status.
pub fn page_with_status(status: StatusCode, frame: Frame, content: impl IntoView + 'static) -> Response {
    page_made(status, frame, || content)
}

/// A page with a form, as it is first shown or as it came back; the content may hold islands.
pub fn form_page<V: IntoView + 'static>(
    frame: Frame,
    form: FormState,
    content: impl FnOnce(FormState) -> V,
) -> Response {
    let (status, wait, frame) = (form.status(), form.wait, frame.with_errors_of(&form));
    let mut response = page_made(status, frame, move || content(form));
    if let Some(wait) = wait {
        let seconds = HeaderValue::from(wait.as_secs().max(1));
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// A page whose content may hold islands: these must be made inside of the rendering.
pub fn page_made<V: IntoView + 'static>(
    status: StatusCode,
    frame: Frame,
    content: impl FnOnce() -> V,
) -> Response {
    Made::new(status, frame, content).into_response()
}

/// A page that is made.
#[derive(Clone, Debug)]
pub struct Made {
    status: StatusCode,
    html: Bytes,
    /// Where the page's own script may run.
    policy: Option<HeaderValue>,
}

impl Made {
    pub fn new<V: IntoView + 'static>(status: StatusCode, frame: Frame, content: impl FnOnce() -> V) -> Self {
        let policy = frame.script().map(|_| content_security_policy(Some(&frame.nonce)));
        let html = written(frame, || content().into_any()).into();
        Self { status, html, policy: policy.and_then(|policy| HeaderValue::try_from(policy).ok()) }
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        let mut response = (self.status, Body::from(self.html)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Some(policy) = self.policy {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// What a page shows besides the record itself. Pages tell the time to the minute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    locale: Locale,
    minute: i64,
    name: String,
    in_nhs_app: bool,
    terminal: Option<Arc<Terminal>>,
    by_visit_code: bool,
    simple: bool,
}

impl Around {
    pub fn of(reader: &Reader, permit: &Permit, now: DateTime<Utc>) -> Self {
        let name = permit.subject().name.clone();
        let (locale, minute) = (reader.locale(), now.timestamp().div_euclid(60));
        let (terminal, by_visit_code) = (reader.terminal.clone(), reader.here.is_by_visit_code());
        Self {
            locale,
            minute,
            name,
            in_nhs_app: reader.in_nhs_app,
            terminal,
            by_visit_code,
            simple: reader.simple,
        }
    }
}

/// The page that was made of a snapshot under the same key, if there is one; see [`page_of`].
pub fn kept_page<T, K: PartialEq + 'static>(snapshot: &Snapshot<T>, key: &K) -> Option<Response> {
    snapshot.made::<K, Made>(key).map(IntoResponse::into_response)
}

/// The page of a snapshot. It is made anew only when something on it could have changed: the answers, the minute, or
/// what else is in `key`, which must hold all that the page shows besides the snapshot.
pub fn page_of<T, K: PartialEq + Send + 'static>(
    snapshot: &Snapshot<T>,
    key: K,
    make: impl FnOnce() -> Made,
) -> Response {
    if let Some(page) = kept_page(snapshot, &key) {
        return page;
    }
    let made = make();
    // A page with a script of its own carries a nonce, and no two pages may share one. Errors are not worth keeping.
    if made.policy.is_none() && made.status == StatusCode::OK {
        snapshot.keep(key, made.clone());
    }
    made.into_response()
}

fn on_terminal(frame: &Frame) -> Option<OnTerminal> {
    let (locale, by_visit_code) = (frame.locale, frame.by_visit_code);
    frame.terminal.is_some().then_some(OnTerminal { locale, by_visit_code })
}

/// The whole page in one string.
pub fn html(frame: Frame, content: impl IntoView + 'static) -> String {
    written(frame, || content.into_any())
}

/// The document, with whose record it is about in its forms, and without the ways that are closed where it is shown.
fn written(frame: Frame, content: impl FnOnce() -> AnyView) -> String {
    let (locale, here, is_terminal) = (frame.locale, frame.here.clone(), on_terminal(&frame));
    let html = rendered(move || layout::document(frame, content()));
    open_here(is_terminal, marked(locale, here.as_ref(), html))
}

/// Renders a view as the server does, with what islands need around it.
pub fn rendered<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}
