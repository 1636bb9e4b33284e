//! The example files, and whom each is about.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use serde_json::Value;

use crate::access::FetchOrder;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, date};
use crate::connectors::test_support::order_for;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/connectors/examples")
}

/// Every example by its path below `examples/`, in order.
pub fn all() -> Vec<String> {
    let mut found = Vec::new();
    collect(&folder(), &mut found);
    found.sort();
    found
}

fn collect(within: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(within).expect("the examples").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            let below = path.strip_prefix(folder()).expect("a file below the examples");
            found.push(below.to_string_lossy().into_owned());
        }
    }
}

/// One example by its path.
pub fn example(path: &str) -> Value {
    let text = fs::read_to_string(folder().join(path)).expect(path);
    serde_json::from_str(&text).expect(path)
}

/// An order about the person whom a document is about.
pub fn order(document: &Value) -> FetchOrder {
    let number = first(document, &number).unwrap_or_else(|| "9990000018".to_owned());
    let (name, born) = first(document, &person).unwrap_or_else(|| ("Ann Other".to_owned(), (1980, 1, 1)));
    order_for(&name, born, &number)
}

/// What `look` finds first in a document.
fn first<T>(value: &Value, look: &impl Fn(&Value) -> Option<T>) -> Option<T> {
    look(value).or_else(|| match value {
        Value::Array(list) => list.iter().find_map(|inner| first(inner, look)),
        Value::Object(fields) => fields.values().find_map(|inner| first(inner, look)),
        _ => None,
    })
}

fn number(value: &Value) -> Option<String> {
    let is_number = value.get("system")? == NHS_NUMBER_SYSTEM;
    is_number.then(|| value.get("value")?.as_str().map(str::to_owned)).flatten()
}

fn person(value: &Value) -> Option<(String, (i32, u32, u32))> {
    if value.get("resourceType")? != "Patient" {
        return None;
    }
    let patient = Node::of(value);
    let born = date(patient.at("birthDate"))?.day()?;
    let name = patient.at("name").text_at("family").or_else(|| patient.at("name").text_at("text"))?;
    Some((name, (born.year(), born.month(), born.day())))
}
