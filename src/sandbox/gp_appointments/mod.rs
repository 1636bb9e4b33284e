//! A GP surgery's appointment book, GP Connect patient-facing (FHIR STU3): free slots, booking, reading, cancelling.

mod asked;
mod book;
mod diary;
mod posted;
mod shapes;

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;
use uuid::Uuid;

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;

pub use book::Book;

/// Where the interface stands, instead of the organisation's other base address.
pub const BASE: &str = "/gp-connect/patient-facing/appointments-management-fhir/FHIR/STU3";

const NO_TOKEN: Refusal =
    Refusal::new(StatusCode::UNAUTHORIZED, "forbidden", "ACCESS_DENIED", "Access denied")
        .because("Authorization must be Bearer with an access token");
const NO_REQUEST_ID: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "invalid", "BAD_REQUEST", "Bad request")
    .because("X-Request-ID must be a UUID");
const BAD_TYPE: Refusal =
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid", "BAD_REQUEST", "Send application/fhir+json");
const BAD_METHOD: Refusal =
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "not-supported", "BAD_REQUEST", "Bad method");
const NOTHING_HERE: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NO_RECORD_FOUND", "No record found");

/// A request, as the interface looks at it.
pub struct Asked<'r> {
    pub method: &'r Method,
    /// What follows [`BASE`].
    pub path: &'r str,
    pub query: &'r str,
    pub headers: &'r HeaderMap,
    pub body: &'r [u8],
}

/// Answers a request.
pub fn answer(book: &Book, fault: Fault, asked: &Asked) -> Response {
    let interface = book.organisation().interface;
    match found(book, fault, asked) {
        Ok((status, json)) => {
            let version = json["meta"]["versionId"].as_str().map(|version| format!("W/\"{version}\""));
            let id = json["id"].as_str().map(|id| format!("{}/Appointment/{id}", book.base_url()));
            let mut response = fhir(status, content_type(interface), json.to_string());
            let mut put = |name, value: Option<String>| {
                if let Some(value) = value.and_then(|value| value.try_into().ok()) {
                    response.headers_mut().insert(name, value);
                }
            };
            put(header::ETAG, version);
            put(header::LOCATION, id.filter(|_| status == StatusCode::CREATED));
            response
        }
        Err(refusal) => refusal.response(interface),
    }
}

fn found(book: &Book, fault: Fault, asked: &Asked) -> Result<(StatusCode, Value), Refusal> {
    let told = |name: &str| asked.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // What token it is has been looked at before (`tokens::guard`).
    if !told(header::AUTHORIZATION.as_str()).starts_with("Bearer ") {
        return Err(NO_TOKEN);
    }
    let request_id = Uuid::try_parse(told("x-request-id")).map_err(|_| NO_REQUEST_ID)?;
    let writes = matches!(*asked.method, Method::POST | Method::PUT);
    if writes && !told(header::CONTENT_TYPE.as_str()).contains("json") {
        return Err(BAD_TYPE);
    }
    let parts: Vec<_> = asked.path.trim_matches('/').split('/').collect();
    let ok = |json| (StatusCode::OK, json);
    match (parts.as_slice(), asked.method) {
        (["Slot"], &Method::GET) => book.free_slots(fault, asked.query).map(ok),
        (["Patient", number, "Appointment"], &Method::GET) => {
            book.appointments_of(fault, number, asked.query).map(ok)
        }
        (["Appointment", id], &Method::GET) => book.read(fault, id, asked.query).map(ok),
        (["Appointment"], &Method::POST) => {
            book.book(request_id, asked.body).map(|json| (StatusCode::CREATED, json))
        }
        (["Appointment", id], &Method::PUT) => {
            book.cancel(id, told(header::IF_MATCH.as_str()), asked.body).map(ok)
        }
        (["Slot"] | ["Appointment"] | ["Appointment", _] | ["Patient", _, "Appointment"], _) => {
            Err(BAD_METHOD)
        }
        _ => Err(NOTHING_HERE),
    }
}
