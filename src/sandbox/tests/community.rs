//! The community record and the national list of vaccinations, as their clients see them.

use serde_json::Value;

use super::*;
use crate::sandbox::Fault;
use crate::sandbox::organisations::{HARBOUR, IMMUNISATIONS};

const AQL: &str = "SELECT e/ehr_id/value AS ehr_id, e/ehr_status/subject/external_ref/id/value AS subject_id, \
     c AS composition, c/uid/value AS uid FROM EHR e CONTAINS COMPOSITION c WHERE e/ehr_id/value = $ehr_id";

async fn ehr(practice: &Practice, person: &str) -> Response {
    let number = practice.person(person).current_number();
    let path = format!("/ehr?subject_id={number}&subject_namespace={NHS_NUMBER}");
    practice.get(HARBOUR, &path).await.expect("an answer")
}

async fn ehr_id(practice: &Practice, person: &str) -> String {
    let json: Value = ehr(practice, person).await.json().await.expect("JSON");
    json["ehr_id"]["value"].as_str().expect("an id").to_owned()
}

async fn query(practice: &Practice, body: Value) -> Response {
    let url = format!("{}/query/aql", practice.base(HARBOUR));
    let request = practice.client.post(url).header("content-type", "application/json");
    request.body(body.to_string()).send().await.expect("an answer")
}

/// Everything in Sam's EHR.
async fn rows(practice: &Practice, offset: usize, fetch: usize) -> Vec<Value> {
    let id = ehr_id(practice, "sam").await;
    let body = json!({ "q": AQL, "offset": offset, "fetch": fetch, "query_parameters": { "ehr_id": id } });
    let json: Value = query(practice, body).await.json().await.expect("JSON");
    json["rows"].as_array().expect("rows").clone()
}

#[tokio::test]
async fn an_ehr_is_found_by_its_subject_and_by_nothing_else() {
    let practice = practice().await;
    let found: Value = ehr(&practice, "sam").await.json().await.expect("JSON");
    assert_eq!(found["ehr_status"]["subject"]["external_ref"]["id"]["value"], "9990000018");
    let stranger = ehr(&practice, "olive").await;
    assert_eq!(stranger.status(), 404);
    let error: Value = stranger.json().await.expect("JSON");
    assert_eq!(error["error"], "Not Found");
    assert_eq!(practice.get(HARBOUR, "/ehr?subject_id=9990000018").await.expect("an answer").status(), 400);
    let other = practice.get(HARBOUR, "/ehr?subject_id=9990000018&subject_namespace=local").await;
    assert_eq!(other.expect("an answer").status(), 404);
}

#[tokio::test]
async fn a_query_tells_of_one_ehr_in_pages() {
    let practice = practice().await;
    let all = rows(&practice, 0, 10).await;
    assert_eq!(all.len(), 3, "two visits and one result");
    let names: Vec<_> = all.iter().map(|row| row[2]["name"]["value"].as_str().unwrap_or_default()).collect();
    assert_eq!(names.iter().filter(|name| **name == "Result report").count(), 1, "{names:?}");
    assert!(all.iter().all(|row| row[1] == "9990000018" && row[3] == row[2]["uid"]["value"]));
    let mut paged = rows(&practice, 0, 2).await;
    paged.extend(rows(&practice, 2, 2).await);
    assert_eq!(paged, all);
    assert!(rows(&practice, 3, 2).await.is_empty());
}

#[tokio::test]
async fn a_query_that_cannot_be_answered_is_refused_as_ehrbase_does() {
    let practice = practice().await;
    let id = ehr_id(&practice, "sam").await;
    for (body, status) in [
        (json!({ "q": "SELECT" }), 400),
        (json!({ "q": AQL }), 400),
        (json!({ "query_parameters": {} }), 400),
        (json!({ "q": AQL, "offset": 5, "query_parameters": { "ehr_id": id } }), 422),
    ] {
        assert_eq!(query(&practice, body.clone()).await.status(), status, "{body}");
    }
    let url = format!("{}/query/aql", practice.base(HARBOUR));
    let fhir = practice.client.post(url).header("content-type", "application/fhir+json").body("{}");
    assert_eq!(fhir.send().await.expect("an answer").status(), 415);
}

#[tokio::test]
async fn faults_mix_other_peoples_rows_and_unreadable_ones_into_the_community_record() {
    let practice = practice().await;
    let good = rows(&practice, 0, 50).await.len();
    let subjects = |rows: &[Value]| {
        let all: std::collections::HashSet<_> = rows.iter().map(|row| row[1].to_string()).collect();
        all.len()
    };
    practice.sandbox.set_fault(HARBOUR, Fault::OtherPerson).await.expect("an organisation");
    let mixed = rows(&practice, 0, 50).await;
    assert_eq!((mixed.len(), subjects(&mixed)), (good + 1, 2));
    practice.sandbox.set_fault(HARBOUR, Fault::IgnoresFilter).await.expect("an organisation");
    assert!(subjects(&rows(&practice, 0, 50).await) > 1);
    practice.sandbox.set_fault(HARBOUR, Fault::MalformedEntry).await.expect("an organisation");
    let odd = rows(&practice, 0, 50).await;
    assert_eq!((odd.len(), subjects(&odd)), (good + 1, 1));
    assert!(odd.iter().any(|row| row[2]["name"] == 7));
}

const INCLUDE: &str = "_include=Immunization:patient";

fn immunisations(number: &str, more: &str) -> String {
    format!("/Immunization?patient.identifier={NHS_NUMBER}%7C{number}&{INCLUDE}{more}")
}

#[tokio::test]
async fn the_list_of_vaccinations_holds_products_procedures_and_the_patient() {
    let practice = practice().await;
    let bundle = practice.json(IMMUNISATIONS, &immunisations("9990000018", "")).await;
    let given = resources(&bundle, "Immunization");
    assert_eq!((given.len(), resources(&bundle, "Patient").len()), (2, 1));
    for one in &given {
        let procedure = &one["extension"][0]["valueCodeableConcept"]["coding"][0]["code"];
        assert_ne!(&one["vaccineCode"]["coding"][0]["code"], procedure);
        assert_eq!(one["patient"]["identifier"]["value"], "9990000018");
    }
    let patient = bundle["entry"].as_array().expect("entries").last().expect("one");
    assert_eq!(given[0]["patient"]["reference"], patient["fullUrl"]);
    let flu = practice.json(IMMUNISATIONS, &immunisations("9990000018", "&immunization.target=FLU")).await;
    assert_eq!(resources(&flu, "Immunization").len(), 1);
    let nobody = practice.json(IMMUNISATIONS, &immunisations("9990000026", "")).await;
    assert_eq!((nobody["total"].as_u64(), resources(&nobody, "Patient").len()), (Some(0), 0));
}

#[tokio::test]
async fn the_list_of_vaccinations_refuses_a_search_that_it_does_not_understand() {
    let practice = practice().await;
    for path in [
        "/Immunization".to_owned(),
        immunisations("9990000019", ""),
        immunisations("9990000018", "&immunization.target=PLAGUE"),
        immunisations("9990000018", "&colour=blue"),
        format!("/Immunization?patient.identifier={NHS_NUMBER}%7C9990000018"),
    ] {
        assert_eq!(practice.get(IMMUNISATIONS, &path).await.expect("an answer").status(), 400, "{path}");
    }
}

#[tokio::test]
async fn faults_mix_other_peoples_vaccinations_into_the_list() {
    let practice = practice().await;
    practice.sandbox.set_fault(IMMUNISATIONS, Fault::OtherPerson).await.expect("an organisation");
    let mixed = practice.json(IMMUNISATIONS, &immunisations("9990000018", "")).await;
    assert_eq!((resources(&mixed, "Immunization").len(), resources(&mixed, "Patient").len()), (3, 2));
    practice.sandbox.set_fault(IMMUNISATIONS, Fault::IgnoresFilter).await.expect("an organisation");
    let everyone = practice.json(IMMUNISATIONS, &immunisations("9990000018", "")).await;
    assert!(resources(&everyone, "Patient").len() > 2);
    assert!(link(&everyone, "self").is_some_and(|url| !url.contains("9990000018")));
}
