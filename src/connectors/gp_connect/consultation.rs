//! What was written down at a consultation: lists within lists, in the surgery's own order.

use std::collections::{HashMap, HashSet};

use super::lists::ListOf;
use crate::connectors::fhir_json::{Node, has_code, notes, words};
use crate::connectors::mapping::{Context, medicines, value_words};
use crate::domain::VisitNote;

/// Lists nest three deep (consultation, topic, heading); more is a circle.
const DEEPEST: usize = 5;
/// SNOMED CT "Comment note": its text is all that it says.
const COMMENT_NOTE: &str = "37331000000100";

/// The consultations of an answer, by the encounter they belong to.
pub struct Consultations<'a>(HashMap<String, Vec<Node<'a>>>);

impl<'a> Consultations<'a> {
    pub fn of(lists: &[Node<'a>], context: &Context<'a>) -> Self {
        let mut by_encounter: HashMap<String, Vec<Node<'a>>> = HashMap::new();
        for list in lists.iter().filter(|list| ListOf::of(**list) == ListOf::Consultation) {
            if let Some(encounter) = context.index.resolve(*list, list.at("encounter")) {
                by_encounter.entry(context.source_id(encounter)).or_default().push(*list);
            }
        }
        Self(by_encounter)
    }

    /// What was written down at an encounter.
    pub fn notes(&self, encounter: Node<'a>, context: &Context<'a>) -> Vec<VisitNote> {
        let mut notes = Notes { context, seen: HashSet::new(), written: Vec::new() };
        for list in self.0.get(&context.source_id(encounter)).into_iter().flatten() {
            notes.write_down(*list, None, 0);
        }
        notes.written
    }
}

/// What was written down so far.
struct Notes<'a, 'c> {
    context: &'c Context<'a>,
    /// Lists that stand already: some hold each other, and each is written down once.
    seen: HashSet<String>,
    written: Vec<VisitNote>,
}

impl<'a> Notes<'a, '_> {
    fn write_down(&mut self, list: Node<'a>, heading: Option<String>, depth: usize) {
        if depth >= DEEPEST || !self.seen.insert(self.context.source_id(list)) {
            return;
        }
        let mut lines = Vec::new();
        for item in list.all("entry").map(|entry| entry.at("item")) {
            match self.context.index.resolve(list, item) {
                Some(inner) if inner.resource_type() == "List" => {
                    put(&heading, &mut lines, &mut self.written);
                    let title = inner.text_at("title");
                    let deeper =
                        [heading.clone(), title].into_iter().flatten().collect::<Vec<_>>().join(": ");
                    self.write_down(inner, (!deeper.is_empty()).then_some(deeper), depth + 1);
                }
                Some(resource) => lines.extend(line(resource, self.context)),
                None if !item.at("reference").exists() => lines.extend(item.text_at("display")),
                // The surgery keeps what it names to itself, and so its words too.
                None => {}
            }
        }
        put(&heading, &mut lines, &mut self.written);
    }
}

fn put(heading: &Option<String>, lines: &mut Vec<String>, written: &mut Vec<VisitNote>) {
    if !lines.is_empty() {
        written.push(VisitNote { heading: heading.clone(), lines: std::mem::take(lines) });
    }
}

/// One thing that was written down, on one line.
fn line<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    match resource.resource_type() {
        "Observation" => observation(resource),
        "MedicationRequest" | "MedicationStatement" => {
            let medicine = medicines(&[resource], context).into_iter().flatten().next()?;
            Some(
                [Some(medicine.name.text), medicine.dosage]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        }
        "Immunization" => {
            crate::connectors::mapping::vaccination(resource, context).ok().map(|given| given.name.text)
        }
        "DocumentReference" => {
            crate::connectors::mapping::letter(resource, context).ok().map(|letter| letter.title)
        }
        "ReferralRequest" => {
            let why = resource.all("reasonCode").find_map(words);
            let parts: Vec<_> = why.into_iter().chain(resource.text_at("description")).collect();
            (!parts.is_empty()).then(|| parts.join(": "))
        }
        _ => named(resource, None),
    }
}

fn observation(resource: Node) -> Option<String> {
    if has_code(resource.at("code"), &[COMMENT_NOTE]) {
        return notes(resource).or_else(|| words(resource.at("code")));
    }
    named(resource, value_words(resource))
}

fn named(resource: Node, value: Option<String>) -> Option<String> {
    let name = words(resource.at("code"))?;
    let with_value = match value {
        Some(value) => format!("{name}: {value}"),
        None => name,
    };
    Some(match notes(resource) {
        Some(note) => format!("{with_value} ({note})"),
        None => with_value,
    })
}
