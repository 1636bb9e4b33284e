//! Nothing of a resource that is labelled as not for the patient reaches an answer: each resource of each example, labelled.

use serde_json::{Value, json};

use super::examples::{example, order};
use super::mappings::{MAPPINGS, Mapping};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Document, NO_PART_OF_A_RECORD, Node};
use crate::connectors::http::parse;
use crate::domain::Answer;

/// Resources of one example that are labelled, spread over all of it.
const MOST: usize = 40;
/// Shorter texts, such as codes, stand in many places.
const SHORTEST: usize = 6;
/// These know no such labels: openEHR has none, demographics are about who somebody is.
const WITHOUT_LABELS: [&str; 3] = ["openehr", "pds", "datatypes"];

fn read(mapping: &Mapping, whole: &Value, document: &Value) -> Result<Answer, ConnectorError> {
    let document = Document::of_value(document);
    (mapping.read)(Node::of(&document), &order(whole))
}

/// The places of all resources below the answer itself, wherever they stand.
fn resources(value: &Value, path: String, found: &mut Vec<String>) {
    if !path.is_empty() && value["resourceType"].is_string() {
        found.push(path.clone());
    }
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, inner)| resources(inner, format!("{path}/{at}"), found));
        }
        Value::Object(fields) => {
            let plain = fields.iter().filter(|(name, _)| !name.contains(['/', '~']));
            plain.for_each(|(name, inner)| resources(inner, format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.trim().to_owned()),
        Value::Array(list) => list.iter().for_each(|inner| texts(inner, found)),
        Value::Object(fields) => fields.values().for_each(|inner| texts(inner, found)),
        _ => {}
    }
}

fn all_text(value: &Value) -> String {
    let mut found = Vec::new();
    texts(value, &mut found);
    found.join("\n")
}

/// How many entries of each kind were set aside, and all that is noted on its list.
fn said_of_lists(answer: &Answer) -> Vec<(String, Value, Value)> {
    let parts = serde_json::to_value(answer).expect("JSON");
    let told = parts.as_object().expect("parts").iter().filter(|(_, part)| !part.is_null());
    told.map(|(kind, part)| (kind.clone(), part["set_aside"].clone(), part["notes"].clone())).collect()
}

fn labelled(whole: &Value, path: &str) -> Value {
    let mut document = whole.clone();
    let resource = document.pointer_mut(path).expect("a resource");
    if !resource["meta"].is_object() {
        resource["meta"] = json!({});
    }
    let system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    resource["meta"]["security"] = json!([{"system": system, "code": "NOPAT"}]);
    document
}

/// How many resources would have been told of without their label.
fn try_out(mapping: &Mapping, file: &str) -> usize {
    let whole = example(file);
    let Ok(before) = read(mapping, &whole, &whole) else { return 0 };
    let told_before = all_text(&serde_json::to_value(&before).expect("JSON"));
    let mut places = Vec::new();
    resources(&whole, String::new(), &mut places);
    let mut tried = 0;
    for path in places.iter().step_by(places.len() / MOST + 1) {
        let resource = whole.pointer(path).expect("a resource");
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        // By the patient everything else is checked; what a service says of its own answer is no entry.
        if matches!(kind, "Patient" | "OperationOutcome") {
            continue;
        }
        let mut rest = whole.clone();
        *rest.pointer_mut(path).expect("a resource") = Value::Null;
        let (rest, mut own) = (all_text(&rest), Vec::new());
        texts(resource, &mut own);
        own.retain(|text| text.chars().count() >= SHORTEST && !rest.contains(text.as_str()));
        let after = read(mapping, &whole, &labelled(&whole, path))
            .unwrap_or_else(|why| panic!("{file} {path}: {why}"));
        let told = all_text(&serde_json::to_value(&after).expect("JSON"));
        for text in &own {
            assert!(!told.contains(text.as_str()), "{file} {path}: {kind} is told of by {text:?}");
        }
        if let (Some(id), false) = (resource["id"].as_str(), path.contains("/contained/")) {
            let is_it = |line: &str| line == format!("{kind}/{id}");
            // Ids are unique within one prescription alone.
            let has_a_twin = path.matches("/entry/").count() > 1;
            assert!(has_a_twin || !told.lines().any(is_it), "{file} {path}: {kind}/{id}");
        }
        if !NO_PART_OF_A_RECORD.contains(&kind) && kind != "List" {
            assert!(
                said_of_lists(&after).iter().zip(said_of_lists(&before)).all(|(now, then)| {
                    now.0 == then.0 && now.1.as_u64() <= then.1.as_u64() && now.2 == then.2
                }),
                "{file} {path}: nothing is counted or noted of {kind}"
            );
        }
        tried += usize::from(own.iter().any(|text| told_before.contains(text.as_str())));
    }
    tried
}

#[test]
fn nothing_of_a_labelled_resource_is_told_in_any_example_of_any_interface() {
    for mapping in MAPPINGS.iter().filter(|mapping| !WITHOUT_LABELS.contains(&mapping.name)) {
        let tried: usize = mapping.examples().iter().map(|file| try_out(mapping, file)).sum();
        assert!(tried > 0, "{}: no resource would have been told of", mapping.name);
    }
}

#[test]
fn an_answer_that_is_labelled_as_a_whole_is_one_that_is_not_shared() {
    for mapping in MAPPINGS.iter().filter(|mapping| !WITHOUT_LABELS.contains(&mapping.name)) {
        for file in mapping.examples() {
            let whole = labelled(&example(&file), "");
            let parsed = parse(serde_json::to_vec(&whole).expect("JSON")).map(drop);
            assert_eq!(parsed, Err(ConnectorError::Forbidden), "{file}");
        }
    }
}
