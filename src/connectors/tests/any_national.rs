//! No JSON, however odd, makes the reading of the national services' answers panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::any_json::{any_json, any_resource};
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::test_support::order_for;
use crate::connectors::validated_relationships::{Asked, Side, request, searched};
use crate::connectors::{organisation_data, pds, service_directory};
use crate::domain::{ContactChange, Coordinates, HumanLanguage, OdsCode, PlaceKind, SpokenTo};

/// The fields that these services' mapping looks at.
const FIELDS: &[&str] = &[
    "resourceType",
    "id",
    "meta",
    "versionId",
    "security",
    "code",
    "telecom",
    "address",
    "system",
    "use",
    "value",
    "period",
    "start",
    "end",
    "line",
    "postalCode",
    "identifier",
    "patient",
    "status",
    "provision",
    "type",
    "actor",
    "reference",
    "performer",
    "extension",
    "url",
    "valueReference",
    "valueCodeableConcept",
    "coding",
    "display",
    "relationship",
    "item",
    "linkId",
    "answer",
    "valueString",
    "valueCoding",
    "source",
    "subject",
    "entry",
    "resource",
    "search",
    "mode",
    "parameter",
    "part",
    "name",
    "valueCode",
    "active",
    "valueBoolean",
    "valuePeriod",
    "ODSCode",
    "OrganisationName",
    "OrganisationTypeId",
    "OrganisationStatus",
    "Postcode",
    "Latitude",
    "Longitude",
    "Geocode",
    "coordinates",
    "Contacts",
    "ContactMethodType",
    "ContactValue",
    "OpeningTimes",
    "Weekday",
    "Times",
    "IsOpen",
    "AdditionalOpeningDate",
    "Services",
    "ServiceName",
];
const TEXTS: &[&str] = &[
    "Patient",
    "Consent",
    "RelatedPerson",
    "QuestionnaireResponse",
    "Organization",
    "Parameters",
    "Bundle",
    "PHA",
    "9990000018",
    "9990000026",
    NHS_NUMBER_SYSTEM,
    organisation_data::ODS_SYSTEM,
    "A99901",
    "email",
    "phone",
    "home",
    "mobile",
    "active",
    "permit",
    "match",
    "include",
    "successor",
    "property",
    "Monday",
    "09:00-17:00",
    "ZZ99 4RR",
    "relatedPerson_relationship",
    "x/Consent.grantee",
    "x/Extension-England-TypedPeriod",
    "",
    "\u{0}",
    "é",
    "1e999",
];

const TYPES: &[&str] =
    &["Patient", "Consent", "RelatedPerson", "QuestionnaireResponse", "Organization", "Parameters"];

fn read_everything(json: &Value) {
    let node = Node::of(json);
    let order = order_for("Sam Sample", (1961, 4, 12), "9990000018");
    if let Ok(details) = pds::contact_details(node, None) {
        let pharmacy = OdsCode::parse("FZZ01").ok();
        let spoken = HumanLanguage::of_code("pl").map(|language| SpokenTo { language, interpreter: true });
        for change in [
            ContactChange::Email(None),
            ContactChange::Email(Some("sam@example.org".into())),
            ContactChange::Pharmacy(None),
            ContactChange::Pharmacy(pharmacy),
            ContactChange::SpokenTo(spoken),
        ] {
            let _ = (change.stands_in(&details), pds::patches(&details, &change));
        }
    }
    for (resource_type, side) in
        [("Consent", Side::Carer), ("Consent", Side::Patient), ("RelatedPerson", Side::Carer)]
    {
        let asked = Asked { resource_type, parameter: "identifier", side };
        if let Ok(told) = searched([node].into_iter(), asked, &order) {
            let ours = |number| order.means_subject(number);
            assert!(told.all.iter().all(|one| ours(one.carer) || ours(one.patient)));
        }
    }
    let _ = request(node, &order);
    let code = OdsCode::parse("A99901").expect("a code");
    let _ = (organisation_data::organisation(node, &code), organisation_data::successors(node, &code));
    let from = Coordinates::new(54.2, 1.2).expect("a point");
    for kind in PlaceKind::ALL {
        let _ = service_directory::places(node, kind, &from);
    }
    let _ = service_directory::positions(node, |_| true);
}

proptest! {
    #[test]
    fn no_json_from_a_national_service_makes_the_reading_panic(json in any_json(FIELDS, TEXTS)) {
        read_everything(&json);
    }

    #[test]
    fn no_odd_value_in_what_they_tell_makes_the_reading_panic(
        resource in any_resource(TYPES, FIELDS, TEXTS),
    ) {
        read_everything(&resource);
        read_everything(&json!({"resourceType": "Bundle", "value": [resource], "entry": [{"resource": resource}, resource]}));
    }
}
