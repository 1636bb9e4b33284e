//! A change against a service that answers as each test wants.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::{FetchOrder, testing::act_order};
use crate::connectors::http::{Auth, ByteBudget};
use crate::connectors::pds::Pds;
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::connectors::{CannotChange, Changed, ConnectorError, ContactService, SourceConfig};
use crate::domain::{ContactChange, ContactDetails};

/// What the service does with a PATCH: whether it applies it, and what it says.
#[derive(Clone)]
struct Then {
    applies: bool,
    status: u16,
    code: &'static str,
    /// Another answer than the record.
    body: Option<Value>,
    headers: Vec<(&'static str, &'static str)>,
}

fn then(applies: bool, status: u16, code: &'static str) -> Then {
    Then { applies, status, code, body: None, headers: Vec::new() }
}

/// What was asked: method, `If-Match`, `X-Request-ID`, body.
type Seen = (Method, Option<String>, String, Value);

#[derive(Clone)]
struct Service(Arc<Mutex<Held>>);

struct Held {
    version: u64,
    email: &'static str,
    /// What comes of each PATCH, in order; the last one stays.
    script: Vec<Then>,
    /// Whether the record can be read once the first PATCH has come.
    readable_after: bool,
    seen: Vec<Seen>,
}

const OLD: &str = "sam@example.org";
const NEW: &str = "new@example.org";

fn patient(number: &str, version: u64, email: &str) -> Value {
    json!({"resourceType": "Patient", "id": number, "meta": {"versionId": version.to_string()},
        "name": [{"family": "Sample"}], "birthDate": "1961-04-12",
        "telecom": [{"id": "t1", "system": "email", "use": "home", "value": email}]})
}

fn outcome(code: &str) -> Value {
    json!({"resourceType": "OperationOutcome", "issue": [{"details": {"coding": [{"code": code}]},
        "diagnostics": "words that may repeat what was typed"}]})
}

async fn answer(State(service): State<Service>, method: Method, headers: HeaderMap, body: Bytes) -> Response {
    let mut held = service.0.lock().expect("a lock");
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let json = serde_json::from_slice(&body).unwrap_or_default();
    held.seen.push((method.clone(), told("if-match"), told("x-request-id").unwrap_or_default(), json));
    let patched = held.seen.iter().any(|(method, ..)| *method == Method::PATCH);
    if method == Method::GET {
        if patched && !held.readable_after {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        return record(&held, 200, None, &[]);
    }
    let then = if held.script.len() > 1 { held.script.remove(0) } else { held.script[0].clone() };
    let is_current = told("if-match") == Some(format!("W/\"{}\"", held.version));
    if then.applies && is_current {
        (held.version, held.email) = (held.version + 1, NEW);
    }
    let body = then.body.clone().or_else(|| (then.status >= 300).then(|| outcome(then.code)));
    record(&held, then.status, body, &then.headers)
}

fn record(held: &Held, status: u16, body: Option<Value>, more: &[(&'static str, &'static str)]) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    let body = body.unwrap_or_else(|| patient("9990000018", held.version, held.email));
    let tag = format!("W/\"{}\"", held.version);
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, "application/fhir+json".parse().expect("a header"));
    headers.insert(header::ETAG, tag.parse().expect("a header"));
    for (name, value) in more {
        headers.insert(*name, value.parse().expect("a header"));
    }
    response
}

fn service(script: Vec<Then>) -> Service {
    let held = Held { version: 2, email: OLD, script, readable_after: true, seen: Vec::new() };
    Service(Arc::new(Mutex::new(held)))
}

fn order() -> FetchOrder {
    order_for("Sam Sample", (1961, 4, 12), "9990000018")
}

const WISH: Uuid = Uuid::from_u128(7);

impl Service {
    async fn pds(&self) -> Pds {
        let routes = Router::new().fallback(any(answer)).with_state(self.clone());
        let config = SourceConfig { changes_auth: Some(Auth::None), ..source_at(serve(routes).await) };
        Pds::new(&config, ByteBudget::default()).expect("a connector")
    }

    /// Reads, then asks for the new email address.
    async fn change(&self) -> Result<Changed, CannotChange> {
        let pds = self.pds().await;
        let seen = pds.standing(&order()).await.expect("read");
        self.change_seen(&pds, &seen).await
    }

    async fn change_seen(&self, pds: &Pds, seen: &ContactDetails) -> Result<Changed, CannotChange> {
        let change = ContactChange::email(NEW).expect("usable");
        pds.change(&act_order(order(), WISH), seen, &change).await
    }

    fn patches(&self) -> Vec<Seen> {
        let held = self.0.lock().expect("a lock");
        held.seen.iter().filter(|(method, ..)| *method == Method::PATCH).cloned().collect()
    }

    fn version(&self) -> u64 {
        self.0.lock().expect("a lock").version
    }
}

fn email_of(changed: Result<Changed, CannotChange>) -> String {
    match changed {
        Ok(Changed::Stands(details)) => details.email().expect("an email address").value.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_change_names_the_version_read_and_the_wish_and_tells_what_stands() {
    let service = service(vec![then(true, 200, "")]);
    assert_eq!(email_of(service.change().await), NEW);
    let patches = service.patches();
    assert_eq!(patches.len(), 1);
    let (_, if_match, request_id, body) = &patches[0];
    assert_eq!((if_match.as_deref(), request_id.as_str()), (Some("W/\"2\""), WISH.to_string().as_str()));
    assert_eq!(body["patches"][0]["value"]["value"], NEW);
}

#[tokio::test]
async fn a_lost_answer_to_a_change_that_was_made_is_not_sent_again() {
    let service = service(vec![then(true, 500, "SERVER_ERROR")]);
    assert_eq!(email_of(service.change().await), NEW);
    assert_eq!((service.patches().len(), service.version()), (1, 3));
}

#[tokio::test]
async fn a_lost_question_is_sent_once_more_with_the_same_wish_and_version() {
    let service = service(vec![then(false, 500, "SERVER_ERROR"), then(true, 200, "")]);
    assert_eq!(email_of(service.change().await), NEW);
    let patches = service.patches();
    assert_eq!(patches.len(), 2);
    assert_eq!((&patches[0].1, &patches[0].2), (&patches[1].1, &patches[1].2));
    assert_eq!(service.version(), 3, "applied once");
}

#[tokio::test]
async fn what_fails_twice_and_does_not_stand_is_said_to_be_not_done() {
    let service = service(vec![then(false, 500, "SERVER_ERROR")]);
    let failed = service.change().await;
    assert_eq!(failed, Err(CannotChange::NotDone(ConnectorError::ServerError(500))));
    assert_eq!((service.patches().len(), service.version()), (2, 2));
}

#[tokio::test]
async fn where_the_record_cannot_be_read_back_nobody_knows_and_nothing_is_sent_again() {
    let service = service(vec![then(true, 500, "SERVER_ERROR")]);
    service.0.lock().expect("a lock").readable_after = false;
    let unknown = service.change().await;
    assert_eq!(unknown, Err(CannotChange::NotKnown(ConnectorError::ServerError(500))));
    assert_eq!(service.patches().len(), 1);
}

#[tokio::test]
async fn a_service_that_asks_for_time_is_not_asked_again_before() {
    let headers = vec![("retry-after", "30")];
    let service = service(vec![Then { headers, ..then(false, 503, "SERVICE_UNAVAILABLE") }]);
    let busy = ConnectorError::Busy { retry_after: Some(Duration::from_secs(30)) };
    assert_eq!(service.change().await, Err(CannotChange::NotKnown(busy)));
    assert_eq!(service.patches().len(), 1);
}

#[tokio::test]
async fn a_record_changed_meanwhile_is_shown_again_and_not_overwritten() {
    for (status, code) in [(409, "RESOURCE_VERSION_MISMATCH"), (412, "PRECONDITION_FAILED")] {
        let service = service(vec![then(false, status, code)]);
        let pds = service.pds().await;
        let seen = pds.standing(&order()).await.expect("read");
        {
            let mut held = service.0.lock().expect("a lock");
            (held.version, held.email) = (3, "other@example.org");
        }
        let refused = service.change_seen(&pds, &seen).await;
        let Err(CannotChange::ChangedMeanwhile(now)) = refused else { panic!("{refused:?}") };
        assert_eq!(now.email().map(|point| point.value.as_str()), Some("other@example.org"));
        assert_eq!(now.version, "W/\"3\"");
        assert_eq!(service.patches().len(), 1);
    }
}

#[tokio::test]
async fn the_same_wish_sent_again_later_finds_that_it_stands() {
    let service = service(vec![then(true, 200, ""), then(false, 409, "RESOURCE_VERSION_MISMATCH")]);
    let pds = service.pds().await;
    let seen = pds.standing(&order()).await.expect("read");
    assert_eq!(email_of(service.change_seen(&pds, &seen).await), NEW);
    assert_eq!(email_of(service.change_seen(&pds, &seen).await), NEW);
    assert_eq!(service.version(), 3, "applied once");
}

#[tokio::test]
async fn refusals_have_their_names_and_change_nothing() {
    for (status, code, expected) in [
        (400, "INVALID_VALUE", CannotChange::NotTaken { code: "INVALID_VALUE".into() }),
        (422, "UNSUPPORTED_VALUE", CannotChange::NotTaken { code: "UNSUPPORTED_VALUE".into() }),
        (400, "FORBIDDEN_UPDATE", CannotChange::NotAllowed),
        (403, "FORBIDDEN_UPDATE", CannotChange::NotAllowed),
        (401, "ACCESS_DENIED", CannotChange::NotDone(ConnectorError::Unauthorised)),
        (404, "RESOURCE_NOT_FOUND", CannotChange::NotDone(ConnectorError::DoesNotKnowPerson)),
        (429, "TOO_MANY_REQUESTS", CannotChange::Busy { retry_after: None }),
    ] {
        let service = service(vec![then(false, status, code)]);
        assert_eq!(service.change().await, Err(expected), "{status} {code}");
        assert_eq!((service.patches().len(), service.version()), (1, 2), "{status} {code}");
    }
}

#[tokio::test]
async fn what_was_taken_in_to_be_done_later_is_looked_at_once() {
    let later = service(vec![Then { body: Some(Value::Null), ..then(false, 202, "") }]);
    assert_eq!(later.change().await, Ok(Changed::TakenIn));
    assert_eq!(later.patches().len(), 1);
    let done = service(vec![Then { body: Some(Value::Null), ..then(true, 202, "") }]);
    assert_eq!(email_of(done.change().await), NEW);
}

#[tokio::test]
async fn an_answer_about_somebody_else_is_never_taken_for_the_record() {
    let stranger = json!({"resourceType": "Patient", "id": "9990000026", "meta": {"versionId": "3"},
        "name": [{"family": "Blank"}], "birthDate": "1994-09-30",
        "telecom": [{"system": "email", "use": "home", "value": NEW}]});
    let service = service(vec![Then { body: Some(stranger), ..then(false, 200, "") }]);
    let failed = service.change().await;
    assert_eq!(failed, Err(CannotChange::NotDone(ConnectorError::AboutSomebodyElse)));
}

#[tokio::test]
async fn details_of_somebody_else_are_never_written_to() {
    let service = service(vec![then(true, 200, "")]);
    let pds = service.pds().await;
    let seen = pds.standing(&order()).await.expect("read");
    let other = order_for("Nadia Blank", (1994, 9, 30), "9990000026");
    let change = ContactChange::email(NEW).expect("usable");
    let refused = pds.change(&act_order(other, WISH), &seen, &change).await;
    assert_eq!(refused, Err(CannotChange::NotDone(ConnectorError::AboutSomebodyElse)));
    assert!(service.patches().is_empty());
}

#[tokio::test]
async fn a_restricted_record_is_not_even_tried() {
    let service = service(vec![then(true, 200, "")]);
    let pds = service.pds().await;
    let seen = ContactDetails { restricted: true, ..pds.standing(&order()).await.expect("read") };
    assert_eq!(service.change_seen(&pds, &seen).await, Err(CannotChange::Restricted));
    assert!(service.patches().is_empty());
}
