//! A person's `Patient` as the service has it.

use serde_json::{Value, json};

use crate::sandbox::people::PracticePerson;
use crate::sandbox::records::contacts;

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
const COMMUNICATION: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
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
    })
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
    if let Some((language, interpreter)) = contacts::language(person.key, "") {
        patient["extension"] = json!([contacts::nhs_communication(COMMUNICATION, language, interpreter)]);
    }
    if person.restricted {
        return patient;
    }
    // A list that holds nothing is left out.
    for list in ["address", "telecom"] {
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
