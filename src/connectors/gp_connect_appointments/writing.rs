//! What is sent to an appointment book: a new appointment, and the cancellation of one: pure.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Europe::London;
use serde_json::{Value, json};

use super::mapping::{UUID_SYSTEM, wish_identifier};
use crate::access::ActOrder;
use crate::connectors::appointment_book::{FreeTime, MOST_COMMENT, MOST_REASON, Said};
use crate::connectors::fhir_json::NHS_NUMBER_SYSTEM;
use crate::domain::{How, NhsNumber, Organisation};

const ODS_SYSTEM: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

fn profile(name: &str) -> String {
    format!("https://fhir.nhs.uk/STU3/StructureDefinition/{name}")
}

/// A new appointment (GP Connect patient-facing appointments, "How to book an appointment"). The surgery itself is
/// named as the booking organisation: the person books there, not somewhere else on their behalf.
pub fn booking(
    order: &ActOrder,
    surgery: &Organisation,
    time: &FreeTime,
    said: &Said,
    now: DateTime<Utc>,
) -> Value {
    let (wish, number) = (order.wish(), order.order().nhs_number());
    let mut contained = vec![organisation(surgery)];
    let phone = said.phone.as_deref().filter(|_| time.how == How::ByPhone);
    contained.extend(phone.map(|phone| patient(number, phone)));
    let reason = said.reason.trim();
    let patient = format!("Patient/{}", number.digits());
    let actors = std::iter::once(patient).chain(time.location.clone());
    let mut body = json!({
        "resourceType": "Appointment",
        "meta": { "profile": [profile("GPConnect-Appointment-1")] },
        "contained": contained,
        "extension": [{
            "url": profile("Extension-GPConnect-BookingOrganisation-1"),
            "valueReference": { "reference": "#1" },
        }],
        "identifier": [{ "system": UUID_SYSTEM, "value": wish_identifier(wish) }],
        "status": "booked",
        "reason": [{ "text": reason }],
        "description": reason,
        "start": stamp(time.start),
        "end": stamp(time.end),
        "slot": [{ "reference": format!("Slot/{}", time.slot) }],
        "created": stamp(now),
        "participant": actors
            .map(|actor| json!({ "actor": { "reference": actor }, "status": "accepted" }))
            .collect::<Vec<_>>(),
    });
    let comment = said.comment.as_deref().map(str::trim).filter(|comment| !comment.is_empty());
    let by = order.carer().map(|name| format!("Booked by {}, who acts for the patient.", short(name)));
    let both: Vec<&str> = by.as_deref().into_iter().chain(comment).collect();
    if !both.is_empty() {
        body["comment"] = cut(&both.join(" "), MOST_COMMENT).into();
    }
    body
}

/// The most letters of a name beside what else has to be said.
const MOST_NAME: usize = 35;

/// The interface has no place of its own for whoever acts for the patient, so it is said in words.
fn short(name: &str) -> String {
    cut(name, MOST_NAME)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn organisation(surgery: &Organisation) -> Value {
    let phones: Vec<_> = surgery
        .phone
        .iter()
        .map(|phone| json!({ "system": "phone", "value": phone, "use": "work" }))
        .collect();
    json!({
        "resourceType": "Organization",
        "id": "1",
        "meta": { "profile": [profile("CareConnect-GPC-Organization-1")] },
        "identifier": [{ "system": ODS_SYSTEM, "value": surgery.ods_code.as_str() }],
        "name": surgery.name,
        "telecom": phones,
    })
}

/// The person with the number to call, which an appointment by phone must have.
fn patient(number: NhsNumber, phone: &str) -> Value {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let is_mobile = digits.starts_with("07") || digits.starts_with("+447");
    json!({
        "resourceType": "Patient",
        "id": "patient",
        "identifier": [{ "system": NHS_NUMBER_SYSTEM, "value": number.digits() }],
        "telecom": [{
            "system": "phone", "value": phone.trim(), "use": if is_mobile { "mobile" } else { "home" },
        }],
    })
}

/// The same appointment, called off: all else stays exactly as it came, or the surgery refuses it.
pub fn cancellation(order: &ActOrder, mut appointment: Value, reason: &str) -> Value {
    appointment["status"] = "cancelled".into();
    let reason = reason.trim();
    let reason = match order.carer() {
        Some(name) => cut(&format!("{reason} (by {}, a carer)", short(name)), MOST_REASON),
        None => reason.to_owned(),
    };
    let why = json!({
        "url": profile("Extension-GPConnect-AppointmentCancellationReason-1"), "valueString": reason,
    });
    match appointment.get_mut("extension").and_then(Value::as_array_mut) {
        Some(extensions) => extensions.push(why),
        None => appointment["extension"] = json!([why]),
    }
    appointment
}

/// As surgeries write a moment: with the offset of the day, `2026-07-01T09:30:00+01:00`.
fn stamp(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&London).to_rfc3339_opts(SecondsFormat::Secs, false)
}
