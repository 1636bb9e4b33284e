//! A small openEHR server, and how it is asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{EHR, EHR_ID, order, result_set};
use crate::connectors::http::ByteBudget;
use crate::connectors::openehr::OpenEhr;
use crate::connectors::openehr::pages::MOST_ROWS;
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{Answer, Kind, Kinds, NhsNumber, SourceNote};

type Answers = dyn Fn(&Asked) -> (u16, Value) + Send + Sync;

#[derive(Clone)]
struct Asked {
    method: Method,
    path: String,
    query: String,
    accept: String,
    content_type: String,
    body: Value,
}

impl Asked {
    fn is_for_the_ehr(&self) -> bool {
        self.path == "/ehr"
    }

    fn offset(&self) -> usize {
        self.body["offset"].as_u64().expect("an offset") as usize
    }
}

/// A server that answers as it is told, and remembers what it was asked.
#[derive(Clone)]
struct Server {
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

async fn answer(
    State(server): State<Server>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header =
        |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let asked = Asked {
        method,
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        accept: header(header::ACCEPT),
        content_type: header(header::CONTENT_TYPE),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    };
    let (status, json) = (server.answers)(&asked);
    server.asked.lock().expect("a lock").push(asked);
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [(header::CONTENT_TYPE, "application/json;charset=UTF-8")], json.to_string()).into_response()
}

impl Server {
    fn new(answers: impl Fn(&Asked) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self { answers: Arc::new(answers), asked: Arc::default() }
    }

    /// One that knows the EHR and answers queries so.
    fn of_rows(rows: impl Fn(&Asked) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self::new(move |asked| if asked.is_for_the_ehr() { (200, ehr()) } else { rows(asked) })
    }

    async fn connector(&self) -> OpenEhr {
        let routes = Router::new().fallback(answer).with_state(self.clone());
        OpenEhr::new(&source_at(serve(routes).await), ByteBudget::default()).expect("a connector")
    }

    async fn fetch(&self) -> Result<Answer, ConnectorError> {
        let connector = self.connector().await;
        connector.fetch(&order(), connector.asked_together(Kind::Visits)).await
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("a lock").clone()
    }
}

fn ehr() -> Value {
    serde_json::from_str(EHR).expect("an example")
}

/// A page of visits, numbered from `from`, of a server that has `held` and sends `page` at most.
fn page(from: usize, held: usize, page: usize) -> Value {
    let mut result = result_set();
    let row = result["rows"][7].clone();
    let rows = (from..held.min(from + page)).map(|number| {
        let mut row = row.clone();
        row[3]["uid"]["value"] = json!(format!("visit-{number}::x::1"));
        row
    });
    result["rows"] = rows.collect();
    result["meta"] = json!({});
    result
}

#[tokio::test]
async fn the_ehr_is_found_by_number_and_namespace_and_queried_in_plain_json() {
    let server = Server::of_rows(|_| (200, result_set()));
    assert_eq!(server.fetch().await.map(|answer| answer.len()), Ok(11));
    let asked = server.asked();
    assert_eq!(asked.len(), 2, "the server kept to the size of page, so a short page is the last");
    assert_eq!(asked[0].method, Method::GET);
    let namespace = "subject_namespace=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number";
    assert_eq!(asked[0].query, format!("subject_id=9990000018&{namespace}"));
    assert_eq!(asked[0].accept, "application/json");
    assert_eq!((asked[1].method.as_str(), asked[1].path.as_str()), ("POST", "/query/aql"));
    assert_eq!(
        (asked[1].accept.as_str(), asked[1].content_type.as_str()),
        ("application/json", "application/json")
    );
    assert_eq!(asked[1].body["query_parameters"]["ehr_id"], EHR_ID);
    assert!(asked[1].body["q"].as_str().is_some_and(|aql| aql.contains("e/ehr_id/value = $ehr_id")));
}

#[tokio::test]
async fn nobody_of_that_number_is_not_known_and_a_former_number_is_tried() {
    let server = Server::new(|_| (404, json!({"error": "Not Found"})));
    assert_eq!(server.fetch().await, Err(ConnectorError::DoesNotKnowPerson));
    let server = Server::new(|asked| match (asked.is_for_the_ehr(), asked.query.contains("9990000018")) {
        (true, true) => (200, ehr()),
        (true, false) => (404, json!({})),
        _ => (200, result_set()),
    });
    let former = order_for("Sam Sample", (1961, 4, 12), "9990000018");
    let now = former.with_number_in_force(NhsNumber::from_source("9990011109").expect("ten digits"));
    let connector = server.connector().await;
    let answer = connector.fetch(&now, Kinds::just(Kind::Visits)).await.expect("an answer");
    assert_eq!(answer.visits.map(|part| part.entries.len()), Some(2));
    assert!(answer.test_results.is_none(), "only what was asked for");
}

#[tokio::test]
async fn an_ehr_of_somebody_else_is_never_queried() {
    let server = Server::new(|_| {
        let mut ehr = ehr();
        ehr["ehr_status"]["subject"]["external_ref"]["id"]["value"] = json!("9990000026");
        (200, ehr)
    });
    assert_eq!(server.fetch().await, Err(ConnectorError::AboutSomebodyElse));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn pages_are_fetched_to_the_end_even_where_the_server_lowers_their_size() {
    for (held, size) in [(0, 50), (7, 50), (50, 50), (120, 50), (120, 20), (51, 50)] {
        let server = Server::of_rows(move |asked| (200, page(asked.offset(), held, size)));
        let answer = server.fetch().await.expect("an answer");
        assert_eq!((answer.len(), answer.set_aside()), (held, 0), "{held} in pages of {size}");
        assert!(answer.visits.expect("asked").notes.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_does_not_page_has_told_everything_once() {
    for held in [3, 49, 60, 130] {
        let server = Server::of_rows(move |_| (200, page(0, held, held)));
        let answer = server.fetch().await.expect("an answer");
        assert_eq!((answer.len(), answer.set_aside()), (held, 0));
    }
    let round = Server::of_rows(|_| (200, page(0, 50, 50)));
    assert_eq!(round.fetch().await, Err(ConnectorError::Unreadable("its pages go round in a circle")));
}

#[tokio::test]
async fn a_very_long_record_is_read_up_to_a_cap_and_says_that_it_is_not_complete() {
    let server = Server::of_rows(|asked| (200, page(asked.offset(), 5_000, 50)));
    let answer = server.fetch().await.expect("an answer");
    assert_eq!(answer.len(), MOST_ROWS);
    for notes in [answer.visits.map(|part| part.notes), answer.test_results.map(|part| part.notes)] {
        assert_eq!(notes, Some(vec![SourceNote::Incomplete { text: None }]));
    }
    assert_eq!(server.asked().len(), 1 + MOST_ROWS / 50);
}

#[tokio::test]
async fn a_query_that_fails_is_never_an_empty_record() {
    for (status, json, error) in [
        (400, json!({}), ConnectorError::ServerError(400)),
        (401, json!({}), ConnectorError::Unauthorised),
        (403, json!({}), ConnectorError::Forbidden),
        (404, json!({}), ConnectorError::Unreadable("a page is missing")),
        (408, json!({}), ConnectorError::TimedOut),
        (500, json!({}), ConnectorError::ServerError(500)),
        (200, json!({}), ConnectorError::Unreadable("not the answer of a query")),
        (200, json!({"rows": null}), ConnectorError::Unreadable("not the answer of a query")),
    ] {
        let server = Server::of_rows(move |_| (status, json.clone()));
        assert_eq!(server.fetch().await, Err(error), "{status}");
    }
    let server = Server::of_rows(|asked| match asked.offset() {
        0 => (200, page(0, 80, 50)),
        _ => (503, json!({})),
    });
    assert_eq!(server.fetch().await, Err(ConnectorError::Busy { retry_after: None }));
}

#[tokio::test]
async fn visits_and_results_come_with_one_question_as_far_as_they_are_offered() {
    let mut config = source_at(std::net::SocketAddr::from(([127, 0, 0, 1], 1)));
    let both = Kinds::just(Kind::Visits).with(Kinds::just(Kind::TestResults));
    let connector = OpenEhr::new(&config, ByteBudget::default()).expect("a connector");
    assert_eq!(connector.asked_together(Kind::TestResults), both);
    assert_eq!(connector.asked_together(Kind::Medicines), Kinds::NONE);
    config.offers = Kinds::just(Kind::Visits);
    let connector = OpenEhr::new(&config, ByteBudget::default()).expect("a connector");
    assert_eq!(connector.asked_together(Kind::Visits), Kinds::just(Kind::Visits));
    assert_eq!(connector.asked_together(Kind::TestResults), Kinds::NONE);
}
