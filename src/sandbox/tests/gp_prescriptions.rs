//! A surgery's prescriptions for its patients, as their clients see them.

use serde_json::Value;

use super::*;

async fn asked(practice: &Practice, path: &str) -> Response {
    let server = practice.sandbox.server(HILL_STREET).expect("a surgery");
    let url = format!("{}{path}", server.prescriptions_url().expect("it has prescriptions"));
    practice.client.get(url).header("x-request-id", "1").send().await.expect("an answer")
}

async fn bundle(practice: &Practice, path: &str) -> Value {
    asked(practice, path).await.json().await.expect("JSON")
}

fn names(bundle: &Value, resource_type: &str) -> Vec<String> {
    let id = |one: &Value| one["id"].as_str().expect("an id").to_owned();
    resources(bundle, resource_type).into_iter().map(|one| format!("{resource_type}/{}", id(one))).collect()
}

#[tokio::test]
async fn every_statement_and_every_request_points_to_a_plan_that_is_told_too() {
    let practice = practice().await;
    let number = practice.person("sam").current_number();
    let statements = bundle(&practice, &format!("/Patient/{number}/MedicationStatement")).await;
    let plans = bundle(&practice, &format!("/Patient/{number}/MedicationRequest?intent=plan")).await;
    let known = names(&plans, "MedicationRequest");
    let told = resources(&statements, "MedicationStatement");
    assert_eq!(told.len(), known.len());
    assert!(told.iter().all(|one| known.iter().any(|plan| one["basedOn"][0]["reference"] == plan.as_str())));
    let include = "_include=Task:focus:MedicationRequest";
    let tasks = bundle(&practice, &format!("/Task?patient={number}&{include}")).await;
    let included = names(&tasks, "MedicationRequest");
    let asked_for = resources(&tasks, "Task");
    assert_eq!(asked_for.len(), 3);
    assert!(
        asked_for.iter().all(|one| included.iter().any(|plan| one["focus"]["reference"] == plan.as_str()))
    );
    let alone = bundle(&practice, &format!("/Task?patient={number}&status=requested")).await;
    assert_eq!((resources(&alone, "Task").len(), names(&alone, "MedicationRequest").len()), (1, 0));
}

#[tokio::test]
async fn whoever_is_not_known_or_is_restricted_is_not_found() {
    let practice = practice().await;
    for (number, status, code) in [
        (practice.person("priya").current_number(), 404, "PATIENT_NOT_FOUND"),
        (practice.person("robin").current_number(), 404, "PATIENT_NOT_FOUND"),
        ("9990000019", 400, "INVALID_NHS_NUMBER"),
    ] {
        let answer = asked(&practice, &format!("/Patient/{number}/MedicationStatement")).await;
        assert_eq!(answer.status(), status, "{number}");
        let outcome: Value = answer.json().await.expect("JSON");
        assert_eq!(outcome["issue"][0]["details"]["coding"][0]["code"], code);
    }
}
