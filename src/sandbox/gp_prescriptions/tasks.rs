//! Requests for more of a medicine, as a surgery keeps them.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::sandbox::organisations::{HILL_STREET, MILL_LANE};
use crate::sandbox::records::calendar::stamp;
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::medicines::Medicine;
use crate::sandbox::records::medicines::patient_facing::subject;

const UUID_SYSTEM: &str = "https://tools.ietf.org/html/rfc4122";

/// What each practice person has asked for, in different states.
pub fn story(holder: &Holder, medicines: &[Medicine]) -> Vec<Value> {
    let c = &holder.calendar;
    let of = |key: &str, status: &str, asked: DateTime<Utc>, changed: DateTime<Utc>| {
        let medicine = medicines.iter().find(|medicine| medicine.is_called(key))?;
        Some(task(holder, medicine, key, status, asked, changed))
    };
    let told = match (holder.person.key, holder.organisation.ods_code) {
        ("sam", HILL_STREET) => vec![
            of("metformin", "requested", c.at(-1, 19, 5), c.at(-1, 19, 5))
                .map(|task| noted(task, "I go on holiday on Friday.")),
            of("salbutamol", "rejected", c.at(-9, 8, 15), c.at(-8, 11, 40))
                .map(|task| because(task, "Call us for an asthma review first.")),
            of("amlodipine", "completed", c.at(-27, 20, 0), c.at(-26, 9, 12)).map(sent_on),
        ],
        ("priya", MILL_LANE) => vec![
            of("amlodipine", "in-progress", c.at(-2, 7, 30), c.at(-1, 12, 0)),
            of("metformin", "failed", c.at(-12, 7, 30), c.at(-11, 16, 20))
                .map(|task| because(task, "The hospital changed the dose. The pharmacist will phone.")),
        ],
        ("grace", HILL_STREET) => {
            vec![of("citalopram", "completed", c.at(-21, 10, 0), c.at(-20, 10, 30))]
        }
        // A status that no standard names.
        ("max", MILL_LANE) => {
            vec![of("beclometasone", "with-pharmacist", c.at(-3, 10, 0), c.at(-2, 10, 30))]
        }
        _ => Vec::new(),
    };
    told.into_iter().flatten().collect()
}

fn task(
    holder: &Holder,
    medicine: &Medicine,
    key: &str,
    status: &str,
    asked: DateTime<Utc>,
    changed: DateTime<Utc>,
) -> Value {
    let who = subject(holder);
    json!({
        "resourceType": "Task",
        "id": holder.id("Task", key),
        "meta": { "profile": ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Task"] },
        "identifier": [{ "system": UUID_SYSTEM, "value": holder.uuid("Task", key) }],
        "status": status,
        "intent": "order",
        "code": { "coding": [{
            "system": "http://snomed.info/sct", "code": "103742009", "display": "Renewal of prescription",
        }] },
        "focus": {
            "reference": format!("MedicationRequest/{}", medicine.plan_id(holder)),
            "display": format!("Repeat prescription for {}", medicine.name()),
        },
        "for": who,
        "authoredOn": stamp(asked),
        "lastModified": stamp(changed),
        "requester": who,
    })
}

fn noted(mut task: Value, words: &str) -> Value {
    task["note"] = json!([{ "authorString": "Patient", "text": words }]);
    task
}

fn because(mut task: Value, words: &str) -> Value {
    task["statusReason"] = json!({ "text": words });
    task
}

/// Sent to the Electronic Prescription Service, under the id of its line there.
fn sent_on(mut task: Value) -> Value {
    task["output"] = json!([{
        "type": { "coding": [{
            "system": "https://fhir.hl7.org.uk/GPConnect-PrescriptionOrderingParameters",
            "code": "sent-to-eps",
            "display": "Sent to EPS",
        }] },
        "valueIdentifier": {
            "system": "https://fhir.nhs.uk/Id/prescription-order-item-number",
            "value": "4857b9d3-b714-44b9-9e67-3df67275b785",
        },
    }]);
    task
}

/// One that cannot be read, about the right person.
pub fn malformed(holder: &Holder, key: &str) -> Value {
    json!({
        "resourceType": "Task", "id": holder.id("Task", key), "status": 3, "focus": "one tablet",
        "for": subject(holder), "authoredOn": ["yesterday"], "note": 5, "output": "sent",
    })
}

/// One about somebody else.
pub fn stray(other: &Holder) -> Value {
    let who = subject(other);
    json!({
        "resourceType": "Task", "id": other.id("Task", "stray"), "status": "requested", "intent": "order",
        "focus": { "reference": "MedicationRequest/0", "display": "Repeat prescription for Tramadol 50mg capsules" },
        "for": who, "requester": who, "authoredOn": stamp(other.calendar.at(-1, 9, 0)),
    })
}
