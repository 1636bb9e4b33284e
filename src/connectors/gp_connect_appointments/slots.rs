//! Free slots with their schedules, workers and places: pure.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::connectors::ConnectorError;
use crate::connectors::appointment_book::{FreeTime, FreeTimes};
use crate::connectors::fhir_json::{
    About, Index, Node, SetAside, SubjectCheck, address, entries, issue_notes, words,
};
use crate::connectors::mapping::{how, moment};

/// Some days in the UK, both included.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Days {
    fn hold(self, moment: DateTime<Utc>) -> bool {
        let day = moment.with_timezone(&London).date_naive();
        (self.from..=self.until).contains(&day)
    }
}

/// What of these bundles is free in those days, the earliest first.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] where an entry is about another person: a free time is about nobody.
pub fn free_times<'a>(
    bundles: impl IntoIterator<Item = Node<'a>>,
    base: &str,
    check: &SubjectCheck,
    days: Days,
) -> Result<FreeTimes, ConnectorError> {
    let all: Vec<_> = bundles.into_iter().flat_map(entries).collect();
    let mut index = Index::new(base);
    all.iter().for_each(|entry| index.add(entry.full_url, entry.resource));
    let mut free = FreeTimes::default();
    let mut seen = HashSet::new();
    for resource in all.iter().map(|entry| entry.resource) {
        if check.resource(resource, &index) == About::SomebodyElse {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        match resource.resource_type() {
            "Slot" => match free_time(resource, &index) {
                Ok(time) if days.hold(time.start) && seen.insert(time.slot.clone()) => free.times.push(time),
                Ok(_) => {}
                Err(why) => free.set_aside += u32::from(why.is_counted()),
            },
            "OperationOutcome" => free.notes.extend(issue_notes(resource)),
            "" => free.set_aside += 1,
            _ => {}
        }
    }
    free.times.sort_by(|one, other| (one.start, &one.slot).cmp(&(other.start, &other.slot)));
    Ok(free)
}

fn free_time<'a>(slot: Node<'a>, index: &Index<'a>) -> Result<FreeTime, SetAside> {
    // Servers that do not know the parameter send what is taken too.
    if slot.str_at("status").is_some_and(|status| status != "free") {
        return Err(SetAside::DoesNotCount);
    }
    let (Some(id), Some(start), Some(end)) = (slot.id(), moment(slot.at("start")), moment(slot.at("end")))
    else {
        return Err(SetAside::NoName);
    };
    if end < start {
        return Err(SetAside::NoName);
    }
    let schedule = index.resolve(slot, slot.at("schedule")).unwrap_or(Node::NOTHING);
    let place = Actor::of(schedule, index, "Location");
    Ok(FreeTime {
        slot: id,
        schedule: schedule.id(),
        start,
        end,
        what: slot.all("serviceType").find_map(words),
        session: schedule.all("serviceCategory").find_map(words),
        how: how(slot),
        with_whom: Actor::of(schedule, index, "Practitioner").and_then(|worker| worker.name),
        role: words(schedule.extension("PractitionerRole-1").at("valueCodeableConcept")),
        location: place.as_ref().and_then(|place| place.reference.clone()),
        place: place.and_then(Actor::name_and_address),
    })
}

/// Who or what takes part in a schedule.
struct Actor {
    reference: Option<String>,
    name: Option<String>,
    address: Option<String>,
}

impl Actor {
    fn of<'a>(schedule: Node<'a>, index: &Index<'a>, kind: &str) -> Option<Self> {
        schedule.all("actor").find_map(|actor| {
            let found = index.resolve(schedule, actor);
            let reference = actor.text_at("reference");
            let by_reference = reference.as_deref().and_then(|text| text.rsplit('/').nth(1));
            let told = actor.str_at("type").or(by_reference).or(found.map(Node::resource_type));
            (told == Some(kind)).then(|| Self {
                name: index.name_of(schedule, actor),
                address: found.and_then(|found| address(found.at("address"))),
                reference,
            })
        })
    }

    fn name_and_address(self) -> Option<String> {
        let parts: Vec<_> = self.name.into_iter().chain(self.address).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
