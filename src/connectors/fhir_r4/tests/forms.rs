//! Questions that a task names and the server does not send along, fetched one by one.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::order;
use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
use crate::connectors::fhir_r4::FhirR4;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{serve, source_at};
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{AskedQuestionnaire, Kind, Kinds, Part};

/// What a server holds: tasks to search for, and what lies at an address of its own.
#[derive(Clone, Default)]
struct Hospital {
    tasks: Vec<Value>,
    at: Vec<(&'static str, Value)>,
    asked: Arc<Mutex<Vec<String>>>,
}

async fn answer(State(hospital): State<Hospital>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/').to_owned();
    hospital.asked.lock().expect("a lock").push(path.clone());
    let bundle = |resources: &[Value]| {
        let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
        json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
    };
    let told = match path.as_str() {
        "Patient" => Some(bundle(&[json!({"resourceType": "Patient", "id": "1", "birthDate": "1988-03-16",
            "name": [{"family": "Hoeger"}], "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": "9990000018"}]})])),
        "Task" => Some(bundle(&hospital.tasks)),
        "QuestionnaireResponse" => Some(bundle(&[])),
        _ => hospital.at.iter().find(|(known, _)| *known == path).map(|(_, resource)| resource.clone()),
    };
    match told {
        Some(json) => ([(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Hospital {
    async fn fetch(&self) -> Result<Part<AskedQuestionnaire>, ConnectorError> {
        let address = serve(Router::new().fallback(answer).with_state(self.clone())).await;
        let connector = FhirR4::new(&source_at(address), ByteBudget::default()).expect("a connector");
        let answer = connector.fetch(&order(), Kinds::just(Kind::Questionnaires)).await?;
        Ok(answer.questionnaires.expect("asked for"))
    }

    fn asked_for_forms(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("a lock");
        let mut forms: Vec<_> = asked
            .iter()
            .filter(|path| path.contains("Questionnaire") && path.contains('/'))
            .cloned()
            .collect();
        forms.sort();
        forms
    }
}

fn task(id: &str, focus: &str) -> Value {
    json!({"resourceType": "Task", "id": id, "status": "requested", "intent": "order",
        "focus": {"reference": focus}, "for": {"reference": "Patient/1"}})
}

fn knee() -> Value {
    json!({"resourceType": "Questionnaire", "id": "knee", "status": "retired", "title": "About your knee",
        "item": [{"linkId": "1", "type": "boolean", "text": "Does it hurt?"}]})
}

fn answers(patient: &str) -> Value {
    json!({"resourceType": "QuestionnaireResponse", "id": "a", "status": "in-progress",
        "questionnaire": "Questionnaire/knee|1", "subject": {"reference": format!("Patient/{patient}")}})
}

#[tokio::test]
async fn an_old_questionnaire_is_fetched_once_from_the_address_that_its_tasks_name() {
    let tasks = vec![task("t1", "Questionnaire/knee"), task("t2", "Questionnaire/knee")];
    let hospital = Hospital { tasks, at: vec![("Questionnaire/knee", knee())], ..Hospital::default() };
    let part = hospital.fetch().await.expect("told");
    assert_eq!(part.entries.len(), 2);
    assert!(part.entries.iter().all(|asked| asked.title == "About your knee" && asked.questions.is_some()));
    assert!(part.notes.is_empty());
    assert_eq!(hospital.asked_for_forms(), ["Questionnaire/knee"]);
}

#[tokio::test]
async fn answers_that_a_task_names_are_fetched_and_then_their_questions() {
    let hospital = Hospital {
        tasks: vec![task("t1", "QuestionnaireResponse/a")],
        at: vec![("QuestionnaireResponse/a", answers("1")), ("Questionnaire/knee", knee())],
        ..Hospital::default()
    };
    let part = hospital.fetch().await.expect("told");
    assert_eq!((part.entries.len(), part.entries[0].title.as_str()), (1, "About your knee"));
    assert_eq!(hospital.asked_for_forms(), ["Questionnaire/knee", "QuestionnaireResponse/a"]);
}

#[tokio::test]
async fn somebody_elses_answers_at_such_an_address_fail_the_whole_answer() {
    let hospital = Hospital {
        tasks: vec![task("t1", "QuestionnaireResponse/a")],
        at: vec![("QuestionnaireResponse/a", answers("2"))],
        ..Hospital::default()
    };
    assert_eq!(hospital.fetch().await.err(), Some(ConnectorError::AboutSomebodyElse));
}

#[tokio::test]
async fn questions_elsewhere_are_not_fetched_and_those_that_are_gone_leave_the_task() {
    let tasks = vec![task("t1", "https://forms.example/Questionnaire/hip"), task("t2", "Questionnaire/gone")];
    let hospital = Hospital { tasks, ..Hospital::default() };
    let part = hospital.fetch().await.expect("told");
    assert_eq!(part.entries.len(), 2);
    assert!(part.entries.iter().all(|asked| asked.questions.is_none()));
    assert!(part.notes.is_empty(), "gone is an answer");
    assert_eq!(hospital.asked_for_forms(), ["Questionnaire/gone"]);
}

#[tokio::test]
async fn not_more_than_20_are_fetched_and_what_is_left_out_is_said() {
    let tasks = (0..30).map(|n| task(&format!("t{n}"), &format!("Questionnaire/q{n}"))).collect();
    let hospital = Hospital { tasks, ..Hospital::default() };
    let part = hospital.fetch().await.expect("told");
    assert_eq!(part.entries.len(), 30);
    assert_eq!(hospital.asked_for_forms().len(), 20);
    assert!(!part.notes.is_empty());
}
