//! People whom the NHS App passes on: any of our pages, with `assertedLoginIdentity` behind its address.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use url::form_urlencoded;

use super::super::return_path;
use crate::connectors::nhs_login::Ask;
use crate::web::AppState;

/// As the NHS App names it (NHS App developer documentation, "NHS login Single Sign On").
const ASSERTED: &str = "assertedLoginIdentity";
/// No such token is longer.
const LONGEST: usize = 4096;

/// Goes on to NHS login at once with what the NHS App passed on: it is good once, and for a minute. Whoever is logged
/// in here is asked for again, since it may be somebody else who uses the app now.
pub async fn passed_on_by_the_nhs_app(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if request.method() != Method::GET || !query.contains(ASSERTED) {
        return next.run(request).await;
    }
    let asserted = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == ASSERTED);
    let Some((_, asserted)) = asserted else { return next.run(request).await };
    let path = request.uri().path();
    if app.nhs_login.is_none() || !is_a_token(&asserted) {
        // Off the address with it all the same.
        return Redirect::to(return_path::checked(Some(path))).into_response();
    }
    let return_to = return_path::checked(Some(path));
    super::begin(&app, Ask::Anyone, return_to, Some(&asserted)).await.into_response()
}

/// Three parts of base64url with dots between them (RFC 7515, section 3.1).
fn is_a_token(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    text.len() <= LONGEST && text.split('.').count() == 3 && text.split('.').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_passed_on() {
        assert!(is_a_token("eyJh.eyJz-_.c2ln"));
        let long = format!("{}.b.c", "a".repeat(LONGEST));
        for other in ["", "a.b", "a..c", "a.b.c.d", "a.b.c&x", "a.b c.d", long.as_str()] {
            assert!(!is_a_token(other), "{other}");
        }
    }
}
