//! Prescriptions for Patients: one question, one bundle of collection bundles, each a prescription (FHIR R4).

mod held;
mod shapes;

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

use super::answers::{self, NOT_FOUND, ONLY_READS, Refusal};
use super::demographics::other_than;
use super::faults::Fault;
use super::shelf::Shelf;

pub use held::Held;

/// Whom the patient's own token names, as the gateway before the real service passes it on: `P9:9990000018`.
const PATIENT: &str = "nhsd-nhslogin-user";

const NO_REQUEST_ID: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "required", "BAD_REQUEST", "X-Request-ID is required");
const NO_TOKEN: Refusal =
    Refusal::new(StatusCode::UNAUTHORIZED, "forbidden", "ACCESS_DENIED", "Invalid access token");

/// Answers a request; `path` is what follows the base address, `patient` whom a token names.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    patient: Option<String>,
) -> Response {
    answers::answer(shelf.organisation.interface, found(shelf, fault, method, path, headers, patient))
}

fn found(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    patient: Option<String>,
) -> Result<Value, Refusal> {
    if path != "/Bundle" {
        return Err(NOT_FOUND);
    }
    if method != Method::GET {
        return Err(ONLY_READS);
    }
    if !headers.contains_key("x-request-id") {
        return Err(NO_REQUEST_ID);
    }
    let told = headers.get(PATIENT).and_then(|told| told.to_str().ok());
    let named = told.and_then(|told| told.strip_prefix("P9:")).map(str::to_owned);
    // What a token says stands above any header, as behind the real gateway.
    let number = patient.or(named).ok_or(NO_TOKEN)?;
    let entries = match fault {
        Fault::IgnoresFilter => shelf.everyone().flat_map(Held::entries).collect(),
        _ => entries(shelf, fault, &number),
    };
    Ok(bundle(shelf, entries))
}

fn entries(shelf: &Shelf<Held>, fault: Fault, number: &str) -> Vec<Value> {
    let Some(held) = shelf.filter(|person, _| person.answers_to(number)).next() else { return Vec::new() };
    let mut entries = held.entries();
    match fault {
        Fault::MalformedEntry => entries.push(shapes::malformed(&held.holder, "fault")),
        Fault::OtherPerson => {
            let other = other_than(&shelf.people, &held.holder.person).map(|other| shelf.holder(other));
            entries.extend(other.map(|other| shapes::stray(&other)));
        }
        _ => {}
    }
    entries
}

fn bundle(shelf: &Shelf<Held>, entries: Vec<Value>) -> Value {
    let prescriptions = entries.iter().filter(|entry| entry["search"]["mode"] == "match").count();
    json!({
        "resourceType": "Bundle",
        "id": "155e1102-9e71-4f19-9453-b905c0bbc494",
        "type": "searchset",
        "link": [{ "relation": "self", "url": format!("{}/Bundle", shelf.base_url) }],
        "total": prescriptions,
        "entry": entries,
    })
}
