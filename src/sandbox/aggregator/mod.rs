//! The Patient Care Aggregator: one question, one bundle of care plans from every hospital's portal (FHIR R4).

mod held;
mod plans;

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{self, NOT_FOUND, ONLY_READS, Refusal};
use super::demographics::other_than;
use super::faults::Fault;
use super::people::PracticePerson;
use super::records::supporting::NHS_NUMBER;
use super::shelf::Shelf;

pub use held::Held;
use plans::Plan;

const EVENTS: &str = "/aggregator/events";
/// The Aggregator tells nobody younger, in years.
const FROM_AGE: u32 = 16;

const NO_CORRELATION: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "exception", "BAD_REQUEST", "X-Correlation-ID is required");
const BAD_NUMBER: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "exception",
    "BAD_REQUEST",
    "\"patient:identifier\" fails to match the required pattern",
);
const UNDER_16: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "UNDER_16_DENIED", "UNDER_16_DENIED");

/// Answers a request; `path` is what follows the base address. The real service also asks for the patient's own
/// identity token (`NHSD-ID-Token`), which nobody in practice mode has.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Response {
    answers::answer(shelf.organisation.interface, found(shelf, fault, method, path, query, headers))
}

fn found(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Result<Value, Refusal> {
    if path != EVENTS {
        return Err(NOT_FOUND);
    }
    if method != Method::GET {
        return Err(ONLY_READS);
    }
    let correlation =
        headers.get("x-correlation-id").and_then(|id| id.to_str().ok()).ok_or(NO_CORRELATION)?;
    let number = number(query).ok_or(BAD_NUMBER)?;
    let asked = shelf.people.iter().find(|person| person.answers_to(&number));
    if asked.is_some_and(|person| is_too_young(shelf, person)) {
        return Err(UNDER_16);
    }
    let plans = match fault {
        Fault::IgnoresFilter => shelf.everyone().flat_map(|held| held.plans.iter().cloned()).collect(),
        _ => plans(shelf, fault, &number),
    };
    Ok(bundle(shelf, correlation, plans))
}

/// The number in `patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018`.
fn number(query: &str) -> Option<String> {
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let (_, identifier) = parameters.find(|(name, _)| name == "patient:identifier")?;
    let (system, number) = identifier.split_once('|')?;
    let is_number = number.len() == 10 && number.bytes().all(|digit| digit.is_ascii_digit());
    (system == NHS_NUMBER && is_number).then(|| number.to_owned())
}

fn is_too_young(shelf: &Shelf<Held>, person: &PracticePerson) -> bool {
    let today = shelf.holder(person).calendar.today();
    today.years_since(person.birth_date).is_some_and(|age| age < FROM_AGE)
}

fn plans(shelf: &Shelf<Held>, fault: Fault, number: &str) -> Vec<Value> {
    let Some(held) = shelf.filter(|person, _| person.answers_to(number)).next() else { return Vec::new() };
    let mut plans = held.plans.clone();
    match fault {
        Fault::MalformedEntry => plans.extend(plans::malformed(&held.holder).into_iter().map(Plan::json)),
        Fault::OtherPerson => {
            let other = other_than(&shelf.people, &held.holder.person).map(|other| shelf.holder(other));
            plans.extend(other.map(|other| plans::stray(&other).json()));
        }
        _ => {}
    }
    plans
}

/// In the form of the published examples, which have no links.
fn bundle(shelf: &Shelf<Held>, correlation: &str, plans: Vec<Value>) -> Value {
    let entry = |(at, plan): (usize, Value)| {
        json!({
            "fullUrl": format!("{}/CarePlan/{correlation}-{at}", shelf.base_url),
            "search": { "mode": "match" },
            "resource": plan,
        })
    };
    json!({
        "resourceType": "Bundle",
        "id": correlation,
        "meta": {
            "versionId": "3.3.4",
            "profile": ["https://fhir.nhs.uk/StructureDefinition/WayfinderUKCoreBundle"],
        },
        "type": "searchset",
        "total": plans.len(),
        "entry": plans.into_iter().enumerate().map(entry).collect::<Vec<_>>(),
    })
}
