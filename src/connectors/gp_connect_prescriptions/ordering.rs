//! Asking for a medicine again, once for each wish.
//!
//! The wish is the request's own identifier and the id of every try to send it (`X-Request-ID`), by which the service
//! knows a repeated one. Neither is trusted alone: before anything is sent the surgery's list is read for the wish, and
//! again after every answer that leaves it open.

use chrono::{SecondsFormat, Utc};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use super::GpConnectPrescriptions;
use super::mapping::{Bundles, ODS_SYSTEM, PARAMETERS, PREFERRED_PERFORMER, UUID_SYSTEM, requested};
use crate::access::{ActOrder, FetchOrder};
use crate::connectors::fhir_json::{About, NHS_NUMBER_SYSTEM, Node, issue_words};
use crate::connectors::http::{Question, Refused, codes};
use crate::connectors::{ConnectorError, NotOrdered};
use crate::domain::{Asking, PrescriptionState, Requested};

/// Longer comments are refused here already: surgeries' systems cut or refuse them.
const LONGEST_COMMENT: usize = 1000;

pub async fn order(
    surgery: &GpConnectPrescriptions,
    act: &ActOrder,
    asking: Asking<'_>,
) -> Result<Requested, NotOrdered> {
    let comment = asking.comment.map(str::trim).filter(|comment| !comment.is_empty());
    if comment.is_some_and(|comment| comment.chars().count() > LONGEST_COMMENT) {
        return Err(NotOrdered::CommentTooLong);
    }
    if !is_id(asking.repeat) {
        return Err(NotOrdered::NotListed);
    }
    let correlation = Uuid::new_v4();
    if let Some(known) = look(surgery, act, correlation).await.map_err(NotOrdered::NotDone)? {
        return Ok(known);
    }
    let question = Question {
        body: Some(task(act, Asking { comment, ..asking })),
        request_id: Some(act.wish()),
        ..Question::get(surgery.http.below("Task").map_err(NotOrdered::NotDone)?, correlation)
    };
    match surgery.http.under(act.order()).ask_in_full(&question).await {
        Ok(answer) => match ours(surgery, act.order(), Node::of(&answer.json)) {
            Some(requested) => Ok(requested),
            // It was taken, and what it is cannot be read here; the list knows.
            None => after_doubt(surgery, act, correlation, ConnectorError::Unreadable("no request")).await,
        },
        Err(refused) if is_doubtful(&refused) => after_doubt(surgery, act, correlation, refused.error).await,
        Err(refused) => {
            let why = why_not(&refused);
            // An earlier try of this wish may be the very duplicate.
            match (why, look(surgery, act, correlation).await) {
                (NotOrdered::AlreadyAskedFor, Ok(Some(known))) => Ok(known),
                (why, _) => Err(why),
            }
        }
    }
}

pub async fn take_back(
    surgery: &GpConnectPrescriptions,
    act: &ActOrder,
    id: &str,
) -> Result<Requested, NotOrdered> {
    if !is_id(id) {
        return Err(NotOrdered::NotListed);
    }
    let correlation = Uuid::new_v4();
    // Only a request of this very person's is taken back, and only while the surgery has not begun.
    let listed = find(surgery, act.order(), id, correlation).await.map_err(NotOrdered::NotDone)?;
    match listed {
        None => return Err(NotOrdered::NotListed),
        Some(known) if known.state == PrescriptionState::Cancelled => return Ok(known),
        Some(known) if known.state != PrescriptionState::AskedFor => return Err(NotOrdered::TooLate),
        Some(_) => {}
    }
    let mut url = surgery.http.below("Task").map_err(NotOrdered::NotDone)?;
    url.query_pairs_mut().append_pair("id", id);
    let mut question = Question {
        body: Some(json!({"op": "replace", "path": "/status", "value": "cancelled"})),
        method: Some(Method::PATCH),
        request_id: Some(act.wish()),
        ..Question::get(url, correlation)
    };
    let patch = HeaderValue::from_static("application/json-patch+json");
    question.headers.insert(header::CONTENT_TYPE, patch);
    let why = match surgery.http.under(act.order()).ask_in_full(&question).await {
        Ok(_) => NotOrdered::NotKnown(ConnectorError::Unreadable("not taken back")),
        Err(refused) if is_doubtful(&refused) => NotOrdered::NotKnown(refused.error),
        // Whatever was dealt with meanwhile is no longer found to be taken back.
        Err(refused) => match why_not(&refused) {
            NotOrdered::NotListed => NotOrdered::TooLate,
            other => other,
        },
    };
    // The list alone says whether it is taken back.
    match find(surgery, act.order(), id, correlation).await {
        Ok(Some(known)) if known.state == PrescriptionState::Cancelled => Ok(known),
        Ok(Some(_)) if matches!(why, NotOrdered::NotKnown(_)) => Err(NotOrdered::NotDone(not_done(why))),
        _ => Err(why),
    }
}

fn not_done(why: NotOrdered) -> ConnectorError {
    match why {
        NotOrdered::NotKnown(error) | NotOrdered::NotDone(error) => error,
        _ => ConnectorError::Forbidden,
    }
}

/// An id as the surgery gave it: nothing that could lead elsewhere.
fn is_id(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_');
    !text.is_empty() && text.len() <= 128 && text.chars().all(is_sign)
}

/// The request of an earlier try of the same wish.
pub async fn look(
    surgery: &GpConnectPrescriptions,
    act: &ActOrder,
    correlation: Uuid,
) -> Result<Option<Requested>, ConnectorError> {
    let tasks = surgery.tasks(act.order(), correlation).await?;
    let bundles: Bundles = surgery.alarmed(surgery.read(&[&tasks], act.order()))?;
    Ok(bundles.made_for(act.wish()))
}

async fn find(
    surgery: &GpConnectPrescriptions,
    order: &FetchOrder,
    id: &str,
    correlation: Uuid,
) -> Result<Option<Requested>, ConnectorError> {
    let tasks = surgery.tasks(order, correlation).await?;
    let bundles = surgery.alarmed(surgery.read(&[&tasks], order))?;
    Ok(bundles.requested().find(|requested| requested.id == id))
}

/// The list decides what an answer left open. Where it does not hold the wish the request may still be on its way.
async fn after_doubt(
    surgery: &GpConnectPrescriptions,
    act: &ActOrder,
    correlation: Uuid,
    why: ConnectorError,
) -> Result<Requested, NotOrdered> {
    match look(surgery, act, correlation).await {
        Ok(Some(known)) => Ok(known),
        _ => Err(NotOrdered::NotKnown(why)),
    }
}

/// Whether it may have been done although no good answer came.
fn is_doubtful(refused: &Refused) -> bool {
    match refused.status {
        // Too many questions, or closed: it was not looked at.
        Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => false,
        Some(status) => status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT,
        None => !matches!(
            refused.error,
            ConnectorError::AddressNotAllowed | ConnectorError::Unauthorised | ConnectorError::Forbidden
        ),
    }
}

/// The answer to an order, where it is a request of this very person's.
fn ours(surgery: &GpConnectPrescriptions, order: &FetchOrder, answer: Node) -> Option<Requested> {
    let index = crate::connectors::fhir_json::Index::new(surgery.http.base().as_str());
    let is_ours = surgery.check(order).resource(answer, &index) == About::Subject;
    if answer.resource_type() == "Task" && is_ours { requested(answer) } else { None }
}

fn why_not(refused: &Refused) -> NotOrdered {
    let said = Node::of(&refused.said);
    let codes = codes(said);
    let says = |wanted: &[&str]| codes.iter().any(|code| wanted.contains(&code.as_str()));
    let is_too_long = said.all("issue").any(|issue| issue.str_at("code") == Some("too-long"));
    if says(&["DUPLICATE_REJECTED"]) || refused.status == Some(StatusCode::CONFLICT) {
        NotOrdered::AlreadyAskedFor
    } else if says(&["REFERENCE_NOT_FOUND", "RESOURCE_NOT_FOUND"]) {
        NotOrdered::NotListed
    } else if says(&["INVALID_REQUEST_STATE"]) {
        NotOrdered::TooLate
    } else if is_too_long {
        NotOrdered::CommentTooLong
    } else if refused.error == ConnectorError::Forbidden
        || says(&["ACCESS_DENIED"]) && refused.status == Some(StatusCode::FORBIDDEN)
    {
        NotOrdered::NotAllowed
    } else {
        match refused.status {
            Some(StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) => {
                NotOrdered::Refused(said.all("issue").find_map(issue_words))
            }
            _ => NotOrdered::NotDone(refused.error.clone()),
        }
    }
}

/// The request for one more issue (GP Connect patient-facing prescriptions, `POST /Task`).
fn task(act: &ActOrder, Asking { repeat, comment, pharmacy }: Asking<'_>) -> Value {
    let number = act.order().nhs_number().digits();
    let now = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    let patient = json!({
        "reference": format!("Patient/{number}"),
        "identifier": {"system": NHS_NUMBER_SYSTEM, "value": number},
    });
    let mut task = json!({
        "resourceType": "Task",
        "meta": {"profile": ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Task"]},
        "identifier": [{"system": UUID_SYSTEM, "value": act.wish().to_string()}],
        "status": "requested",
        "intent": "order",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "103742009",
            "display": "Renewal of prescription"}]},
        "focus": {"reference": format!("MedicationRequest/{repeat}")},
        "for": patient,
        "authoredOn": now,
        "lastModified": now,
        "requester": patient,
    });
    // The specification has the patient as the requester and no other, so whoever acts for the patient is named as who
    // wrote the note.
    let said = act.carer().map(|name| format!("{name}, who acts for the patient"));
    let comment = comment.or(said.as_ref().map(|_| "Asked for by a carer of the patient."));
    if let Some(comment) = comment {
        let author = said.as_deref().unwrap_or("Patient");
        task["note"] = json!([{"authorString": author, "text": comment}]);
    }
    if let Some(pharmacy) = pharmacy {
        let preferred =
            json!({"system": PARAMETERS, "code": PREFERRED_PERFORMER, "display": "Preferred performer"});
        task["input"] = json!([{
            "type": {"coding": [preferred]},
            "valueIdentifier": {"system": ODS_SYSTEM, "value": pharmacy.as_str()},
        }]);
    }
    task
}
