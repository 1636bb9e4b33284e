//! A page of ours in the place of every bare error.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use url::Url;

use super::RequestId;
use crate::access::LoggedInName;
use crate::web::error_page::ErrorPage;
use crate::web::{PageError, Reader, render};

/// Where and to whom it happened.
#[derive(Clone, Copy)]
pub struct AroundError<'a> {
    pub name: &'a LoggedInName,
    pub public_url: &'a Url,
    pub id: RequestId,
    pub at_staff_desk: bool,
}

/// Leaves an answer that has a body of its own as it is; headers such as `Allow` and `Set-Cookie` stay.
pub fn instead_of_bare_errors(response: Response, reader: &Reader, around: AroundError<'_>) -> Response {
    let AroundError { name, public_url, id, at_staff_desk } = around;
    let named = response.extensions().get::<PageError>().copied();
    let Some(error) = named.or_else(|| bare_error(&response)) else { return response };
    let mut frame = reader.clone().logged_in_as(name.clone()).frame(error.heading(reader.locale()));
    // The page is about an error, not about anybody.
    if let Some(acting) = frame.here.as_mut().and_then(|here| here.acting.as_mut()) {
        acting.is_about_patient = false;
    }
    frame.person = name.get().map(str::to_owned);
    let locale = reader.locale();
    let address = public_url.origin().ascii_serialization();
    let html = render::html(
        frame,
        ErrorPage(crate::web::error_page::ErrorPageProps { locale, error, id: id.0, address, at_staff_desk }),
    );
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

/// An error that the framework answered by itself: it has no body, or one line of plain text.
fn bare_error(response: &Response) -> Option<PageError> {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind.is_some_and(|kind| !kind.starts_with(b"text/plain")) {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(PageError::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(PageError::MethodNotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => Some(PageError::TooLarge),
        StatusCode::REQUEST_TIMEOUT => Some(PageError::TooSlow),
        StatusCode::TOO_MANY_REQUESTS => Some(PageError::TooMany),
        StatusCode::FORBIDDEN => Some(PageError::NotAllowed),
        StatusCode::SERVICE_UNAVAILABLE => Some(PageError::Busy),
        status if status.is_client_error() => Some(PageError::BadRequest),
        status if status.is_server_error() => Some(PageError::Internal),
        _ => None,
    }
}
