//! A small FHIR server, and how it is asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use super::order;
use crate::access::FetchOrder;
use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
use crate::connectors::fhir_r4::FhirR4;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{Answer, Kind, Kinds, NhsNumber, SourceNote};

type Answers = dyn Fn(&str, &HashMap<String, String>) -> (u16, Value) + Send + Sync;

/// A server that answers by type and parameters, and remembers what it was asked.
#[derive(Clone)]
struct Server {
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(answers: impl Fn(&str, &HashMap<String, String>) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self { answers: Arc::new(answers), asked: Arc::default() }
    }

    async fn connector(&self) -> FhirR4 {
        async fn answer(
            State(server): State<Server>,
            Path(kind): Path<String>,
            Query(parameters): Query<HashMap<String, String>>,
        ) -> Response {
            server.asked.lock().expect("a lock").push(kind.clone());
            let (status, json) = (server.answers)(&kind, &parameters);
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response()
        }
        let address = serve(Router::new().route("/{kind}", get(answer)).with_state(self.clone())).await;
        FhirR4::new(&source_at(address), ByteBudget::default()).expect("a connector")
    }

    async fn fetch(&self, kind: Kind) -> Result<Answer, ConnectorError> {
        self.connector().await.fetch(&order(), Kinds::just(kind)).await
    }

    fn asked(&self, kind: &str) -> usize {
        self.asked.lock().expect("a lock").iter().filter(|asked| *asked == kind).count()
    }
}

fn patient(number: &str, family: &str, born: &str) -> Value {
    json!({"resourceType": "Patient", "id": "p", "birthDate": born, "name": [{"family": family}],
        "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": number}]})
}

fn found(resources: Vec<Value>) -> (u16, Value) {
    let entries: Vec<_> = resources.into_iter().map(|resource| json!({"resource": resource})).collect();
    (200, json!({"resourceType": "Bundle", "type": "searchset", "entry": entries}))
}

fn our_patient() -> (u16, Value) {
    found(vec![patient("9990000018", "Hoeger", "1988-03-16")])
}

fn letter(id: &str) -> Value {
    json!({"resourceType": "DocumentReference", "id": id, "description": "Clinic letter",
        "subject": {"reference": "Patient/p"}})
}

#[tokio::test]
async fn somebody_without_a_patient_there_is_not_known() {
    let server = Server::new(|_, _| found(vec![]));
    assert_eq!(server.fetch(Kind::Letters).await, Err(ConnectorError::DoesNotKnowPerson));
    assert_eq!(server.asked("DocumentReference"), 0);
}

#[tokio::test]
async fn a_patient_is_looked_up_by_system_and_number_and_remembered() {
    let server = Server::new(|kind, parameters| match kind {
        "Patient" if parameters["identifier"] == format!("{NHS_NUMBER_SYSTEM}|9990000018") => our_patient(),
        "DocumentReference" if parameters["patient"] == "p" => found(vec![letter("1")]),
        _ => (400, json!({})),
    });
    let connector = server.connector().await;
    for _ in 0..2 {
        let answer = connector.fetch(&order(), Kinds::just(Kind::Letters)).await.expect("an answer");
        assert_eq!(answer.len(), 1);
    }
    assert_eq!((server.asked("Patient"), server.asked("DocumentReference")), (1, 2));
}

#[tokio::test]
async fn a_patient_held_under_a_former_number_is_found() {
    let server = Server::new(|kind, parameters| match kind {
        "Patient" if parameters["identifier"].ends_with("|9990000026") => {
            found(vec![patient("9990000026", "Hoeger", "1988-03-16")])
        }
        "DocumentReference" => found(vec![letter("1")]),
        _ => found(vec![]),
    });
    let former: FetchOrder = order_for("Buster Hoeger", (1988, 3, 16), "9990000026");
    let now = former.with_number_in_force(NhsNumber::from_source("9990000018").expect("ten digits"));
    let answer = server.connector().await.fetch(&now, Kinds::just(Kind::Letters)).await;
    assert_eq!(answer.map(|answer| answer.len()), Ok(1));
    assert_eq!(server.asked("Patient"), 2);
}

#[tokio::test]
async fn a_patient_who_is_not_the_one_asked_for_fails_the_answer() {
    for (what, told, outcome) in [
        (
            "another number",
            patient("9990000034", "Hoeger", "1988-03-16"),
            Err(ConnectorError::AboutSomebodyElse),
        ),
        (
            "name and birth date wrong",
            patient("9990000018", "Smith", "1990-01-01"),
            Err(ConnectorError::AboutSomebodyElse),
        ),
        ("only the name another", patient("9990000018", "Smith", "1988-03-16"), Ok(0)),
        ("only the birth date another", patient("9990000018", "Hoeger", "1990-01-01"), Ok(0)),
        (
            "no number at all",
            json!({"resourceType": "Patient", "id": "p"}),
            Err(ConnectorError::AboutSomebodyElse),
        ),
    ] {
        let server = Server::new(
            move |kind, _| if kind == "Patient" { found(vec![told.clone()]) } else { found(vec![]) },
        );
        assert_eq!(server.fetch(Kind::Letters).await.map(|answer| answer.len()), outcome, "{what}");
    }
}

/// Letters on pages that link to each other by `links`.
fn paged(links: fn(usize) -> Option<String>) -> Server {
    Server::new(move |kind, parameters| {
        if kind == "Patient" {
            return our_patient();
        }
        let page = parameters.get("page").map_or(0, |page| page.parse().expect("a number"));
        let link = links(page).map(|url| json!({"relation": "next", "url": url}));
        let (status, mut bundle) = found(vec![letter(&page.to_string())]);
        bundle["link"] = json!(link.into_iter().collect::<Vec<_>>());
        (status, bundle)
    })
}

#[tokio::test]
async fn pages_are_followed_to_the_end() {
    let server = paged(|page| (page < 4).then(|| format!("DocumentReference?page={}", page + 1)));
    assert_eq!(server.fetch(Kind::Letters).await.map(|answer| answer.len()), Ok(5));
}

#[tokio::test]
async fn pages_that_go_round_or_never_end_or_lead_away_are_errors() {
    let round = paged(|page| Some(format!("DocumentReference?page={}", (page + 1) % 3)));
    let circle = ConnectorError::Unreadable("its pages go round in a circle");
    assert_eq!(round.fetch(Kind::Letters).await, Err(circle));
    let endless = paged(|page| Some(format!("DocumentReference?page={}", page + 1)));
    assert_eq!(endless.fetch(Kind::Letters).await, Err(ConnectorError::TooLarge));
    assert_eq!(endless.asked("DocumentReference"), 200);
    let away = paged(|_| Some("http://other.example/DocumentReference?page=1".into()));
    assert_eq!(away.fetch(Kind::Letters).await, Err(ConnectorError::Redirected));
}

#[tokio::test]
async fn a_self_link_must_echo_the_patient() {
    for (link, outcome) in [
        ("http://x/DocumentReference?patient=p&_count=100", Ok(1)),
        ("http://x/DocumentReference?subject:Patient=Patient/p", Ok(1)),
        ("DocumentReference?patient=Patient%2Fp", Ok(1)),
        ("http://x/DocumentReference?_count=100", Err(ConnectorError::IgnoredFilter)),
        ("http://x/DocumentReference?patient=q", Err(ConnectorError::IgnoredFilter)),
    ] {
        let server = Server::new(move |kind, _| {
            if kind == "Patient" {
                return our_patient();
            }
            let (status, mut bundle) = found(vec![letter("1")]);
            bundle["link"] = json!([{"relation": "self", "url": link}]);
            (status, bundle)
        });
        assert_eq!(server.fetch(Kind::Letters).await.map(|answer| answer.len()), outcome, "{link}");
    }
}

/// Medicines come from three searches; these are the statuses of the first two, and the third has nothing.
fn medicines(requests: u16, statements: u16) -> Server {
    medicines_with(requests, statements, 200)
}

fn medicines_with(requests: u16, statements: u16, dispenses: u16) -> Server {
    Server::new(move |kind, _| {
        let (status, name) = match kind {
            "Patient" => return our_patient(),
            "MedicationRequest" => (requests, "MedicationRequest"),
            "MedicationDispense" => return (dispenses, json!({"resourceType": "Bundle"})),
            _ => (statements, "MedicationStatement"),
        };
        let medicine = json!({"resourceType": name, "id": "1", "status": "active", "subject": {"reference": "Patient/p"},
            "medicationCodeableConcept": {"text": "Ramipril 5mg capsules"}});
        if status == 200 { found(vec![medicine]) } else { (status, json!({})) }
    })
}

#[tokio::test]
async fn a_kind_of_which_one_search_fails_is_incomplete() {
    let notes = |server: Server| async move {
        server.fetch(Kind::Medicines).await.map(|answer| {
            let part = answer.medicines.expect("asked");
            (part.entries.len(), part.notes)
        })
    };
    assert_eq!(notes(medicines(200, 200)).await, Ok((2, vec![])));
    assert_eq!(notes(medicines(200, 500)).await, Ok((1, vec![SourceNote::Incomplete { text: None }])));
    assert_eq!(notes(medicines(404, 200)).await, Ok((1, vec![])));
    assert_eq!(notes(medicines(500, 500)).await, Err(ConnectorError::ServerError(500)));
    assert_eq!(notes(medicines(404, 404)).await, Err(ConnectorError::Forbidden));
    // Nobody has to keep what a pharmacy gave out; who does and fails has told a part only.
    for without in [400, 403, 404, 501] {
        assert_eq!(notes(medicines_with(200, 200, without)).await, Ok((2, vec![])), "{without}");
    }
    let incomplete = vec![SourceNote::Incomplete { text: None }];
    assert_eq!(notes(medicines_with(200, 200, 500)).await, Ok((2, incomplete)));
}

#[tokio::test]
async fn a_server_that_refuses_includes_is_asked_without_them() {
    let server = Server::new(|kind, parameters| match kind {
        "Patient" => our_patient(),
        _ if parameters.contains_key("_include") => (400, json!({})),
        _ => found(vec![]),
    });
    assert_eq!(server.fetch(Kind::Visits).await.map(|answer| answer.len()), Ok(0));
    assert_eq!(server.asked("Encounter"), 2);
}

#[tokio::test]
async fn only_kinds_that_are_offered_are_asked_each_on_its_own() {
    let mut config = source_at(std::net::SocketAddr::from(([127, 0, 0, 1], 1)));
    config.offers = Kinds::just(Kind::Letters);
    let connector = FhirR4::new(&config, ByteBudget::default()).expect("a connector");
    assert_eq!(connector.asked_together(Kind::Letters), Kinds::just(Kind::Letters));
    assert_eq!(connector.asked_together(Kind::Visits), Kinds::NONE);
}
