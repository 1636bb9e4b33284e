//! The transport against a small local server, for every way in which one can go wrong.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use secrecy::SecretString;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;
use uuid::Uuid;

use super::*;
use crate::connectors::config::SourceConfig;
use crate::connectors::fhir_json::Node;
use crate::connectors::test_support::{serve, source_at};

const FHIR: [(header::HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/fhir+json; charset=utf-8")];
const QUICK: Timeouts = Timeouts { connect: Duration::from_secs(1), total: Duration::from_millis(800) };

fn client(config: &SourceConfig, budget: ByteBudget) -> SourceHttp {
    SourceHttp::new(config, budget, QUICK).expect("a client")
}

async fn ask(config: &SourceConfig, path: &str) -> Result<Fetched, ConnectorError> {
    let http = client(config, ByteBudget::default());
    let url = http.below(path).expect("an address");
    http.ask(&Question::get(url, Uuid::new_v4())).await
}

async fn answer_of(routes: Router, path: &str) -> Result<serde_json::Value, ConnectorError> {
    let address = serve(routes).await;
    ask(&source_at(address), path).await.map(|fetched| Node::of(&fetched.json).value().unwrap_or_default())
}

fn always<T: IntoResponse + Clone + Send + Sync + 'static>(answer: T) -> Router {
    Router::new().route("/x", get(move || async move { answer }))
}

#[tokio::test]
async fn a_good_answer_is_parsed() {
    assert_eq!(answer_of(always((FHIR, r#"{"a":1}"#)), "x").await, Ok(serde_json::json!({"a": 1})));
}

#[tokio::test]
async fn every_refusal_has_its_name() {
    let under_16 = r#"{"resourceType":"OperationOutcome","issue":[{"diagnostics":"UNDER_16_DENIED"}]}"#;
    for (status, body, error) in [
        (401, "", ConnectorError::Unauthorised),
        (403, "", ConnectorError::Forbidden),
        (403, under_16, ConnectorError::NotForThisAge),
        (404, "", ConnectorError::DoesNotKnowPerson),
        (410, "", ConnectorError::Gone),
        (500, "<html>", ConnectorError::ServerError(500)),
        (504, "", ConnectorError::ServerError(504)),
    ] {
        let status = StatusCode::from_u16(status).expect("a status");
        assert_eq!(answer_of(always((status, FHIR, body)), "x").await, Err(error));
    }
}

#[tokio::test]
async fn a_busy_source_says_how_long_to_wait() {
    for status in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        let busy = always((status, [(header::RETRY_AFTER, "7")]));
        let seven = Some(Duration::from_secs(7));
        assert_eq!(answer_of(busy, "x").await, Err(ConnectorError::Busy { retry_after: seven }));
    }
}

#[tokio::test]
async fn anything_but_json_is_unreadable() {
    let page = [(header::CONTENT_TYPE, "text/html")];
    assert_eq!(answer_of(always((page, "{}")), "x").await, Err(ConnectorError::Unreadable("not JSON")));
    assert_eq!(answer_of(always((FHIR, "{\"a\":")), "x").await, Err(ConnectorError::Unreadable("not JSON")));
    assert_eq!(
        answer_of(always((FHIR, vec![b'"', 0xff, b'"'])), "x").await,
        Err(ConnectorError::Unreadable("not JSON"))
    );
}

/// Answers every connection with these bytes, then ends it.
async fn raw(answer: &'static str) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let _ = connection.read(&mut [0; 4096]).await;
            let _ = connection.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn an_answer_that_stops_half_way_is_cut_short() {
    let address =
        raw("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 100\r\n\r\n{\"a\"")
            .await;
    assert_eq!(ask(&source_at(address), "x").await.err(), Some(ConnectorError::Unreadable("cut short")));
}

#[tokio::test]
async fn a_connection_that_ends_before_the_answer_is_no_connection() {
    let address = raw("").await;
    assert!(matches!(ask(&source_at(address), "x").await, Err(ConnectorError::NoConnection(_))));
    let nobody = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(matches!(ask(&source_at(nobody), "x").await, Err(ConnectorError::NoConnection(_))));
}

#[tokio::test]
async fn a_source_without_tls_where_tls_is_due_is_told_apart_from_a_wrong_certificate() {
    let address = serve(always((FHIR, "{}"))).await;
    let mut config = source_at(address);
    config.base_url = Url::parse(&format!("https://{address}/")).expect("an address");
    let why = ConnectorError::NoConnection("no TLS can be agreed on".into());
    assert_eq!(ask(&config, "x").await.err(), Some(why));
}

#[tokio::test]
async fn a_source_that_hangs_runs_out_of_time() {
    let hangs =
        Router::new().route("/x", get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }));
    assert_eq!(answer_of(hangs, "x").await, Err(ConnectorError::TimedOut));
}

#[tokio::test]
async fn a_body_over_the_cap_is_refused_told_or_untold() {
    let told = always((FHIR, format!("\"{}\"", "a".repeat(5000))));
    let untold = Router::new().route(
        "/x",
        get(|| async {
            let chunks = (0..20).map(|_| Ok::<_, std::io::Error>("a".repeat(1000)));
            (FHIR, Body::from_stream(futures::stream::iter(chunks)))
        }),
    );
    for routes in [told, untold] {
        let mut config = source_at(serve(routes).await);
        config.body_cap = 4000;
        assert_eq!(ask(&config, "x").await.err(), Some(ConnectorError::TooLarge));
    }
}

#[tokio::test]
async fn a_body_over_the_cap_when_unpacked_is_refused() {
    let packed = Router::new()
        .route("/x", get(|| async { (FHIR, format!("\"{}\"", "a".repeat(100_000))) }))
        .layer(tower_http::compression::CompressionLayer::new());
    let mut config = source_at(serve(packed).await);
    config.body_cap = 50_000;
    assert_eq!(ask(&config, "x").await.err(), Some(ConnectorError::TooLarge));
}

#[tokio::test]
async fn a_large_body_is_parsed_all_the_same() {
    let large = always((FHIR, format!("\"{}\"", "a".repeat(2_000_000))));
    assert_eq!(answer_of(large, "x").await.map(|json| json.as_str().map(str::len)), Ok(Some(2_000_000)));
}

#[tokio::test]
async fn bytes_count_against_the_budget_until_the_answer_is_dropped() {
    let config = source_at(serve(always((FHIR, format!("\"{}\"", "a".repeat(3 * 1024 - 2))))).await);
    let budget = ByteBudget::new(4 * 1024);
    let http = client(&config, budget.clone());
    let question = Question::get(http.below("x").expect("an address"), Uuid::new_v4());
    let first = http.ask(&question).await.expect("an answer");
    assert_eq!(budget.left(), 1024);
    assert_eq!(http.ask(&question).await.err(), Some(ConnectorError::TimedOut));
    drop(first);
    assert!(http.ask(&question).await.is_ok());
    assert_eq!(budget.left(), 4 * 1024);
}

#[tokio::test]
async fn redirects_are_followed_within_the_origin_and_three_times_at_most() {
    let hop = |to: &'static str| get(move || async move { Redirect::temporary(to) });
    let routes = Router::new()
        .route("/1", hop("/2"))
        .route("/2", hop("/3"))
        .route("/3", hop("/4"))
        .route("/4", get(|| async { (FHIR, "{}") }))
        .route("/0", hop("/1"))
        .route("/round", hop("/round"))
        .route("/away", hop("http://localhost:1/4"));
    let config = source_at(serve(routes).await);
    assert!(ask(&config, "1").await.is_ok());
    for path in ["0", "round", "away"] {
        assert_eq!(ask(&config, path).await.err(), Some(ConnectorError::Redirected), "{path}");
    }
}

#[tokio::test]
async fn private_addresses_are_refused_unless_allowed_by_number_and_by_name() {
    let address = serve(always((FHIR, "{}"))).await;
    let mut config = source_at(address);
    assert!(ask(&config, "x").await.is_ok());
    config.allow_private_addresses = false;
    assert_eq!(ask(&config, "x").await.err(), Some(ConnectorError::AddressNotAllowed));
    config.base_url = Url::parse(&format!("http://localhost:{}/", address.port())).expect("an address");
    assert_eq!(ask(&config, "x").await.err(), Some(ConnectorError::AddressNotAllowed));
    config.allow_private_addresses = true;
    assert!(ask(&config, "x").await.is_ok());
}

#[tokio::test]
async fn every_question_carries_its_ids_and_asks_for_strict_handling() {
    let echo = Router::new().route(
        "/x",
        get(|headers: HeaderMap| async move {
            let text =
                |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
            let names = ["accept", "prefer", "x-request-id", "x-correlation-id", "authorization"];
            axum::Json(names.map(text)).into_response()
        }),
    );
    let mut config = source_at(serve(echo).await);
    config.auth = Auth::Bearer(SecretString::from("secret"));
    let fetched = ask(&config, "x").await.expect("an answer");
    let json = Node::of(&fetched.json).value().expect("JSON");
    assert_eq!(json[0], "application/fhir+json");
    assert_eq!(json[1], "handling=strict");
    for position in [2, 3] {
        assert!(Uuid::parse_str(json[position].as_str().expect("a text")).is_ok());
    }
    assert_eq!(json[4], "Bearer secret");
}

#[derive(Clone, Default)]
struct Tokens {
    given: Arc<AtomicUsize>,
    life: u64,
}

/// Gives `token-N`, and takes only the newest one.
fn with_tokens(tokens: Tokens) -> Router {
    async fn give(State(tokens): State<Tokens>) -> Response {
        let number = tokens.given.fetch_add(1, Ordering::SeqCst) + 1;
        axum::Json(serde_json::json!({"access_token": format!("token-{number}"), "expires_in": tokens.life}))
            .into_response()
    }
    async fn take(State(tokens): State<Tokens>, headers: HeaderMap) -> Response {
        let wanted = format!("Bearer token-{}", tokens.given.load(Ordering::SeqCst));
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if shown == Some(wanted.as_str()) {
            (FHIR, "{}").into_response()
        } else {
            StatusCode::UNAUTHORIZED.into_response()
        }
    }
    Router::new().route("/token", post(give)).route("/x", get(take)).with_state(tokens)
}

async fn client_with_tokens(tokens: Tokens) -> SourceHttp {
    let mut config = source_at(serve(with_tokens(tokens)).await);
    config.auth = Auth::ClientCredentials {
        token_url: config.base_url.join("token").expect("an address"),
        client_id: "front-door".into(),
        client_secret: SecretString::from("secret"),
        scope: None,
    };
    client(&config, ByteBudget::default())
}

#[tokio::test]
async fn a_token_is_kept_until_shortly_before_it_runs_out() {
    for (life, asked) in [(300, 1), (20, 3)] {
        let tokens = Tokens { life, ..Tokens::default() };
        let http = client_with_tokens(tokens.clone()).await;
        let question = Question::get(http.below("x").expect("an address"), Uuid::new_v4());
        for _ in 0..3 {
            assert!(http.ask(&question).await.is_ok());
        }
        assert_eq!(tokens.given.load(Ordering::SeqCst), asked, "life {life}");
    }
}

#[tokio::test]
async fn a_token_that_is_refused_early_is_renewed_once() {
    let tokens = Tokens { life: 300, ..Tokens::default() };
    let http = client_with_tokens(tokens.clone()).await;
    let question = Question::get(http.below("x").expect("an address"), Uuid::new_v4());
    assert!(http.ask(&question).await.is_ok());
    tokens.given.fetch_add(1, Ordering::SeqCst);
    assert!(http.ask(&question).await.is_ok());
    assert_eq!(tokens.given.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn no_more_questions_are_under_way_than_the_settings_allow() {
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let counts = Router::new().route(
        "/x",
        get(|| async {
            MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(30)).await;
            NOW.fetch_sub(1, Ordering::SeqCst);
            (FHIR, "{}")
        }),
    );
    let mut config = source_at(serve(counts).await);
    config.max_connections = 2;
    let http = client(&config, ByteBudget::default());
    let question = Question::get(http.below("x").expect("an address"), Uuid::new_v4());
    let all = futures::future::join_all((0..8).map(|_| http.ask(&question))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(MOST.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_address_with_a_password_or_a_query_is_refused_by_name() {
    for base in ["http://user:pw@example.org/", "http://example.org/?a=b", "ftp://example.org/"] {
        let mut config = source_at(SocketAddr::from(([127, 0, 0, 1], 1)));
        config.base_url = Url::parse(base).expect("an address");
        assert!(SourceHttp::new(&config, ByteBudget::default(), QUICK).is_err(), "{base}");
    }
}

#[test]
fn debug_output_hides_secrets() {
    let auth = Auth::Basic { user: "u".into(), password: SecretString::from("hidden-word") };
    assert!(!format!("{auth:?}").contains("hidden-word"));
}
