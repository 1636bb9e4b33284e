//! Asking for a medicine, once for each wish, whatever happens on the way.

use axum::http::Method;
use uuid::Uuid;

use super::surgery::{Does, Surgery};
use super::*;
use crate::access::ActOrder;
use crate::access::testing::{act_order, act_order_by};
use crate::connectors::{ConnectorError, NotOrdered, RepeatPrescriptions};
use crate::domain::{Asking, OdsCode, PrescriptionState, Requested};

fn wish(n: u128) -> ActOrder {
    act_order(order(), Uuid::from_u128(n))
}

fn surgery() -> Surgery {
    Surgery::new(vec![plan("plan-1", "continuous")], vec![])
}

async fn ask(surgery: &Surgery, n: u128, comment: Option<&str>) -> Result<Requested, NotOrdered> {
    surgery.connector().await.order(&wish(n), Asking { comment, ..Asking::again("plan-1") }).await
}

#[tokio::test]
async fn a_request_names_the_plan_the_person_and_the_wish_and_carries_the_comment() {
    let surgery = surgery();
    let requested = ask(&surgery, 7, Some("  I ran out  ")).await.expect("asked");
    assert_eq!((requested.id.as_str(), requested.repeat.as_deref()), ("task-1", Some("plan-1")));
    assert_eq!(requested.state, PrescriptionState::AskedFor);
    let [(url, headers, task)] = &surgery.sent(&Method::POST)[..] else { panic!("one request") };
    assert_eq!(url, "/gp/FHIR/R4/Task");
    let wish = Uuid::from_u128(7).to_string();
    assert_eq!(headers["x-request-id"], wish.as_str());
    assert_eq!(task["identifier"][0]["value"], wish);
    assert_eq!(task["focus"]["reference"], "MedicationRequest/plan-1");
    assert_eq!(task["for"]["identifier"]["value"], NUMBER);
    assert_eq!((&task["status"], &task["intent"]), (&json!("requested"), &json!("order")));
    assert_eq!(task["note"][0]["text"], "I ran out");
}

#[tokio::test]
async fn whoever_acts_for_the_patient_is_named_to_the_surgery_with_the_patient() {
    for (comment, text) in
        [(Some("She ran out"), "She ran out"), (None, "Asked for by a carer of the patient.")]
    {
        let surgery = surgery();
        let act = act_order_by("Grace Young", order(), Uuid::from_u128(7));
        let asking = Asking { comment, ..Asking::again("plan-1") };
        surgery.connector().await.order(&act, asking).await.expect("asked");
        let [(_, _, task)] = &surgery.sent(&Method::POST)[..] else { panic!("one request") };
        let note = &task["note"][0];
        assert_eq!(
            (&note["authorString"], &note["text"]),
            (&json!("Grace Young, who acts for the patient"), &json!(text))
        );
        assert_eq!(task["for"]["identifier"]["value"], NUMBER);
        assert_eq!(task["requester"], task["for"], "the specification has no other");
    }
}

#[tokio::test]
async fn a_pharmacy_for_this_one_time_goes_with_the_request_and_is_told_back() {
    let surgery = surgery();
    let other = OdsCode::parse("FLM49").expect("a code");
    let asking = Asking { pharmacy: Some(&other), ..Asking::again("plan-1") };
    let requested = surgery.connector().await.order(&wish(7), asking).await.expect("asked");
    assert_eq!(requested.pharmacy, Some(other));
    let [(_, _, task)] = &surgery.sent(&Method::POST)[..] else { panic!("one request") };
    // GP Connect patient-facing prescriptions, "One off nomination".
    let expected = json!([{
        "type": {"coding": [{
            "system": "https://fhir.hl7.org.uk/GPConnect-PrescriptionOrderingParameters",
            "code": "preferred-performer", "display": "Preferred performer",
        }]},
        "valueIdentifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "FLM49"},
    }]);
    assert_eq!(task["input"], expected);
    let usual = ask(&surgery, 8, None).await.expect("asked");
    assert_eq!(usual.pharmacy, None);
    assert!(surgery.sent(&Method::POST)[1].2.get("input").is_none());
}

#[tokio::test]
async fn the_same_wish_twice_asks_once_and_gives_the_same_request() {
    let surgery = surgery();
    let first = ask(&surgery, 7, None).await.expect("asked");
    let second = ask(&surgery, 7, None).await.expect("known");
    assert_eq!(first.id, second.id);
    assert_eq!(surgery.sent(&Method::POST).len(), 1);
    let other = ask(&surgery, 8, None).await.expect("asked");
    assert_ne!(other.id, first.id, "another wish is another request");
}

#[tokio::test]
async fn a_lost_answer_is_made_good_by_reading_the_list() {
    for does in [Does::TakesAndFails, Does::TakesAndMumbles] {
        let surgery = surgery().that(does);
        let requested = ask(&surgery, 7, None).await.expect("it was taken");
        assert_eq!(requested.id, "task-1", "{does:?}");
        assert_eq!(surgery.sent(&Method::POST).len(), 1, "nothing is sent twice");
    }
}

#[tokio::test]
async fn a_request_that_got_lost_is_not_known_and_may_be_tried_again() {
    let surgery = surgery().that(Does::Loses);
    let outcome = ask(&surgery, 7, None).await;
    assert_eq!(outcome, Err(NotOrdered::NotKnown(ConnectorError::ServerError(504))));
    let surgery = surgery.that(Does::Takes);
    assert!(ask(&surgery, 7, None).await.is_ok());
    assert_eq!(surgery.tasks.lock().expect("a lock").len(), 1);
}

#[tokio::test]
async fn a_duplicate_that_is_our_own_earlier_try_is_no_error() {
    let surgery = surgery().that(Does::TakesAndSaysDuplicate);
    assert_eq!(ask(&surgery, 7, None).await.expect("our own").id, "task-1");
    let other = super::surgery::Surgery::new(
        vec![plan("plan-1", "continuous")],
        vec![task("task-0", "plan-1", "requested")],
    );
    let other = other.that(Does::Refuses(409, "DUPLICATE_REJECTED"));
    assert_eq!(ask(&other, 7, None).await, Err(NotOrdered::AlreadyAskedFor));
}

#[tokio::test]
async fn every_refusal_of_the_standard_has_its_name() {
    for (status, code, name) in [
        (409, "DUPLICATE_REJECTED", NotOrdered::AlreadyAskedFor),
        (400, "DUPLICATE_REJECTED", NotOrdered::AlreadyAskedFor),
        (403, "ACCESS_DENIED", NotOrdered::NotAllowed),
        (422, "REFERENCE_NOT_FOUND", NotOrdered::NotListed),
        (400, "INVALID_VALUE", NotOrdered::CommentTooLong),
        (422, "INVALID_RESOURCE", NotOrdered::Refused(Some("Words of INVALID_RESOURCE".into()))),
        (401, "ACCESS_DENIED", NotOrdered::NotDone(ConnectorError::Unauthorised)),
        (429, "THROTTLED", NotOrdered::NotDone(ConnectorError::Busy { retry_after: None })),
        (503, "CLOSED", NotOrdered::NotDone(ConnectorError::Busy { retry_after: None })),
    ] {
        let surgery = surgery().that(Does::Refuses(status, code));
        assert_eq!(ask(&surgery, 7, None).await, Err(name), "{status} {code}");
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_list_was_read() {
    let surgery = Surgery::new(
        vec![],
        vec![{
            let mut task = task("task-0", "plan-1", "requested");
            task["for"] = patient("9990000018");
            task
        }],
    );
    let outcome = ask(&surgery, 7, None).await;
    assert_eq!(outcome, Err(NotOrdered::NotDone(ConnectorError::AboutSomebodyElse)));
    assert_eq!(surgery.sent(&Method::POST).len(), 0);
}

#[tokio::test]
async fn what_cannot_be_an_id_or_a_comment_is_never_sent() {
    let surgery = surgery();
    let connector = surgery.connector().await;
    for id in ["", "../Patient/1", "plan-1?x=1", "plan 1"] {
        assert_eq!(connector.order(&wish(7), Asking::again(id)).await, Err(NotOrdered::NotListed), "{id}");
    }
    let long = "x".repeat(1001);
    assert_eq!(
        connector.order(&wish(7), Asking { comment: Some(&long), ..Asking::again("plan-1") }).await,
        Err(NotOrdered::CommentTooLong)
    );
    assert!(surgery.asked.lock().expect("a lock").is_empty());
}

#[tokio::test]
async fn a_request_can_be_looked_up_and_taken_back_while_nobody_has_begun() {
    let surgery = surgery();
    let connector = surgery.connector().await;
    let id = connector.order(&wish(7), Asking::again("plan-1")).await.expect("asked").id;
    assert_eq!(connector.requested(&order(), &id).await.expect("listed").state, PrescriptionState::AskedFor);
    assert_eq!(connector.requested(&order(), "other").await, Err(ConnectorError::Gone));
    let back = connector.take_back(&wish(8), &id).await.expect("taken back");
    assert_eq!(back.state, PrescriptionState::Cancelled);
    let [(url, headers, patch)] = &surgery.sent(&Method::PATCH)[..] else { panic!("one change") };
    assert_eq!(url, "/gp/FHIR/R4/Task?id=task-1");
    assert_eq!(headers["content-type"], "application/json-patch+json");
    assert_eq!(*patch, json!({"op": "replace", "path": "/status", "value": "cancelled"}));
    assert!(connector.take_back(&wish(9), &id).await.is_ok(), "twice is once");
    assert_eq!(surgery.sent(&Method::PATCH).len(), 1);
}

#[tokio::test]
async fn what_is_dealt_with_already_cannot_be_taken_back() {
    let tasks = vec![task("task-1", "plan-1", "in-progress")];
    let surgery = Surgery::new(vec![plan("plan-1", "continuous")], tasks);
    let connector = surgery.connector().await;
    assert_eq!(connector.take_back(&wish(8), "task-1").await, Err(NotOrdered::TooLate));
    assert_eq!(connector.take_back(&wish(8), "task-2").await, Err(NotOrdered::NotListed));
    assert_eq!(surgery.sent(&Method::PATCH).len(), 0);
}
