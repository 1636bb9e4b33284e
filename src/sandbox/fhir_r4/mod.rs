//! A hospital's or community trust's own FHIR R4 server: reads, searches, files.

mod coming;
mod held;
mod no_longer_needed;
mod search;
mod writing;

use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::json;

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;
use super::records::answer_lists;
use super::records::documents::Content;
use super::shelf::Shelf;
use crate::domain::{Kind, Takes};

pub use held::Held;

const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND", "There is no such resource");
const NOT_SUPPORTED: Refusal = Refusal::new(
    StatusCode::NOT_FOUND,
    "not-supported",
    "NOT_SUPPORTED",
    "This resource type is not supported",
);
const ONLY_READS: Refusal = Refusal::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "not-supported",
    "NOT_SUPPORTED",
    "This server can only be read",
);
const NOT_ACCEPTABLE: Refusal = Refusal::new(
    StatusCode::NOT_ACCEPTABLE,
    "not-supported",
    "NOT_SUPPORTED",
    "This server answers in FHIR JSON only",
);

/// Answers a request; `path` is what follows the base address.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Response {
    let answer = match method {
        &Method::POST => writing::write(shelf, fault, path.trim_matches('/'), headers, body),
        _ => found(shelf, fault, method, path, query, headers),
    };
    answer.unwrap_or_else(|refusal| refusal.response(shelf.organisation.interface))
}

fn found(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    if method != Method::GET {
        return Err(ONLY_READS);
    }
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("*/*");
    let json_is_fine = ["json", "*/*", "application/*"].iter().any(|part| accept.contains(part));
    let parts: Vec<_> = path.trim_matches('/').split('/').collect();
    let body = match parts[..] {
        ["Binary", id] => return file(shelf, id, accept),
        _ if !json_is_fine => return Err(NOT_ACCEPTABLE),
        ["metadata"] => capability(shelf).to_string(),
        ["ValueSet", "$expand"] => {
            let mut asked = url::form_urlencoded::parse(query.as_bytes());
            let name = asked.find(|(field, _)| field == "url").map(|(_, name)| name);
            name.and_then(|name| answer_lists::expanded(&name)).ok_or(NOT_FOUND)?.to_string()
        }
        [resource_type] if is_offered(shelf, resource_type) => {
            search::answer(shelf, fault, resource_type, query, headers)?
        }
        [resource_type, id] if is_offered(shelf, resource_type) => {
            let name = format!("{resource_type}/{id}");
            shelf.find_map(|held| held.read(&name)).ok_or(NOT_FOUND)?
        }
        _ => return Err(NOT_SUPPORTED),
    };
    Ok(fhir(StatusCode::OK, content_type(shelf.organisation.interface), body))
}

/// The types that each kind of entry is found in.
pub const fn types_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Appointments => &["Appointment"],
        Kind::Medicines => &["MedicationRequest", "MedicationStatement", "MedicationDispense"],
        Kind::Allergies => &["AllergyIntolerance"],
        Kind::Conditions => &["Condition"],
        Kind::TestResults => &["DiagnosticReport", "Observation"],
        Kind::Letters => &["DocumentReference"],
        Kind::Vaccinations => &["Immunization"],
        Kind::Visits => &["Encounter"],
        Kind::Referrals => &["ServiceRequest"],
        Kind::CarePlans => &["CarePlan"],
        // The person is at every server, whatever else it shares.
        Kind::Prescriptions | Kind::Details => &[],
        Kind::Questionnaires => &["Task", "QuestionnaireResponse"],
        Kind::Messages => &["Communication"],
    }
}

const ALWAYS: [&str; 6] =
    ["Patient", "Practitioner", "PractitionerRole", "Organization", "Location", "Specimen"];

fn is_offered(shelf: &Shelf<Held>, resource_type: &str) -> bool {
    let offers = shelf.organisation.offers.iter();
    ALWAYS.contains(&resource_type)
        || offers.flat_map(|kind| types_of(*kind)).any(|offered| *offered == resource_type)
        || taken(shelf).any(|taken| taken == resource_type)
}

/// The types of what patients may ask of it.
fn taken(shelf: &Shelf<Held>) -> impl Iterator<Item = &'static str> {
    shelf.organisation.takes().iter().map(|what| match what {
        Takes::Attendance => "AppointmentResponse",
        Takes::NoLongerNeeded => "Task",
    })
}

/// A file as it is, or inside a Binary resource where FHIR JSON is asked for.
fn file(shelf: &Shelf<Held>, id: &str, accept: &str) -> Result<Response, Refusal> {
    let file = shelf.find_map(|held| held.file(id)).ok_or(NOT_FOUND)?;
    if !accept.contains("fhir+json") {
        return Ok(fhir(StatusCode::OK, file.content_type, file.content.body()));
    }
    let Content::File(bytes) = &file.content else { return Err(NOT_ACCEPTABLE) };
    let binary = json!({
        "resourceType": "Binary", "id": file.id,
        "contentType": file.content_type, "data": BASE64_STANDARD.encode(bytes),
    });
    Ok(fhir(StatusCode::OK, content_type(shelf.organisation.interface), binary.to_string()))
}

fn capability(shelf: &Shelf<Held>) -> serde_json::Value {
    let offers = shelf.organisation.offers.iter().flat_map(|kind| types_of(*kind)).copied();
    let resources: Vec<_> = ALWAYS
        .into_iter()
        .chain(offers)
        .chain(taken(shelf))
        .map(|name| {
            let mut can = vec!["read", "search-type"];
            let is_taken = taken(shelf).any(|taken| taken == name);
            if is_taken || matches!(name, "Communication" | "QuestionnaireResponse") {
                can.push("create");
            }
            let can: Vec<_> = can.into_iter().map(|code| json!({ "code": code })).collect();
            json!({ "type": name, "interaction": can })
        })
        .collect();
    json!({
        "resourceType": "CapabilityStatement", "status": "active", "kind": "instance", "fhirVersion": "4.0.1",
        "date": "2026-01-01", "format": ["application/fhir+json"],
        "implementation": { "description": shelf.organisation.name, "url": shelf.base_url },
        "rest": [{ "mode": "server", "resource": resources }],
    })
}
