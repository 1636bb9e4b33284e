//! That a referral is no longer needed: kept as a task, which somebody decides on a little later. What is urgent is not
//! ended without a word.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;
use serde_json::{Value, json};

use super::held::{Held, Stored};
use crate::sandbox::answers::Refusal;

const NO_REFERRAL: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND", "There is no such referral");
const IS_OVER: Refusal =
    Refusal::new(StatusCode::CONFLICT, "conflict", "CONFLICT", "This referral is over already");
const NOT_TAKEN: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "invalid",
    "INVALID",
    "Only that a referral is no longer needed is taken here",
);

/// After how long somebody decides.
const DECIDED_AFTER: Duration = Duration::from_secs(3);

/// Takes in a `Task` by its patient.
pub fn task(held: &Held, mut told: Value) -> Result<String, Refusal> {
    if told["status"] != "requested" || told["code"]["coding"][0]["code"] != "abort" {
        return Err(NOT_TAKEN);
    }
    let name = told["focus"]["reference"].as_str().unwrap_or_default();
    let referral = held.read(name).filter(|_| name.starts_with("ServiceRequest/")).ok_or(NO_REFERRAL)?;
    let mut referral: Value = serde_json::from_str(&referral).map_err(|_| NO_REFERRAL)?;
    if referral["status"] != "active" {
        return Err(IS_OVER);
    }
    told["id"] = uuid::Uuid::new_v4().to_string().into();
    let stored = Stored::new(&told);
    let json = stored.json.clone();
    let (now, mut decided) = (Instant::now(), told);
    let then = now + DECIDED_AFTER;
    let mut written = held.written();
    written.resources.push((now, Arc::new(stored)));
    if referral["priority"] == "urgent" {
        decided["status"] = "rejected".into();
        decided["statusReason"] = json!({ "text": "This is urgent. Call us before you decide." });
    } else {
        decided["status"] = "completed".into();
        referral["status"] = "revoked".into();
        referral["extension"] = json!([{
            "url": "http://hl7.org/fhir/StructureDefinition/request-statusReason",
            "valueCodeableConcept": { "text": "The patient no longer needs it" },
        }]);
        written.resources.push((then, Arc::new(Stored::new(&referral))));
    }
    written.resources.push((then, Arc::new(Stored::new(&decided))));
    Ok(json)
}
