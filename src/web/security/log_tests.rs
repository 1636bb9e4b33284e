//! What a request brings is never a line of the log, and never part of one.

use std::io;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::routing::post;
use tower::ServiceExt as _;
use tracing_subscriber::fmt::MakeWriter;

use super::*;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;
    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_path_nor_header_nor_form_reaches_the_log_and_no_line_can_be_forged() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_writer(lines.clone()).with_ansi(false);
    let subscriber = subscriber.with_max_level(tracing::Level::DEBUG).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let config = SecurityConfig {
        public_url: "http://localhost:3000".parse().expect("an address"),
        practice: false,
        trusted_proxies: Vec::new(),
        longest_request: Duration::from_secs(1),
    };
    let router = Router::new().route("/log-in", post(async || "in"));
    let router = secured(router, config, Site::default());
    for path in ["/log-in", "/log-in/%0d%0aMARK", "/MARK", "/log-in?MARK=MARK", "/..%2fMARK"] {
        for origin in ["http://localhost:3000", "http://MARK.example"] {
            let request = Request::builder().method("POST").uri(path).header("host", "localhost:3000");
            let request =
                request.header("origin", origin).header("user-agent", "MARK").header("cookie", "a=MARK");
            let request = request.header("x-request-id", "MARK").body(Body::from("password=MARK"));
            let answer = router.clone().oneshot(request.expect("a request")).await.expect("an answer");
            assert_ne!(answer.headers()["x-request-id"], "MARK");
        }
    }
    let said = String::from_utf8(lines.0.lock().expect("a lock").clone()).expect("text");
    assert!(said.contains("a request is refused"), "{said}");
    assert!(!said.contains("MARK"), "{said}");
}

#[tokio::test]
async fn a_form_that_never_ends_is_not_waited_for() {
    let config = SecurityConfig {
        public_url: "http://localhost:3000".parse().expect("an address"),
        practice: false,
        trusted_proxies: Vec::new(),
        longest_request: Duration::from_millis(50),
    };
    let router = Router::new().route("/log-in", post(async |body: String| body));
    let router = secured(router, config, Site::default());
    let endless = futures::stream::pending::<Result<bytes::Bytes, io::Error>>();
    let request =
        Request::post("/log-in").header("host", "localhost:3000").header("origin", "http://localhost:3000");
    let request = request.body(Body::from_stream(endless)).expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), axum::http::StatusCode::SERVICE_UNAVAILABLE);
}
