//! JSON Patch as the service takes it from a patient: telecom (mobile and email) and address, whole items, with their
//! ids (PDS FHIR API, `PATCH /Patient/{id}`).

use chrono::NaiveDate;
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::patient::{COMMUNICATION, NOMINATED};
use crate::sandbox::answers::Refusal;
use crate::sandbox::service_directory::is_pharmacy;

const INVALID: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "structure", "INVALID_UPDATE", "Update is invalid");
const NO_PATCHES: Refusal = INVALID.because("Invalid update with error - No patches found");
const BAD_PATH: Refusal = INVALID.because("Invalid update with error - Update unsupported for resource");
const BAD_INDEX: Refusal =
    INVALID.because("Invalid update with error - Invalid index, an addition must use '-'");
const NO_ID: Refusal = INVALID.because("Invalid update with error - no id or url found for path with root");
const OTHER_KIND: Refusal =
    INVALID.because("Invalid update with error - use and system must stay as they are");
const THERE_ALREADY: Refusal =
    INVALID.because("Invalid update with error - there is one of this use already");
const TEST_FAILED: Refusal = INVALID.because("Invalid update with error - Invalid patch - test failed");
const NO_TEST: Refusal =
    INVALID.because("Invalid update with error - removal is not immediately preceded by equivalent test");
const BAD_VALUE: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_VALUE", "Provided value is invalid")
        .because("Invalid value in body of patch request");
const TOO_MANY: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "structure",
    "TOO_MANY_VALUES_SUBMITTED",
    "Too many values submitted",
);
const FORBIDDEN: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "FORBIDDEN_UPDATE", "Forbidden update")
        .because("Forbidden update with error - not permitted to update this");

/// What a patient's own log-in may not change.
const FOR_STAFF_ONLY: [&str; 6] =
    ["name", "gender", "birthDate", "deceasedDateTime", "generalPractitioner", "contact"];

/// Applies every patch in order to the lists, or refuses the first that does not fit; the caller drops the lists then.
pub fn apply(lists: &mut Value, body: &[u8], today: NaiveDate) -> Result<(), Refusal> {
    let body: Value = serde_json::from_slice(body).map_err(|_| NO_PATCHES)?;
    let patches = body["patches"].as_array().filter(|patches| !patches.is_empty()).ok_or(NO_PATCHES)?;
    let mut tested: Option<String> = None;
    for patch in patches {
        let path = patch["path"].as_str().ok_or(BAD_PATH)?;
        let mut parts = path.strip_prefix('/').ok_or(BAD_PATH)?.split('/');
        let name = parts.next().unwrap_or_default();
        if FOR_STAFF_ONLY.contains(&name) {
            return Err(FORBIDDEN);
        }
        if !["telecom", "address", "extension"].contains(&name) {
            return Err(BAD_PATH);
        }
        let (at, field) = (parts.next().ok_or(BAD_PATH)?, parts.next());
        let list = lists[name].as_array_mut().ok_or(BAD_PATH)?;
        match (patch["op"].as_str(), field) {
            (Some("add"), None) => add(list, name, at, patch["value"].clone(), today)?,
            (Some("replace"), None) => replace(list, name, at, patch["value"].clone(), today)?,
            (Some("test"), field) => test(list, at, field, &patch["value"])?,
            (Some("remove"), None) => remove(list, name, at, tested.as_deref() == Some(at))?,
            _ => return Err(BAD_PATH),
        }
        tested = (patch["op"] == "test").then(|| at.to_owned());
    }
    Ok(())
}

fn place(list: &[Value], at: &str) -> Result<usize, Refusal> {
    at.parse().ok().filter(|place| *place < list.len()).ok_or(BAD_INDEX)
}

fn add(list: &mut Vec<Value>, name: &str, at: &str, value: Value, today: NaiveDate) -> Result<(), Refusal> {
    if at != "-" {
        return Err(BAD_INDEX);
    }
    if value.get("id").is_some() {
        return Err(BAD_VALUE);
    }
    let is_alike = |other: &Value| {
        other["use"] == value["use"] && other["system"] == value["system"] && other["url"] == value["url"]
    };
    if list.iter().any(is_alike) {
        return Err(THERE_ALREADY);
    }
    let mut value = fitting(name, value, today)?;
    if name != "extension" {
        // The service gives ids, and never the same one again.
        value["id"] = json!(Uuid::new_v4().simple().to_string()[..8].to_uppercase());
    }
    list.push(value);
    Ok(())
}

fn replace(list: &mut [Value], name: &str, at: &str, value: Value, today: NaiveDate) -> Result<(), Refusal> {
    let place = place(list, at)?;
    let old = &list[place];
    let known_by = if name == "extension" { "url" } else { "id" };
    if value.get(known_by).is_none() || value[known_by] != old[known_by] {
        return Err(NO_ID);
    }
    if value["use"] != old["use"] || value["system"] != old["system"] {
        return Err(OTHER_KIND);
    }
    list[place] = fitting(name, value, today)?;
    Ok(())
}

fn test(list: &[Value], at: &str, field: Option<&str>, expected: &Value) -> Result<(), Refusal> {
    let item = &list[place(list, at)?];
    let stands = field.map_or(item, |field| &item[field]);
    if stands == expected { Ok(()) } else { Err(TEST_FAILED) }
}

fn remove(list: &mut Vec<Value>, name: &str, at: &str, is_tested: bool) -> Result<(), Refusal> {
    let place = place(list, at)?;
    if !is_tested {
        return Err(NO_TEST);
    }
    // A patient may take away an email address or a mobile number, and must live somewhere.
    if name == "address" || (name == "telecom" && !is_for_patients(&list[place])) {
        return Err(FORBIDDEN);
    }
    list.remove(place);
    Ok(())
}

fn is_for_patients(point: &Value) -> bool {
    point["system"] == "email" || (point["system"] == "phone" && point["use"] == "mobile")
}

/// A patient may choose a pharmacy that there is, and a language; English is never written down.
fn check_extension(value: &Value) -> Result<(), Refusal> {
    match value["url"].as_str() {
        Some(NOMINATED) => {
            let code = value["valueReference"]["identifier"]["value"].as_str().unwrap_or_default();
            if is_pharmacy(code) { Ok(()) } else { Err(BAD_VALUE) }
        }
        Some(COMMUNICATION) => {
            let parts = value["extension"].as_array().ok_or(BAD_VALUE)?;
            let language = parts.iter().find(|part| part["url"] == "language").ok_or(BAD_VALUE)?;
            let code = language["valueCodeableConcept"]["coding"][0]["code"].as_str().unwrap_or_default();
            if code.is_empty() || code == "en" { Err(BAD_VALUE) } else { Ok(()) }
        }
        _ => Err(FORBIDDEN),
    }
}

/// The item as the service keeps it; `period.start` is today where none is told.
fn fitting(name: &str, mut value: Value, today: NaiveDate) -> Result<Value, Refusal> {
    if !value.is_object() {
        return Err(BAD_VALUE);
    }
    if name == "extension" {
        check_extension(&value)?;
        return Ok(value);
    }
    if name == "telecom" {
        if !is_for_patients(&value) {
            return Err(FORBIDDEN);
        }
        let text = value["value"].as_str().unwrap_or_default();
        let fits = match value["system"].as_str() {
            Some("email") => (7..90).contains(&text.len()) && text.contains('@'),
            _ => text.bytes().filter(u8::is_ascii_digit).count() >= 10,
        };
        if !fits {
            return Err(BAD_VALUE);
        }
    } else {
        let lines = value["line"].as_array().map_or(0, Vec::len);
        if lines > 5 {
            return Err(TOO_MANY);
        }
        if lines == 0 || value["use"] != "home" {
            return Err(BAD_VALUE);
        }
    }
    if value.get("period").is_none() {
        value["period"] = json!({ "start": today.to_string() });
    }
    Ok(value)
}
