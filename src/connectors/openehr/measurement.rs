//! Observations outside of the laboratory, such as blood pressure, weight and scores: one result an event.

use super::entries::{concept, elements, is_cluster};
use super::values::{coded, date, in_words, is_measured, mark, range, result, words};
use crate::connectors::fhir_json::{Node, SetAside};
use crate::domain::{ResultPart, ResultState, TestResult, Ties};

/// The archetypes of vital signs, as the Clinical Knowledge Manager names them.
const VITAL_SIGNS: [&str; 8] = [
    "blood_pressure",
    "pulse",
    "respiration",
    "body_temperature",
    "pulse_oximetry",
    "body_weight",
    "height",
    "body_mass_index",
];

/// Whether an observation measures or counts anything; one that only tells a story does not.
pub fn is_measurement(observation: Node) -> bool {
    events(observation).any(|event| !measured(event).is_empty())
}

/// The events of an observation's history.
pub fn events<'a>(observation: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    observation.at("data").all("events")
}

/// When an event was: the moment of the measurement, or of the sample (RM "EVENT.time").
pub fn time(observation: Node, event: Node) -> Option<crate::domain::PartialDate> {
    date(event.at("time")).or_else(|| date(observation.at("data").at("origin")))
}

/// One event as a result. Several amounts are its parts; words beside amounts are its comment.
pub fn measurement(observation: Node, event: Node, id: String) -> Result<TestResult, SetAside> {
    let name = coded(observation.at("name")).ok_or(SetAside::NoName)?;
    let amounts = measured(event);
    let all = elements(event.at("data"));
    let texts = all.iter().filter(|element| !is_measured(element.at("value")));
    let mut entry = TestResult {
        source_id: id,
        name,
        value: None,
        range: None,
        mark: None,
        state: ResultState::NotSaid,
        taken: time(observation, event),
        reported: None,
        group: None,
        report: None,
        is_vital_sign: concept(observation).is_some_and(|concept| VITAL_SIGNS.contains(&concept)),
        asked_by: None,
        comment: None,
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Ties::default(),
    };
    match amounts.as_slice() {
        [] => match all.iter().filter_map(|element| part(*element)).collect::<Vec<_>>().as_slice() {
            [] => return Err(SetAside::NotAResource),
            [alone] => entry.value = alone.value.clone(),
            several => entry.parts = several.to_vec(),
        },
        [alone] => {
            let value = alone.at("value");
            (entry.value, entry.range, entry.mark) = (result(value), range(value), mark(value));
            entry.comment = lines(texts.copied(), event);
        }
        several => {
            entry.parts = several.iter().filter_map(|element| part(*element)).collect();
            entry.comment = lines(texts.copied(), event);
        }
    }
    Ok(entry)
}

/// The elements of an event that hold an amount. Clusters that are archetypes of their own, such as the device used,
/// hold nothing that was measured of the person.
fn measured<'a>(event: Node<'a>) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    collect(event.at("data"), &mut found);
    found
}

fn collect<'a>(holder: Node<'a>, found: &mut Vec<Node<'a>>) {
    for item in holder.all("items") {
        let is_foreign = super::entries::concept(item).is_some();
        if is_cluster(item) && !is_foreign {
            collect(item, found);
        } else if is_measured(item.at("value")) {
            found.push(item);
        }
    }
}

fn part(element: Node) -> Option<ResultPart> {
    let value = element.at("value");
    Some(ResultPart {
        name: coded(element.at("name"))?,
        value: Some(result(value)?),
        range: range(value),
        mark: mark(value),
    })
}

/// The words of an event, a line an element; first how the value was worked out where it covers a time ("mean").
fn lines<'a>(texts: impl Iterator<Item = Node<'a>>, event: Node<'a>) -> Option<String> {
    let line = |element: Node| {
        let value = in_words(&result(element.at("value"))?);
        Some(match words(element.at("name")) {
            Some(name) => format!("{name}: {value}"),
            None => value,
        })
    };
    let lines: Vec<_> = words(event.at("math_function")).into_iter().chain(texts.filter_map(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
