//! GP surgeries' appointment books as NHS England describes them: every request fits, and what is answered is read.

use chrono::NaiveDate;
use serde_json::Value;

use super::between::Between;
use crate::connectors::fhir_json::Node;
use crate::connectors::gp_connect_appointments::tests::{LIST, ONE, act, example, order, said, time};
use crate::connectors::gp_connect_appointments::{GpConnectAppointments, read};
use crate::connectors::http::{Auth, ByteBudget};
use crate::connectors::test_support::source_at;
use crate::connectors::{AppointmentBook, BookError, Connector, ConnectorError};
use crate::domain::{AppointmentStatus, Kind, Kinds};

/// The name that the description gives to each of its examples.
const EXAMPLE: &str = "example";

async fn book(between: &Between, auth: Auth) -> GpConnectAppointments {
    let mut config = source_at(between.listen().await);
    config.auth = auth;
    GpConnectAppointments::new(&config, ByteBudget::default()).expect("a connector")
}

fn bearer() -> Auth {
    Auth::Bearer("an-access-token".to_owned().into())
}

fn described() -> Between {
    Between::before("FRONT_DOOR_TEST_PRISM_GP_APPOINTMENTS")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// So many requests were made, and the service found nothing wrong with any.
fn all_fitted(between: &Between, count: usize) {
    let told = between.told();
    assert!(told.iter().all(|told| told.wrong.is_empty()), "{told:?}");
    assert_eq!(told.len(), count, "{told:?}");
}

#[tokio::test]
async fn the_list_one_appointment_and_the_free_times_are_asked_for_rightly_and_read() {
    let between = described();
    let book = book(&between, bearer()).await;
    let list: Value = example(LIST);
    let told = book.fetch(&order(), Kinds::just(Kind::Appointments)).await;
    assert_eq!(told, read(Node::of(&list), &order()));
    assert_eq!(told.expect("an answer").appointments.expect("asked").entries.len(), 2);

    let id = example(ONE)["id"].as_str().expect("an id").to_owned();
    let one = book.read(&order(), &id).await.expect("an appointment");
    assert_eq!(one.appointment.source_id, format!("Appointment/{id}"));

    let free = book.free_times(&order(), day("2016-08-15"), day("2016-08-16")).await.expect("an answer");
    assert_eq!((free.times.len(), free.set_aside), (2, 0));
    all_fitted(&between, 3);
}

#[tokio::test]
async fn a_booking_and_a_cancellation_fit_the_description() {
    let between = described();
    let book = book(&between, bearer()).await;
    let booked = book.book(&act(), &time(), &said()).await.expect("booked");
    assert_eq!(booked.appointment.source_id, "Appointment/9");
    // Whether it was booked before is looked for first.
    all_fitted(&between, 2);

    let id = example(ONE)["id"].as_str().expect("an id").to_owned();
    let cancelled = book.cancel(&act(), &id, None, "I am well again").await.expect("cancelled");
    assert_eq!(cancelled.appointment.status, AppointmentStatus::Cancelled);
    all_fitted(&between, 4);
}

#[tokio::test]
async fn the_described_refusals_have_their_names() {
    for (status, named) in [(403, BookError::NotAllowed), (404, BookError::NoSuchAppointment)] {
        let between = described();
        between.answer_with(status, EXAMPLE);
        let book = book(&between, bearer()).await;
        assert_eq!(book.read(&order(), "150").await, Err(named), "{:?}", between.told());
    }
    let between = described();
    between.answer_with(403, EXAMPLE);
    let times =
        book(&between, bearer()).await.free_times(&order(), day("2016-08-15"), day("2016-08-16")).await;
    assert_eq!(times, Err(BookError::NotAllowed));
    assert_eq!(between.told()[0].status, 403);
}

#[tokio::test]
async fn a_book_asked_without_a_token_refuses() {
    let between = described();
    let told = book(&between, Auth::None).await.fetch(&order(), Kinds::just(Kind::Appointments)).await;
    assert!(matches!(told, Err(ConnectorError::Unauthorised | ConnectorError::ServerError(_))), "{told:?}");
    let said = between.told();
    assert!(said.iter().any(|told| !told.wrong.is_empty()), "{said:?}");
}
