//! What every protocol here answers with: FHIR JSON, and operation outcomes when something is wrong.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::organisations::Interface;

/// A FHIR answer.
pub fn fhir(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// What was found, or why there is nothing, in the shape of this interface.
pub fn answer(interface: Interface, found: Result<Value, Refusal>) -> Response {
    match found {
        Ok(json) => fhir(StatusCode::OK, content_type(interface), json.to_string()),
        Err(refusal) => refusal.response(interface),
    }
}

/// The media type that each interface answers with.
pub fn content_type(interface: Interface) -> &'static str {
    match interface {
        Interface::OpenEhr | Interface::ServiceDirectory => "application/json",
        Interface::GpConnect(_) => "application/fhir+json;charset=utf-8",
        _ => "application/fhir+json",
    }
}

/// A path that leads nowhere.
pub const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND", "There is nothing here");
/// Another method than GET.
pub const ONLY_READS: Refusal =
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "not-supported", "NOT_SUPPORTED", "Only GET is supported");

/// Something that cannot be answered.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    pub status: StatusCode,
    /// FHIR's issue type, such as `not-found`.
    pub issue: &'static str,
    /// The Spine's error code, such as `PATIENT_NOT_FOUND`.
    pub code: &'static str,
    pub display: &'static str,
    pub diagnostics: &'static str,
}

impl Refusal {
    pub const fn new(
        status: StatusCode,
        issue: &'static str,
        code: &'static str,
        display: &'static str,
    ) -> Refusal {
        Refusal { status, issue, code, display, diagnostics: display }
    }

    pub const fn because(mut self, diagnostics: &'static str) -> Refusal {
        self.diagnostics = diagnostics;
        self
    }

    /// As an operation outcome, or as EHRbase's own kind of error, in the shape of this interface.
    pub fn response(&self, interface: Interface) -> Response {
        let body = match interface {
            Interface::OpenEhr => {
                let error = self.status.canonical_reason().unwrap_or_default();
                json!({ "error": error, "message": self.diagnostics })
            }
            _ => outcome(self, interface),
        };
        fhir(self.status, content_type(interface), body.to_string())
    }
}

fn outcome(refusal: &Refusal, interface: Interface) -> Value {
    let mut issue = json!({
        "severity": "error",
        "code": refusal.issue,
        "details": { "coding": [{ "code": refusal.code, "display": refusal.display }] },
        "diagnostics": refusal.diagnostics,
    });
    let (system, profile) = match interface {
        Interface::GpConnect(_) => (
            Some("https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1"),
            Some("https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1"),
        ),
        Interface::Demographics | Interface::Prescriptions => {
            (Some("https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode"), None)
        }
        Interface::Relationships => {
            (Some("https://fhir.nhs.uk/R4/CodeSystem/ValidatedRelationships-ErrorOrWarningCode"), None)
        }
        _ => (None, None),
    };
    match system {
        Some(system) => issue["details"]["coding"][0]["system"] = system.into(),
        None => issue["details"] = json!({ "text": refusal.display }),
    }
    let mut outcome = json!({ "resourceType": "OperationOutcome", "issue": [issue] });
    if let Some(profile) = profile {
        outcome["meta"] = json!({ "profile": [profile] });
    }
    outcome
}
