//! Booking and cancelling at the practice surgeries, over the ordinary connectors.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Europe::London;
use scraper::{Html, Selector};
use uuid::Uuid;

use super::app::{now, run, settings, shared};
use crate::access::{FetchOrder, testing};
use crate::connectors::{AppointmentBook, BookError, Booked, Connector, ConnectorError, FreeTime, Said};
use crate::domain::{Appointment, AppointmentStatus, How, Kind, Kinds, NhsNumber, Person, PersonId};
use crate::sandbox::{self, Fault, Options, Sandbox};
use crate::settings::SourcesFile;
use crate::start::{self, Connected};

const HILL_STREET: &str = "A99901";
const MILL_LANE: &str = "A99902";

struct Practice {
    sandbox: Sandbox,
    sources: SourcesFile,
    _folder: tempfile::TempDir,
}

/// Somebody at one surgery.
struct Desk {
    connector: Arc<dyn Connector>,
    order: FetchOrder,
}

impl Practice {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options { now: now(), folder: folder.path().to_owned() };
        let sandbox = sandbox::start(options).await.expect("it starts");
        let sources = SourcesFile::parse(&sandbox.sources_toml(), folder.path()).expect("a sources file");
        Self { sandbox, sources, _folder: folder }
    }

    fn desk(&self, ods_code: &str, person: &str) -> Desk {
        let person = self.sandbox.people().iter().find(|one| one.key == person).expect("a person");
        let order = FetchOrder::for_source_check(Person {
            id: PersonId(Uuid::nil()),
            nhs_number: NhsNumber::parse(person.nhs_number).expect("a number"),
            name: person.name.clone(),
            date_of_birth: person.birth_date,
        });
        let source = self.sources.source.iter().find(|source| source.ods_code.as_str() == ods_code);
        let interfaces = source.expect("a surgery").interfaces();
        let interface = interfaces.iter().find(|one| one.kinds().contains(Kind::Appointments));
        let settings = settings(&["--practice", "yes"]);
        let connected = start::connect(interface.expect("a book"), &start::budget(&settings), &settings);
        let Ok(Connected::Source(connector)) = connected else { panic!("no connector") };
        Desk { connector, order }
    }

    async fn fault(&self, fault: Fault) {
        self.sandbox.set_fault(HILL_STREET, fault).await.expect("a surgery");
    }

    fn bookings_sent(&self, ods_code: &str) -> usize {
        let log = self.sandbox.requests(ods_code, usize::MAX).expect("a surgery");
        log.iter().filter(|line| line.method == "POST").count()
    }
}

impl Desk {
    fn book(&self) -> &dyn AppointmentBook {
        self.connector.appointment_book().expect("a book")
    }

    async fn free(&self) -> Result<Vec<FreeTime>, BookError> {
        let today = now().with_timezone(&London).date_naive();
        let free = self.book().free_times(&self.order, today, today + chrono::Duration::days(14)).await?;
        assert_eq!(free.set_aside, 0);
        Ok(free.times)
    }

    /// The free times of one kind, the earliest first.
    async fn free_for(&self, what: &str) -> Vec<FreeTime> {
        let times = self.free().await.expect("free times");
        times.into_iter().filter(|time| time.what.as_deref() == Some(what)).collect()
    }

    async fn wish(&self, time: &FreeTime, wish: u128) -> Result<Booked, BookError> {
        let order = testing::act_order(self.order.clone(), Uuid::from_u128(wish));
        let said = Said {
            reason: "Sore throat".into(),
            comment: Some("For 2 weeks".into()),
            phone: Some("07700 900123".into()),
        };
        self.book().book(&order, time, &said).await
    }

    async fn cancel(&self, id: &str, seen: Option<&str>) -> Result<Booked, BookError> {
        let order = testing::act_order(self.order.clone(), Uuid::new_v4());
        self.book().cancel(&order, id, seen, "Feeling better").await
    }

    async fn list(&self) -> Vec<Appointment> {
        let answer = self.connector.fetch(&self.order, Kinds::just(Kind::Appointments)).await;
        answer.expect("an answer").appointments.expect("asked").entries
    }

    async fn named(&self, what: &str, status: AppointmentStatus) -> Appointment {
        let list = self.list().await;
        let found = list.iter().find(|one| one.what.text == what && one.status == status);
        found.unwrap_or_else(|| panic!("{what} of {list:?}")).clone()
    }
}

fn day(time: &FreeTime) -> NaiveDate {
    time.start.with_timezone(&London).date_naive()
}

#[tokio::test]
async fn free_times_are_on_working_days_with_whom_where_and_how() {
    let practice = Practice::start().await;
    for (surgery, person) in [(HILL_STREET, "sam"), (MILL_LANE, "priya")] {
        let free = practice.desk(surgery, person).free().await.expect("free times");
        assert!(free.len() > 100, "{}", free.len());
        assert!(free.is_sorted_by_key(|time| time.start));
        assert!(free.iter().all(|time| !matches!(day(time).weekday(), Weekday::Sat | Weekday::Sun)));
        for how in [How::InPerson, How::ByPhone, How::ByVideo] {
            let time = free.iter().find(|time| time.how == how).expect("one of each");
            assert!(time.with_whom.is_some() && time.role.is_some() && time.session.is_some(), "{time:?}");
            assert!(time.place.as_deref().is_some_and(|place| place.contains("Surgery")), "{time:?}");
        }
    }
}

#[tokio::test]
async fn a_time_is_booked_listed_read_and_cancelled_and_is_free_again() {
    let practice = Practice::start().await;
    let sam = practice.desk(HILL_STREET, "sam");
    let time = sam.free_for("GP appointment").await.remove(0);
    let booked = sam.wish(&time, 1).await.expect("booked");
    assert_eq!(booked.appointment.status, AppointmentStatus::Booked);
    assert_eq!(booked.appointment.with_whom.as_deref(), Some("Dr Amara Okafor"));
    let listed = sam.named("Sore throat", AppointmentStatus::Booked).await;
    assert_eq!((listed.start, listed.how), (Some(time.start), How::InPerson));
    assert_eq!(listed.patient_comment.as_deref(), Some("For 2 weeks"));
    assert!(!sam.free().await.expect("free times").contains(&time));
    let read = sam.book().read(&sam.order, &listed.source_id).await.expect("read back");
    assert_eq!(
        (&read.appointment.source_id, &read.version),
        (&booked.appointment.source_id, &booked.version)
    );
    assert_eq!(read.appointment.place, time.place);
    let cancelled = sam.cancel(&listed.source_id, read.version.as_deref()).await.expect("cancelled");
    assert_eq!(cancelled.appointment.status, AppointmentStatus::Cancelled);
    assert_eq!(cancelled.appointment.reason_cancelled.as_deref(), Some("Feeling better"));
    assert_ne!(cancelled.version, read.version);
    assert!(sam.free().await.expect("free times").contains(&time));
}

#[tokio::test]
async fn the_same_wish_twice_books_once_also_where_the_surgery_keeps_no_identifier() {
    let practice = Practice::start().await;
    for (surgery, person) in [(HILL_STREET, "sam"), (MILL_LANE, "priya")] {
        let desk = practice.desk(surgery, person);
        let time = desk.free_for("Phone call with a GP").await.remove(0);
        let first = desk.wish(&time, 1).await.expect("booked");
        let again = desk.wish(&time, 1).await.expect("found");
        assert_eq!(first.appointment.source_id, again.appointment.source_id);
        let own = desk.list().await.into_iter().filter(|one| one.start == Some(time.start)).count();
        assert_eq!((own, practice.bookings_sent(surgery)), (1, 1), "{surgery}");
    }
}

#[tokio::test]
async fn a_wish_that_was_booked_and_cancelled_is_not_booked_anew() {
    let practice = Practice::start().await;
    let sam = practice.desk(HILL_STREET, "sam");
    let time = sam.free_for("GP appointment").await.remove(3);
    let booked = sam.wish(&time, 1).await.expect("booked");
    sam.cancel(&booked.appointment.source_id, None).await.expect("cancelled");
    let again = sam.wish(&time, 1).await.expect("found");
    assert_eq!(again.appointment.status, AppointmentStatus::Cancelled);
    let anew = sam.wish(&time, 2).await.expect("booked");
    assert_eq!(anew.appointment.status, AppointmentStatus::Booked);
}

#[tokio::test]
async fn a_time_that_somebody_else_has_taken_is_taken() {
    let practice = Practice::start().await;
    let (sam, grace) = (practice.desk(HILL_STREET, "sam"), practice.desk(HILL_STREET, "grace"));
    let time = grace.free_for("GP appointment").await.remove(1);
    sam.wish(&time, 1).await.expect("booked");
    assert_eq!(grace.wish(&time, 2).await, Err(BookError::SlotTaken));
    // Somebody is always quicker for the nurse's first time of a day.
    let nurse = grace.free_for("Nurse appointment").await.remove(0);
    assert_eq!(grace.wish(&nurse, 3).await, Err(BookError::SlotTaken));
    assert!(!grace.free().await.expect("free times").contains(&nurse));
}

#[tokio::test]
async fn a_surgery_that_wants_a_call_does_not_let_people_cancel() {
    let practice = Practice::start().await;
    let priya = practice.desk(MILL_LANE, "priya");
    let test = priya.named("Blood test", AppointmentStatus::Booked).await;
    assert_eq!(priya.cancel(&test.source_id, None).await, Err(BookError::NotAllowed));
}

#[tokio::test]
async fn too_late_over_and_changed_are_told_apart() {
    let practice = Practice::start().await;
    let grace = practice.desk(HILL_STREET, "grace");
    let soon = grace.named("Phone call with a GP", AppointmentStatus::Booked).await;
    assert_eq!(grace.cancel(&soon.source_id, None).await, Err(BookError::TooLate));
    let over = grace.named("Nurse appointment", AppointmentStatus::Happened).await;
    assert_eq!(grace.cancel(&over.source_id, None).await, Err(BookError::CannotBeCancelled));
    let sam = practice.desk(HILL_STREET, "sam");
    let review = sam.named("Diabetes review", AppointmentStatus::Booked).await;
    assert_eq!(sam.cancel(&review.source_id, Some("0")).await, Err(BookError::Changed));
    assert_eq!(sam.cancel("Appointment/none-such", None).await, Err(BookError::NoSuchAppointment));
}

#[tokio::test]
async fn nobody_reads_or_cancels_somebody_elses_appointment() {
    let practice = Practice::start().await;
    let review = practice.desk(HILL_STREET, "sam").named("Diabetes review", AppointmentStatus::Booked).await;
    let grace = practice.desk(HILL_STREET, "grace");
    let refused = Err(ConnectorError::AboutSomebodyElse.into());
    assert_eq!(grace.book().read(&grace.order, &review.source_id).await, refused);
    assert_eq!(grace.cancel(&review.source_id, None).await, refused);
}

#[tokio::test]
async fn a_booking_whose_confirmation_is_lost_is_found_when_the_wish_comes_again() {
    let practice = Practice::start().await;
    let sam = practice.desk(HILL_STREET, "sam");
    let time = sam.free_for("GP appointment").await.remove(2);
    // The surgery is read first, and hears of the wish only when it can be read.
    practice.fault(Fault::TruncatedJson).await;
    assert!(matches!(sam.wish(&time, 1).await, Err(BookError::Connector(ConnectorError::Unreadable(_)))));
    assert_eq!(practice.bookings_sent(HILL_STREET), 0);
    practice.fault(Fault::None).await;
    let first = sam.wish(&time, 1).await.expect("booked");
    let again = sam.wish(&time, 1).await.expect("found");
    assert_eq!(first.appointment.source_id, again.appointment.source_id);
}

#[tokio::test]
async fn every_fault_has_its_name_and_no_free_time_is_ever_wrong() {
    use ConnectorError::*;
    let practice = Practice::start().await;
    let sam = practice.desk(HILL_STREET, "sam");
    let taken = sam.free_for("GP appointment").await.remove(0);
    sam.wish(&taken, 1).await.expect("booked");
    let good = sam.free().await.expect("free times");
    let today = now().with_timezone(&London).date_naive();
    let until = today + chrono::Duration::days(14);
    for fault in Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Hang | Fault::Slow(_))) {
        practice.fault(fault).await;
        let told = sam.book().free_times(&sam.order, today, until).await;
        let fits = match (fault, &told) {
            (Fault::None, Ok(free)) => free.times == good && free.set_aside == 0,
            // What it sends of other days and taken times is left out.
            (Fault::IgnoresFilter, Ok(free)) => free.times == good,
            (Fault::MalformedEntry, Ok(free)) => free.times == good && free.set_aside == 1,
            (Fault::NoPermission, told) => *told == Err(BookError::NotAllowed),
            (_, Err(BookError::Connector(error))) => match fault {
                Fault::Reset | Fault::ExpiredCertificate => matches!(error, NoConnection(_)),
                Fault::Error500 => *error == ServerError(500),
                Fault::TooManyRequests(wait) => *error == Busy { retry_after: Some(wait) },
                Fault::Unavailable => matches!(error, Busy { .. }),
                Fault::WrongContentType | Fault::TruncatedJson | Fault::InvalidJson => {
                    matches!(error, Unreadable(_))
                }
                Fault::OtherPerson => *error == AboutSomebodyElse,
                Fault::HugeBody => *error == TooLarge,
                Fault::RedirectLoop => *error == Redirected,
                Fault::WrongToken | Fault::ExpiredToken | Fault::WrongTenant => *error == Unauthorised,
                Fault::ClockSkew => matches!(error, Unauthorised | ClocksDiffer { .. }),
                _ => false,
            },
            _ => false,
        };
        assert!(fits, "{fault:?}: {:?}", told.map(|free| (free.times.len(), free.set_aside)));
    }
}

fn words(page: &str) -> String {
    let main = Selector::parse("main").expect("a selector");
    let text: String = Html::parse_document(page).select(&main).flat_map(|main| main.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn appointments_at_the_surgery_stand_in_the_list_past_and_to_come() {
    run(async {
        for (who, coming, past) in
            [("five", "Diabetes review", "Blood pressure check"), ("Priya", "Blood test", "GP appointment")]
        {
            let visitor = shared().await.log_in(who).await;
            let list = words(&visitor.page("/appointments").await);
            assert!(list.contains(coming), "{list}");
            let list = words(&visitor.page("/appointments?show=past").await);
            assert!(list.contains(past), "{list}");
        }
    });
}
