//! The service's `Patient` as contact details, and a change of them as a JSON Patch: pure.

use serde_json::{Value, json};

use super::mapping::{is_restricted, number_in_force};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::fhir_json::codings;
use crate::connectors::mapping::{contact_point, postal_address};
use crate::domain::{
    Communication, ContactChange, ContactDetails, ContactPoint, ContactUse, Nominated, OdsCode, SpokenTo,
};

const NOMINATED: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NominatedPharmacy";
const COMMUNICATION: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
const LANGUAGES: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage";

/// Reads what a `Patient` says of how to reach the person. `etag` is the version that came with the answer; else the
/// one in the record counts.
///
/// # Errors
/// [`ConnectorError::Unreadable`] where there is no number or no version, without which nothing can be changed.
pub fn contact_details(patient: Node, etag: Option<&str>) -> Result<ContactDetails, ConnectorError> {
    if patient.resource_type() != "Patient" {
        return Err(ConnectorError::Unreadable("not a patient"));
    }
    let nhs_number =
        number_in_force(patient).ok_or(ConnectorError::Unreadable("a patient without a number"))?;
    let in_record = patient.at("meta").text_at("versionId").map(|id| format!("W/\"{id}\""));
    let version = etag
        .map(str::to_owned)
        .or(in_record)
        .ok_or(ConnectorError::Unreadable("a patient without a version"))?;
    let restricted = is_restricted(patient);
    let mut details = ContactDetails {
        nhs_number,
        version,
        points: Vec::new(),
        addresses: Vec::new(),
        pharmacy: None,
        communication: None,
        set_aside: 0,
        restricted,
    };
    if restricted {
        return Ok(details);
    }
    // A bad one keeps its place: the others are changed by where they stand.
    for (place, told) in in_places(patient, "telecom") {
        match contact_point(told, place) {
            Some(point) => details.points.push(point),
            None => details.set_aside += 1,
        }
    }
    for (place, told) in in_places(patient, "address") {
        match postal_address(told, place) {
            Some(address) => details.addresses.push(address),
            None => details.set_aside += 1,
        }
    }
    for (place, told) in in_places(patient, "extension") {
        let Some(url) = told.text_at("url") else { continue };
        if url.ends_with("NominatedPharmacy") {
            let code = told.at("valueReference").at("identifier").text_at("value");
            let ods_code = code.and_then(|code| OdsCode::parse(&code).ok());
            details.set_aside += u32::from(ods_code.is_none());
            details.pharmacy = Some(Nominated { place, url, ods_code });
        } else if url.ends_with("NHSCommunication") {
            let language = told.extension("language").at("valueCodeableConcept");
            details.communication = Some(Communication {
                place,
                url,
                language: codings(language).find_map(|coding| coding.text_at("code")),
                interpreter: told.extension("interpreterRequired").at("valueBoolean").truth(),
            });
        }
    }
    Ok(details)
}

fn in_places<'a>(patient: Node<'a>, field: &str) -> impl Iterator<Item = (usize, Node<'a>)> {
    let told = patient.at(field);
    let list: Vec<_> = if told.is_list() { told.inner().collect() } else { told.members().collect() };
    list.into_iter().enumerate()
}

const fn fhir_use(use_for: ContactUse, otherwise: &'static str) -> &'static str {
    match use_for {
        ContactUse::Home => "home",
        ContactUse::Mobile => "mobile",
        ContactUse::Work => "work",
        ContactUse::Temporary => "temp",
        ContactUse::Letters => "billing",
        ContactUse::Old => "old",
        ContactUse::NotSaid => otherwise,
    }
}

/// The patches that make a change to what stands (PDS FHIR API, `PATCH /Patient/{id}`): a new item goes to the end of
/// its list (`-`), a whole item is replaced together with the service's own id, and a `test` of that id comes
/// immediately before each `remove`. None where there is nothing to do.
pub fn patches(standing: &ContactDetails, change: &ContactChange) -> Option<Value> {
    let patches = match change {
        ContactChange::Email(email) => {
            point_patches(standing.email(), ("email", "home"), email.as_deref(), "telecom")
        }
        ContactChange::MobilePhone(number) => {
            point_patches(standing.mobile_phone(), ("phone", "mobile"), number.as_deref(), "telecom")
        }
        ContactChange::HomeAddress { lines, postcode } => {
            let mut value = json!({ "use": "home", "line": lines });
            if let Some(postcode) = postcode {
                value["postalCode"] = json!(postcode);
            }
            match standing.home_address() {
                Some(old) => vec![replace("address", old.place, old.id.as_deref(), value)],
                None => vec![add("address", value)],
            }
        }
        ContactChange::Pharmacy(code) => {
            let old = standing.pharmacy.as_ref().map(|old| (old.place, old.url.as_str()));
            extension_patches(old, NOMINATED, code.as_ref().map(pharmacy))
        }
        ContactChange::SpokenTo(wish) => {
            let old = standing.communication.as_ref().map(|old| (old.place, old.url.as_str()));
            extension_patches(old, COMMUNICATION, wish.map(spoken_to))
        }
    };
    (!patches.is_empty()).then(|| json!({ "patches": patches }))
}

/// An extension is known by its address, which goes with every patch of it.
fn extension_patches(old: Option<(usize, &str)>, new_url: &str, value: Option<Value>) -> Vec<Value> {
    match (old, value) {
        (None, None) => Vec::new(),
        (None, Some(mut value)) => {
            value["url"] = json!(new_url);
            vec![add("extension", value)]
        }
        (Some((place, url)), Some(mut value)) => {
            value["url"] = json!(url);
            vec![json!({ "op": "replace", "path": format!("/extension/{place}"), "value": value })]
        }
        (Some((place, url)), None) => {
            let path = format!("/extension/{place}");
            vec![
                json!({ "op": "test", "path": format!("{path}/url"), "value": url }),
                json!({ "op": "remove", "path": path }),
            ]
        }
    }
}

fn pharmacy(code: &OdsCode) -> Value {
    json!({ "valueReference": { "identifier": { "system": ODS, "value": code.as_str() } } })
}

fn spoken_to(wish: SpokenTo) -> Value {
    let coding = json!({
        "system": LANGUAGES, "version": "1.0.0",
        "code": wish.language.code(), "display": wish.language.name(),
    });
    json!({ "extension": [
        { "url": "language", "valueCodeableConcept": { "coding": [coding] } },
        { "url": "interpreterRequired", "valueBoolean": wish.interpreter },
    ] })
}

fn point_patches(
    old: Option<&ContactPoint>,
    (system, usual_use): (&'static str, &'static str),
    value: Option<&str>,
    list: &str,
) -> Vec<Value> {
    match (old, value) {
        (None, None) => Vec::new(),
        (None, Some(value)) => {
            vec![add(list, json!({ "system": system, "use": usual_use, "value": value }))]
        }
        (Some(old), Some(value)) => {
            let whole = json!({ "system": system, "use": fhir_use(old.use_for, usual_use), "value": value });
            vec![replace(list, old.place, old.id.as_deref(), whole)]
        }
        (Some(old), None) => remove(list, old.place, old.id.as_deref(), old.value.as_str()),
    }
}

fn add(list: &str, value: Value) -> Value {
    json!({ "op": "add", "path": format!("/{list}/-"), "value": value })
}

fn replace(list: &str, place: usize, id: Option<&str>, mut value: Value) -> Value {
    if let Some(id) = id {
        value["id"] = json!(id);
    }
    json!({ "op": "replace", "path": format!("/{list}/{place}"), "value": value })
}

fn remove(list: &str, place: usize, id: Option<&str>, value: &str) -> Vec<Value> {
    let (field, expected) = match id {
        Some(id) => ("id", id),
        None => ("value", value),
    };
    let path = format!("/{list}/{place}");
    vec![
        json!({ "op": "test", "path": format!("{path}/{field}"), "value": expected }),
        json!({ "op": "remove", "path": path }),
    ]
}
