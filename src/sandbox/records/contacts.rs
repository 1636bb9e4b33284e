//! How each organisation has a person's details written down: mostly as demographics do, with a few that differ.

use serde_json::{Value, json};

use super::holder::Holder;
use crate::domain::Setting;
use crate::sandbox::organisations::{HILL_STREET, MILL_LANE, NORTHFIELD, RIVERSIDE, VALE};

/// Where everybody lives, as demographics write it.
pub const LINES: [&str; 2] = ["7 Example Terrace", "Market Sample"];
pub const POSTCODE: &str = "ZZ99 3CZ";
pub const MOBILE: &str = "07700 900 123";

/// Adds what this organisation holds to its `Patient`.
pub fn put(holder: &Holder, patient: &mut Value) {
    let (person, at) = (holder.person.key, holder.organisation.ods_code);
    patient["address"] = addresses(person, at);
    let telecom = telecom(holder);
    if telecom.as_array().is_some_and(|list| !list.is_empty()) {
        patient["telecom"] = telecom;
    }
    if holder.organisation.setting != Setting::Gp {
        put_r4(holder, patient);
    } else if let Some((language, interpreter)) = language(person, at) {
        patient["extension"] = json!([nhs_communication(
            "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-NHSCommunication-1",
            language,
            interpreter,
        )]);
    }
}

/// UK Core's way of saying the same.
fn put_r4(holder: &Holder, patient: &mut Value) {
    let (person, at) = (holder.person.key, holder.organisation.ods_code);
    if let Some((language, interpreter)) = language(person, at) {
        patient["communication"] =
            json!([{ "language": { "coding": [language_coding(language)] }, "preferred": true }]);
        patient["extension"] = json!([{
            "url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", "valueBoolean": interpreter,
        }]);
    }
    let surgery = match (person, at) {
        // Before the person moved.
        ("sam", NORTHFIELD) => Some(MILL_LANE),
        _ => holder.person.surgery,
    };
    let name =
        surgery.map(|code| if code == HILL_STREET { "Hill Street Surgery" } else { "Mill Lane Surgery" });
    if let (Some(code), Some(name)) = (surgery, name) {
        patient["generalPractitioner"] = json!([{
            "type": "Organization", "display": name,
            "identifier": { "system": super::supporting::ODS, "value": code },
        }]);
    }
}

fn addresses(person: &str, at: &str) -> Value {
    let home = json!({ "use": "home", "line": [LINES[0]], "city": LINES[1], "postalCode": POSTCODE });
    match (person, at) {
        ("sam", RIVERSIDE) => json!([home, {
            "use": "old", "line": ["12 Former Lane"], "city": "Little Sample", "postalCode": "ZZ99 3CX",
            "period": { "start": "1999", "end": "2015-06" },
        }]),
        ("trang", VALE) => json!([{
            "use": "home", "line": ["Flat 3", "40 Sample Road"], "city": "Market Sample", "postalCode": "ZZ99 3CY",
        }]),
        _ => json!([home]),
    }
}

fn telecom(holder: &Holder) -> Value {
    let mobile = |number: &str| json!({ "system": "phone", "use": "mobile", "value": number });
    match (holder.person.key, holder.organisation.ods_code) {
        ("nadia", RIVERSIDE) => json!([]),
        ("sam", RIVERSIDE) => json!([
            mobile("07700 900 456"),
            { "system": "phone", "use": "old", "value": "01632 960 199" },
        ]),
        (_, VALE) => json!([mobile("+44 7700 900123")]),
        _ if holder.organisation.setting == Setting::Gp => json!([
            mobile("07700900123"),
            { "system": "email", "use": "home", "value": holder.person.email },
        ]),
        _ => json!([mobile(MOBILE)]),
    }
}

/// The language that is written down there, and whether an interpreter is needed.
pub fn language(person: &str, at: &str) -> Option<(&'static str, bool)> {
    match (person, at) {
        ("trang", VALE) => Some(("English", false)),
        ("trang", _) => Some(("Vietnamese", true)),
        ("sam", RIVERSIDE) => Some(("English", false)),
        _ => None,
    }
}

/// As the Care Connect and UK Core extensions of this name say it.
pub fn nhs_communication(url: &str, language: &str, interpreter: bool) -> Value {
    json!({ "url": url, "extension": [
        { "url": "language", "valueCodeableConcept": { "coding": [language_coding(language)] } },
        { "url": "interpreterRequired", "valueBoolean": interpreter },
    ] })
}

fn language_coding(language: &str) -> Value {
    let code = match language {
        "Vietnamese" => "vi",
        _ => "en",
    };
    json!({ "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage", "code": code, "display": language })
}
