//! What a book tells, in the shapes of GP Connect: slots, schedules, new appointments, and all that they refer to.

use serde_json::{Value, json};

use super::diary::Slot;
use crate::sandbox::records::calendar::stamp;
use crate::sandbox::records::codes::coding;
use crate::sandbox::records::holder::{Holder, put};
use crate::sandbox::records::supporting::shared;

const PROFILES: &str = "https://fhir.nhs.uk/STU3/StructureDefinition";
const ROLES: &str = "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1";

/// The address of a profile or extension.
pub fn profile(name: &str) -> String {
    format!("{PROFILES}/{name}")
}

pub fn bundle(resources: impl IntoIterator<Item = Value>) -> Value {
    let entries: Vec<_> = resources.into_iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "entry": entries })
}

pub fn slot(slot: &Slot, surgery: &Holder, is_free: bool) -> Value {
    json!({
        "resourceType": "Slot",
        "id": slot.id(surgery),
        "meta": { "versionId": "1", "profile": [profile("GPConnect-Slot-1")] },
        "extension": [channel(slot.session.channel)],
        "serviceType": [{ "text": slot.session.what }],
        "schedule": { "reference": format!("Schedule/{}", slot.schedule_id(surgery)) },
        "status": if is_free { "free" } else { "busy" },
        "start": stamp(slot.start()),
        "end": stamp(slot.end()),
    })
}

pub fn schedule(slot: &Slot, surgery: &Holder) -> Value {
    let actors: Vec<_> =
        surgery.place("main").into_iter().chain(surgery.worker(slot.session.worker)).collect();
    json!({
        "resourceType": "Schedule",
        "id": slot.schedule_id(surgery),
        "meta": { "versionId": "1", "profile": [profile("GPConnect-Schedule-1")] },
        "extension": role(slot.session.worker, surgery).into_iter().collect::<Vec<_>>(),
        "serviceCategory": { "text": slot.session.name },
        "actor": actors,
    })
}

/// The surgery's own resources of one of these types.
pub fn supporting(surgery: &Holder, types: &[&str]) -> Vec<Value> {
    let is_wanted = |resource: &Value| types.iter().any(|wanted| resource["resourceType"] == *wanted);
    shared(surgery).into_iter().filter(is_wanted).collect()
}

fn channel(code: &str) -> Value {
    json!({ "url": profile("Extension-GPConnect-DeliveryChannel-2"), "valueCode": code })
}

fn role(worker: &str, surgery: &Holder) -> Option<Value> {
    let role = surgery.organisation.worker(worker)?.role;
    Some(json!({
        "url": profile("Extension-GPConnect-PractitionerRole-1"),
        "valueCodeableConcept": coding(ROLES, "R0260", role),
    }))
}

/// What becomes of a request to book this slot.
pub fn booked(asked: &Value, id: &str, slot: &Slot, person: &Holder, keeps_identifier: bool) -> Value {
    let mut extensions = vec![json!({
        "url": profile("Extension-GPConnect-BookingOrganisation-1"), "valueReference": { "reference": "#1" },
    })];
    extensions.extend(role(slot.session.worker, person));
    extensions.push(channel(slot.session.channel));
    let contained = asked["contained"].as_array().into_iter().flatten();
    let organisation: Vec<_> =
        contained.filter(|inner| inner["resourceType"] == "Organization").cloned().collect();
    let mut actors = vec![json!({ "reference": format!("Patient/{}", person.person.current_number()) })];
    actors.extend(person.place("main"));
    actors.extend(person.worker(slot.session.worker));
    let mut appointment = json!({
        "resourceType": "Appointment",
        "id": id,
        "meta": { "versionId": "1", "profile": [profile("GPConnect-Appointment-1")] },
        "contained": organisation,
        "extension": extensions,
        "status": "booked",
        "serviceCategory": { "text": slot.session.name },
        "serviceType": [{ "text": slot.session.what }],
        "description": asked["description"],
        "start": stamp(slot.start()),
        "end": stamp(slot.end()),
        "minutesDuration": slot.minutes(),
        "slot": asked["slot"],
        "created": asked["created"],
        "participant": actors
            .into_iter()
            .map(|actor| json!({ "actor": actor, "status": "accepted" }))
            .collect::<Vec<_>>(),
    });
    put(&mut appointment, "comment", asked.get("comment").cloned());
    put(&mut appointment, "identifier", asked.get("identifier").filter(|_| keeps_identifier).cloned());
    appointment
}

/// One that nobody can read, but for whom it is about.
pub fn unreadable(person: &Holder, key: &str) -> Value {
    json!({
        "resourceType": "Appointment",
        "id": person.id("Appointment", key),
        "meta": { "versionId": "1", "profile": [profile("GPConnect-Appointment-1")] },
        "status": 12,
        "start": ["tomorrow"],
        "serviceType": 4,
        "description": {},
        "participant": [{
            "actor": { "reference": format!("Patient/{}", person.person.current_number()) }, "status": "accepted",
        }],
    })
}
