//! That somebody is coming: the answer is kept, and their own part in the appointment says so from then on.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::Value;

use super::held::{Held, Stored};
use crate::sandbox::answers::Refusal;

const NO_APPOINTMENT: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND", "There is no such appointment");
const NOT_BOOKED: Refusal =
    Refusal::new(StatusCode::CONFLICT, "conflict", "CONFLICT", "This appointment is not booked, or is over");
const ANOTHER_TIME: Refusal =
    Refusal::new(StatusCode::CONFLICT, "conflict", "CONFLICT", "This appointment is at another time");
const NO_ANSWER: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "invalid",
    "INVALID",
    "Only that a patient is coming is taken here",
);

/// Takes in an `AppointmentResponse` by its patient.
pub fn response(held: &Held, mut told: Value) -> Result<String, Refusal> {
    if told["participantStatus"] != "accepted" {
        return Err(NO_ANSWER);
    }
    let name = told["appointment"]["reference"].as_str().unwrap_or_default();
    let appointment = held.read(name).filter(|_| name.starts_with("Appointment/")).ok_or(NO_APPOINTMENT)?;
    let mut appointment: Value = serde_json::from_str(&appointment).map_err(|_| NO_APPOINTMENT)?;
    let at = |json: &Value| json["start"].as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok());
    let start = at(&appointment);
    if appointment["status"] != "booked" || start.is_none_or(|start| start <= held.holder.calendar.now) {
        return Err(NOT_BOOKED);
    }
    if at(&told).is_some_and(|seen| Some(seen) != start) {
        return Err(ANOTHER_TIME);
    }
    told["id"] = uuid::Uuid::new_v4().to_string().into();
    let who = told["actor"]["reference"].clone();
    let parts = appointment["participant"].as_array_mut().into_iter().flatten();
    for part in parts.filter(|part| part["actor"]["reference"] == who) {
        part["status"] = "accepted".into();
    }
    let now = Instant::now();
    let stored = Stored::new(&told);
    let json = stored.json.clone();
    let mut written = held.written();
    written.resources.push((now, Arc::new(stored)));
    written.resources.push((now, Arc::new(Stored::new(&appointment))));
    Ok(json)
}
