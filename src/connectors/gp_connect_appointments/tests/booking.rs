//! Booking: what is sent, what comes back, and that one wish books once.

use super::*;
use crate::connectors::appointment_book::{MOST_COMMENT, MOST_REASON};
use crate::connectors::{AppointmentBook, BookError, Booked, ConnectorError};
use crate::domain::AppointmentStatus;

/// A surgery that has nothing booked, and answers a booking like this.
fn answers(status: u16, json: Value) -> Surgery {
    Surgery::new(move |asked| match asked.method {
        Method::POST => (status, json.clone()),
        _ => (200, bundle(&[])),
    })
}

async fn book(surgery: &Surgery) -> Result<Booked, BookError> {
    surgery.connector().await.book(&act(), &time(), &said()).await
}

#[tokio::test]
async fn a_booking_holds_all_that_the_specification_lists_and_the_wish() {
    let surgery = answers(201, example(BOOKED));
    let booked = book(&surgery).await.expect("booked");
    assert_eq!(
        (booked.appointment.source_id.as_str(), booked.version.as_deref()),
        ("Appointment/9", Some("636068818095315079"))
    );
    assert_eq!(booked.appointment.status, AppointmentStatus::Booked);
    let wishes = surgery.wishes();
    let [sent] = &wishes[..] else { panic!("{wishes:?}") };
    assert!(sent.is(&Method::POST, "/Appointment"));
    assert_eq!(sent.header("x-request-id"), WISH.to_string());
    assert_eq!(sent.header("content-type"), "application/fhir+json");
    let body = &sent.body;
    assert_eq!(body["identifier"][0]["value"], format!("urn:uuid:{WISH}"));
    assert_eq!(
        body["meta"]["profile"][0],
        "https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-Appointment-1"
    );
    assert_eq!((&body["status"], &body["slot"][0]["reference"]), (&json!("booked"), &json!("Slot/1")));
    assert_eq!(
        (&body["start"], &body["end"]),
        (&json!("2017-05-30T10:00:00+01:00"), &json!("2017-05-30T10:25:00+01:00"))
    );
    assert_eq!(
        (&body["reason"][0]["text"], &body["description"]),
        (&json!("Sore throat"), &json!("Sore throat"))
    );
    assert_eq!(body["comment"], "For 2 weeks");
    assert_eq!(body["participant"][0]["actor"]["reference"], "Patient/9000000009");
    assert_eq!(body["participant"][1]["actor"]["reference"], "Location/32");
    let organisation = &body["contained"][0];
    assert_eq!((&organisation["id"], &organisation["identifier"][0]["value"]), (&json!("1"), &json!("RFF")));
    assert_eq!(body["extension"][0]["valueReference"]["reference"], "#1");
    assert_eq!(body["contained"].as_array().map(Vec::len), Some(1), "no phone number where none is needed");
    assert!(body.get("specialty").is_none(), "the surgery must refuse it");
}

#[tokio::test]
async fn names_that_the_confirmation_leaves_out_are_those_of_the_free_time() {
    let booked = book(&answers(201, example(BOOKED))).await.expect("booked");
    assert_eq!(booked.appointment.with_whom.as_deref(), Some("Mrs Sarah Black"));
    assert_eq!(booked.appointment.place.as_deref(), Some("The Trevelyan Practice"));
}

#[tokio::test]
async fn an_appointment_by_phone_needs_a_number_and_sends_it() {
    let surgery = answers(201, example(BOOKED));
    let connector = surgery.connector().await;
    let by_phone = FreeTime { how: How::ByPhone, ..time() };
    for phone in [None, Some(" ".to_owned())] {
        let refused = connector.book(&act(), &by_phone, &Said { phone, ..said() }).await;
        assert_eq!(refused, Err(BookError::NeedsPhone));
    }
    assert!(surgery.asked().is_empty(), "nothing was sent");
    let with_phone = Said { phone: Some("07700 900123".into()), ..said() };
    connector.book(&act(), &by_phone, &with_phone).await.expect("booked");
    let patient = &surgery.wishes()[0].body["contained"][1];
    assert_eq!(
        (&patient["telecom"][0]["value"], &patient["telecom"][0]["use"]),
        (&json!("07700 900123"), &json!("mobile"))
    );
}

#[tokio::test]
async fn what_no_surgery_can_keep_is_refused_before_it_is_sent() {
    let surgery = answers(201, example(BOOKED));
    let connector = surgery.connector().await;
    let long = Said { reason: "é".repeat(MOST_REASON + 1), ..said() };
    assert_eq!(connector.book(&act(), &time(), &long).await, Err(BookError::TooLong("reason", MOST_REASON)));
    let long = Said { comment: Some("x".repeat(MOST_COMMENT + 1)), ..said() };
    assert_eq!(
        connector.book(&act(), &time(), &long).await,
        Err(BookError::TooLong("comment", MOST_COMMENT))
    );
    assert!(surgery.asked().is_empty());
    let most = Said { reason: "é".repeat(MOST_REASON), ..said() };
    assert!(connector.book(&act(), &time(), &most).await.is_ok());
}

#[tokio::test]
async fn refusals_of_a_booking_have_their_names() {
    let refused = |code: &str| BookError::Refused(code.to_owned());
    for (status, code, expected) in [
        (409, "DUPLICATE_REJECTED", BookError::SlotTaken),
        (404, "NO_RECORD_FOUND", BookError::SlotTaken),
        (422, "REFERENCE_NOT_FOUND", BookError::SlotTaken),
        (403, "ACCESS_DENIED", BookError::NotAllowed),
        (400, "NO_ORGANISATION_CONSENT", BookError::NotAllowed),
        (461, "ACCESS_DENIED", BookError::TooLate),
        (401, "ACCESS_DENIED", BookError::Connector(ConnectorError::Unauthorised)),
        (404, "PATIENT_NOT_FOUND", BookError::Connector(ConnectorError::DoesNotKnowPerson)),
        (404, "ORGANISATION_NOT_FOUND", refused("ORGANISATION_NOT_FOUND")),
        (400, "INVALID_NHS_NUMBER", refused("INVALID_NHS_NUMBER")),
        (400, "BAD_REQUEST", refused("BAD_REQUEST")),
        (422, "INVALID_RESOURCE", refused("INVALID_RESOURCE")),
        (429, "TOO_MANY_REQUESTS", BookError::Connector(ConnectorError::Busy { retry_after: None })),
        (500, "INTERNAL_SERVER_ERROR", BookError::NotConfirmed(ConnectorError::ServerError(500))),
    ] {
        let outcome = book(&answers(status, outcome(code, code))).await;
        assert_eq!(outcome, Err(expected), "{status} {code}");
    }
    assert_eq!(book(&answers(400, json!({}))).await, Err(refused("400")));
}

/// The published booking as the surgery keeps it, with the identifier of this wish or without one.
fn kept(wish: Option<Uuid>, status: &str) -> Value {
    let mut json = example(BOOKED);
    json["status"] = status.into();
    if let Some(wish) = wish {
        json["identifier"] = json!([{"value": format!("urn:uuid:{wish}")}]);
    }
    json
}

#[tokio::test]
async fn the_same_wish_again_finds_what_it_booked_and_sends_nothing() {
    for kept in [kept(Some(WISH), "booked"), kept(None, "booked"), kept(Some(WISH), "cancelled")] {
        let surgery = Surgery::new(move |_| (200, bundle(std::slice::from_ref(&kept))));
        let booked = book(&surgery).await.expect("found");
        assert_eq!(booked.appointment.source_id, "Appointment/9");
        assert!(surgery.wishes().is_empty());
        let asked = &surgery.asked()[0];
        assert_eq!(asked.path, "/Patient/9000000009/Appointment");
        let days: Vec<_> =
            asked.query.iter().filter(|(name, _)| name == "start").map(|(_, day)| day.as_str()).collect();
        assert_eq!(days, ["ge2017-05-30", "le2017-05-30"]);
    }
}

#[tokio::test]
async fn what_another_wish_booked_and_cancelled_stands_in_nobodys_way() {
    for kept in [kept(Some(Uuid::from_u128(7)), "cancelled"), kept(None, "cancelled")] {
        let surgery = Surgery::new(move |asked| match asked.method {
            Method::POST => (201, example(BOOKED)),
            _ => (200, bundle(std::slice::from_ref(&kept))),
        });
        book(&surgery).await.expect("booked anew");
        assert_eq!(surgery.wishes().len(), 1);
    }
}

/// A surgery that books, and then answers like this; what it booked is found afterwards.
fn books_but_answers(status: u16, json: Value) -> Surgery {
    let done = Mutex::new(false);
    Surgery::new(move |asked| {
        let mut done = done.lock().expect("a truth");
        match asked.method {
            Method::POST => {
                *done = true;
                (status, json.clone())
            }
            _ if *done => (200, bundle(&[kept(None, "booked")])),
            _ => (200, bundle(&[])),
        }
    })
}

#[tokio::test]
async fn where_it_is_not_certain_what_was_done_the_book_is_read_again() {
    let mut other_time = example(BOOKED);
    other_time["start"] = "2017-05-31T10:00:00+01:00".into();
    for (status, json) in [
        (504, json!({})),
        (201, Value::Null),
        (201, json!({"resourceType": "Appointment"})),
        (201, other_time),
        (409, outcome("DUPLICATE_REJECTED", "Duplicate")),
    ] {
        let surgery = books_but_answers(status, json.clone());
        let booked = book(&surgery).await.expect("found afterwards");
        assert_eq!(booked.appointment.source_id, "Appointment/9", "{status} {json}");
        assert_eq!(surgery.wishes().len(), 1, "sent once");
    }
}

#[tokio::test]
async fn a_wish_that_cannot_be_found_afterwards_is_not_confirmed() {
    let unread = book(&answers(201, Value::Null)).await;
    assert_eq!(unread, Err(BookError::NotConfirmed(ConnectorError::Unreadable("not JSON"))));
}

#[tokio::test]
async fn a_confirmation_about_somebody_else_is_not_believed() {
    let mut json = example(BOOKED);
    json["participant"][0]["actor"]["reference"] = "Patient/9990000018".into();
    let surgery = answers(201, json.clone());
    assert_eq!(book(&surgery).await, Err(BookError::NotConfirmed(ConnectorError::AboutSomebodyElse)));
    let before = Surgery::new(move |_| (200, bundle(&[json.clone()])));
    assert_eq!(book(&before).await, Err(ConnectorError::AboutSomebodyElse.into()));
    assert!(before.wishes().is_empty(), "nothing is booked where somebody else's book is shown");
}

#[tokio::test]
async fn nothing_is_sent_where_the_book_cannot_be_read_first() {
    let surgery = Surgery::new(|asked| match asked.method {
        Method::POST => (201, example(BOOKED)),
        _ => (500, json!({})),
    });
    assert_eq!(book(&surgery).await, Err(ConnectorError::ServerError(500).into()));
    assert!(surgery.wishes().is_empty());
}
