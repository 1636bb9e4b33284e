//! Turns a view into an answer.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::security::content_security_policy;
use super::{Frame, layout};

/// A page of ours, status 200.
pub fn page(frame: Frame, content: impl IntoView + 'static) -> Response {
    page_with_status(StatusCode::OK, frame, content)
}

/// A page of ours with another status.
pub fn page_with_status(status: StatusCode, frame: Frame, content: impl IntoView + 'static) -> Response {
    page_made(status, frame, || content)
}

/// A page whose content may hold islands: these must be made inside of the rendering.
pub fn page_made<V: IntoView + 'static>(
    status: StatusCode,
    frame: Frame,
    content: impl FnOnce() -> V,
) -> Response {
    let policy = frame.islands.then(|| content_security_policy(Some(&frame.nonce)));
    let html = rendered(move || layout::document(frame, content().into_any()));
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Some(policy) = policy.and_then(|policy| HeaderValue::try_from(policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The whole page in one string.
pub fn html(frame: Frame, content: impl IntoView + 'static) -> String {
    rendered(move || layout::document(frame, content.into_any()))
}

/// Renders a view as the server does, with what islands need around it.
pub fn rendered<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}
