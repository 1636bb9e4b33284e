//! Encounters as visits, with what was written down at them.

use super::entries::{Entry, concept, elements, statements, value_at};
use super::values::{date, in_words, result, words};
use crate::connectors::fhir_json::{Node, SetAside};
use crate::domain::{Ties, Visit, VisitNote};

/// A composition of the archetype `encounter`, or of one that specialises it.
pub fn is_encounter(composition: Node) -> bool {
    concept(composition).is_some_and(|concept| concept == "encounter" || concept.starts_with("encounter-"))
}

/// An encounter (RM "EVENT_CONTEXT" for when, where and with whom).
pub fn visit(composition: Node, id: &str, entries: &[Entry]) -> Result<Visit, SetAside> {
    let context = composition.at("context");
    let about_the_person = || entries.iter().filter(|entry| entry.is_about_the_person());
    Ok(Visit {
        source_id: id.to_owned(),
        what: words(composition.at("name")).ok_or(SetAside::NoName)?,
        started: date(context.at("start_time")),
        ended: date(context.at("end_time")),
        place: context.text_at("location").or_else(|| context.at("health_care_facility").text_at("name")),
        with_whom: with_whom(composition),
        reason: about_the_person().find_map(|entry| reason(entry.node)),
        notes: about_the_person().filter_map(|entry| note(entry.node)).collect(),
        ties: Ties::default(),
    })
}

/// The one who took part, or else the one who wrote it down; never the person.
fn with_whom(composition: Node) -> Option<String> {
    let named = |party: Node| -> Option<String> {
        if party.str_at("_type") == Some("PARTY_SELF") { None } else { party.text_at("name") }
    };
    let context = composition.at("context");
    let took_part = context.all("participations").find_map(|one| named(one.at("performer")));
    took_part.or_else(|| named(composition.at("composer")))
}

/// `EVALUATION.reason_for_encounter.v1`: the presenting problem.
fn reason(entry: Node) -> Option<String> {
    let is_reason = concept(entry).is_some_and(|concept| concept.starts_with("reason_for_encounter"));
    if is_reason { words(value_at(entry.at("data"), "at0004")) } else { None }
}

/// What one entry says, in its own words: a line an element, with the element's name where there are several.
fn note(entry: Node) -> Option<VisitNote> {
    if reason(entry).is_some() {
        return None;
    }
    let said: Vec<_> = statements(entry)
        .into_iter()
        .flat_map(elements)
        .filter_map(|element| {
            let value = result(element.at("value"))?;
            Some((words(element.at("name")), in_words(&value)))
        })
        .collect();
    let is_alone = said.len() == 1;
    let line = |(name, value): (Option<String>, String)| match name {
        Some(name) if !is_alone => format!("{name}: {value}"),
        _ => value,
    };
    let lines: Vec<_> = said.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| VisitNote { heading: words(entry.at("name")), lines })
}
