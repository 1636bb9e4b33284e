//! What hangs or breaks ends in a page of ours.

use axum::body::Body;
use axum::http::StatusCode;
use axum::routing::get;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;

/// Asks a portal with one page for it.
async fn answer_of(handler: axum::routing::MethodRouter) -> (StatusCode, String) {
    let public_url: Url = "http://localhost:3000".parse().expect("an address");
    let longest_request = Duration::from_millis(50);
    let config = SecurityConfig { public_url, practice: false, trusted_proxies: Vec::new(), longest_request };
    let router = secured(Router::new().route("/", handler), config, Site::default());
    let request = Request::builder().uri("/").header("Host", "localhost:3000").body(Body::empty());
    let response = router.oneshot(request.expect("a request")).await.expect("an answer");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

async fn breaks() -> &'static str {
    panic!("a secret of the inside")
}

async fn hangs() -> &'static str {
    std::future::pending().await
}

#[tokio::test]
async fn a_panic_reaches_nobody() {
    let (status, page) = answer_of(get(breaks)).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.contains("There is a problem with Front Door") && page.contains("call 999"));
    assert!(!page.contains("secret") && !page.contains("panic"));
}

#[tokio::test]
async fn what_hangs_is_ended_with_a_page() {
    let (status, page) = answer_of(get(hangs)).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("Front Door is very busy") && page.contains("Try again in a few minutes."));
}
