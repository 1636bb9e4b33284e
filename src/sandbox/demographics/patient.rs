//! A person's `Patient` as the service has it.

use serde_json::{Value, json};

use crate::sandbox::people::PracticePerson;
use crate::sandbox::records::contacts;

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
pub const NOMINATED: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NominatedPharmacy";
pub const COMMUNICATION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// How a person can be reached when the practice service starts.
pub fn first_contacts(person: &PracticePerson) -> Value {
    json!({
        "address": [{
            "id": "a1", "use": "home", "period": { "start": "2015-06-01" },
            "line": contacts::LINES, "postalCode": contacts::POSTCODE,
        }],
        "telecom": [
            { "id": "t1", "period": { "start": "2015-06-01" }, "system": "phone", "use": "mobile", "value": contacts::MOBILE },
            { "id": "t2", "period": { "start": "2015-06-01" }, "system": "phone", "use": "home", "value": "01632 960 123" },
            { "id": "t3", "period": { "start": "2019-02-01" }, "system": "email", "use": "home", "value": person.email },
        ],
        "extension": extensions(person),
    })
}

fn extensions(person: &PracticePerson) -> Value {
    let pharmacy = match person.key {
        "sam" | "grace" => Some("FZZ01"),
        "trang" => Some("FZZ03"),
        _ => None,
    };
    let nominated = pharmacy.map(|code| {
        json!({ "url": NOMINATED, "valueReference": { "identifier": { "system": ODS, "value": code } } })
    });
    let spoken = contacts::language(person.key, "");
    let spoken = spoken
        .map(|(language, interpreter)| contacts::nhs_communication(COMMUNICATION, language, interpreter));
    nominated.into_iter().chain(spoken).collect()
}

/// Those to be contacted about a person (`GET /Patient/{id}/RelatedPerson`); nobody is told of a restricted one's.
pub fn related_people(person: &PracticePerson, base_url: &str) -> Value {
    let number = person.current_number();
    let related = match person.key {
        _ if person.restricted => None,
        "sam" => Some(json!({ "name": "Ana", "family": "Sample", "code": "SPS", "display": "Spouse" })),
        "tom" => Some(
            json!({ "name": "Priya", "family": "Merchant", "code": "Guardian", "display": "Guardian of patient" }),
        ),
        _ => None,
    };
    let entry = related.map(|told| {
        let id = format!("{number}-R1");
        json!({
            "fullUrl": format!("{base_url}/Patient/{number}/RelatedPerson/{id}"),
            "resource": {
                "resourceType": "RelatedPerson", "id": id, "active": true, "patient": { "type": "Patient" },
                "period": { "start": "2019-05-01" },
                "name": [{ "use": "usual", "given": [told["name"]], "family": told["family"] }],
                "relationship": [{ "coding": [{
                    "system": "https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole",
                    "code": told["code"], "display": told["display"],
                }] }],
                "telecom": [{ "system": "phone", "use": "mobile", "value": "07700 900 777" }],
            },
        })
    });
    let entries: Vec<_> = entry.into_iter().collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "total": entries.len(), "entry": entries })
}

/// The whole resource; a restricted one tells neither how to reach the person nor the surgery.
pub fn patient(person: &PracticePerson, version: u64, contacts: &Value) -> Value {
    let number = person.current_number();
    let (code, display) = if person.restricted { ("R", "restricted") } else { ("U", "unrestricted") };
    let mut name =
        json!({ "id": "n1", "use": "usual", "period": { "start": "2010-01-01" }, "given": person.given });
    if let Some(family) = person.family {
        name["family"] = family.into();
    }
    if person.given.is_empty() {
        name.as_object_mut().map(|name| name.remove("given"));
    }
    let mut patient = json!({
        "resourceType": "Patient",
        "id": number,
        "identifier": [{
            "system": NHS_NUMBER,
            "value": number,
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": { "coding": [{
                    "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus",
                    "version": "1.0.0",
                    "code": "01",
                    "display": "Number present and verified",
                }] },
            }],
        }],
        "meta": { "versionId": version.to_string(), "security": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code, "display": display,
        }] },
        "name": [name],
        "gender": person.gender,
        "birthDate": person.birth_date.to_string(),
    });
    if person.restricted {
        return patient;
    }
    // A list that holds nothing is left out.
    for list in ["address", "telecom", "extension"] {
        if contacts[list].as_array().is_some_and(|list| !list.is_empty()) {
            patient[list] = contacts[list].clone();
        }
    }
    if let Some(surgery) = person.surgery {
        patient["generalPractitioner"] = json!([{
            "id": "g1", "type": "Organization",
            "identifier": { "system": ODS, "value": surgery, "period": { "start": "2015-06-01" } },
        }]);
    }
    patient
}
