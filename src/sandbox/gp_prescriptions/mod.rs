//! A surgery's patient-facing prescriptions (GP Connect, FHIR R4): medicines, and requests for more of them.

mod asking;
mod held;
mod tasks;

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;
use super::organisations::Interface;
use super::shelf::Shelf;
use crate::domain::NhsNumber;

pub use held::Held;

/// Where it stands beside the surgery's record.
pub const BASE: &str = "/gp-connect/prescriptions-management-fhir/FHIR/R4";
/// Its errors are in the shape of the national services of FHIR R4, not in that of the surgery's record.
const SHAPE: Interface = Interface::Prescriptions;

const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "RESOURCE_NOT_FOUND", "There is nothing here");
const BAD_METHOD: Refusal =
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "not-supported", "NOT_SUPPORTED", "Not supported");
const NO_REQUEST_ID: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "required", "BAD_REQUEST", "X-Request-ID is not present");
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_NHS_NUMBER", "The NHS Number is invalid");
const NO_PATIENT: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "PATIENT_NOT_FOUND", "Patient not found");
const BAD_PARAMETER: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "value",
    "INVALID_PARAMETER",
    "One of patient and id must be given",
);

/// A request as it came.
pub struct Asked<'r> {
    pub fault: Fault,
    pub method: &'r Method,
    /// What follows the base address.
    pub path: &'r str,
    pub query: &'r str,
    pub headers: &'r HeaderMap,
    pub body: &'r [u8],
}

impl Asked<'_> {
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut all = form_urlencoded::parse(self.query.as_bytes());
        all.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Answers a request.
pub fn answer(shelf: &Shelf<Held>, asked: &Asked<'_>) -> Response {
    match found(shelf, asked) {
        Ok((status, resource)) => fhir(status, content_type(SHAPE), resource.to_string()),
        Err(refusal) => refusal.response(SHAPE),
    }
}

type Answered = Result<(StatusCode, Value), Refusal>;

fn found(shelf: &Shelf<Held>, asked: &Asked<'_>) -> Answered {
    if asked.header("x-request-id").is_none_or(str::is_empty) {
        return Err(NO_REQUEST_ID);
    }
    let parts: Vec<_> = asked.path.trim_matches('/').split('/').collect();
    match (asked.method, parts.as_slice()) {
        (&Method::GET, ["Patient", number, what @ ("MedicationStatement" | "MedicationRequest")]) => {
            searched(shelf, asked, number, |held| held.medicines(what, asked))
        }
        (&Method::GET, ["MedicationRequest", id]) => {
            let plan = shelf.find_map(|held| held.request(id)).ok_or(NOT_FOUND)?;
            Ok((StatusCode::OK, plan))
        }
        (&Method::GET, ["Task"]) => match (asked.parameter("patient"), asked.parameter("id")) {
            (Some(number), _) => searched(shelf, asked, &number, |held| held.tasks(asked)),
            (None, Some(id)) => {
                let task = shelf.find_map(|held| held.task(&id)).ok_or(NOT_FOUND)?;
                Ok((StatusCode::OK, bundle(vec![task])))
            }
            (None, None) => Err(BAD_PARAMETER),
        },
        (&Method::POST, ["Task"]) => asking::ask(shelf, asked).map(|task| (StatusCode::CREATED, task)),
        (&Method::PATCH, ["Task"]) => asking::take_back(shelf, asked).map(|task| (StatusCode::OK, task)),
        (_, ["Patient", ..] | ["MedicationRequest", _] | ["Task"]) => Err(BAD_METHOD),
        _ => Err(NOT_FOUND),
    }
}

fn searched(
    shelf: &Shelf<Held>,
    asked: &Asked<'_>,
    number: &str,
    what: impl Fn(&Held) -> Vec<Value>,
) -> Answered {
    let held = of(shelf, number)?;
    let mut resources = match asked.fault {
        Fault::IgnoresFilter => shelf.everyone().flat_map(&what).collect(),
        _ => what(held),
    };
    match asked.fault {
        Fault::MalformedEntry => resources.push(tasks::malformed(&held.holder, "fault")),
        Fault::OtherPerson => {
            let other = super::demographics::other_than(&shelf.people, &held.holder.person);
            resources.extend(other.map(|other| tasks::stray(&shelf.holder(other))));
        }
        _ => {}
    }
    Ok((StatusCode::OK, bundle(resources)))
}

/// Whoever has this number and whom the surgery may tell of.
fn of<'s>(shelf: &'s Shelf<Held>, number: &str) -> Result<&'s Held, Refusal> {
    if NhsNumber::parse(number).is_err() {
        return Err(BAD_NUMBER);
    }
    let key = shelf.people.iter().find(|person| person.answers_to(number)).ok_or(NO_PATIENT)?.key;
    let held = shelf.filter(move |person, _| person.key == key).next().ok_or(NO_PATIENT)?;
    if held.holder.person.restricted { Err(NO_PATIENT) } else { Ok(held) }
}

/// In the form of the published examples, which have neither links nor modes.
fn bundle(resources: Vec<Value>) -> Value {
    let entry = |resource: Value| json!({ "fullUrl": resource["id"], "resource": resource });
    json!({
        "resourceType": "Bundle",
        "id": "ec6077a4-553f-4087-944c-ea04c4593e3a",
        "type": "searchset",
        "entry": resources.into_iter().map(entry).collect::<Vec<_>>(),
    })
}
