//! FHIR's data types, as far as the summary needs them. What is not known is left out, or said to be unknown.

use serde_json::{Value, json};

use crate::domain::{Code, CodeSystem, Coded, PartialDate, ResultValue, UsualRange};

const UNKNOWN: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// Puts a field in, where there is something to put.
pub fn put(resource: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(fields), Some(value)) = (resource.as_object_mut(), value) {
        fields.insert(key.to_owned(), value);
    }
}

/// Text as FHIR allows it: not empty, and without control characters.
pub fn clean(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

pub fn words(text: Option<&String>) -> Option<String> {
    text.and_then(|text| clean(text))
}

pub fn text(text: Option<&String>) -> Option<Value> {
    words(text).map(Value::from)
}

/// A `CodeableConcept` of words alone.
pub fn said(text: Option<&String>) -> Option<Value> {
    words(text).map(|text| json!({"text": text}))
}

/// A `CodeableConcept`: the source's own words, with the codes behind them.
pub fn concept(coded: &Coded) -> Value {
    let codings: Vec<Value> = coded.codes.iter().filter_map(coding).collect();
    let mut concept = json!({"text": clean(&coded.text)});
    put(&mut concept, "coding", (!codings.is_empty()).then(|| codings.into()));
    concept
}

fn coding(code: &Code) -> Option<Value> {
    let system = match &code.system {
        CodeSystem::Snomed => "http://snomed.info/sct",
        CodeSystem::Other(system) if system.starts_with("http") || system.starts_with("urn:") => system,
        CodeSystem::Other(_) => return None,
    };
    Some(json!({"system": system, "code": clean(&code.code)?}))
}

/// A `CodeableConcept` of one code of FHIR's own.
pub fn coded(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code}]})
}

pub fn date(date: Option<&PartialDate>) -> Option<Value> {
    date.map(|date| date.to_string().into())
}

/// Puts in a `dateTime` that the summary asks for, or that it is not known.
pub fn put_date(resource: &mut Value, key: &str, told: Option<&PartialDate>) {
    match date(told) {
        Some(date) => put(resource, key, Some(date)),
        None => {
            let absent = json!({"extension": [{"url": UNKNOWN, "valueCode": "unknown"}]});
            put(resource, &format!("_{key}"), Some(absent));
        }
    }
}

/// Notes, one each, of whatever has no field of its own.
pub fn notes(notes: impl IntoIterator<Item = Option<String>>) -> Option<Value> {
    let notes: Vec<Value> = notes.into_iter().flatten().map(|note| json!({"text": note})).collect();
    (!notes.is_empty()).then(|| notes.into())
}

/// Puts in the value of a result, or of a part of one.
pub fn put_value(resource: &mut Value, value: Option<&ResultValue>) {
    match value {
        Some(ResultValue::Quantity { comparator, number, unit }) if number.is_finite() => {
            let mut quantity = json!({"value": number});
            put(&mut quantity, "unit", clean(unit).map(Value::from));
            let known = comparator.as_deref().filter(|sign| matches!(*sign, "<" | "<=" | ">=" | ">"));
            put(&mut quantity, "comparator", known.map(Value::from));
            put(resource, "valueQuantity", Some(quantity));
        }
        Some(ResultValue::Text(words)) => put(resource, "valueString", clean(words).map(Value::from)),
        _ => {}
    }
}

/// The range as the laboratory gave it.
pub fn range(range: Option<&UsualRange>) -> Option<Value> {
    let UsualRange { low, high, text } = range?;
    let mut given = json!({});
    let end = |number: &f64| number.is_finite().then(|| json!({"value": number}));
    put(&mut given, "low", low.as_ref().and_then(end));
    put(&mut given, "high", high.as_ref().and_then(end));
    put(&mut given, "text", self::text(text.as_ref()));
    given.as_object().is_some_and(|fields| !fields.is_empty()).then(|| json!([given]))
}
