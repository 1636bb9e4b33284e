//! What a surgery's refusal means, by its status and the codes of its operation outcome.

use crate::connectors::ConnectorError;
use crate::connectors::appointment_book::BookError;
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Refused, codes};

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    ToBook,
    ToCancel,
}

/// The name of a refusal (the error tables of the interface's specification; for the version that has changed, "Managing
/// resource contention" of GP Connect).
pub fn named(refused: &Refused, wanted: Wanted) -> BookError {
    let error = refused.error.clone();
    let Some(status) = refused.status else { return error.into() };
    let codes = codes(Node::of(&refused.said));
    let says = |wanted: &str| codes.iter().any(|code| code == wanted);
    match (status.as_u16(), wanted) {
        (409, _) if says("DUPLICATE_REJECTED") => BookError::SlotTaken,
        (409, _) if says("FHIR_CONSTRAINT_VIOLATION") => BookError::Changed,
        (409, Wanted::ToBook) => BookError::SlotTaken,
        (409, Wanted::ToCancel) => BookError::CannotBeCancelled,
        (412, _) => BookError::Changed,
        (461, _) => BookError::TooLate,
        (403, _) if error == ConnectorError::NotForThisAge => error.into(),
        (403, _) => BookError::NotAllowed,
        (400, _) if says("NO_ORGANISATION_CONSENT") => BookError::NotAllowed,
        (400 | 404 | 422, _) if says("PATIENT_NOT_FOUND") => ConnectorError::DoesNotKnowPerson.into(),
        (404, Wanted::ToCancel) => BookError::NoSuchAppointment,
        (404, Wanted::ToBook) if says("NO_RECORD_FOUND") => BookError::SlotTaken,
        (422, Wanted::ToBook) if says("REFERENCE_NOT_FOUND") => BookError::SlotTaken,
        (400 | 404 | 405 | 413 | 415 | 422, _) => {
            BookError::Refused(codes.into_iter().next().unwrap_or_else(|| status.as_u16().to_string()))
        }
        _ => error.into(),
    }
}

/// What a failed question about the book means.
pub fn of_question(error: ConnectorError) -> BookError {
    match error {
        ConnectorError::Forbidden => BookError::NotAllowed,
        other => other.into(),
    }
}

/// Whether a wish may have been fulfilled though no usable answer came.
pub fn may_be_done(error: &ConnectorError) -> bool {
    match error {
        ConnectorError::TimedOut
        | ConnectorError::NoConnection(_)
        | ConnectorError::Unreadable(_)
        | ConnectorError::TooLarge
        | ConnectorError::AboutSomebodyElse
        | ConnectorError::Redirected => true,
        ConnectorError::ServerError(status) => *status >= 500,
        _ => false,
    }
}
