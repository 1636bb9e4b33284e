//! The Personal Demographics Service: who a person is, and which surgery has them on its list (FHIR R4).

use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::answers::{Refusal, content_type, fhir};
use super::faults::Fault;
use super::organisations::Interface;
use super::people::PracticePerson;
use crate::domain::NhsNumber;

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

const NO_REQUEST_ID: Refusal = Refusal::new(
    StatusCode::PRECONDITION_FAILED,
    "invalid",
    "PRECONDITION_FAILED",
    "Required condition was not fulfilled",
)
.because("Invalid request with error - X-Request-ID header must be supplied to access this resource");
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "value", "INVALID_RESOURCE_ID", "Resource Id is invalid");
const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "RESOURCE_NOT_FOUND", "Resource not found");
const NOT_SUPPORTED: Refusal = Refusal::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "not-supported",
    "UNSUPPORTED_SERVICE",
    "Unsupported Service",
);

/// Answers `GET /Patient/{nhsNumber}`; `path` is what follows the base address.
pub fn answer(
    people: &[PracticePerson],
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Response {
    found(people, fault, method, path, headers)
        .unwrap_or_else(|refusal| refusal.response(Interface::Demographics))
}

fn found(
    people: &[PracticePerson],
    fault: Fault,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    if method != Method::GET {
        return Err(NOT_SUPPORTED);
    }
    if !headers.contains_key("x-request-id") {
        return Err(NO_REQUEST_ID);
    }
    let number = path.strip_prefix("/Patient/").ok_or(NOT_FOUND)?;
    if NhsNumber::parse(number).is_err() || number.len() != 10 {
        return Err(BAD_NUMBER);
    }
    let asked = people.iter().find(|person| person.answers_to(number)).ok_or(NOT_FOUND)?;
    let told = match fault {
        // Nobody is "everyone" here: a mix-up answers about the next person on the list.
        Fault::OtherPerson | Fault::IgnoresFilter => other_than(people, asked).unwrap_or(asked),
        _ => asked,
    };
    let mut patient = patient(told);
    if fault == Fault::MalformedEntry {
        patient["birthDate"] = json!(["unknown"]);
        patient["generalPractitioner"] = json!("surgery");
    }
    let mut response = fhir(StatusCode::OK, content_type(Interface::Demographics), patient.to_string());
    response.headers_mut().insert(header::ETAG, HeaderValue::from_static("W/\"2\""));
    if let Some(id) = headers.get("x-request-id") {
        response.headers_mut().insert("x-request-id", id.clone());
    }
    Ok(response)
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

fn patient(person: &PracticePerson) -> Value {
    let number = person.current_number();
    let (code, display) = if person.restricted { ("R", "restricted") } else { ("U", "unrestricted") };
    let mut name =
        json!({ "id": "n1", "use": "usual", "period": { "start": "2010-01-01" }, "given": person.given });
    if let Some(family) = person.family {
        name["family"] = family.into();
    }
    if person.given.is_empty() {
        name.as_object_mut().map(|name| name.remove("given"));
    }
    let mut patient = json!({
        "resourceType": "Patient",
        "id": number,
        "identifier": [{
            "system": NHS_NUMBER,
            "value": number,
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": { "coding": [{
                    "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus",
                    "version": "1.0.0",
                    "code": "01",
                    "display": "Number present and verified",
                }] },
            }],
        }],
        "meta": { "versionId": "2", "security": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code, "display": display,
        }] },
        "name": [name],
        "gender": person.gender,
        "birthDate": person.birth_date.to_string(),
    });
    if person.restricted {
        return patient;
    }
    patient["address"] = json!([{
        "id": "a1", "use": "home", "period": { "start": "2015-06-01" },
        "line": ["7 Example Terrace", "Market Sample"], "postalCode": "ZZ99 3CZ",
    }]);
    patient["telecom"] =
        json!([{ "id": "t1", "system": "phone", "use": "mobile", "value": "07700 900 123" }]);
    if let Some(surgery) = person.surgery {
        patient["generalPractitioner"] = json!([{
            "id": "g1", "type": "Organization",
            "identifier": { "system": ODS, "value": surgery, "period": { "start": "2015-06-01" } },
        }]);
    }
    patient
}
