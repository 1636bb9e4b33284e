//! A stand-in for GOV.UK Notify on loopback. It checks the token as Notify does, and answers as its documentation says.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};

use super::*;

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
const TEXT: &str = "f33517ff-2a88-4f6e-b855-c550268ce08a";
const EMAIL: &str = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3";

/// The stand-in; clones share it.
#[derive(Clone, Default)]
pub struct StandIn {
    pub taken: Arc<Mutex<Vec<Value>>>,
    /// What it answers instead of taking a message.
    pub refuses: Arc<Mutex<Option<(u16, &'static str)>>>,
    /// Takes the message and then breaks.
    pub breaks: Arc<Mutex<bool>>,
    pub clock: Clock,
}

impl StandIn {
    pub async fn start(clock: &Clock) -> (Self, Posts) {
        Self::start_at(clock, clock.clone()).await
    }

    /// With a clock of its own.
    async fn start_at(clock: &Clock, its: Clock) -> (Self, Posts) {
        let stand_in = Self { clock: its, ..Self::default() };
        let routes = Router::new()
            .route("/v2/notifications/{kind}", post(take))
            .route("/v2/notifications", get(list))
            .with_state(stand_in.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let base = format!("http://{address}/").parse().expect("an address");
        let notify = Notify::new(base, key(), Some(TEXT.into()), Some(EMAIL.into()), clock.clone());
        let notify: Arc<dyn Post> = Arc::new(notify.expect("a client"));
        let posts = Posts { text: Some(notify.clone()), email: Some(notify), letter: None };
        (stand_in, posts)
    }

    pub fn count(&self) -> usize {
        self.taken.lock().expect("a lock").len()
    }

    fn refuse(&self, how: Option<(u16, &'static str)>) {
        *self.refuses.lock().expect("a lock") = how;
    }
}

fn key() -> NotifyKey {
    NotifyKey::parse(&format!("front-door-live-{SERVICE}-{SECRET}").into()).expect("a key")
}

/// As Notify checks it: HS256 with the secret, `iss` the service, `iat` within 30 seconds.
fn is_good(token: &str, now: i64) -> bool {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["iss"]);
    validation.set_issuer(&[SERVICE]);
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let is_jwt = decode_header(token).is_ok_and(|header| header.typ.as_deref() == Some("JWT"));
    let claims = decode::<Value>(token, &key, &validation).ok();
    let made = claims.and_then(|claims| claims.claims["iat"].as_i64());
    is_jwt && made.is_some_and(|made| (made - now).abs() <= 30)
}

fn error(status: u16, name: &str) -> Response {
    let said = json!({"status_code": status, "errors": [{"error": name, "message": "…"}]});
    (StatusCode::from_u16(status).expect("a status"), Json(said)).into_response()
}

fn let_in(stand_in: &StandIn, headers: &HeaderMap) -> bool {
    let told = headers.get(header::AUTHORIZATION).and_then(|told| told.to_str().ok());
    let token = told.and_then(|told| told.strip_prefix("Bearer "));
    token.is_some_and(|token| is_good(token, stand_in.clock.now().timestamp()))
}

async fn take(State(stand_in): State<StandIn>, headers: HeaderMap, Json(message): Json<Value>) -> Response {
    if !let_in(&stand_in, &headers) {
        return error(403, "AuthError");
    }
    if let Some((status, name)) = *stand_in.refuses.lock().expect("a lock") {
        return error(status, name);
    }
    stand_in.taken.lock().expect("a lock").push(message.clone());
    if *stand_in.breaks.lock().expect("a lock") {
        return error(500, "Exception");
    }
    // Long enough for a worker to be stopped while it waits.
    tokio::time::sleep(Duration::from_millis(5)).await;
    let answer = json!({"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": message["reference"]});
    (StatusCode::CREATED, Json(answer)).into_response()
}

async fn list(
    State(stand_in): State<StandIn>,
    headers: HeaderMap,
    Query(asked): Query<std::collections::HashMap<String, String>>,
) -> Response {
    if !let_in(&stand_in, &headers) {
        return error(403, "AuthError");
    }
    let taken = stand_in.taken.lock().expect("a lock");
    let of_it = |one: &&Value| one["reference"].as_str() == asked.get("reference").map(String::as_str);
    let found: Vec<Value> = taken.iter().filter(of_it).cloned().collect();
    Json(json!({"notifications": found, "links": {}})).into_response()
}

/// Made by the published client (`notifications-python-client`, `create_jwt_token`) at 1,795,340,000 with this key: the
/// stand-in takes it, so it checks what Notify does.
const PUBLISHED: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiIyNjc4NWEwOS1hYjE2LTRlYjAtODQwNy1hMzc0OTdhNTc1MDYiLCJpYXQiOjE3OTUzNDAwMDB9.l68vwxbkEyvEbY5whkUGkWMGTyXtFUj5pwkCbOQ6UhU";

#[test]
fn the_stand_in_takes_the_published_clients_token_and_ours_and_no_other() {
    let now = 1_795_340_000;
    assert!(is_good(PUBLISHED, now) && is_good(PUBLISHED, now + 30));
    assert!(!is_good(PUBLISHED, now + 31), "it is too old");
    let ours = key().token(now).expect("a token");
    assert!(is_good(&ours, now));
    let mut parts = [&ours, PUBLISHED].map(|token| token.split('.').nth(1).expect("claims").to_owned());
    parts.sort();
    let read = |part: &str| {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64");
        serde_json::from_slice::<Value>(&bytes).expect("claims")
    };
    assert_eq!(read(&parts[0]), read(&parts[1]), "the same claims");
    let other = NotifyKey::parse(&format!("x-{SERVICE}-{SERVICE}").into()).expect("a key");
    assert!(!is_good(&other.token(now).expect("a token"), now), "another secret");
}

#[test]
fn a_text_that_is_no_key_is_refused() {
    for text in [
        "",
        "front-door",
        SECRET,
        &format!("{SERVICE}x{SECRET}"),
        &format!("name-{SERVICE}-{}", &SECRET[1..]),
    ] {
        assert!(NotifyKey::parse(&text.into()).is_err(), "{text}");
    }
}

#[tokio::test]
async fn a_text_and_an_email_go_to_notify_with_our_reference_and_generic_words() {
    let desk = Desk::new().await;
    let (stand_in, posts) = StandIn::start(&desk.clock).await;
    let text = desk.write(&mobile(), &About::SomethingNew).await;
    let other = desk.write(&email(), &About::Code("493817".into())).await;
    desk.work(&posts).await;
    let taken = stand_in.taken.lock().expect("a lock").clone();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0]["phone_number"], "+447700900123");
    assert_eq!(
        (taken[0]["template_id"].as_str(), taken[0]["reference"].as_str()),
        (Some(TEXT), Some(&*text.to_string()))
    );
    assert_eq!(
        taken[0]["personalisation"]["message"],
        message(crate::words::Locale::English, &About::SomethingNew).body
    );
    assert_eq!(
        (taken[1]["email_address"].as_str(), taken[1]["template_id"].as_str()),
        (Some("anna@example.org"), Some(EMAIL))
    );
    assert_eq!(taken[1]["reference"], other.to_string());
    assert!(taken[1]["personalisation"]["message"].as_str().is_some_and(|said| said.contains("493817")));
}

#[tokio::test]
async fn each_refusal_has_a_name_and_is_tried_again_or_not() {
    for (status, name, state, why) in [
        (400, "ValidationError", "failed", "refused: notify: validation error"),
        (400, "BadRequestError", "waiting", "notify: bad request"),
        (403, "AuthError", "waiting", "notify: key refused, or the clock is off"),
        (429, "RateLimitError", "waiting", "notify: too many this minute"),
        (429, "TooManyRequestsError", "waiting", "notify: too many today"),
    ] {
        let desk = Desk::new().await;
        let (stand_in, posts) = StandIn::start(&desk.clock).await;
        stand_in.refuse(Some((status, name)));
        desk.write(&mobile(), &About::SomethingNew).await;
        desk.work(&posts).await;
        assert_eq!(desk.state().await, (state.to_owned(), Some(why.to_owned())), "{name}");
        stand_in.refuse(None);
        desk.clock.advance(chrono::Duration::seconds(50));
        desk.work(&posts).await;
        assert_eq!(stand_in.count(), 0, "{name}: the pause is not over");
        desk.clock.advance(chrono::Duration::hours(1));
        desk.work(&posts).await;
        assert_eq!(stand_in.count(), usize::from(state == "waiting"), "{name}");
    }
}

/// A Notify that nobody reaches.
fn out_of_reach(clock: &Clock) -> Posts {
    let base = "http://127.0.0.1:9/".parse().expect("an address");
    let notify = Notify::new(base, key(), Some(TEXT.into()), None, clock.clone()).expect("a client");
    Posts { text: Some(Arc::new(notify)), ..Posts::default() }
}

/// How long it is from each try to the next, in seconds, while Notify is out of reach.
async fn pauses(about: &About, tries: usize) -> Vec<i64> {
    let desk = Desk::new().await;
    let posts = out_of_reach(&desk.clock);
    desk.write(&mobile(), about).await;
    let mut pauses = Vec::new();
    for _ in 0..tries {
        desk.work(&posts).await;
        let sql = "SELECT due_at FROM outbox";
        let row = crate::store::query::fetch_optional!(
            desk.home.database.reader(),
            (chrono::DateTime<chrono::Utc>,),
            sql
        );
        let (due,) = row.expect("an answer").expect("a row");
        let pause = due - desk.clock.now();
        pauses.push(pause.num_seconds());
        desk.clock.advance(pause);
    }
    desk.home.remove().await;
    pauses
}

#[tokio::test]
async fn the_pauses_between_tries_grow_and_are_short_for_a_code_that_somebody_waits_for() {
    assert_eq!(pauses(&About::SomethingNew, 4).await, [60, 180, 540, 1620]);
    assert_eq!(pauses(&About::Code("493817".into()), 4).await, [5, 15, 45, 60]);
}

#[tokio::test]
async fn a_clock_that_is_off_is_refused_and_named() {
    let desk = Desk::new().await;
    let its = Clock::fixed(at(0) + chrono::Duration::seconds(31));
    let (stand_in, posts) = StandIn::start_at(&desk.clock, its).await;
    desk.write(&mobile(), &About::SomethingNew).await;
    desk.work(&posts).await;
    let why = "notify: key refused, or the clock is off";
    assert_eq!(desk.state().await, ("waiting".to_owned(), Some(why.to_owned())));
    assert_eq!(stand_in.count(), 0);
}

#[tokio::test]
async fn a_message_that_notify_took_before_it_broke_is_not_sent_again() {
    let desk = Desk::new().await;
    let (stand_in, posts) = StandIn::start(&desk.clock).await;
    *stand_in.breaks.lock().expect("a lock") = true;
    desk.write(&mobile(), &About::SomethingNew).await;
    desk.work(&posts).await;
    assert_eq!(desk.state().await.0, "sending");
    *stand_in.breaks.lock().expect("a lock") = false;
    desk.clock.advance(chrono::Duration::minutes(2));
    desk.work(&posts).await;
    assert_eq!((desk.state().await.0.as_str(), stand_in.count()), ("sent", 1));
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_not_sent() {
    let desk = Desk::new().await;
    let (stand_in, posts) = StandIn::start(&desk.clock).await;
    desk.write(&mobile(), &About::Code("493817".into())).await;
    desk.clock.advance(chrono::Duration::minutes(10));
    desk.work(&posts).await;
    assert_eq!((desk.state().await.0.as_str(), stand_in.count()), ("too-late", 0));
}

#[tokio::test]
async fn a_notify_that_cannot_be_reached_is_tried_again() {
    let desk = Desk::new().await;
    let posts = out_of_reach(&desk.clock);
    desk.write(&mobile(), &About::SomethingNew).await;
    desk.work(&posts).await;
    assert_eq!(desk.state().await, ("waiting".to_owned(), Some("notify: not reached".to_owned())));
}
