//! Asking as anybody at all; every single answer has its headers.

use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Method, Response};

use crate::tests::app::TestApp;

pub(in crate::tests) async fn ask(
    app: &TestApp,
    method: &Method,
    path: &str,
    cookie: Option<&str>,
) -> Response {
    let mut request = app.client.request(method.clone(), app.url(path));
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    if *method == Method::POST {
        let none: [(&str, &str); 0] = [];
        request = request.header(ORIGIN, &app.base).form(&none);
    }
    let answer = request.send().await.expect("an answer");
    carries_its_headers(&answer, &format!("{method} {path}"));
    answer
}

/// What every single answer has.
pub(super) fn carries_its_headers(answer: &Response, what: &str) {
    let header = |name: &str| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(!header("permissions-policy").is_empty() && !header("x-request-id").is_empty(), "{what}");
    let policy = header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{what}: {policy}"
    );
    assert!(!policy.contains("script-src 'unsafe") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(header("server").is_empty() && header("x-powered-by").is_empty(), "{what}");
    assert!(header("access-control-allow-origin").is_empty(), "{what}");
    if header("content-type").starts_with("text/html") {
        assert_eq!(header("cache-control"), "no-store", "{what}");
    }
    for set in answer.headers().get_all(SET_COOKIE) {
        let set = set.to_str().expect("text");
        // What takes a cookie away carries nothing.
        if set.contains("Max-Age=0") {
            continue;
        }
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(part), "{what}: {set}");
        }
        assert!(!set.contains("Domain="), "{what}: {set}");
    }
}
