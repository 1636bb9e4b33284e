//! How the service is asked, and what its refusals mean.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::*;
use crate::connectors::http::ByteBudget;
use crate::connectors::prescriptions_for_patients::PrescriptionsForPatients;
use crate::connectors::test_support::{serve, source_at};
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{Answer, Kind, Kinds, SourceNote};

#[derive(Clone)]
struct Service {
    answer: (u16, String),
    asked: Arc<Mutex<Vec<(String, HeaderMap)>>>,
}

async fn reply(State(service): State<Service>, request: Request) -> Response {
    let asked = (request.uri().to_string(), request.headers().clone());
    service.asked.lock().expect("a lock").push(asked);
    let status = StatusCode::from_u16(service.answer.0).expect("a status");
    (status, [(header::CONTENT_TYPE, "application/fhir+json")], service.answer.1).into_response()
}

async fn fetch(status: u16, body: &str) -> (Result<Answer, ConnectorError>, Vec<(String, HeaderMap)>) {
    let service = Service { answer: (status, body.to_owned()), asked: Arc::default() };
    let mut config = source_at(serve(Router::new().fallback(reply).with_state(service.clone())).await);
    config.base_url.set_path("/prescriptions-for-patients");
    let connector = PrescriptionsForPatients::new(&config, ByteBudget::default()).expect("a connector");
    let answer = connector.fetch(&order(), connector.asked_together(Kind::Prescriptions)).await;
    let asked = service.asked.lock().expect("a lock").clone();
    (answer, asked)
}

#[tokio::test]
async fn one_question_brings_everything_and_no_address_names_the_person() {
    let (answer, asked) = fetch(200, EXAMPLES[1].1).await;
    assert_eq!(answer.expect("an answer").prescriptions.map(|part| part.entries.len()), Some(3));
    let [(path, headers)] = &asked[..] else { panic!("one question") };
    assert_eq!(path, "/prescriptions-for-patients/Bundle");
    assert_eq!(headers["nhsd-nhslogin-user"], "P9:9449304130");
    assert!(uuid::Uuid::parse_str(headers["x-request-id"].to_str().expect("text")).is_ok());
}

#[tokio::test]
async fn nothing_but_prescriptions_is_asked_for() {
    let config = source_at(serve(Router::new()).await);
    let connector = PrescriptionsForPatients::new(&config, ByteBudget::default()).expect("a connector");
    assert_eq!(connector.asked_together(Kind::Medicines), Kinds::NONE);
    let answer = connector.fetch(&order(), Kinds::just(Kind::Medicines)).await;
    assert_eq!(answer, Ok(Answer::default()));
}

#[tokio::test]
async fn a_token_that_is_not_accepted_is_said_to_be_so() {
    assert_eq!(fetch(401, ERROR_401).await.0, Err(ConnectorError::Unauthorised));
}

#[tokio::test]
async fn an_empty_list_is_an_answer() {
    let empty = r#"{"resourceType": "Bundle", "type": "searchset", "total": 0, "entry": []}"#;
    let answer = fetch(200, empty).await.0.expect("an answer");
    assert_eq!(answer.prescriptions, Some(Part::default()));
}

#[tokio::test]
async fn a_partial_answer_says_so() {
    let answer = fetch(207, EXAMPLES[0].1).await.0.expect("an answer");
    let part = answer.prescriptions.expect("asked");
    assert_eq!((part.entries.len(), part.notes), (1, vec![SourceNote::Incomplete { text: None }]));
}
