//! A surgery's patient-facing prescriptions: what can be asked for, what was asked for, and asking once.

mod odd;
mod ordering;
mod reading;
mod surgery;

use serde_json::{Value, json};

use crate::access::FetchOrder;
use crate::connectors::test_support::order_for;

const NUMBER: &str = "9000000009";

/// The person whom the published answers are about.
fn order() -> FetchOrder {
    order_for("Jane Smith", (1980, 1, 1), NUMBER)
}

fn patient(number: &str) -> Value {
    json!({"reference": format!("Patient/{number}"), "display": "Jane Smith",
        "identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}})
}

/// The form of the published examples: no links, no modes, one address for several entries.
fn bundle(resources: Vec<Value>) -> Value {
    let entry =
        |resource: Value| json!({"fullUrl": "20885a31-acf0-42d5-bd5b-85c23f7a32fd", "resource": resource});
    json!({"resourceType": "Bundle", "type": "searchset",
        "entry": resources.into_iter().map(entry).collect::<Vec<_>>()})
}

fn plan(id: &str, course: &str) -> Value {
    json!({
        "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "plan",
        "extension": [{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation",
            "extension": [
                {"url": "numberOfPrescriptionsIssued", "valueUnsignedInt": 1},
                {"url": "authorisationExpiryDate", "valueDateTime": "2099-09-10T19:00:00.000Z"},
            ],
        }],
        "medicationCodeableConcept": {"coding": [{"system": "https://dmd.nhs.uk", "code": "3113111000001106",
            "display": "Pulmicort 100 Turbohaler (AstraZeneca UK Ltd)"}]},
        "subject": patient(NUMBER),
        "requester": {"reference": "PractitionerRole/ed313d93", "display": "Dr Jane Smith"},
        "courseOfTherapyType": {"coding": [{"code": course,
            "system": "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy"}]},
        "dosageInstruction": [{"text": "One to two puffs to be inhaled as needed"}],
        "dispenseRequest": {"numberOfRepeatsAllowed": 6, "quantity": {"value": 1, "unit": "inhaler"},
            "expectedSupplyDuration": {"value": 28, "unit": "days", "code": "d"}},
    })
}

fn task(id: &str, plan: &str, status: &str) -> Value {
    json!({
        "resourceType": "Task", "id": id, "status": status, "intent": "order",
        "identifier": [{"system": "https://tools.ietf.org/html/rfc4122", "value": "725ca1bd-2860-4476-8802-8d035d802e7f"}],
        "focus": {"reference": format!("MedicationRequest/{plan}"),
            "display": "Repeat prescription for Pulmicort 100 Turbohaler (AstraZeneca UK Ltd)"},
        "for": patient(NUMBER), "requester": patient(NUMBER),
        "authoredOn": "2022-11-23T20:20:27+07:00", "lastModified": "2022-11-24T11:28:13+07:00",
    })
}
