//! One surgery's book: what was in it at the start, and what has been booked and cancelled since.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::answers::Refusal;
use super::super::faults::Fault;
use super::asked::{self, Parameters};
use super::diary::{Slot, slots};
use super::{NOTHING_HERE, posted, shapes};
use crate::domain::NhsNumber;
use crate::sandbox::demographics::other_than;
use crate::sandbox::organisations::{MILL_LANE, PracticeOrganisation};
use crate::sandbox::people::PracticePerson;
use crate::sandbox::records::calendar::Calendar;
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::stories;

/// A surgery wants to hear of a cancellation this long before.
const NOTICE: Duration = Duration::hours(24);

const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_IDENTIFIER_VALUE", "Invalid identifier value");
const UNKNOWN_PATIENT: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "PATIENT_NOT_FOUND", "Patient record not found");
const NO_SUCH_SLOT: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "not-found",
    "REFERENCE_NOT_FOUND",
    "Referenced resource not found",
);
const TAKEN: Refusal = Refusal::new(
    StatusCode::CONFLICT,
    "conflict",
    "DUPLICATE_REJECTED",
    "Create would lead to creation of a duplicate resource",
);
const NO_VERSION: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "required", "BAD_REQUEST", "Bad request")
    .because("If-Match must hold the version that was read");
const OTHER_VERSION: Refusal =
    Refusal::new(StatusCode::CONFLICT, "conflict", "FHIR_CONSTRAINT_VIOLATION", "FHIR constraint violated");
const NOT_ONLINE: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "ACCESS_DENIED", "Practice has disabled cancellation");
const CANNOT_CANCEL: Refusal =
    Refusal::new(StatusCode::CONFLICT, "business-rule", "ACCESS_DENIED", "Cannot cancel appointment");

/// The 461 of the specification, a status that no other service has.
fn too_late() -> Refusal {
    let status = StatusCode::from_u16(461).unwrap_or(StatusCode::FORBIDDEN);
    Refusal::new(status, "business-rule", "ACCESS_DENIED", "Too late to cancel appointment")
}

/// A surgery's appointment book.
pub struct Book {
    surgery: Holder,
    people: Arc<[PracticePerson]>,
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    appointments: Vec<Kept>,
    /// Ids of slots that are no longer free.
    taken: HashSet<String>,
    /// What came of each request to book, by its id.
    requests: HashMap<Uuid, String>,
    made: u32,
}

struct Kept {
    person: &'static str,
    start: DateTime<Utc>,
    json: Value,
}

impl Kept {
    fn id(&self) -> &str {
        self.json["id"].as_str().unwrap_or_default()
    }
}

impl Book {
    /// None where there is nobody who could have an appointment.
    pub fn new(
        organisation: &'static PracticeOrganisation,
        people: Arc<[PracticePerson]>,
        base_url: String,
        calendar: Calendar,
    ) -> Option<Self> {
        let surgery = Holder { organisation, person: people.first()?.clone(), calendar, base_url };
        let book = Self { surgery, people, pages: Mutex::default() };
        let mut pages = book.pages();
        for person in book.people.iter().filter(|person| person.is_known_to(organisation.ods_code)) {
            let holder = book.holder(person);
            let entries = stories::surgery_appointments(person.key, organisation.ods_code, &calendar);
            pages.appointments.extend(entries.iter().map(|entry| Kept {
                person: person.key,
                start: entry.start(),
                json: entry.stu3(&holder),
            }));
        }
        drop(pages);
        Some(book)
    }

    pub fn organisation(&self) -> &'static PracticeOrganisation {
        self.surgery.organisation
    }

    pub fn base_url(&self) -> &str {
        &self.surgery.base_url
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn holder(&self, person: &PracticePerson) -> Holder {
        Holder { person: person.clone(), ..self.surgery.clone() }
    }

    fn now(&self) -> DateTime<Utc> {
        self.surgery.calendar.now
    }

    /// A surgery says of a person whose record is marked sensitive that it has none.
    fn person(&self, number: &str) -> Option<&PracticePerson> {
        let is_here = |person: &&PracticePerson| {
            person.answers_to(number)
                && person.is_known_to(self.organisation().ods_code)
                && !person.restricted
        };
        self.people.iter().find(is_here)
    }

    pub fn free_slots(&self, fault: Fault, query: &str) -> Result<Value, Refusal> {
        let asked = asked::of_slots(query)?;
        let pages = self.pages();
        let is_free = |slot: &Slot| !pages.taken.contains(&slot.id(&self.surgery));
        let is_wanted =
            |slot: &Slot| fault == Fault::IgnoresFilter || asked.hold(slot.start()) && is_free(slot);
        let free: Vec<_> = slots(&self.surgery.calendar).filter(is_wanted).collect();
        let mut all: Vec<_> =
            free.iter().map(|slot| shapes::slot(slot, &self.surgery, is_free(slot))).collect();
        if fault == Fault::MalformedEntry {
            all.push(json!({ "resourceType": "Slot", "id": "odd", "status": "free", "start": "tomorrow" }));
        }
        if fault == Fault::OtherPerson {
            // Whoever asks, some of these are about somebody else.
            all.extend(pages.appointments.iter().map(|kept| kept.json.clone()));
        }
        if !free.is_empty() {
            let mut known = HashSet::new();
            let first = free.iter().filter(|slot| known.insert(slot.schedule_id(&self.surgery)));
            all.extend(first.map(|slot| shapes::schedule(slot, &self.surgery)));
            let types = ["Practitioner", "Location"].into_iter().filter(|one| asked.include(one));
            // The organisation comes whether or not it is asked for (the interface's known issues).
            let types: Vec<_> = types.chain(["Organization"]).collect();
            all.extend(shapes::supporting(&self.surgery, &types));
        }
        Ok(shapes::bundle(all))
    }

    pub fn appointments_of(&self, fault: Fault, number: &str, query: &str) -> Result<Value, Refusal> {
        let asked = asked::of_appointments(query)?;
        NhsNumber::parse(number).map_err(|_| BAD_NUMBER)?;
        let person = self.person(number).ok_or(UNKNOWN_PATIENT)?;
        let pages = self.pages();
        let is_asked = |kept: &&Kept| {
            let status = asked.status.as_deref().is_none_or(|status| kept.json["status"] == status);
            kept.person == person.key && status && asked.hold(kept.start)
        };
        let mut found: Vec<_> = match fault {
            Fault::IgnoresFilter => pages.appointments.iter().collect(),
            _ => pages.appointments.iter().filter(is_asked).collect(),
        };
        found.sort_by_key(|kept| kept.start);
        let past = found.iter().filter(|kept| kept.start < self.now()).count();
        let left_out = past.saturating_sub(asked.past.unwrap_or(past));
        let mut all: Vec<_> = found.iter().skip(left_out).map(|kept| kept.json.clone()).collect();
        let record = stories::record(person.key, self.organisation().ods_code, &self.surgery.calendar);
        if record.is_some_and(|record| record.muddled) {
            all.push(shapes::unreadable(&self.holder(person), "muddle"));
        }
        all.extend(self.faulty(fault, person, &pages));
        let types: Vec<_> =
            ["Practitioner", "Location"].into_iter().filter(|one| asked.include(one)).collect();
        if !all.is_empty() {
            all.extend(shapes::supporting(&self.surgery, &types));
        }
        Ok(shapes::bundle(all))
    }

    /// What a content fault puts among the good entries.
    fn faulty(&self, fault: Fault, person: &PracticePerson, pages: &Pages) -> Option<Value> {
        match fault {
            Fault::MalformedEntry => Some(shapes::unreadable(&self.holder(person), "fault")),
            Fault::OtherPerson => self.of_somebody_else(person.key, pages),
            _ => None,
        }
    }

    fn of_somebody_else(&self, person: &str, pages: &Pages) -> Option<Value> {
        let kept = pages.appointments.iter().find(|kept| kept.person != person).map(|kept| kept.json.clone());
        let own = self.people.iter().find(|one| one.key == person)?;
        kept.or_else(|| Some(shapes::unreadable(&self.holder(other_than(&self.people, own)?), "stray")))
    }

    /// With whoever takes part inside, where that is asked for, as in the specification's example.
    pub fn read(&self, fault: Fault, id: &str, query: &str) -> Result<Value, Refusal> {
        let asked = asked::of_one(query)?;
        let pages = self.pages();
        let kept = pages.appointments.iter().find(|kept| kept.id() == id).ok_or(NOTHING_HERE)?;
        if fault == Fault::OtherPerson {
            return self.of_somebody_else(kept.person, &pages).ok_or(NOTHING_HERE);
        }
        let mut json = kept.json.clone();
        json["participant"] = with_inside(&json["participant"], &self.included(&asked));
        Ok(json)
    }

    fn included(&self, asked: &Parameters) -> Vec<Value> {
        let types: Vec<_> =
            ["Practitioner", "Location"].into_iter().filter(|one| asked.include(one)).collect();
        shapes::supporting(&self.surgery, &types)
    }

    /// The same request again is the same booking: "a globally unique identifier for the request, which we use to
    /// de-duplicate repeated requests".
    pub fn book(&self, request: Uuid, body: &[u8]) -> Result<Value, Refusal> {
        let json = posted::appointment(body)?;
        let number = posted::patient(&json)?;
        let person = self.person(&number).ok_or(UNKNOWN_PATIENT)?;
        let wanted = posted::slot_id(&json)?;
        let mut slots = slots(&self.surgery.calendar);
        let slot = slots.find(|slot| slot.id(&self.surgery) == wanted).ok_or(NO_SUCH_SLOT)?;
        posted::check(&json, &slot)?;
        let mut pages = self.pages();
        let before = pages.requests.get(&request).cloned();
        if let Some(kept) = before.and_then(|id| pages.appointments.iter().find(|kept| kept.id() == id)) {
            return Ok(kept.json.clone());
        }
        let is_free = pages.taken.insert(wanted.to_owned());
        if !is_free || slot.goes_at_once() {
            return Err(TAKEN);
        }
        pages.made += 1;
        let id = self.surgery.own_id("Appointment", &format!("booked-{}", pages.made));
        let booked = shapes::booked(&json, &id, &slot, &self.holder(person), self.keeps_identifiers());
        pages.requests.insert(request, id);
        pages.appointments.push(Kept { person: person.key, start: slot.start(), json: booked.clone() });
        Ok(booked)
    }

    /// Suppliers differ: one keeps the identifiers that a booking came with, the other drops them.
    fn keeps_identifiers(&self) -> bool {
        self.organisation().ods_code != MILL_LANE
    }

    /// One surgery lets people cancel, the other wants a call.
    fn lets_people_cancel(&self) -> bool {
        self.organisation().ods_code != MILL_LANE
    }

    pub fn cancel(&self, id: &str, version: &str, body: &[u8]) -> Result<Value, Refusal> {
        let json = posted::appointment(body)?;
        let now = self.now();
        let mut pages = self.pages();
        let place = pages.appointments.iter().position(|kept| kept.id() == id).ok_or(NOTHING_HERE)?;
        let kept = pages.appointments.get_mut(place).ok_or(NOTHING_HERE)?;
        if !self.lets_people_cancel() {
            return Err(NOT_ONLINE);
        }
        let current = kept.json["meta"]["versionId"].as_str().unwrap_or_default();
        match version.strip_prefix("W/\"").and_then(|rest| rest.strip_suffix('"')) {
            None => return Err(NO_VERSION),
            Some(told) if told != current => return Err(OTHER_VERSION),
            Some(_) => {}
        }
        posted::check_cancellation(&json, &kept.json)?;
        if kept.json["status"] != "booked" || kept.start <= now {
            return Err(CANNOT_CANCEL);
        }
        if kept.start - now < NOTICE {
            return Err(too_late());
        }
        let next = current.parse::<u64>().unwrap_or_default() + 1;
        kept.json = json;
        kept.json["meta"]["versionId"] = next.to_string().into();
        let cancelled = kept.json.clone();
        if let Ok(slot) = posted::slot_id(&cancelled) {
            pages.taken.remove(slot);
        }
        Ok(cancelled)
    }
}

fn with_inside(participants: &Value, included: &[Value]) -> Value {
    let mut all = participants.as_array().cloned().unwrap_or_default();
    let named = |resource: &&Value| {
        let name = format!(
            "{}/{}",
            resource["resourceType"].as_str().unwrap_or_default(),
            resource["id"].as_str().unwrap_or_default()
        );
        participants.as_array().into_iter().flatten().any(|one| one["actor"]["reference"] == name.as_str())
    };
    all.extend(included.iter().filter(named).map(|resource| json!({ "resource": resource })));
    all.into()
}
