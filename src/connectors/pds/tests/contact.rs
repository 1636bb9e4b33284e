//! The published examples as contact details, and changes as JSON Patch.

use serde_json::{Value, json};

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::pds::contact::{contact_details, patches};
use crate::domain::{ContactChange, ContactDetails, ContactUse, HumanLanguage, OdsCode, SpokenTo, Way};

fn read(patient: &Value) -> Result<ContactDetails, ConnectorError> {
    contact_details(Node::of(patient), None)
}

fn example(file: &str) -> ContactDetails {
    read(&serde_json::from_str(file).expect("an example")).expect("read")
}

fn jane() -> ContactDetails {
    example(include_str!("../../examples/pds/Patient.json"))
}

#[test]
fn the_published_example_gives_every_way_to_reach_the_person() {
    let jane = jane();
    assert_eq!((jane.version.as_str(), jane.nhs_number.digits().as_str()), ("W/\"2\"", "9000000009"));
    let ways: Vec<_> =
        jane.points.iter().map(|point| (point.way, point.use_for, point.value.as_str())).collect();
    assert_eq!(
        ways,
        [
            (Way::Phone, ContactUse::Home, "01632960587"),
            (Way::Email, ContactUse::Home, "jane.smith@example.com"),
            (Way::Other, ContactUse::Home, "01632960587"),
        ]
    );
    let home = jane.home_address().expect("a home");
    assert_eq!((home.lines.len(), home.postcode.as_deref()), (5, Some("LS1 6AE")));
    assert_eq!(jane.addresses.len(), 2, "a temporary one too");
    assert_eq!(jane.mobile_phone(), None);
    assert_eq!(jane.set_aside, 0);
}

#[test]
fn a_restricted_record_tells_nothing_and_a_bare_one_has_nothing() {
    let restricted = example(include_str!("../../examples/pds/Sensitive_Patient.json"));
    assert!(restricted.restricted && restricted.points.is_empty());
    let leaky = json!({"resourceType": "Patient", "id": "9990000018",
        "meta": {"versionId": "1", "security": [{"code": "R"}]},
        "telecom": [{"system": "phone", "value": "07700 900 123"}], "address": [{"line": ["1 Road"]}]});
    let read = read(&leaky).expect("read");
    assert!(read.points.is_empty() && read.addresses.is_empty(), "what should not be told is not shown");
    let bare = example(include_str!("../../examples/pds/Minimal_Patient.json"));
    assert!(!bare.restricted && bare.points.is_empty() && bare.email().is_none());
}

#[test]
fn the_version_is_the_one_that_came_with_the_answer_and_without_any_nothing_can_be_changed() {
    let patient = json!({"resourceType": "Patient", "id": "9990000018", "meta": {"versionId": "2"}});
    let read = contact_details(Node::of(&patient), Some("W/\"3\""));
    assert_eq!(read.map(|read| read.version).as_deref(), Ok("W/\"3\""));
    let none = json!({"resourceType": "Patient", "id": "9990000018"});
    assert!(matches!(contact_details(Node::of(&none), None), Err(ConnectorError::Unreadable(_))));
}

#[test]
fn one_that_cannot_be_read_is_counted_and_keeps_its_place() {
    let patient = json!({"resourceType": "Patient", "id": "9990000018", "meta": {"versionId": "2"},
        "telecom": [{"id": "t0", "system": ["phone"], "value": {"a": 1}}, null, 7,
            {"id": "t3", "system": "email", "use": "home", "value": "sam@example.org"}]});
    let read = read(&patient).expect("read");
    assert_eq!((read.points.len(), read.set_aside, read.points[0].place), (1, 3, 3));
    let patch = patches(&read, &ContactChange::Email(None)).expect("a patch");
    assert_eq!(patch["patches"][1]["path"], "/telecom/3");
}

#[test]
fn what_is_there_is_replaced_whole_with_its_id_and_its_use() {
    let patch = patches(&jane(), &ContactChange::email("jane@example.org").expect("usable"));
    let whole = json!({"id": "790", "system": "email", "use": "home", "value": "jane@example.org"});
    assert_eq!(patch, Some(json!({"patches": [{"op": "replace", "path": "/telecom/1", "value": whole}]})));
    let change = ContactChange::home_address(&["2 Whitehall Quay", "Leeds"], Some("ls14bu")).expect("usable");
    let patch = patches(&jane(), &change).expect("a patch");
    let whole =
        json!({"id": "456", "use": "home", "line": ["2 Whitehall Quay", "Leeds"], "postalCode": "LS1 4BU"});
    assert_eq!(patch["patches"], json!([{"op": "replace", "path": "/address/0", "value": whole}]));
}

#[test]
fn what_is_new_goes_to_the_end_without_an_id() {
    let patch = patches(&jane(), &ContactChange::mobile_phone("07700 900 123").expect("usable"));
    let whole = json!({"system": "phone", "use": "mobile", "value": "07700 900 123"});
    assert_eq!(patch, Some(json!({"patches": [{"op": "add", "path": "/telecom/-", "value": whole}]})));
}

#[test]
fn the_nominated_pharmacy_is_read_and_changed_whole_with_its_address() {
    let jane = jane();
    let stands = jane.pharmacy.as_ref().expect("a pharmacy");
    assert_eq!((stands.place, stands.ods_code.as_ref().map(OdsCode::as_str)), (0, Some("Y12345")));
    let other = ContactChange::Pharmacy(OdsCode::parse("FZZ01").ok());
    assert!(
        !other.stands_in(&jane) && ContactChange::Pharmacy(OdsCode::parse("y12345").ok()).stands_in(&jane)
    );
    let patch = patches(&jane, &other).expect("a patch");
    let whole = json!({"url": stands.url, "valueReference": {"identifier": {
        "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "FZZ01"}}});
    assert_eq!(patch["patches"], json!([{"op": "replace", "path": "/extension/0", "value": whole}]));
    let patch = patches(&jane, &ContactChange::Pharmacy(None)).expect("a patch");
    let expected = json!([
        {"op": "test", "path": "/extension/0/url", "value": stands.url},
        {"op": "remove", "path": "/extension/0"},
    ]);
    assert_eq!(patch["patches"], expected);
    let none = ContactDetails { pharmacy: None, ..jane };
    assert_eq!(patches(&none, &ContactChange::Pharmacy(None)), None);
    assert_eq!(patches(&none, &other).expect("a patch")["patches"][0]["path"], "/extension/-");
}

#[test]
fn a_language_is_changed_and_english_takes_it_away() {
    let jane = jane();
    let stands = jane.communication.as_ref().expect("a language");
    assert_eq!((stands.language.as_deref(), stands.interpreter), (Some("fr"), Some(true)));
    let polish = HumanLanguage::of_code("pl").expect("a language");
    let change = ContactChange::SpokenTo(Some(SpokenTo { language: polish, interpreter: false }));
    let patch = patches(&jane, &change).expect("a patch");
    let value = &patch["patches"][0]["value"];
    assert_eq!(value["url"], stands.url.as_str());
    assert_eq!(value["extension"][0]["valueCodeableConcept"]["coding"][0]["code"], "pl");
    assert_eq!(value["extension"][1]["valueBoolean"], false);
    // "Preferred language must not be supplied where it is English."
    let english = patches(&jane, &ContactChange::SpokenTo(None)).expect("a patch");
    assert_eq!(english["patches"][1]["op"], "remove");
    assert!(ContactChange::SpokenTo(None).stands_in(&ContactDetails { communication: None, ..jane }));
}

#[test]
fn what_is_taken_away_is_tested_immediately_before() {
    let patch = patches(&jane(), &ContactChange::Email(None)).expect("a patch");
    let expected = json!([
        {"op": "test", "path": "/telecom/1/id", "value": "790"},
        {"op": "remove", "path": "/telecom/1"},
    ]);
    assert_eq!(patch["patches"], expected);
    assert_eq!(patches(&jane(), &ContactChange::MobilePhone(None)), None, "there is none");
}
