//! The sections of the summary: for people in words, for programs as references to resources. A section without any says
//! why, and that there is nothing only where somebody stated so in a code.

use serde_json::{Value, json};

use super::resources::Resource;
use super::value::put;
use super::{div, list, urn};
use crate::domain::{Condition, Gathered, Held, Kind};
use crate::journeys::download::contents::{Contents, stated_none, stated_words};
use crate::journeys::download::paper::escaped;
use crate::journeys::record::conditions::{Place, place};
use crate::journeys::record::entry_words::holder_names;
use crate::journeys::record::listed::Listed;
use crate::t;

/// A section's LOINC code and that code's name, with the title that it has in the guide.
struct Code(&'static str, &'static str, &'static str);

const MEDICINES: Code = Code("10160-0", "History of Medication use Narrative", "Medication Summary");
const ALLERGIES: Code =
    Code("48765-2", "Allergies and adverse reactions Document", "Allergies and Intolerances");
const PROBLEMS: Code = Code("11450-4", "Problem list - Reported", "Problem List");
const PAST_ILLNESS: Code = Code("11348-0", "History of Past illness Narrative", "History of Past Illness");
const IMMUNISATIONS: Code = Code("11369-6", "History of Immunization Narrative", "Immunizations");
const RESULTS: Code = Code("30954-2", "Relevant diagnostic tests/laboratory data Narrative", "Results");

/// The three that every summary has, and the others where they were chosen.
pub fn sections(contents: &Contents) -> Vec<Value> {
    let everything = &contents.everything;
    let chosen = |kind| contents.chosen.kinds.contains(kind);
    let is_past = |condition: &Condition| place(condition) != Place::Now;
    let mut sections = vec![
        section(contents, &MEDICINES, &everything.medicines, |_| true),
        section(contents, &ALLERGIES, &everything.allergies, |_| true),
        section(contents, &PROBLEMS, &everything.conditions, |condition| !is_past(condition)),
    ];
    if chosen(Kind::Vaccinations) {
        sections.push(section(contents, &IMMUNISATIONS, &everything.vaccinations, |_| true));
    }
    if chosen(Kind::TestResults) {
        sections.push(section(contents, &RESULTS, &everything.test_results, |_| true));
    }
    if chosen(Kind::Conditions) {
        sections.push(section(contents, &PAST_ILLNESS, &everything.conditions, is_past));
    }
    sections
}

fn section<T: Listed + Resource>(
    contents: &Contents,
    Code(code, display, title): &Code,
    gathered: &Gathered<T>,
    stands_here: impl Fn(&T) -> bool,
) -> Value {
    let entries: Vec<&Held<T>> =
        contents.taken(gathered).filter(|held| held.entry.belongs() && stands_here(&held.entry)).collect();
    let stated: Vec<String> =
        stated_none(&gathered.sources).map(|stated| stated_words(contents.locale, stated)).collect();
    let mut section = json!({
        "title": title,
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": display}]},
    });
    let mut inner = if stated.is_empty() { String::new() } else { list(&stated) };
    if entries.is_empty() {
        let (reason, words) = why_empty(contents, gathered);
        inner.push_str(&format!("<p>{}</p>", escaped(&words)));
        let (name, coded) = match reason {
            Empty::NilKnown => ("Nil Known", "nilknown"),
            Empty::Unavailable => ("Unavailable", "unavailable"),
        };
        let system = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
        let reason = json!({"coding": [{"system": system, "code": coded, "display": name}], "text": words});
        put(&mut section, "emptyReason", Some(reason));
    } else {
        let lines: Vec<String> = entries.iter().map(|held| line(contents, held)).collect();
        inner.push_str(&list(&lines));
        let references = entries.iter().map(|held| json!({"reference": urn(held.id)})).collect();
        put(&mut section, "entry", Some(Value::Array(references)));
    }
    put(&mut section, "text", Some(json!({"status": "generated", "div": div(&inner)})));
    section
}

/// An entry in one line, with how it stands and who holds it.
fn line<T: Listed>(contents: &Contents, held: &Held<T>) -> String {
    let locale = contents.locale;
    let line = held.entry.line(locale);
    let tag = line.tag.map(|(words, _)| words);
    let parts = [Some(held.entry.title(locale)), tag, line.what, line.small];
    let parts: Vec<String> =
        parts.into_iter().flatten().chain([holder_names(locale, &held.holders)]).collect();
    parts.join(" · ")
}

/// The two reasons that are ever given (HL7 "List Empty Reasons").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Empty {
    /// Somebody stated in a code that there is nothing, and nobody's answer is missing.
    NilKnown,
    Unavailable,
}

fn why_empty<T: Listed>(contents: &Contents, gathered: &Gathered<T>) -> (Empty, String) {
    let locale = contents.locale;
    let is_incomplete = gathered.sources.iter().any(|source| source.state.may_be_missing_something());
    let is_stated = stated_none(&gathered.sources).next().is_some();
    let words = if contents.by_carer.is_some() {
        // The same for what was not chosen, what was not given and what is not there.
        t!(locale, "There may be more that whoever made this file cannot see.")
    } else if !contents.chosen.kinds.contains(T::KIND) {
        t!(locale, "This was not chosen for this file.")
    } else if !gathered.entries.is_empty() {
        t!(locale, "Nothing of what we were told belongs here, or it is outside the chosen dates.")
    } else if is_incomplete {
        t!(locale, "Somebody who may know of something has not told us everything.")
    } else if is_stated {
        return (Empty::NilKnown, t!(locale, "It was stated that there is nothing.").into_owned());
    } else {
        t!(locale, "We were told of nothing. Something may not be shared online.")
    };
    (Empty::Unavailable, words.into_owned())
}
