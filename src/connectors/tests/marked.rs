//! Whatever a resource that is marked as confidential tells is confidential: each resource of each example, marked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::examples::{example, order};
use super::mappings::{MAPPINGS, Mapping};
use crate::connectors::fhir_json::{Document, NO_PART_OF_A_RECORD, Node};
use crate::domain::{Answer, Marked};

/// Resources of one example that are marked, spread over all of it.
const MOST: usize = 60;

/// An entry by its kind and its source's id.
type Key = (String, String);

/// Every entry of an answer, and those that are marked.
fn told(answer: &Answer) -> (BTreeMap<Key, Value>, BTreeSet<Key>) {
    let parts = serde_json::to_value(answer).expect("JSON");
    let (mut entries, mut marks) = (BTreeMap::new(), BTreeSet::new());
    for (kind, part) in parts.as_object().expect("parts") {
        if part.is_null() {
            continue;
        }
        let marked: Marked = serde_json::from_value(part["marked"].clone()).expect("marks");
        for entry in part["entries"].as_array().expect("entries") {
            let id = entry["source_id"].as_str().expect("an id");
            let key = (kind.clone(), id.to_owned());
            if marked.has(id) {
                marks.insert(key.clone());
            }
            entries.insert(key, entry.clone());
        }
    }
    (entries, marks)
}

fn read(mapping: &Mapping, whole: &Value, document: &Value) -> Option<Answer> {
    let document = Document::parse(document.to_string().into_bytes()).ok()?;
    (mapping.read)(Node::of(&document), &order(whole)).ok()
}

fn marked(mut resource: Value) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    resource["meta"]["security"] = json!([{"system": system, "code": "R"}]);
    resource
}

/// How many resources made a difference, and how many entries were marked without one.
fn try_out(mapping: &Mapping, path: &str) -> usize {
    let whole = example(path);
    let Some(pieces) = whole["entry"].as_array().filter(|_| whole["resourceType"] == "Bundle") else {
        return 0;
    };
    let Some(answer) = read(mapping, &whole, &whole) else { return 0 };
    let (all, before) = told(&answer);
    let mut tried = 0;
    for at in (0..pieces.len()).step_by(pieces.len() / MOST + 1) {
        let resource = &pieces[at]["resource"];
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        if kind.is_empty() || kind == "OperationOutcome" || NO_PART_OF_A_RECORD.contains(&kind) {
            continue;
        }
        let (mut with_mark, mut without) = (whole.clone(), whole.clone());
        with_mark["entry"][at]["resource"] = marked(resource.clone());
        without["entry"].as_array_mut().expect("entries").remove(at);
        let (Some(with_mark), Some(without)) =
            (read(mapping, &whole, &with_mark), read(mapping, &whole, &without))
        else {
            continue;
        };
        let ((entries, marks), (others, _)) = (told(&with_mark), told(&without));
        assert!(entries.keys().eq(all.keys()), "{path} {kind}: a mark costs the patient nothing");
        assert!(marks.is_superset(&before), "{path} {kind}: other marks stand");
        for (key, entry) in &all {
            if others.get(key) != Some(entry) {
                assert!(marks.contains(key), "{path}: {key:?} tells of {kind} {:?}", resource["id"]);
                tried += 1;
            }
        }
    }
    tried
}

#[test]
fn whatever_a_marked_resource_tells_is_confidential_in_every_example_of_every_interface() {
    let without_marks = ["openehr", "pds", "datatypes"];
    for mapping in MAPPINGS.iter().filter(|mapping| !without_marks.contains(&mapping.name)) {
        let tried: usize = mapping.examples().iter().map(|path| try_out(mapping, path)).sum();
        assert!(tried > 0, "{}: no resource made a difference", mapping.name);
    }
}

#[test]
fn one_mark_does_not_hide_a_whole_record() {
    let mapping = MAPPINGS.iter().find(|mapping| mapping.name == "gp_connect").expect("a mapping");
    let is_allergy = |piece: &Value| piece["resource"]["resourceType"] == "AllergyIntolerance";
    let place = |whole: &Value| whole["entry"].as_array()?.iter().position(is_allergy);
    let mut all = mapping.examples().into_iter().map(|path| example(&path));
    let (at, whole) = all.find_map(|whole| Some((place(&whole)?, whole))).expect("an allergy");
    let pieces = whole["entry"].as_array().expect("entries");
    let mut document = whole.clone();
    document["entry"][at]["resource"] = marked(pieces[at]["resource"].clone());
    let (entries, marks) = told(&read(mapping, &whole, &document).expect("read"));
    assert!(!marks.is_empty() && marks.len() * 4 < entries.len(), "{} of {}", marks.len(), entries.len());
}

#[test]
fn a_bundle_that_is_marked_and_does_not_say_for_what_makes_every_entry_doubtful() {
    let without_marks = ["openehr", "pds", "datatypes"];
    for mapping in MAPPINGS.iter().filter(|mapping| !without_marks.contains(&mapping.name)) {
        let bundles = mapping.examples().into_iter().map(|path| (example(&path), path));
        let mut tried = 0;
        for (whole, path) in bundles.filter(|(whole, _)| whole["resourceType"] == "Bundle") {
            let Some(answer) = read(mapping, &whole, &marked(whole.clone())) else { continue };
            let (entries, marks) = told(&answer);
            assert!(marks.iter().eq(entries.keys()), "{path}");
            tried += entries.len();
        }
        assert!(tried > 0, "{}", mapping.name);
    }
}
