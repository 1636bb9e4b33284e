//! A small Aggregator, and how it is asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::*;
use crate::connectors::Connector;
use crate::connectors::aggregator::Aggregator;
use crate::connectors::config::SourceConfig;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{serve, source_at};
use crate::domain::{Kind, Kinds, SourceNote, WhyMissing};

const BASE: &str = "/patient-care-aggregator-api";

type Asked = Vec<(String, Vec<(String, String)>, HeaderMap)>;

/// A service that gives these answers one after the other, and remembers what it was asked.
#[derive(Clone)]
struct Service {
    answers: Arc<Mutex<Vec<(u16, Value)>>>,
    asked: Arc<Mutex<Asked>>,
}

impl Service {
    fn new(answers: impl IntoIterator<Item = (u16, Value)>) -> Self {
        let answers: Vec<_> = answers.into_iter().collect();
        Self { answers: Arc::new(Mutex::new(answers)), asked: Arc::default() }
    }

    async fn source(&self) -> SourceConfig {
        async fn answer(
            State(service): State<Service>,
            Query(parameters): Query<Vec<(String, String)>>,
            request: Request,
        ) -> Response {
            let asked = (request.uri().path().to_owned(), parameters, request.headers().clone());
            service.asked.lock().expect("a lock").push(asked);
            let (status, json) = service.answers.lock().expect("a lock").remove(0);
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response()
        }
        let address = serve(Router::new().fallback(answer).with_state(self.clone())).await;
        let mut config = source_at(address);
        config.base_url.set_path(BASE);
        config
    }

    async fn connector(&self) -> Aggregator {
        Aggregator::new(&self.source().await, ByteBudget::default()).expect("a connector")
    }

    async fn fetch(&self) -> Result<Answer, ConnectorError> {
        let connector = self.connector().await;
        connector.fetch(&order(), connector.asked_together(Kind::Letters)).await
    }

    fn asked(&self) -> Asked {
        self.asked.lock().expect("a lock").clone()
    }
}

fn linked(relation: &str, url: &str) -> Value {
    let mut bundle = example("allDocumentStates");
    bundle["link"] = json!([{"relation": relation, "url": url}]);
    bundle
}

#[tokio::test]
async fn it_is_asked_once_for_everything_with_the_headers_it_wants() {
    let service = Service::new([(200, example("multipleWaitingLists"))]);
    let connector = service.connector().await;
    let together = connector.asked_together(Kind::Appointments);
    let all: Kinds =
        [Kind::Appointments, Kind::Letters, Kind::Referrals, Kind::CarePlans, Kind::Questionnaires]
            .into_iter()
            .collect();
    assert_eq!((together, connector.asked_together(Kind::Medicines)), (all, Kinds::NONE));
    let answer = connector.fetch(&order(), together).await.expect("an answer");
    assert_eq!(answer.len(), 12);
    let [(path, parameters, headers)] = &service.asked()[..] else { panic!("one question") };
    assert_eq!(*path, format!("{BASE}{EVENTS}"));
    let identifier = "https://fhir.nhs.uk/Id/nhs-number|9000000009".to_owned();
    assert_eq!(*parameters, [("patient:identifier".to_owned(), identifier)]);
    assert_eq!(headers["prefer"], "handling=strict");
    for name in ["x-request-id", "x-correlation-id"] {
        let id = headers[name].to_str().expect("text");
        assert!(uuid::Uuid::parse_str(id).is_ok(), "{name}: {id}");
    }
}

#[tokio::test]
async fn only_the_kinds_that_are_asked_for_come_back() {
    let service = Service::new([(200, example("multipleWaitingLists"))]);
    let answer = service.connector().await.fetch(&order(), Kinds::just(Kind::Letters)).await;
    let answer = answer.expect("an answer");
    assert!(answer.appointments.is_none());
    assert_eq!(answer.letters.map(|part| part.entries.len()), Some(2));
}

#[tokio::test]
async fn the_address_may_name_the_question_already() {
    for path in [format!("{BASE}{EVENTS}"), format!("{BASE}{EVENTS}/"), format!("{BASE}/")] {
        let service = Service::new([(200, example("emptyBundle"))]);
        let mut config = service.source().await;
        config.base_url.set_path(&path);
        let connector = Aggregator::new(&config, ByteBudget::default()).expect("a connector");
        assert_eq!(connector.fetch(&order(), Kinds::all()).await.map(|answer| answer.len()), Ok(0));
        assert_eq!(service.asked()[0].0, format!("{BASE}{EVENTS}"), "{path}");
    }
}

#[tokio::test]
async fn a_partial_answer_shows_what_came_and_says_that_something_is_missing() {
    let notes = |status: u16, name: &'static str| async move {
        let answer = Service::new([(status, example(name))]).fetch().await.expect("an answer");
        let (appointments, letters) = (answer.appointments.expect("asked"), answer.letters.expect("asked"));
        assert_eq!(appointments.notes, letters.notes);
        (appointments.entries.len() + letters.entries.len(), letters.notes)
    };
    let late = SourceNote::Missing(WhyMissing::NoAnswerInTime);
    assert_eq!(notes(207, "upstreamTimeout").await, (0, vec![late]));
    assert_eq!(notes(207, "multipleWaitingLists").await, (8, vec![SourceNote::Incomplete { text: None }]));
    assert_eq!(notes(200, "multipleWaitingLists").await, (8, vec![]));
    let (entries, said) = notes(207, "oneOrMoreErrors").await;
    assert_eq!((entries, said.len()), (2, 2));
    assert!(said.iter().all(SourceNote::means_incomplete));
}

#[tokio::test]
async fn every_refusal_has_its_name() {
    for (status, name, error) in [
        (403, "under16", ConnectorError::NotForThisAge),
        (403, "internalError", ConnectorError::Forbidden),
        (401, "invalidAuthToken", ConnectorError::Unauthorised),
        (401, "mismatchNhsNumber", ConnectorError::Unauthorised),
        (400, "invalidNhsNumber", ConnectorError::ServerError(400)),
        (404, "internalError", ConnectorError::DoesNotKnowPerson),
        (429, "internalError", ConnectorError::Busy { retry_after: None }),
        (500, "internalError", ConnectorError::ServerError(500)),
        (503, "internalError", ConnectorError::Busy { retry_after: None }),
        (504, "internalError", ConnectorError::ServerError(504)),
        (200, "internalError", ConnectorError::Unreadable("not a bundle")),
    ] {
        let told = Service::new([(status, example(name))]).fetch().await;
        assert_eq!(told, Err(error), "{status} {name}");
    }
}

#[tokio::test]
async fn a_self_link_must_echo_the_person() {
    let number = "https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C";
    for (link, told) in [
        (format!("https://x{EVENTS}?patient:identifier={number}9000000009"), Ok(6)),
        (format!("https://x{EVENTS}"), Err(ConnectorError::IgnoredFilter)),
        (
            format!("https://x{EVENTS}?patient:identifier={number}9990000018"),
            Err(ConnectorError::IgnoredFilter),
        ),
    ] {
        let answer = Service::new([(200, linked("self", &link))]).fetch().await;
        assert_eq!(answer.map(|answer| answer.len()), told, "{link}");
    }
}

#[tokio::test]
async fn somebody_elses_plan_on_any_page_fails_the_answer() {
    let mut other = example("allAppointmentStates");
    other["entry"][0]["resource"]["subject"]["identifier"]["value"] = "9990000018".into();
    let service = Service::new([(200, linked("next", "events?page=2")), (200, other)]);
    assert_eq!(service.fetch().await, Err(ConnectorError::AboutSomebodyElse));
}

#[tokio::test]
async fn pages_are_followed_at_the_same_origin_only() {
    let second = (200, example("allAppointmentStates"));
    let service = Service::new([(200, linked("next", "events?page=2")), second]);
    assert_eq!(service.fetch().await.map(|answer| answer.len()), Ok(38 + 6));
    assert_eq!(service.asked().len(), 2);
    let away = Service::new([(200, linked("next", "https://elsewhere.example/aggregator/events?page=2"))]);
    assert_eq!(away.fetch().await, Err(ConnectorError::Redirected));
    assert_eq!(away.asked().len(), 1);
}
