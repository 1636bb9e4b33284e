//! Who holds what about whom.

mod community;
mod documents;
mod dosages;
mod family;
mod long;
mod messages;
mod mia;
mod questionnaires;
mod others;
mod sam;
mod several;
mod surgery;
mod withheld;

pub use surgery::surgery_appointments;

use super::Record;
use super::calendar::Calendar;
use crate::sandbox::organisations::{
    AGGREGATOR, HARBOUR, HILL_STREET, IMMUNISATIONS, MILL_LANE, NORTHFIELD, PRESCRIPTIONS, RIVERSIDE, VALE,
};

/// What an organisation holds about a person; `None` where it does not know them.
pub fn record(person: &str, ods_code: &str, calendar: &Calendar) -> Option<Record> {
    let messages = messages::conversations(person, ods_code, calendar);
    let more = questionnaires::more(person, ods_code, calendar);
    told(person, ods_code, calendar).map(|mut record| {
        record.questionnaires.extend(more);
        let not_for_patient = withheld::of(person, ods_code, calendar).map(Box::new);
        Record { messages, not_for_patient, ..record }
    })
}

fn told(person: &str, ods_code: &str, calendar: &Calendar) -> Option<Record> {
    Some(match (person, ods_code) {
        ("sam", HILL_STREET) => sam::hill_street(calendar),
        ("sam", MILL_LANE) => sam::mill_lane(calendar),
        ("sam", RIVERSIDE) => sam::riverside(calendar),
        ("sam", NORTHFIELD) => sam::northfield(calendar),
        ("sam", VALE) => sam::vale(calendar),
        ("sam", HARBOUR) => community::sam_harbour(calendar),
        ("sam", IMMUNISATIONS) => community::sam_immunisations(calendar),
        ("nadia", HILL_STREET | RIVERSIDE | VALE | HARBOUR | IMMUNISATIONS) => Record::default(),
        ("max", HARBOUR) => Record { muddled: true, ..community::everyday_harbour(calendar) },
        ("max", IMMUNISATIONS) => Record { muddled: true, ..community::everyday_immunisations(calendar) },
        ("sunita", HILL_STREET) => dosages::sunita_hill_street(calendar),
        ("sunita", RIVERSIDE) => documents::sunita_riverside(calendar),
        ("sunita", IMMUNISATIONS) => community::everyday_immunisations(calendar),
        ("olive", HILL_STREET) => long::hill_street(calendar),
        ("olive", RIVERSIDE) => long::riverside(calendar),
        ("priya", MILL_LANE) => several::priya_mill_lane(calendar),
        ("priya", NORTHFIELD) => several::priya_northfield(calendar),
        ("tom", HILL_STREET) => family::tom_hill_street(calendar),
        ("tom", NORTHFIELD) => family::tom_northfield(calendar),
        ("tom", VALE) => family::tom_vale(calendar),
        ("mia", HILL_STREET) => mia::hill_street(calendar),
        ("mia", RIVERSIDE) => mia::riverside(calendar),
        ("grace", HILL_STREET) => family::grace_hill_street(calendar),
        ("grace", RIVERSIDE) => family::grace_riverside(calendar),
        ("max", MILL_LANE | RIVERSIDE | VALE) => Record { muddled: true, ..others::everyday(calendar) },
        ("trang", MILL_LANE) => others::trang_mill_lane(calendar),
        ("wilhelmina", HILL_STREET | NORTHFIELD)
        | ("yael", MILL_LANE | RIVERSIDE)
        | ("nour", HILL_STREET | VALE)
        | ("wulandari", MILL_LANE | VALE)
        | ("robin", HILL_STREET | RIVERSIDE)
        | ("trang", VALE) => others::everyday(calendar),
        // What these two tell has shapes of its own (`sandbox::aggregator`, `sandbox::prescriptions`).
        ("sam" | "priya" | "tom" | "wilhelmina", AGGREGATOR) => Record::default(),
        ("sam" | "nadia" | "priya" | "grace", PRESCRIPTIONS) => Record::default(),
        ("max", AGGREGATOR | PRESCRIPTIONS) => Record { muddled: true, ..Record::default() },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::organisations::{Interface, ORGANISATIONS};
    use crate::sandbox::people::people;

    fn calendar() -> Calendar {
        Calendar { now: "2026-11-22T09:00:00Z".parse().expect("a moment") }
    }

    #[test]
    fn everyone_is_known_to_exactly_the_connected_organisations_that_hold_a_record() {
        for person in people(2026) {
            for code in
                [HILL_STREET, MILL_LANE, RIVERSIDE, NORTHFIELD, VALE, HARBOUR, IMMUNISATIONS, PRESCRIPTIONS]
            {
                let held = record(person.key, code, &calendar()).is_some();
                assert_eq!(held, person.is_known_to(code), "{} at {code}", person.key);
            }
            for code in person.known_to {
                let organisation =
                    ORGANISATIONS.iter().find(|one| one.ods_code == *code).expect("an organisation");
                let connected = organisation.interface != Interface::NotConnected;
                assert_eq!(record(person.key, code, &calendar()).is_some(), connected);
            }
        }
    }

    #[test]
    fn two_thousand_entries_are_two_thousand() {
        let held = [HILL_STREET, RIVERSIDE]
            .map(|code| record("olive", code, &calendar()).expect("a record").entries());
        assert_eq!(held.iter().sum::<usize>(), 2_000);
    }
}
