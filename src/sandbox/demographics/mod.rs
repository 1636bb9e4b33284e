//! The Personal Demographics Service (FHIR R4): who a person is, which surgery has them on its list, how to reach them.

mod patch;
mod patient;
mod register;

use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::json;

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;
use super::organisations::Interface;
use super::people::PracticePerson;
use crate::domain::NhsNumber;
pub use register::Register;

const NO_REQUEST_ID: Refusal = Refusal::new(
    StatusCode::PRECONDITION_FAILED,
    "invalid",
    "PRECONDITION_FAILED",
    "Required condition was not fulfilled",
)
.because("Invalid request with error - X-Request-ID header must be supplied to access this resource");
const NO_VERSION: Refusal = Refusal::new(
    StatusCode::PRECONDITION_FAILED,
    "structure",
    "PRECONDITION_FAILED",
    "Required condition was not fulfilled",
)
.because("Invalid request with error - If-Match header must be supplied to update this resource");
const OTHER_VERSION: Refusal = Refusal::new(
    StatusCode::CONFLICT,
    "conflict",
    "RESOURCE_VERSION_MISMATCH",
    "Resource version mismatch",
)
.because(
    "Invalid update with error - This resource has changed since you last read. Please re-read and try again with \
     the new version number.",
);
const NO_PATCH: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_VALUE", "Provided value is invalid")
        .because("Invalid value - 'Content-Type' must be 'application/json-patch+json'");
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_RESOURCE_ID", "Resource Id is invalid");
const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "RESOURCE_NOT_FOUND", "Resource not found");
const RESTRICTED: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "FORBIDDEN_UPDATE", "Forbidden update")
        .because("Forbidden update with error - a sensitive patient cannot be updated here");
const NOT_SUPPORTED: Refusal = Refusal::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "not-supported",
    "UNSUPPORTED_SERVICE",
    "Unsupported Service",
);

const NO_TOKEN: Refusal = Refusal::new(StatusCode::UNAUTHORIZED, "login", "ACCESS_DENIED", "Access denied")
    .because("Missing access token");

/// A request as it came.
pub struct Asked<'r> {
    pub fault: Fault,
    pub method: &'r Method,
    /// What follows the base address.
    pub path: &'r str,
    pub headers: &'r HeaderMap,
    pub body: &'r [u8],
    /// Whether an access token came with it; whose it is was checked before.
    pub has_token: bool,
    pub base_url: &'r str,
}

/// Answers `GET` and `PATCH /Patient/{nhsNumber}`, and `GET` of its `RelatedPerson`. Changes need a token: in the real
/// service the patient's own.
pub fn answer(register: &Register, asked: &Asked<'_>) -> Response {
    found(register, asked).unwrap_or_else(|refusal| refusal.response(Interface::Demographics))
}

fn found(register: &Register, request: &Asked<'_>) -> Result<Response, Refusal> {
    let Asked { fault, method, path, headers, body, has_token, base_url } = *request;
    let request_id = headers.get("x-request-id").ok_or(NO_REQUEST_ID)?;
    let below = path.strip_prefix("/Patient/").ok_or(NOT_FOUND)?;
    let (number, is_related) = match below.strip_suffix("/RelatedPerson") {
        Some(number) => (number, true),
        None => (below, false),
    };
    if NhsNumber::parse(number).is_err() || number.len() != 10 {
        return Err(BAD_NUMBER);
    }
    let people = register.people();
    let asked = people.iter().find(|person| person.answers_to(number)).ok_or(NOT_FOUND)?;
    match *method {
        Method::GET if is_related => {
            let told = match fault {
                Fault::OtherPerson | Fault::IgnoresFilter => other_than(people, asked).unwrap_or(asked),
                _ => asked,
            };
            let mut related = patient::related_people(told, base_url);
            if fault == Fault::MalformedEntry {
                related["entry"] = json!([{ "resource": { "resourceType": "RelatedPerson", "name": 7 } }]);
            }
            return Ok(fhir(StatusCode::OK, content_type(Interface::Demographics), related.to_string()));
        }
        _ if is_related => return Err(NOT_SUPPORTED),
        Method::GET => {}
        Method::PATCH if !has_token => return Err(NO_TOKEN),
        Method::PATCH => {
            // Only the number in force is written to.
            if asked.current_number() != number {
                return Err(NOT_FOUND);
            }
            change(register, asked, request_id, headers, body)?;
        }
        _ => return Err(NOT_SUPPORTED),
    }
    let told = match fault {
        // Nobody is "everyone" here: a mix-up answers about the next person on the list.
        Fault::OtherPerson | Fault::IgnoresFilter => other_than(people, asked).unwrap_or(asked),
        _ => asked,
    };
    let (version, mut patient) = register.read(told);
    if fault == Fault::MalformedEntry {
        patient["birthDate"] = json!(["unknown"]);
        patient["generalPractitioner"] = json!("surgery");
        if let Some(telecom) = patient["telecom"].as_array_mut() {
            telecom.push(json!({ "id": "t0", "system": ["phone"], "value": { "number": true } }));
        }
    }
    let mut response = fhir(StatusCode::OK, content_type(Interface::Demographics), patient.to_string());
    if let Ok(version) = HeaderValue::try_from(format!("W/\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, version);
    }
    response.headers_mut().insert("x-request-id", request_id.clone());
    Ok(response)
}

fn change(
    register: &Register,
    person: &PracticePerson,
    request_id: &HeaderValue,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refusal> {
    let told = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if told(header::CONTENT_TYPE) != Some("application/json-patch+json") {
        return Err(NO_PATCH);
    }
    let version = told(header::IF_MATCH).and_then(|tag| tag.strip_prefix("W/\"")?.strip_suffix('"'));
    let version = version.ok_or(NO_VERSION)?;
    if person.restricted {
        return Err(RESTRICTED);
    }
    register.change(person, request_id.as_bytes(), version, body)
}

/// Another practice person, the same one every time.
pub fn other_than<'a>(people: &'a [PracticePerson], asked: &PracticePerson) -> Option<&'a PracticePerson> {
    let at = people.iter().position(|person| person.key == asked.key)?;
    people
        .iter()
        .cycle()
        .skip(at + 1)
        .take(people.len())
        .find(|person| !person.restricted && person.key != asked.key)
}
