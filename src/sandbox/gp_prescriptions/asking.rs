//! Making a request, once for each id, and taking one back while nobody has begun.

use chrono::{SecondsFormat, Utc};
use http::StatusCode;
use serde_json::Value;

use super::held::{Held, Request};
use super::{Asked, NO_PATIENT, NOT_FOUND, of};
use crate::sandbox::answers::Refusal;
use crate::sandbox::records::supporting::NHS_NUMBER;
use crate::sandbox::service_directory::is_pharmacy;
use crate::sandbox::shelf::Shelf;

/// The longest comment that this surgery takes, in letters.
const LONGEST_NOTE: usize = 500;

const BAD_TYPE: Refusal =
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid", "BAD_REQUEST", "Wrong content type");
const BAD_TASK: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "invalid",
    "INVALID_RESOURCE",
    "Task resource failed validation",
);
const NO_FOCUS: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "required",
    "INVALID_RESOURCE",
    "Task missing required focus reference",
);
const BAD_FOCUS: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "not-found",
    "REFERENCE_NOT_FOUND",
    "focus reference to MedicationRequest not valid",
);
const DUPLICATE: Refusal = Refusal::new(
    StatusCode::CONFLICT,
    "duplicate",
    "DUPLICATE_REJECTED",
    "Create would lead to creation of a duplicate resource",
);
const BAD_PHARMACY: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "value",
    "INVALID_RESOURCE",
    "The pharmacy for this prescription is not known",
);
const TOO_LONG: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "too-long", "INVALID_VALUE", "Note too long");

/// `POST /Task`: the same request id again gives the same request again.
pub fn ask(shelf: &Shelf<Held>, asked: &Asked<'_>) -> Result<Value, Refusal> {
    if !asked.header("content-type").is_some_and(|kind| kind.contains("json")) {
        return Err(BAD_TYPE);
    }
    let mut task: Value = serde_json::from_slice(asked.body).map_err(|_| BAD_TASK)?;
    let held = about(shelf, &task)?;
    let request_id = asked.header("x-request-id").unwrap_or_default();
    let mut requests = held.requests();
    if let Some(known) = requests.iter().find(|one| one.request_id.as_deref() == Some(request_id)) {
        return Ok(known.task.clone());
    }
    let plan = plan(&task)?;
    let medicine = held.repeat(plan).ok_or(BAD_FOCUS)?;
    if text(&task["note"][0]["text"]).chars().count() > LONGEST_NOTE {
        return Err(TOO_LONG);
    }
    if !task["input"].is_null() && !is_pharmacy(one_off_pharmacy(&task)) {
        return Err(BAD_PHARMACY);
    }
    let is_open = |one: &Request| {
        one.task["focus"]["reference"] == task["focus"]["reference"]
            && matches!(text(&one.task["status"]), "requested" | "accepted" | "in-progress")
    };
    if requests.iter().any(is_open) {
        return Err(DUPLICATE);
    }
    task["id"] = uuid::Uuid::new_v4().to_string().into();
    task["focus"]["display"] = format!("Repeat prescription for {}", medicine.name()).into();
    requests.push(Request { task: task.clone(), request_id: Some(request_id.to_owned()) });
    Ok(task)
}

fn about<'s>(shelf: &'s Shelf<Held>, task: &Value) -> Result<&'s Held, Refusal> {
    let is_request = task["resourceType"] == "Task"
        && task["status"] == "requested"
        && task["intent"] == "order"
        && task["code"]["coding"][0]["code"] == "103742009"
        && uuid::Uuid::parse_str(text(&task["identifier"][0]["value"])).is_ok();
    let identifier = &task["for"]["identifier"];
    if !is_request || identifier["system"] != NHS_NUMBER || task["for"] != task["requester"] {
        return Err(BAD_TASK);
    }
    of(shelf, text(&identifier["value"])).map_err(|_| NO_PATIENT)
}

/// The pharmacy for this one time, in the one form that is taken.
fn one_off_pharmacy(task: &Value) -> &str {
    let input = &task["input"][0];
    let is_preferred = input["type"]["coding"][0]["code"] == "preferred-performer"
        && input["valueIdentifier"]["system"] == "https://fhir.nhs.uk/Id/ods-organization-code";
    if is_preferred { text(&input["valueIdentifier"]["value"]) } else { "" }
}

fn plan(task: &Value) -> Result<&str, Refusal> {
    text(&task["focus"]["reference"]).strip_prefix("MedicationRequest/").ok_or(NO_FOCUS)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// `PATCH /Task?id=…`: what is dealt with already is not found any more.
pub fn take_back(shelf: &Shelf<Held>, asked: &Asked<'_>) -> Result<Value, Refusal> {
    if asked.header("content-type") != Some("application/json-patch+json") {
        return Err(BAD_TYPE);
    }
    let patch: Value = serde_json::from_slice(asked.body).map_err(|_| BAD_TASK)?;
    if patch["op"] != "replace" || patch["path"] != "/status" || patch["value"] != "cancelled" {
        return Err(BAD_TASK);
    }
    let id = asked.parameter("id").ok_or(NOT_FOUND)?;
    shelf.find_map(|held| cancelled(held, &id)).ok_or(NOT_FOUND)
}

fn cancelled(held: &Held, id: &str) -> Option<Value> {
    let mut requests = held.requests();
    let request =
        requests.iter_mut().find(|one| one.task["id"] == id && one.task["status"] == "requested")?;
    request.task["status"] = "cancelled".into();
    request.task["lastModified"] = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true).into();
    Some(request.task.clone())
}
