//! The directory's answers in its own shape, and that nothing but a postcode is sent.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::Weekday;
use serde_json::{Value, json};

use super::{ServiceDirectory, places, positions};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{serve, source_at};
use crate::connectors::{CannotLookUp, ConnectorError, ServiceFinder};
use crate::domain::{Coordinates, MeasuredFrom, OpeningDay, PlaceKind, Postcode};

fn from() -> Coordinates {
    Coordinates::new(54.2, 1.2).expect("a point")
}

fn postcode(text: &str) -> Postcode {
    Postcode::parse(text).expect("a postcode")
}

/// As in the specification's own examples: blanks, nulls, days by name, coordinates as numbers.
fn pharmacy(code: &str, latitude: f64) -> Value {
    let line = |day: &str, times: &str, open: bool| {
        json!({"Weekday": day, "Times": times, "OpeningTime": "09:00", "ClosingTime": "17:00",
            "OpeningTimeType": "General", "AdditionalOpeningDate": "", "IsOpen": open})
    };
    json!({"@search.score": 1.0, "ODSCode": code, "OrganisationName": "Greet Pharmacy",
        "OrganisationTypeId": "PHA", "OrganisationType": "Pharmacy", "OrganisationSubType": "Community",
        "OrganisationStatus": "Visible", "Address1": "SYNERGY HOUSE", "Address2": null, "Address3": " ",
        "City": "BIRMINGHAM", "Postcode": "B11 3NQ", "Latitude": latitude, "Longitude": 1.2,
        "Contacts": [
            {"ContactType": "Secondary", "ContactMethodType": "Telephone", "ContactValue": "0"},
            {"ContactType": "Primary", "ContactMethodType": "Telephone", "ContactValue": "01632 960 020"},
            {"ContactType": "Primary", "ContactMethodType": "Website", "ContactValue": "javascript:alert(1)"}],
        "OpeningTimes": [line("Sunday", "-", false), line("Monday", "09:00-17:00", true), line("Someday", "x", true),
            {"Weekday": "", "Times": "10:00-12:00", "AdditionalOpeningDate": "Dec 25 2026", "IsOpen": true}],
        "Services": [{"ServiceName": "Flu vaccination"}, {"ServiceName": null}]})
}

fn list(values: Vec<Value>) -> Value {
    json!({"@odata.context": "x", "value": values})
}

#[test]
fn a_place_is_read_with_its_times_as_given_in_the_order_of_the_week() {
    let answer = list(vec![pharmacy("FTN75", 54.2)]);
    let (read, set_aside) = places(Node::of(&answer), PlaceKind::Pharmacy, &from()).expect("read");
    let place = &read[0];
    assert_eq!(set_aside, 0);
    assert_eq!(place.address, ["SYNERGY HOUSE", "BIRMINGHAM"]);
    assert_eq!(place.phone.as_deref(), Some("01632 960 020"), "the primary one");
    assert_eq!(place.website, None, "nothing but the web is linked to");
    assert_eq!(place.services, ["Flu vaccination"]);
    assert_eq!(place.metres, Some(0));
    let days: Vec<_> = place.opening.iter().map(|line| (line.on.clone(), line.times.as_deref())).collect();
    assert_eq!(
        days,
        [
            (OpeningDay::Every(Weekday::Mon), Some("09:00-17:00")),
            (OpeningDay::Every(Weekday::Sun), None),
            (OpeningDay::Special("Dec 25 2026".into()), Some("10:00-12:00")),
        ]
    );
}

#[test]
fn the_nearest_comes_first_and_one_without_a_place_on_the_map_last() {
    let mut nowhere = pharmacy("FAA01", 54.2);
    nowhere["Latitude"] = json!(null);
    let answer = list(vec![nowhere, pharmacy("FBB02", 54.3), pharmacy("FCC03", 54.21)]);
    let (read, _) = places(Node::of(&answer), PlaceKind::Pharmacy, &from()).expect("read");
    let codes: Vec<_> = read.iter().map(|place| place.ods_code.as_str()).collect();
    assert_eq!(codes, ["FCC03", "FBB02", "FAA01"]);
    assert_eq!(read[2].metres, None);
}

#[test]
fn one_that_cannot_be_read_is_counted_and_one_not_to_be_shown_is_left_out() {
    let mut hidden = pharmacy("FAA01", 54.2);
    hidden["OrganisationStatus"] = json!("Hidden");
    let mut nameless = pharmacy("FBB02", 54.2);
    nameless["OrganisationName"] = json!(["?", {}]);
    nameless["ODSCode"] = json!({"a": 1});
    let mut untyped = pharmacy("FCC03", 54.2);
    untyped["OrganisationTypeId"] = json!(null);
    let answer = list(vec![hidden, nameless, untyped, json!("nothing"), pharmacy("FDD04", 54.2)]);
    let (read, set_aside) = places(Node::of(&answer), PlaceKind::Pharmacy, &from()).expect("read");
    assert_eq!((read.len(), set_aside), (1, 3));
}

#[test]
fn a_place_of_another_kind_means_that_the_filter_was_ignored() {
    let mut surgery = pharmacy("Y02494", 54.2);
    surgery["OrganisationTypeId"] = json!("GPB");
    let answer = list(vec![pharmacy("FTN75", 54.2), surgery]);
    let read = places(Node::of(&answer), PlaceKind::Pharmacy, &from());
    assert_eq!(read, Err(ConnectorError::IgnoredFilter));
    let refusal = json!({"value": {"resourceType": "OperationOutcome"}});
    assert!(matches!(
        places(Node::of(&refusal), PlaceKind::Pharmacy, &from()),
        Err(ConnectorError::Unreadable(_))
    ));
}

#[test]
fn only_places_at_the_postcode_say_where_it_is() {
    let mut elsewhere = pharmacy("FAA01", 50.0);
    elsewhere["Postcode"] = json!("B11 3NR");
    let answer = list(vec![pharmacy("FTN75", 54.2), elsewhere]);
    let found = positions(Node::of(&answer), |told| told == postcode("b113nq")).expect("read");
    assert_eq!(found, [from()]);
}

type Parameters = HashMap<String, String>;

#[derive(Clone)]
struct Server {
    answers: Arc<dyn Fn(&Parameters) -> Value + Send + Sync>,
    asked: Arc<Mutex<Vec<Parameters>>>,
}

impl Server {
    fn new(answers: impl Fn(&Parameters) -> Value + Send + Sync + 'static) -> Self {
        Self { answers: Arc::new(answers), asked: Arc::default() }
    }

    async fn near(&self, kind: PlaceKind) -> Result<crate::domain::Nearby, CannotLookUp> {
        self.directory().await.near(kind, &postcode("B11 3NQ"), 2).await
    }

    async fn near_town(&self, town: &str) -> Result<crate::domain::Nearby, CannotLookUp> {
        self.directory().await.near_town(PlaceKind::Pharmacy, town, 2).await
    }

    async fn directory(&self) -> ServiceDirectory {
        async fn answer(State(server): State<Server>, Query(parameters): Query<Parameters>) -> Response {
            let json = (server.answers)(&parameters);
            server.asked.lock().expect("a lock").push(parameters);
            (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], json.to_string()).into_response()
        }
        let routes = Router::new().route("/", get(answer)).with_state(self.clone());
        let directory = ServiceDirectory::new(&source_at(serve(routes).await), ByteBudget::default());
        directory.expect("a connector")
    }
}

#[tokio::test]
async fn a_postcode_is_found_by_a_place_there_and_nothing_else_is_sent() {
    let server = Server::new(|_| {
        list(vec![pharmacy("FTN75", 54.2), pharmacy("FAA01", 54.2), pharmacy("FBB02", 54.3)])
    });
    let near = server.near(PlaceKind::Pharmacy).await.expect("found");
    assert_eq!((near.measured_from, near.places.len()), (MeasuredFrom::Postcode, 2));
    let asked = server.asked.lock().expect("a lock").clone();
    assert_eq!((asked[0]["search"].as_str(), asked[0]["searchFields"].as_str()), ("\"B11 3NQ\"", "Postcode"));
    assert_eq!(asked[1]["$filter"], "OrganisationTypeId eq 'PHA' and OrganisationSubType eq 'Community'");
    assert!(asked[1]["$orderby"].starts_with("geo.distance(Geocode, geography'POINT(1.2 54."), "{asked:?}");
    assert_eq!((asked[1]["api-version"].as_str(), asked[1]["$top"].as_str()), ("3", "12"));
}

#[tokio::test]
async fn without_a_place_there_the_middle_of_the_area_serves_and_it_is_said() {
    let server = Server::new(|asked| {
        let mut near = pharmacy("FTN75", 54.2);
        near["Postcode"] = json!("B11 1AA");
        if asked["search"].starts_with('"') { list(Vec::new()) } else { list(vec![near]) }
    });
    let near = server.near(PlaceKind::Pharmacy).await.expect("found");
    assert_eq!(near.measured_from, MeasuredFrom::Area("B11".into()));
    assert_eq!(server.asked.lock().expect("a lock")[1]["search"], "B11");
}

#[tokio::test]
async fn a_postcode_in_no_known_area_is_said_to_be_not_there() {
    let server = Server::new(|_| list(Vec::new()));
    assert_eq!(server.near(PlaceKind::UrgentCare).await, Err(CannotLookUp::NotThere));
}

#[tokio::test]
async fn a_town_is_found_by_its_own_name_alone_and_its_words_are_no_operators() {
    let server = Server::new(|asked| {
        let mut there = pharmacy("FTN75", 54.2);
        there["City"] = json!("Market Sample");
        let mut other = pharmacy("FAA01", 50.0);
        other["City"] = json!("Market Sample Green");
        list(if asked.contains_key("$filter") { vec![pharmacy("FBB02", 54.2)] } else { vec![there, other] })
    });
    let near = server.near_town("market sample").await.expect("found");
    assert_eq!(near.measured_from, MeasuredFrom::Area("market sample".into()));
    assert_eq!(near.places[0].metres, Some(0), "the other town is not counted");
    let asked = server.asked.lock().expect("a lock")[0].clone();
    assert_eq!((asked["search"].as_str(), asked["searchFields"].as_str()), ("\"market sample\"", "City"));
    for typed in ["", "12", "\" OR *", "%%"] {
        let found = server.near_town(typed).await;
        assert!(found.is_err(), "{typed}: {found:?}");
    }
    assert!(server.asked.lock().expect("a lock").iter().all(|asked| !asked["search"].contains("OR *")));
}

#[test]
fn an_email_address_and_what_there_is_for_people_who_need_it_are_read() {
    let mut place = pharmacy("FTN75", 54.2);
    place["Contacts"].as_array_mut().expect("a list").push(
        json!({"ContactType": "Primary", "ContactMethodType": "Email", "ContactValue": "a@pharmacy.example"}),
    );
    place["Facilities"] = json!([{"Name": "Step free access", "Value": "Yes"}, {"Name": "Car parking", "Value": "No"},
        {"Name": "Signing service available"}, {"Value": "Yes"}]);
    let answer = list(vec![place]);
    let (read, _) = places(Node::of(&answer), PlaceKind::Pharmacy, &from()).expect("read");
    assert_eq!(read[0].email.as_deref(), Some("a@pharmacy.example"));
    assert_eq!(read[0].access, ["Step free access", "Signing service available"]);
}
