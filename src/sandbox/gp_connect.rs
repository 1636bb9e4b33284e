//! A GP surgery's GP Connect Access Record Structured: one question, one bundle of lists and what they list.

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;
use super::gp_sections::{Held, Section};
use super::records::supporting::NHS_NUMBER;
use super::shelf::Shelf;
use crate::domain::NhsNumber;

/// Where the operation stands, after the base address.
pub const OPERATION: &str = "/STU3/1/gpconnect/structured/fhir/Patient/$gpc.getstructuredrecord";
/// What `Ssp-InteractionID` must say.
pub const INTERACTION: &str = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1";
const HEADERS: [&str; 4] = ["ssp-from", "ssp-to", "ssp-traceid", "ssp-interactionid"];

const NO_OPERATION: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NO_RECORD_FOUND", "There is no such operation");
const BAD_METHOD: Refusal = Refusal::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "not-supported",
    "BAD_REQUEST",
    "Use POST for this operation",
);
const NO_HEADER: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "invalid", "BAD_REQUEST", "Bad request")
    .because("One of the headers Ssp-From, Ssp-To, Ssp-TraceID and Ssp-InteractionID is missing");
const BAD_INTERACTION: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "invalid", "BAD_REQUEST", "Bad request")
        .because("The interaction id does not fit the operation");
const BAD_TYPE: Refusal =
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid", "BAD_REQUEST", "Send application/fhir+json");
const BAD_BODY: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "structure", "INVALID_RESOURCE", "Not a Parameters resource");
const NO_NUMBER: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "required",
    "INVALID_PARAMETER",
    "patientNHSNumber is missing",
);
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_NHS_NUMBER", "NHS Number is not valid");
const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "PATIENT_NOT_FOUND", "Patient record not found");

/// Answers a request; `path` is what follows the base address.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Response {
    match found(shelf, fault, method, path, headers, body) {
        Ok(bundle) => fhir(StatusCode::OK, content_type(shelf.organisation.interface), bundle),
        Err(refusal) => refusal.response(shelf.organisation.interface),
    }
}

fn found(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<String, Refusal> {
    if path.replace("%24", "$") != OPERATION {
        return Err(NO_OPERATION);
    }
    if method != Method::POST {
        return Err(BAD_METHOD);
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if HEADERS.iter().any(|name| header(name).is_none_or(str::is_empty)) {
        return Err(NO_HEADER);
    }
    if header("ssp-interactionid") != Some(INTERACTION) {
        return Err(BAD_INTERACTION);
    }
    if !header(header::CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("json")) {
        return Err(BAD_TYPE);
    }
    let (number, sections) = read(body)?;
    // A surgery says of a person whose record is marked sensitive that it has none (GP Connect, "S-flag").
    let held = shelf.filter(|person, _| person.answers_to(&number)).next().ok_or(NOT_FOUND)?;
    if held.holder.person.restricted {
        return Err(NOT_FOUND);
    }
    Ok(held.bundle(&sections, fault, shelf))
}

fn read(body: &[u8]) -> Result<(String, Vec<Section>), Refusal> {
    let body: Value = serde_json::from_slice(body).map_err(|_| BAD_BODY)?;
    if body["resourceType"] != "Parameters" {
        return Err(BAD_BODY);
    }
    let mut number = None;
    let mut sections = Vec::new();
    for parameter in body["parameter"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default();
        let identifier = &parameter["valueIdentifier"];
        if name == "patientNHSNumber" && identifier["system"] == NHS_NUMBER {
            number = identifier["value"].as_str().map(str::to_owned);
        }
        sections.extend(Section::ALL.into_iter().filter(|section| section.parameter() == name));
    }
    let number = number.ok_or(NO_NUMBER)?;
    if NhsNumber::parse(&number).is_err() {
        return Err(BAD_NUMBER);
    }
    Ok((number, sections))
}
