//! Lists of answers that a question names and its server does not send along.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::order;
use crate::connectors::Connector;
use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
use crate::connectors::fhir_r4::FhirR4;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{serve, source_at};
use crate::domain::{AnswerChoices, AnswerValue, Kind, Kinds};

const SIDES: &str = "https://lists.example/ValueSet/sides";

/// A server with one questionnaire whose question names a list, and what it says at which address.
#[derive(Clone, Default)]
struct Hospital {
    list: String,
    at: Vec<(String, Value)>,
    asked: Arc<Mutex<Vec<String>>>,
}

async fn answer(State(hospital): State<Hospital>, uri: Uri) -> Response {
    let whole = uri.to_string().trim_start_matches('/').to_owned();
    hospital.asked.lock().expect("a lock").push(whole.clone());
    let bundle = |resources: &[Value]| {
        let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
        json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
    };
    let told = match uri.path() {
        "/Patient" => {
            Some(bundle(&[json!({"resourceType": "Patient", "id": "1", "birthDate": "1988-03-16",
            "name": [{"family": "Hoeger"}], "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": "9990000018"}]})]))
        }
        "/Task" => Some(bundle(&[
            json!({"resourceType": "Task", "id": "t", "status": "requested", "intent": "order",
                "focus": {"reference": "Questionnaire/knee"}, "for": {"reference": "Patient/1"}}),
        ])),
        "/QuestionnaireResponse" => Some(bundle(&[])),
        "/Questionnaire/knee" => Some(json!({"resourceType": "Questionnaire", "id": "knee", "item": [
            {"linkId": "g", "type": "group", "item": [
                {"linkId": "1", "type": "choice", "answerValueSet": hospital.list}]}]})),
        _ => hospital.at.iter().find(|(known, _)| *known == whole).map(|(_, told)| told.clone()),
    };
    match told {
        Some(json) => ([(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Hospital {
    fn new(list: &str, at: &[(&str, Value)]) -> Self {
        let at = at.iter().map(|(path, told)| ((*path).to_owned(), told.clone())).collect();
        Self { list: list.to_owned(), at, ..Self::default() }
    }

    async fn connector(&self) -> FhirR4 {
        let address = serve(Router::new().fallback(answer).with_state(self.clone())).await;
        FhirR4::new(&source_at(address), ByteBudget::default()).expect("a connector")
    }

    async fn choices_of(connector: &FhirR4) -> AnswerChoices {
        let answer = connector.fetch(&order(), Kinds::just(Kind::Questionnaires)).await.expect("told");
        let part = answer.questionnaires.expect("asked for");
        assert!(part.notes.is_empty(), "nothing is missing of the record");
        part.entries[0].questions.as_ref().expect("questions").items[0].items[0].choices.clone()
    }

    async fn choices(&self) -> AnswerChoices {
        Self::choices_of(&self.connector().await).await
    }

    fn asked_for_lists(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("a lock");
        asked.iter().filter(|path| path.starts_with("ValueSet")).cloned().collect()
    }
}

fn list(field: &str, told: Value) -> Value {
    json!({"resourceType": "ValueSet", "url": SIDES, field: told})
}

fn expansion() -> Value {
    list(
        "expansion",
        json!({"total": 2, "contains": [
        {"system": "s", "code": "l", "display": "Left"}, {"system": "s", "code": "r", "display": "Right"}]}),
    )
}

fn compose() -> Value {
    list("compose", json!({"include": [{"system": "s", "concept": [{"code": "l", "display": "Left"}]}]}))
}

fn words(choices: AnswerChoices) -> Vec<String> {
    let AnswerChoices::These(these) = choices else { panic!("{choices:?}") };
    let text = |value: AnswerValue| match value {
        AnswerValue::Coded { text, .. } => text,
        other => panic!("{other:?}"),
    };
    these.into_iter().map(|choice| text(choice.value)).collect()
}

const EXPAND: &str = "ValueSet/$expand?url=https%3A%2F%2Flists.example%2FValueSet%2Fsides&count=201";
const SEARCH: &str = "ValueSet?url=https%3A%2F%2Flists.example%2FValueSet%2Fsides&_count=201";

#[tokio::test]
async fn a_list_is_worked_out_by_the_server_that_asks_and_asked_for_once_an_hour() {
    let hospital = Hospital::new(SIDES, &[(EXPAND, expansion())]);
    let connector = hospital.connector().await;
    assert_eq!(words(Hospital::choices_of(&connector).await), ["Left", "Right"]);
    assert_eq!(words(Hospital::choices_of(&connector).await), ["Left", "Right"]);
    assert_eq!(hospital.asked_for_lists(), [EXPAND]);
}

#[tokio::test]
async fn where_nothing_is_worked_out_the_list_is_read_as_it_is_written() {
    let found = json!({"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": compose()}]});
    let hospital = Hospital::new(SIDES, &[(SEARCH, found)]);
    assert_eq!(words(hospital.choices().await), ["Left"]);
    assert_eq!(hospital.asked_for_lists(), [EXPAND, SEARCH]);
}

#[tokio::test]
async fn a_version_that_a_question_names_is_asked_for() {
    let expand =
        "ValueSet/$expand?url=https%3A%2F%2Flists.example%2FValueSet%2Fsides&valueSetVersion=2&count=201";
    let hospital = Hospital::new(&format!("{SIDES}|2"), &[(expand, expansion())]);
    assert_eq!(words(hospital.choices().await), ["Left", "Right"]);
}

#[tokio::test]
async fn a_list_at_an_address_of_the_servers_own_is_asked_for_there() {
    let hospital = Hospital::new("ValueSet/sides", &[("ValueSet/sides/$expand", expansion())]);
    assert_eq!(words(hospital.choices().await), ["Left", "Right"]);
    let written = Hospital::new("ValueSet/sides", &[("ValueSet/sides", compose())]);
    assert_eq!(words(written.choices().await), ["Left"]);
}

#[tokio::test]
async fn a_list_that_is_not_told_wholly_or_is_another_one_leaves_the_question_as_it_was() {
    let part = list("expansion", json!({"total": 9, "contains": [{"code": "l", "display": "Left"}]}));
    let other = json!({"resourceType": "ValueSet", "url": "https://lists.example/ValueSet/other",
        "expansion": {"contains": [{"code": "l", "display": "Left"}]}});
    let many: Vec<_> = (0..201).map(|n| json!({"code": format!("c{n}")})).collect();
    let long = list("expansion", json!({"contains": many}));
    let empty = json!({"resourceType": "Bundle", "type": "searchset"});
    for told in [part, other, long, empty, json!({"resourceType": "OperationOutcome"}), json!([])] {
        let hospital = Hospital::new(SIDES, &[(EXPAND, told.clone()), (SEARCH, told.clone())]);
        assert_eq!(hospital.choices().await, AnswerChoices::Elsewhere(SIDES.to_owned()), "{told}");
    }
}

#[tokio::test]
async fn what_stands_nowhere_inside_the_questionnaire_is_asked_for_nowhere() {
    let hospital = Hospital::new("#gone", &[]);
    assert_eq!(hospital.choices().await, AnswerChoices::Elsewhere("#gone".to_owned()));
    assert!(hospital.asked_for_lists().is_empty());
}
