//! Compositions as visits and results: pure.

use aws_lc_rs::digest;

use super::entries::{Entry, concept, entries};
use super::rows::Rows;
use super::{laboratory, measurement, visit};
use crate::connectors::fhir_json::{Node, SetAside};
use crate::connectors::mapping::Gathering;
use crate::domain::{Answer, InAnswer, Kind, Kinds, SourceNote, TestResult, Visit};

/// What the compositions of one EHR told.
#[derive(Default)]
struct Told {
    visits: Gathering<Visit>,
    results: Gathering<TestResult>,
}

/// All rows as an answer of these kinds.
///
/// A row that could not be read might have held either kind, so it counts in both.
pub fn answer(rows: &Rows, is_cut_short: bool, kinds: Kinds) -> Answer {
    let mut told = Told::default();
    rows.compositions.iter().for_each(|composition| told.take(*composition));
    let mut answer = Answer::default();
    if kinds.contains(Kind::Visits) {
        put(told.visits, rows.set_aside, is_cut_short, &mut answer);
    }
    if kinds.contains(Kind::TestResults) {
        put(told.results, rows.set_aside, is_cut_short, &mut answer);
    }
    answer
}

fn put<T: InAnswer>(mut part: Gathering<T>, set_aside: u32, is_cut_short: bool, answer: &mut Answer) {
    part.set_aside(SetAside::NoSubject, set_aside);
    if is_cut_short {
        part.note(SourceNote::Incomplete { text: None });
    }
    T::put(answer, part.finish());
}

impl Told {
    fn take(&mut self, composition: Node) {
        let id = id(composition);
        let all = entries(composition);
        let is_visit = visit::is_encounter(composition);
        if is_visit {
            self.visits.take(visit::visit(composition, &id, &all));
        }
        let mut is_read = is_visit;
        for entry in all {
            is_read |= self.entry(entry, is_visit, &id);
        }
        if !is_read {
            self.unknown(composition);
        }
    }

    /// Takes an entry's results; whether it was one of those that are read.
    fn entry(&mut self, entry: Entry, at_a_visit: bool, id: &str) -> bool {
        if !entry.is_observation() {
            return false;
        }
        if !entry.is_about_the_person() {
            // It is never shown as the person's own.
            self.results.set_aside(SetAside::NoSubject, 1);
            return true;
        }
        let observation = entry.node;
        let is_laboratory = laboratory::is_laboratory(observation);
        if !is_laboratory && at_a_visit && !measurement::is_measurement(observation) {
            // What somebody told or saw stands in the visit's notes.
            return true;
        }
        let own = observation.at("uid").text_at("value");
        let id = own.unwrap_or_else(|| format!("{id}/{}", entry.place));
        let mut events = 0;
        for (at, event) in measurement::events(observation).enumerate() {
            let id = format!("{id}/{at}");
            if is_laboratory {
                self.results.take_all(laboratory::results(observation, event, &id));
            } else {
                self.results.take(measurement::measurement(observation, event, id));
            }
            events += 1;
        }
        if events == 0 {
            self.results.take(Err(SetAside::NotAResource));
        }
        true
    }

    /// Counts a composition that holds nothing we read. Persistent and episodic ones (a list of problems, a plan)
    /// are of other kinds than were asked for; any other was an event, and somebody may miss it.
    fn unknown(&mut self, composition: Node) {
        let category = composition.at("category").at("defining_code").text_at("code_string");
        // openEHR terminology, "composition category": 431 persistent, 451 episodic, 433 event.
        match category.as_deref() {
            Some("431" | "451") => {}
            _ if concept(composition).is_some_and(|concept| concept.starts_with("report")) => {
                self.results.set_aside(SetAside::NoKind, 1);
            }
            _ => self.visits.set_aside(SetAside::NoKind, 1),
        }
    }
}

/// The composition's own id without its version, so that a new version is the same entry. One without an id gets one
/// from its content.
fn id(composition: Node) -> String {
    let uid = composition.at("uid");
    let uid = uid.text_at("value").or_else(|| uid.text()).unwrap_or_default();
    match uid.split("::").next() {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => {
            let content = composition.value().map(|value| value.to_string()).unwrap_or_default();
            let hash = digest::digest(&digest::SHA256, content.as_bytes());
            format!("~{}", data_encoding::HEXLOWER.encode(&hash.as_ref()[..16]))
        }
    }
}
