//! Appointments of an answer, each with what is needed to find it again and to change it: pure.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::connectors::ConnectorError;
use crate::connectors::appointment_book::{Booked, FreeTime};
use crate::connectors::fhir_json::{Node, SubjectCheck};
use crate::connectors::fhir_r4::mapping::Found;
use crate::connectors::mapping::{Context, appointment};
use crate::domain::AppointmentStatus;

/// The type that every question here is about.
pub const WANTED: &str = "Appointment";
/// The identifier system of a UUID (RFC 3986).
pub const UUID_SYSTEM: &str = "urn:ietf:rfc:3986";

/// The identifier under which a wish is sent and found again.
pub fn wish_identifier(wish: Uuid) -> String {
    format!("urn:uuid:{wish}")
}

/// The one appointment that an answer is, checked to be the subject's; with its JSON as it came.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`], or [`ConnectorError::Unreadable`] where it is no single usable appointment.
pub fn one(json: &Value, base: &str, check: &SubjectCheck) -> Result<(Booked, Value), ConnectorError> {
    let bundle = match Node::of(json).resource_type() {
        "Bundle" => json.clone(),
        _ => {
            // Whoever takes part may stand inside, as in the specification's example.
            let taking_part = json["participant"].as_array().into_iter().flatten();
            let inside = taking_part.filter_map(|participant| participant.get("resource"));
            let all = std::iter::once(json).chain(inside).map(|resource| json!({"resource": resource}));
            json!({"resourceType": "Bundle", "entry": all.collect::<Vec<_>>()})
        }
    };
    let found = Found::of_bundles([(WANTED, Node::of(&bundle))], base, check)?;
    let (resources, context) = found.matched();
    let [resource] = resources else { return Err(ConnectorError::Unreadable("not one appointment")) };
    let raw = resource.value().cloned().unwrap_or_default();
    Ok((booked(*resource, context)?, raw))
}

fn booked<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Booked, ConnectorError> {
    let appointment = appointment(resource, context)
        .map_err(|_| ConnectorError::Unreadable("an appointment without time or name"))?;
    Ok(Booked { appointment, version: resource.at("meta").text_at("versionId") })
}

/// What an earlier try of the same wish has booked. A surgery may not keep our identifier: then an appointment of the
/// person's own in the very same slot is the one.
pub fn fulfilled(found: &Found, wish: Uuid, time: &FreeTime) -> Option<Result<Booked, ConnectorError>> {
    let (resources, context) = found.matched();
    let by_wish = resources.iter().find(|resource| has_identifier(**resource, wish));
    let by_slot = || resources.iter().find(|resource| is_booked(**resource) && is_in(**resource, time));
    by_wish.or_else(by_slot).map(|resource| booked(*resource, context))
}

fn has_identifier(resource: Node, wish: Uuid) -> bool {
    let wanted = wish_identifier(wish);
    let value = |identifier: Node| identifier.text_at("value");
    resource
        .all("identifier")
        .any(|identifier| value(identifier).is_some_and(|value| value.eq_ignore_ascii_case(&wanted)))
}

fn is_booked(resource: Node) -> bool {
    matches!(resource.str_at("status"), Some("booked" | "pending" | "proposed" | "arrived"))
}

fn is_in(resource: Node, time: &FreeTime) -> bool {
    let slot = |reference: Node| reference.text_at("reference").or_else(|| reference.text());
    let names_slot = |told: String| told.rsplit('/').next() == Some(time.slot.as_str());
    resource.all("slot").filter_map(slot).any(names_slot)
}

/// Whether a booking is of the time that was wanted, as far as it says.
pub fn is_of(booked: &Booked, time: &FreeTime) -> bool {
    booked.appointment.start.is_none_or(|start| start == time.start)
}

/// The same with names that only the free time told.
pub fn named(mut booked: Booked, time: &FreeTime) -> Booked {
    let appointment = &mut booked.appointment;
    appointment.with_whom = appointment.with_whom.take().or_else(|| time.with_whom.clone());
    appointment.place = appointment.place.take().or_else(|| time.place.clone());
    booked
}

/// Whether an appointment is called off.
pub fn is_cancelled(booked: &Booked) -> bool {
    booked.appointment.status == AppointmentStatus::Cancelled
}
