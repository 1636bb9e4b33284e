//! Entries that nobody can read: about the right person, with every other field of the wrong kind.

use serde_json::{Value, json};

use super::holder::Holder;

/// A FHIR R4 resource whose fields are of the wrong kinds.
pub fn r4(holder: &Holder, resource_type: &str, key: &str) -> Value {
    let mut resource = holder.r4(resource_type, key, holder.calendar.now);
    spoil(&mut resource, resource_type);
    match resource_type {
        "Appointment" => {
            resource["participant"] = json!([{ "actor": holder.subject(), "status": "accepted" }]);
        }
        "AllergyIntolerance" | "Immunization" => resource["patient"] = holder.subject(),
        "Task" => resource["for"] = holder.subject(),
        _ => resource["subject"] = holder.subject(),
    }
    resource
}

/// A GP Connect resource whose fields are of the wrong kinds.
pub fn stu3(holder: &Holder, resource_type: &str, key: &str) -> Value {
    let mut resource = holder.stu3(resource_type, key, resource_type);
    spoil(&mut resource, resource_type);
    match resource_type {
        "AllergyIntolerance" | "Immunization" => resource["patient"] = holder.subject(),
        _ => resource["subject"] = holder.subject(),
    }
    resource
}

fn spoil(resource: &mut Value, resource_type: &str) {
    let fields = match resource_type {
        "Appointment" => json!({ "status": 12, "start": ["tomorrow"], "serviceType": 4, "description": {} }),
        "AllergyIntolerance" => {
            json!({ "code": "penicillin", "clinicalStatus": 1, "category": {}, "assertedDate": [] })
        }
        "MedicationRequest" => json!({
            "status": 3, "intent": [], "medicationCodeableConcept": [5], "dosageInstruction": "one a day",
        }),
        "MedicationStatement" => json!({
            "status": 3, "medicationReference": "one tablet", "medicationCodeableConcept": 5, "dosage": "one a day",
        }),
        "MedicationDispense" => json!({
            "status": 3, "medicationCodeableConcept": 5, "whenHandedOver": ["today"], "dosageInstruction": "one a day",
        }),
        "Condition" => json!({ "code": 7, "clinicalStatus": [1], "onsetDateTime": { "year": 2020 } }),
        "Observation" => {
            json!({ "status": 0, "code": "high", "valueQuantity": [9], "effectiveDateTime": 20260231 })
        }
        "DiagnosticReport" => {
            json!({ "status": 0, "code": "blood", "result": "good", "effectiveDateTime": [] })
        }
        "DocumentReference" => {
            json!({ "status": 0, "type": "letter", "content": "see file", "date": 20260231 })
        }
        "Immunization" => {
            json!({ "status": 0, "vaccineCode": "flu", "occurrenceDateTime": [], "date": [], "extension": 8 })
        }
        "ServiceRequest" => json!({ "status": 0, "code": "referral", "category": 7, "authoredOn": [] }),
        "ReferralRequest" => {
            json!({ "status": 0, "reasonCode": "referral", "description": {}, "recipient": 5, "authoredOn": [] })
        }
        "CarePlan" => {
            json!({ "status": 0, "title": {}, "category": "plan", "goal": "walk", "activity": [7], "period": "soon" })
        }
        "Task" => json!({ "status": 0, "focus": "form", "code": [7], "description": {}, "authoredOn": [] }),
        "QuestionnaireResponse" => json!({ "status": 0, "questionnaire": {}, "item": "yes", "authored": [] }),
        "Communication" => json!({ "status": 0, "payload": "hello", "sender": 4, "sent": [], "topic": 7 }),
        _ => json!({ "status": 0, "class": [1], "type": "visit", "period": "yesterday" }),
    };
    if let (Some(resource), Value::Object(fields)) = (resource.as_object_mut(), fields) {
        resource.extend(fields);
    }
}
