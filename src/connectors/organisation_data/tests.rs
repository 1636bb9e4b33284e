//! What the national list says of organisations, in its own shape, and how it is asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};

use super::{ODS_SYSTEM, OrganisationData, organisation, successors};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Auth, ByteBudget};
use crate::connectors::test_support::{serve, source_at};
use crate::connectors::{CannotLookUp, ConnectorError, OrganisationDirectory};
use crate::domain::{OdsCode, PartialDate};

fn code(text: &str) -> OdsCode {
    OdsCode::parse(text).expect("a code")
}

fn role(code: &str, display: &str, active: bool, primary: bool) -> Value {
    json!({"url": "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-OrganisationRole", "extension": [
        {"url": "instanceID", "valueInteger": 1},
        {"url": "roleCode", "valueCodeableConcept": {"coding": [{"code": code, "display": display}]}},
        {"url": "active", "valueBoolean": active}, {"url": "primaryRole", "valueBoolean": primary}]})
}

fn period(kind: &str, end: Option<&str>) -> Value {
    let mut period = json!({"start": "1974-04-01"});
    if let Some(end) = end {
        period["end"] = json!(end);
    }
    json!({"url": "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-TypedPeriod", "extension": [
        {"url": "dateType", "valueCoding": {"code": kind}}, {"url": "period", "valuePeriod": period}]})
}

fn surgery() -> Value {
    json!({"resourceType": "Organization", "id": "A99903", "active": false, "name": "OLD MILL SURGERY",
        "extension": [role("RO76", "GP PRACTICE", true, false), role("RO177", "PRESCRIBING COST CENTRE", true, true),
            role("RO999", "FORMER ROLE", false, false), period("Operational", Some("2019-04-30")),
            period("Legal", Some("2019-03-31"))],
        "identifier": [{"system": ODS_SYSTEM, "value": "A99903"}],
        "telecom": [{"system": "phone", "value": "01632 960 016"}],
        "address": [{"line": ["16 Mill Lane"], "city": "Little Sample", "postalCode": "ZZ99 3WZ"}]})
}

#[test]
fn an_organisation_is_read_with_its_roles_the_primary_one_first_and_its_legal_end() {
    let read = organisation(Node::of(&surgery()), &code("A99903")).expect("read");
    assert_eq!(read.name, "OLD MILL SURGERY");
    assert_eq!(read.roles, ["PRESCRIBING COST CENTRE", "GP PRACTICE"]);
    assert_eq!(read.address.as_deref(), Some("16 Mill Lane, Little Sample, ZZ99 3WZ"));
    assert_eq!(read.phone.as_deref(), Some("01632 960 016"));
    assert_eq!((read.active, read.closed), (false, PartialDate::parse("2019-03-31")));
}

#[test]
fn another_organisation_than_was_asked_for_is_refused() {
    assert_eq!(organisation(Node::of(&surgery()), &code("A99902")), Err(ConnectorError::IgnoredFilter));
    let nameless = json!({"resourceType": "Organization", "id": "A99902"});
    assert!(matches!(organisation(Node::of(&nameless), &code("A99902")), Err(ConnectorError::Unreadable(_))));
}

#[test]
fn odd_parts_are_left_out_and_the_rest_is_read() {
    let mut odd = surgery();
    odd["telecom"] = json!("unknown");
    odd["address"] = json!([7]);
    odd["extension"][0] = json!({"url": 12});
    odd["active"] = json!(null);
    let read = organisation(Node::of(&odd), &code("A99903")).expect("read");
    assert_eq!(
        (read.phone, read.address, read.active),
        (None, None, false),
        "its end says that it has closed"
    );
    assert_eq!(read.roles, ["PRESCRIBING COST CENTRE"]);
}

fn looked_up(about: &str, codes: &[&str]) -> Value {
    let property = |code: &&str| json!({"name": "property", "part": [{"name": "code", "valueCode": "successor"}, {"name": "value", "valueCode": code}]});
    let mut parameters = vec![
        json!({"name": "code", "valueCode": about}),
        json!({"name": "property", "part": [{"name": "code", "valueCode": "ICB"}, {"name": "value", "valueCode": "QWO"}]}),
    ];
    parameters.extend(codes.iter().map(property));
    json!({"resourceType": "Parameters", "parameter": parameters})
}

#[test]
fn successors_are_those_of_the_organisation_asked_for() {
    let told = looked_up("A99903", &["A99902", "A99904"]);
    assert_eq!(successors(Node::of(&told), &code("A99903")), Some(vec![code("A99902"), code("A99904")]));
    assert_eq!(successors(Node::of(&looked_up("A99903", &[])), &code("A99903")), Some(Vec::new()));
    assert_eq!(successors(Node::of(&looked_up("RZ1", &["A99902"])), &code("A99903")), None, "about another");
    assert_eq!(successors(Node::of(&json!({"resourceType": "Bundle"})), &code("A99903")), None);
}

type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

async fn directory(asked: &Asked, look_up: u16) -> OrganisationData {
    async fn answer(
        State((asked, look_up)): State<(Asked, u16)>,
        OriginalUri(uri): OriginalUri,
        headers: HeaderMap,
    ) -> Response {
        let key = headers.get("apikey").and_then(|key| key.to_str().ok()).map(str::to_owned);
        asked.lock().expect("a lock").push((uri.to_string(), key));
        let (status, json) = match uri.path() {
            "/Organization/A99903" => (200, surgery()),
            "/CodeSystem/$lookup" => (look_up, looked_up("A99903", &["A99902"])),
            _ => (404, json!({"resourceType": "OperationOutcome"})),
        };
        let status = StatusCode::from_u16(status).expect("a status");
        (status, [(header::CONTENT_TYPE, "application/fhir+json")], json.to_string()).into_response()
    }
    let routes = Router::new().fallback(any(answer)).with_state((asked.clone(), look_up));
    let mut config = source_at(serve(routes).await);
    config.auth = Auth::ApiKey("secret-key".into());
    OrganisationData::new(&config, ByteBudget::default()).expect("a connector")
}

#[tokio::test]
async fn one_that_has_closed_is_told_with_who_took_over_and_the_key_is_sent() {
    let asked = Asked::default();
    let found = directory(&asked, 200).await.organisation(&code("a99903")).await.expect("found");
    assert_eq!(found.successors, Some(vec![code("A99902")]));
    let asked = asked.lock().expect("a lock").clone();
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().all(|(_, key)| key.as_deref() == Some("secret-key")), "{asked:?}");
    assert!(asked[1].0.contains("code=A99903") && asked[1].0.contains("property=successor"));
}

#[tokio::test]
async fn where_no_successor_can_be_had_the_rest_is_told_without_one() {
    let found = directory(&Asked::default(), 500).await.organisation(&code("A99903")).await.expect("found");
    assert_eq!((found.active, found.successors), (false, None));
}

#[tokio::test]
async fn a_code_that_is_not_in_the_list_is_said_to_be_not_there() {
    let missing = directory(&Asked::default(), 200).await.organisation(&code("ZZZ")).await;
    assert_eq!(missing, Err(CannotLookUp::NotThere));
}
