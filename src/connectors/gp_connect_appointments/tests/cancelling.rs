//! Cancelling: exactly what was seen, with a reason, once.

use super::*;
use crate::connectors::appointment_book::{MOST_COMMENT, MOST_REASON, MOST_REASON_BY_CARER};
use crate::connectors::{AppointmentBook, BookError, Booked, ConnectorError};
use crate::domain::AppointmentStatus;

const VERSION: &str = "636068818095315079";

/// A surgery that has the published booking, and answers a cancellation like this.
fn answers(status: u16, json: Value) -> Surgery {
    Surgery::new(move |asked| match asked.method {
        Method::PUT => (status, json.clone()),
        _ => (200, example(BOOKED)),
    })
}

async fn cancel(surgery: &Surgery, seen: Option<&str>) -> Result<Booked, BookError> {
    surgery.connector().await.cancel(&act(), "Appointment/9", seen, " Feeling better ").await
}

#[tokio::test]
async fn a_cancellation_changes_the_status_and_the_reason_and_nothing_else() {
    let surgery = answers(200, example(CANCELLED));
    let cancelled = cancel(&surgery, Some(VERSION)).await.expect("cancelled");
    assert_eq!(cancelled.appointment.status, AppointmentStatus::Cancelled);
    let wishes = surgery.wishes();
    let [sent] = &wishes[..] else { panic!("{wishes:?}") };
    assert!(sent.is(&Method::PUT, "/Appointment/9"));
    assert_eq!(sent.header("if-match"), format!("W/\"{VERSION}\""));
    assert_eq!(sent.header("x-request-id"), WISH.to_string());
    let mut expected = example(BOOKED);
    expected["status"] = "cancelled".into();
    expected["extension"].as_array_mut().expect("extensions").push(json!({
        "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-GPConnect-AppointmentCancellationReason-1",
        "valueString": "Feeling better",
    }));
    assert_eq!(sent.body, expected);
}

#[tokio::test]
async fn whoever_acts_for_the_patient_is_named_to_the_surgery_in_what_they_book_and_cancel() {
    let name = "Grace Very-Long-Double-Barrelled-Name Young";
    let act = testing::act_order_by(name, order(), WISH);
    let surgery = answers(200, example(CANCELLED));
    let reason = "é".repeat(MOST_REASON_BY_CARER);
    surgery.connector().await.cancel(&act, "Appointment/9", None, &reason).await.expect("cancelled");
    let sent = surgery.wishes()[0].body["extension"].as_array().expect("extensions").clone();
    let said = sent.last().and_then(|one| one["valueString"].as_str()).expect("a reason").to_owned();
    assert_eq!(said, format!("{reason} (by Grace Very-Long-Double-Barrelled-Na, a carer)"));
    assert!(said.chars().count() <= MOST_REASON);
    let surgery = Surgery::new(|asked| match asked.method {
        Method::POST => (201, example(BOOKED)),
        _ => (200, bundle(&[])),
    });
    surgery.connector().await.book(&act, &time(), &said_long()).await.expect("booked");
    let comment = surgery.wishes()[0].body["comment"].as_str().expect("a comment").to_owned();
    assert!(
        comment.starts_with("Booked by Grace Very-Long-Double-Barrelled-Na, who acts for the patient. x")
    );
    assert_eq!(comment.chars().count(), MOST_COMMENT, "no more than every surgery can keep");
    assert_eq!(surgery.wishes()[0].body["participant"][0]["actor"]["reference"], "Patient/9000000009");
}

fn said_long() -> Said {
    Said { comment: Some("x".repeat(MOST_COMMENT)), ..said() }
}

#[tokio::test]
async fn what_has_changed_since_the_person_saw_it_is_not_cancelled() {
    let surgery = answers(200, example(CANCELLED));
    assert_eq!(cancel(&surgery, Some("1")).await, Err(BookError::Changed));
    assert!(surgery.wishes().is_empty());
}

#[tokio::test]
async fn what_is_cancelled_already_is_told_as_it_stands() {
    let surgery = Surgery::new(|_| (200, example(CANCELLED)));
    let told = cancel(&surgery, Some("an older version")).await.expect("cancelled before");
    assert_eq!(told.appointment.status, AppointmentStatus::Cancelled);
    assert!(surgery.wishes().is_empty());
}

#[tokio::test]
async fn refusals_of_a_cancellation_have_their_names() {
    for (status, code, display, expected) in [
        (403, "ACCESS_DENIED", "Access denied", BookError::NotAllowed),
        (403, "ACCESS_DENIED", "Practice has disabled cancellation", BookError::NotAllowed),
        (409, "ACCESS_DENIED", "Cannot cancel appointment", BookError::CannotBeCancelled),
        (409, "FHIR_CONSTRAINT_VIOLATION", "FHIR constraint violated", BookError::Changed),
        (412, "", "Precondition failed", BookError::Changed),
        (461, "ACCESS_DENIED", "Too late to cancel appointment", BookError::TooLate),
        (404, "NO_RECORD_FOUND", "No record found", BookError::NoSuchAppointment),
        (400, "VALIDATION_ERROR", "Validation error", BookError::Refused("VALIDATION_ERROR".into())),
        (401, "ACCESS_DENIED", "Access denied", BookError::Connector(ConnectorError::Unauthorised)),
        (500, "", "", BookError::NotConfirmed(ConnectorError::ServerError(500))),
    ] {
        let outcome = cancel(&answers(status, outcome(code, display)), None).await;
        assert_eq!(outcome, Err(expected), "{status} {display}");
    }
}

#[tokio::test]
async fn where_it_is_not_certain_what_was_done_the_appointment_is_read_again() {
    let done = Mutex::new(false);
    let surgery = Surgery::new(move |asked| {
        let mut done = done.lock().expect("a truth");
        match asked.method {
            Method::PUT => {
                *done = true;
                (504, json!({}))
            }
            _ if *done => (200, example(CANCELLED)),
            _ => (200, example(BOOKED)),
        }
    });
    let cancelled = cancel(&surgery, None).await.expect("found afterwards");
    assert_eq!(cancelled.appointment.status, AppointmentStatus::Cancelled);
    assert_eq!(surgery.wishes().len(), 1);
    let not_done = answers(200, example(BOOKED));
    let unsure = BookError::NotConfirmed(ConnectorError::Unreadable("it is not called off"));
    assert_eq!(cancel(&not_done, None).await, Err(unsure));
}

#[tokio::test]
async fn somebody_elses_appointment_is_neither_told_nor_cancelled() {
    let mut json = example(BOOKED);
    json["participant"][0]["actor"]["reference"] = "Patient/9990000018".into();
    let surgery = Surgery::new(move |_| (200, json.clone()));
    assert_eq!(cancel(&surgery, None).await, Err(ConnectorError::AboutSomebodyElse.into()));
    assert!(surgery.wishes().is_empty());
}
