//! What is asked, as the specification has it, and what its refusals mean.

use super::*;
use crate::connectors::{AppointmentBook, BookError, Connector, ConnectorError};
use crate::domain::{Kind, Kinds, PartialDate};

fn values<'a>(asked: &'a Asked, name: &str) -> Vec<&'a str> {
    asked.query.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
}

#[tokio::test]
async fn the_persons_appointments_are_asked_for_by_number_past_and_to_come() {
    let surgery = Surgery::new(|_| (200, example(LIST)));
    let answer = surgery.connector().await.fetch(&order(), Kinds::just(Kind::Appointments)).await;
    assert_eq!(answer.expect("an answer").appointments.expect("asked").entries.len(), 2);
    let [asked] = &surgery.asked()[..] else { panic!("one question") };
    assert_eq!((&asked.method, asked.path.as_str()), (&Method::GET, "/Patient/9000000009/Appointment"));
    let start = values(asked, "start");
    assert_eq!((start.len(), start[0]), (2, "ge1900-01-01"));
    assert!(start[1].strip_prefix("le").is_some_and(|day| day > "2026-01-01"), "{start:?}");
    let includes = values(asked, "_include:recurse");
    assert_eq!(includes, ["Appointment:actor:Practitioner", "Appointment:actor:Location"]);
    assert!(Uuid::parse_str(asked.header("x-request-id")).is_ok());
    assert!(Uuid::parse_str(asked.header("x-correlation-id")).is_ok());
}

#[tokio::test]
async fn it_is_asked_from_the_day_since_when_the_surgery_keeps_records_online() {
    let surgery = Surgery::new(|_| (200, bundle(&[])));
    let routes = Router::new().fallback(answer).with_state(surgery.clone());
    let mut config = source_at(serve(routes).await);
    config.organisation.records_start = PartialDate::parse("2015-04");
    let connector = GpConnectAppointments::new(&config, ByteBudget::default()).expect("a connector");
    connector.fetch(&order(), Kinds::just(Kind::Appointments)).await.expect("an answer");
    assert_eq!(values(&surgery.asked()[0], "start")[0], "ge2015-04-01");
}

#[tokio::test]
async fn nothing_but_appointments_is_asked_for() {
    let surgery = Surgery::new(|_| (200, bundle(&[])));
    let connector = surgery.connector().await;
    assert_eq!(connector.asked_together(Kind::Medicines), Kinds::NONE);
    assert!(connector.fetch(&order(), Kinds::just(Kind::Medicines)).await.expect("an answer").is_empty());
    assert!(surgery.asked().is_empty());
    assert!(connector.appointment_book().is_some());
}

#[tokio::test]
async fn free_times_are_asked_for_with_all_that_the_specification_requires() {
    let surgery = Surgery::new(|_| (200, example(SLOTS)));
    let (from, until) = ("2016-08-14".parse().expect("a day"), "2016-08-20".parse().expect("a day"));
    let free = surgery.connector().await.free_times(&order(), from, until).await.expect("an answer");
    assert_eq!(free.times.len(), 2);
    let asked = &surgery.asked()[0];
    assert_eq!(asked.path, "/Slot");
    assert_eq!((values(asked, "start"), values(asked, "end")), (vec!["ge2016-08-14"], vec!["le2016-08-20"]));
    assert_eq!((values(asked, "status"), values(asked, "_include")), (vec!["free"], vec!["Slot:schedule"]));
    assert_eq!(
        values(asked, "_include:recurse"),
        ["Schedule:actor:Practitioner", "Schedule:actor:Location", "Location:managingOrganization"]
    );
}

#[tokio::test]
async fn refusals_of_questions_have_their_names() {
    for (status, code, expected) in [
        (400, "NO_ORGANISATION_CONSENT", BookError::NotAllowed),
        (403, "ACCESS_DENIED", BookError::NotAllowed),
        (401, "ACCESS_DENIED", BookError::Connector(ConnectorError::Unauthorised)),
        (404, "NO_RECORD_FOUND", BookError::Connector(ConnectorError::DoesNotKnowPerson)),
        (400, "BAD_REQUEST", BookError::Connector(ConnectorError::ServerError(400))),
        (503, "BUSY", BookError::Connector(ConnectorError::Busy { retry_after: None })),
    ] {
        let surgery = Surgery::new(move |_| (status, outcome(code, code)));
        let day = "2016-08-14".parse().expect("a day");
        let free = surgery.connector().await.free_times(&order(), day, day).await;
        assert_eq!(free, Err(expected), "{status} {code}");
    }
    let surgery = Surgery::new(|_| (400, outcome("NO_ORGANISATION_CONSENT", "No consent")));
    let told = surgery.connector().await.fetch(&order(), Kinds::just(Kind::Appointments)).await;
    assert_eq!(told, Err(ConnectorError::Forbidden), "the surgery does not share");
}

#[tokio::test]
async fn one_appointment_is_read_by_the_id_that_it_has_in_a_list() {
    let surgery = Surgery::new(|_| (200, example(ONE)));
    let connector = surgery.connector().await;
    let read = connector.read(&order(), "Appointment/150").await.expect("an appointment");
    assert_eq!(read.appointment.source_id, "Appointment/150");
    assert_eq!(read.appointment.with_whom.as_deref(), Some("Mrs Sarah Black"));
    assert_eq!(surgery.asked()[0].path, "/Appointment/150");
    let other = connector.read(&order(), "Appointment/151").await;
    assert_eq!(other, Err(ConnectorError::Unreadable("another appointment").into()));
    let gone = Surgery::new(|_| (404, outcome("NO_RECORD_FOUND", "No record found")));
    assert_eq!(gone.connector().await.read(&order(), "150").await, Err(BookError::NoSuchAppointment));
}

#[tokio::test]
async fn an_id_that_is_none_leads_nowhere() {
    let surgery = Surgery::new(|_| (200, example(ONE)));
    let connector = surgery.connector().await;
    for id in [
        "",
        "Appointment/",
        "..",
        "../Patient/9000000009",
        "1?status=booked",
        "a b",
        "Slot/1",
        &"1".repeat(65),
    ] {
        assert_eq!(connector.read(&order(), id).await, Err(BookError::NoSuchAppointment), "{id:?}");
    }
    assert!(surgery.asked().is_empty());
}
