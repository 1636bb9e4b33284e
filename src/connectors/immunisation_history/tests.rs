//! The national service as the specification shows it, and how it is asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use super::ImmunisationHistory;
use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{Answer, InAnswer, Kind, Kinds, PartialDate, SourceNote, Vaccination};

type Parameters = HashMap<String, String>;
type Answers = dyn Fn(&Parameters) -> (u16, Value) + Send + Sync;

#[derive(Clone)]
struct Server {
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<Parameters>>>,
}

impl Server {
    fn new(answers: impl Fn(&Parameters) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self { answers: Arc::new(answers), asked: Arc::default() }
    }

    fn of(bundle: Value) -> Self {
        Self::new(move |_| (200, bundle.clone()))
    }

    async fn connector(&self, targets: &[&str]) -> ImmunisationHistory {
        async fn answer(State(server): State<Server>, Query(parameters): Query<Parameters>) -> Response {
            let (status, json) = (server.answers)(&parameters);
            server.asked.lock().expect("a lock").push(parameters);
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response()
        }
        let routes = Router::new().route("/Immunization", get(answer)).with_state(self.clone());
        let mut config = source_at(serve(routes).await);
        config.immunisation_targets = targets.iter().map(|target| (*target).to_owned()).collect();
        ImmunisationHistory::new(&config, ByteBudget::default()).expect("a connector")
    }

    async fn fetch(&self, targets: &[&str]) -> Result<Answer, ConnectorError> {
        let order = order_for("Sam Sample", (1961, 4, 12), "9990000018");
        self.connector(targets).await.fetch(&order, Kinds::just(Kind::Vaccinations)).await
    }

    fn asked(&self) -> Vec<Parameters> {
        self.asked.lock().expect("a lock").clone()
    }
}

const PATIENT: &str = "urn:uuid:edea022a-2d81-11eb-adc1-0242ac120002";

fn patient(number: &str, born: &str) -> Value {
    json!({"fullUrl": PATIENT, "search": {"mode": "include"}, "resource": {"resourceType": "Patient",
        "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": number}], "birthDate": born}})
}

/// As in the specification's own example: the product beside the procedure, the patient by reference and number.
fn vaccination(id: &str, number: &str) -> Value {
    let coding = |code: &str, display: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code, "display": display}]});
    json!({"search": {"mode": "match"}, "resource": {
        "resourceType": "Immunization", "id": id, "status": "completed",
        "extension": [{"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure",
            "valueCodeableConcept": coding("1324681000000101", "First dose of coronavirus vaccine")}],
        "vaccineCode": coding("39114911000001105", "COVID-19 Vaccine AstraZeneca"),
        "patient": {"reference": PATIENT, "type": "Patient",
            "identifier": {"system": NHS_NUMBER_SYSTEM, "value": number}},
        "occurrenceDateTime": "2020-12-23T13:00:08.476+00:00", "recorded": "2020-12-23", "lotNumber": "R04X",
        "protocolApplied": [{"doseNumberPositiveInt": 1}]}})
}

fn bundle(entries: Vec<Value>) -> Value {
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

fn ours() -> Value {
    bundle(vec![vaccination("1", "9990000018"), patient("9990000018", "1961-04-12")])
}

fn vaccinations(answer: &Answer) -> &[Vaccination] {
    Vaccination::part(answer).map(|part| part.entries.as_slice()).unwrap_or_default()
}

#[tokio::test]
async fn a_vaccination_has_the_products_words_and_is_joined_by_the_procedure() {
    let server = Server::of(ours());
    let answer = server.fetch(&[]).await.expect("an answer");
    let [given] = vaccinations(&answer) else { panic!("one entry") };
    assert_eq!(given.name.text, "COVID-19 Vaccine AstraZeneca");
    assert_eq!(given.name.snomed(), Some("1324681000000101"));
    assert_eq!(given.name.codes.len(), 2);
    assert_eq!(given.given, PartialDate::parse("2020-12-23T13:00:08.476Z"));
    assert_eq!((given.batch.as_deref(), given.was_given), (Some("R04X"), true));
    let asked = server.asked().remove(0);
    assert_eq!(asked["patient.identifier"], format!("{NHS_NUMBER_SYSTEM}|9990000018"));
    assert_eq!(asked["_include"], "Immunization:patient");
    assert!(!asked.contains_key("immunization.target"));
}

#[tokio::test]
async fn an_empty_history_is_an_answer_and_an_unreadable_entry_is_counted() {
    let empty = Server::of(bundle(vec![])).fetch(&[]).await.expect("an answer");
    assert_eq!((empty.len(), empty.vaccinations.is_some()), (0, true));
    let mut odd = vaccination("2", "9990000018");
    odd["resource"]["vaccineCode"] = json!("flu");
    odd["resource"]["extension"] = json!(8);
    let mixed = bundle(vec![odd, vaccination("1", "9990000018"), patient("9990000018", "1961-04-12")]);
    let answer = Server::of(mixed).fetch(&[]).await.expect("an answer");
    assert_eq!((answer.len(), answer.set_aside()), (1, 1));
}

#[tokio::test]
async fn one_vaccination_of_anybody_else_fails_the_whole_answer() {
    let another = |number: &str, patient: Value| bundle(vec![vaccination("1", number), patient]);
    for (what, told) in [
        ("another number in the reference", another("9990000026", patient("9990000018", "1961-04-12"))),
        ("another included patient", another("9990000018", patient("9990000026", "1961-04-12"))),
        (
            "a reference that leads nowhere",
            bundle(vec![{
                let mut entry = vaccination("1", "9990000018");
                entry["resource"]["patient"] = json!({"reference": "Patient/other"});
                entry
            }]),
        ),
    ] {
        assert_eq!(Server::of(told).fetch(&[]).await, Err(ConnectorError::AboutSomebodyElse), "{what}");
    }
}

#[tokio::test]
async fn a_vaccination_that_names_nobody_is_set_aside() {
    let mut entry = vaccination("1", "9990000018");
    entry["resource"]["patient"] = json!({});
    let answer = Server::of(bundle(vec![entry])).fetch(&[]).await.expect("an answer");
    assert_eq!((answer.len(), answer.set_aside()), (0, 1));
}

#[tokio::test]
async fn a_self_link_must_echo_the_number() {
    let number = "https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018";
    for (url, outcome) in [
        (format!("https://x/Immunization?patient.identifier={number}"), Ok(1)),
        (format!("https://x/Immunization?-patient.identifier={number}&_include=Immunization:patient"), Ok(1)),
        ("https://x/Immunization".to_owned(), Err(ConnectorError::IgnoredFilter)),
        (
            "https://x/Immunization?patient.identifier=9990000026".to_owned(),
            Err(ConnectorError::IgnoredFilter),
        ),
    ] {
        let mut told = ours();
        told["link"] = json!([{"relation": "self", "url": url}]);
        assert_eq!(Server::of(told).fetch(&[]).await.map(|answer| answer.len()), outcome, "{url}");
    }
}

#[tokio::test]
async fn vaccine_types_are_asked_for_in_either_services_way_and_the_way_is_remembered() {
    let server = Server::new(|parameters| match parameters.get("-immunization.target") {
        Some(targets) if targets == "COVID,FLU" => (200, ours()),
        _ => (400, json!({"resourceType": "OperationOutcome"})),
    });
    let connector = server.connector(&["COVID", "FLU"]).await;
    let order = order_for("Sam Sample", (1961, 4, 12), "9990000018");
    for _ in 0..2 {
        let answer = connector.fetch(&order, Kinds::just(Kind::Vaccinations)).await;
        assert_eq!(answer.map(|answer| answer.len()), Ok(1));
    }
    let names: Vec<_> =
        server.asked().iter().map(|asked| asked.contains_key("-immunization.target")).collect();
    assert_eq!(names, [false, true, true]);
    let neither = Server::new(|_| (400, json!({})));
    assert_eq!(neither.fetch(&["COVID"]).await, Err(ConnectorError::ServerError(400)));
    assert_eq!(neither.asked().len(), 2);
}

#[tokio::test]
async fn an_answer_for_fewer_types_than_were_asked_for_is_incomplete() {
    let number = "https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018";
    for (targets, notes) in [("COVID,FLU", vec![]), ("FLU", vec![SourceNote::Incomplete { text: None }])] {
        let mut told = ours();
        let url = format!("https://x/Immunization?immunization.target={targets}&patient.identifier={number}");
        told["link"] = json!([{"relation": "self", "url": url}]);
        let answer = Server::of(told).fetch(&["COVID", "FLU"]).await.expect("an answer");
        assert_eq!(answer.vaccinations.map(|part| part.notes), Some(notes), "{targets}");
    }
}

#[tokio::test]
async fn a_number_that_does_not_match_the_token_is_a_refusal() {
    let server = Server::new(|_| (401, json!({"resourceType": "OperationOutcome"})));
    assert_eq!(server.fetch(&[]).await, Err(ConnectorError::Unauthorised));
}

#[tokio::test]
async fn only_vaccinations_can_be_asked_for() {
    let connector = Server::of(ours()).connector(&[]).await;
    assert_eq!(connector.asked_together(Kind::Vaccinations), Kinds::just(Kind::Vaccinations));
    assert_eq!(connector.asked_together(Kind::Visits), Kinds::NONE);
}
