//! The published examples, and what odd answers lead to.

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::connectors::ConnectorError;
use crate::connectors::appointment_book::FreeTimes;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::fhir_r4::mapping::Found;
use crate::connectors::gp_connect_appointments::{mapping, slots};
use crate::domain::{Answer, Appointment, AppointmentStatus, Kind, Part};

const BASE: &str = "https://surgery.example/STU3/";

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn checked<T>(read: impl FnOnce(&SubjectCheck) -> T) -> T {
    let order = order();
    read(&SubjectCheck::new(&order, NHS_NUMBER_SYSTEM).with_patient_ids(["9000000009".to_owned()]))
}

fn list(json: &Value) -> Result<Part<Appointment>, ConnectorError> {
    checked(|check| {
        let found = Found::of_bundles([(mapping::WANTED, Node::of(json))], BASE, check)?;
        let mut answer = Answer::default();
        found.put(Kind::Appointments, false, &mut answer);
        Ok(answer.appointments.expect("asked"))
    })
}

fn free(json: &Value, from: &str, until: &str) -> Result<FreeTimes, ConnectorError> {
    let days = slots::Days { from: day(from), until: day(until) };
    checked(|check| slots::free_times([Node::of(json)], BASE, check, days))
}

#[test]
fn the_published_appointments_are_read_with_their_times_in_summer() {
    let part = list(&example(LIST)).expect("an answer");
    let [nurse, gp] = &part.entries[..] else { panic!("{part:?}") };
    assert_eq!((nurse.source_id.as_str(), part.set_aside), ("Appointment/149", 0));
    assert_eq!(nurse.what.text, "GP Connect Appointment description 148");
    assert_eq!(nurse.start, Some(moment("2017-08-21T09:30:00Z")));
    assert_eq!(nurse.end, Some(moment("2017-08-21T09:50:00Z")));
    assert_eq!((nurse.how, &nurse.status), (How::InPerson, &AppointmentStatus::Booked));
    assert_eq!(nurse.with_whom.as_deref(), Some("Mrs Sarah Black"));
    assert_eq!(nurse.patient_comment.as_deref(), Some("Test Appointment Comment 148"));
    assert_eq!((gp.start, &gp.with_whom), (Some(moment("2017-08-17T10:20:00Z")), &None));
}

#[test]
fn whoever_takes_part_inside_of_the_appointment_is_read_too() {
    let (booked, raw) = checked(|check| mapping::one(&example(ONE), BASE, check)).expect("one");
    assert_eq!(booked.version.as_deref(), Some("1503440820000"));
    assert_eq!(booked.appointment.with_whom.as_deref(), Some("Mrs Sarah Black"));
    let place = booked.appointment.place.expect("a place");
    assert_eq!(place, "The Trevelyan Practice, Trevelyan Square, Boar Ln, Leeds, LS1 6AE");
    assert_eq!(booked.appointment.phone.as_deref(), Some("03003035678"));
    assert_eq!(raw, example(ONE), "as it came, for a change of it");
}

#[test]
fn a_cancelled_appointment_says_why_in_the_persons_words() {
    let (cancelled, _) = checked(|check| mapping::one(&example(CANCELLED), BASE, check)).expect("one");
    assert!(mapping::is_cancelled(&cancelled));
    assert_eq!(cancelled.appointment.reason_cancelled.as_deref(), Some("Free text cancellation reason."));
}

#[test]
fn a_wrong_subject_fails_the_whole_answer() {
    let mut json = example(LIST);
    json["entry"][1]["resource"]["participant"][0]["actor"]["reference"] = "Patient/9990000018".into();
    assert_eq!(list(&json), Err(ConnectorError::AboutSomebodyElse));
    let mut inside = example(ONE);
    inside["participant"][2]["resource"] = json!({"resourceType": "Patient",
        "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": "9990000018"}]});
    let read = checked(|check| mapping::one(&inside, BASE, check)).map(|_| ());
    assert_eq!(read, Err(ConnectorError::AboutSomebodyElse));
    let mut slots = example(SLOTS);
    slots["entry"].as_array_mut().expect("entries").push(json["entry"][1].clone());
    assert_eq!(free(&slots, "2016-08-15", "2016-08-15"), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn an_appointment_that_says_nothing_usable_is_set_aside_and_counted() {
    let mut json = example(LIST);
    let entries = json["entry"].as_array_mut().expect("entries");
    let patient = json!([{"actor": {"reference": "Patient/9000000009"}}]);
    entries
        .push(json!({"resource": {"resourceType": "Appointment", "id": "1", "status": 12, "start": ["soon"],
        "participant": patient}}));
    entries.push(
        json!({"resource": {"resourceType": "Appointment", "id": "2", "start": "2017-08-17T11:20:00Z"}}),
    );
    entries.push(json!({"resource": "an appointment"}));
    let part = list(&json).expect("an answer");
    assert_eq!((part.entries.len(), part.set_aside), (2, 3));
}

#[test]
fn the_published_slots_are_free_times_with_worker_role_and_place() {
    let free = free(&example(SLOTS), "2016-08-15", "2016-08-15").expect("an answer");
    let [first, second] = &free.times[..] else { panic!("{free:?}") };
    assert_eq!((first.slot.as_str(), first.schedule.as_deref()), ("1584", Some("14")));
    assert_eq!((first.start, first.end), (moment("2016-08-15T10:30:00Z"), moment("2016-08-15T10:40:00Z")));
    assert_eq!(first.what.as_deref(), Some("General GP Appointment"));
    assert_eq!(first.session.as_deref(), Some("General GP Appointments"));
    assert_eq!((first.how, first.with_whom.as_deref()), (How::InPerson, Some("Mrs Sarah Black")));
    assert_eq!(first.role.as_deref(), Some("General Medical Practitioner"));
    assert_eq!(first.location.as_deref(), Some("Location/17"));
    assert!(first.place.as_deref().is_some_and(|place| place.ends_with("Leeds, LS1 6AE")), "{first:?}");
    assert_eq!((second.what.as_deref(), free.set_aside), (Some("NHS Health Check"), 0));
}

#[test]
fn phone_and_video_are_told_apart_in_any_spelling() {
    for (channel, how) in [("Telephone", How::ByPhone), ("Video", How::ByVideo), ("In-person", How::InPerson)]
    {
        let mut json = example(SLOTS);
        json["entry"][0]["resource"]["extension"][0]["valueCode"] = channel.into();
        let free = free(&json, "2016-08-15", "2016-08-15").expect("an answer");
        assert_eq!(free.times[0].how, how, "{channel}");
    }
}

#[test]
fn what_is_not_free_or_on_another_day_is_no_free_time_and_what_is_odd_is_counted() {
    let mut json = example(SLOTS);
    json["entry"][0]["resource"]["status"] = "busy".into();
    let entries = json["entry"].as_array_mut().expect("entries");
    for odd in [
        json!({"resourceType": "Slot", "id": "odd", "status": "free", "start": "tomorrow"}),
        json!({"resourceType": "Slot", "status": "free", "start": "2016-08-15T11:30:00Z", "end": "2016-08-15T11:40:00Z"}),
        json!({"resourceType": "Slot", "id": "back", "start": "2016-08-15T11:30:00Z", "end": "2016-08-15T10:30:00Z"}),
        json!(7),
    ] {
        entries.push(json!({"resource": odd}));
    }
    // Once more the same slot, as on a page that overlaps.
    let again = entries[1].clone();
    entries.push(again);
    let today = free(&json, "2016-08-15", "2016-08-15").expect("an answer");
    assert_eq!((today.times.len(), today.set_aside), (1, 4));
    assert_eq!(free(&json, "2016-08-16", "2016-08-20").expect("an answer").times, []);
}

#[test]
fn a_day_is_a_day_in_the_uk_in_winter_and_in_summer() {
    let at = |start: &str, end: &str| {
        bundle(&[json!({"resourceType": "Slot", "id": "1", "status": "free", "start": start, "end": end})])
    };
    let late = at("2026-03-29T00:30:00Z", "2026-03-29T00:40:00Z");
    assert_eq!(free(&late, "2026-03-29", "2026-03-29").expect("an answer").times.len(), 1);
    let summer = at("2026-07-01T23:30:00Z", "2026-07-01T23:40:00Z");
    assert_eq!(free(&summer, "2026-07-01", "2026-07-01").expect("an answer").times.len(), 0);
    assert_eq!(free(&summer, "2026-07-02", "2026-07-02").expect("an answer").times.len(), 1);
    // A time without a zone is the time in the UK.
    let bare = free(&at("2026-07-01T09:30:00", "2026-07-01T09:40:00"), "2026-07-01", "2026-07-01");
    assert_eq!(bare.expect("an answer").times[0].start, moment("2026-07-01T08:30:00Z"));
}
