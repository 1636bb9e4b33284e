//! What a request to book or to cancel must hold, as the specification lists it.

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::Value;

use super::super::answers::Refusal;
use super::diary::Slot;
use super::shapes::profile;
use crate::domain::NhsNumber;
use crate::sandbox::records::supporting::ODS;

const NOT_JSON: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "structure", "BAD_REQUEST", "Bad request")
    .because("The body is not JSON");
const INVALID: Refusal =
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "INVALID_RESOURCE", "Invalid resource");
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_NHS_NUMBER", "NHS number invalid");

const CANCELLATION_REASON: &str = "Extension-GPConnect-AppointmentCancellationReason-1";
const MOST_DESCRIPTION: usize = 100;
const MOST_COMMENT: usize = 500;

/// An `Appointment` resource, of whatever content.
pub fn appointment(body: &[u8]) -> Result<Value, Refusal> {
    let json: Value = serde_json::from_slice(body).map_err(|_| NOT_JSON)?;
    if json["resourceType"] != "Appointment" {
        return Err(INVALID.because("Not an Appointment"));
    }
    let profiles = json["meta"]["profile"].as_array().into_iter().flatten();
    match profiles.into_iter().any(|named| *named == profile("GPConnect-Appointment-1")) {
        true => Ok(json),
        false => Err(INVALID.because("meta.profile must name GPConnect-Appointment-1")),
    }
}

/// The NHS number of the patient who takes part.
pub fn patient(json: &Value) -> Result<String, Refusal> {
    let actors = json["participant"].as_array().into_iter().flatten();
    let mut references = actors.filter_map(|participant| participant["actor"]["reference"].as_str());
    let number = references.find_map(|reference| reference.strip_prefix("Patient/"));
    let number = number.ok_or(INVALID.because("A patient must take part"))?;
    NhsNumber::parse(number).map(|_| number.to_owned()).map_err(|_| BAD_NUMBER)
}

/// The id of the one slot that is wanted.
pub fn slot_id(json: &Value) -> Result<&str, Refusal> {
    let slots = json["slot"].as_array().map(Vec::as_slice).unwrap_or_default();
    let [slot] = slots else { return Err(INVALID.because("Name one slot")) };
    let id = slot["reference"].as_str().and_then(|reference| reference.strip_prefix("Slot/"));
    id.ok_or(INVALID.because("slot.reference must be Slot/ with an id"))
}

/// Everything else that a booking of this slot must hold.
pub fn check(json: &Value, slot: &Slot) -> Result<(), Refusal> {
    let at = |field: &str| json[field].as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok());
    let length = |field: &str| json[field].as_str().map_or(0, |text| text.chars().count());
    let contained = |kind: &'static str| {
        let inner = json["contained"].as_array().into_iter().flatten();
        inner.filter(move |one| one["resourceType"] == kind)
    };
    let can_be_called = |one: &Value| one["telecom"][0]["value"].as_str().is_some_and(|way| !way.is_empty());
    let books = |one: &Value| {
        let identifier = &one["identifier"][0];
        identifier["system"] == ODS && identifier["value"].is_string() && one["name"].is_string()
    };
    let wrong = if !matches!(json["status"].as_str(), Some("booked" | "proposed")) {
        "status must be booked"
    } else if at("start") != Some(slot.start()) || at("end") != Some(slot.end()) {
        "start and end must be those of the slot"
    } else if at("created").is_none() {
        "created must say when"
    } else if !contained("Organization").any(|one| books(one) && can_be_called(one)) {
        "The booking organisation must be contained, with its code, name and telecom"
    } else if json["reason"][0]["text"].as_str().is_none_or(str::is_empty) {
        "reason must hold the patient's reason"
    } else if json.get("specialty").is_some() {
        "specialty must not be sent"
    } else if length("description") > MOST_DESCRIPTION || length("comment") > MOST_COMMENT {
        "description or comment is too long"
    } else if slot.session.channel == "Telephone" && !contained("Patient").any(can_be_called) {
        "A telephone appointment needs the patient's telecom"
    } else {
        return Ok(());
    };
    Err(INVALID.because(wrong))
}

/// What a cancellation may change, and must.
pub fn check_cancellation(json: &Value, kept: &Value) -> Result<(), Refusal> {
    let is_reason =
        |extension: &Value| extension["url"].as_str().is_some_and(|url| url.ends_with(CANCELLATION_REASON));
    let extensions = || json["extension"].as_array().into_iter().flatten();
    let reason = extensions().find(|extension| is_reason(extension));
    if json["status"] != "cancelled" {
        return Err(INVALID.because("status must be cancelled"));
    }
    if !reason.is_some_and(|reason| reason["valueString"].is_string()) {
        return Err(INVALID.because("The reason of the cancellation is missing"));
    }
    let without_both = |appointment: &Value| {
        let mut appointment = appointment.clone();
        appointment["status"] = Value::Null;
        if let Some(extensions) = appointment["extension"].as_array_mut() {
            extensions.retain(|extension| !is_reason(extension));
        }
        appointment
    };
    match without_both(json) == without_both(kept) {
        true => Ok(()),
        false => Err(INVALID.because("Only status and the reason of the cancellation may change")),
    }
}
