//! Appointments and referrals: by their numbers, else an appointment by moment, organisation and what it is for.

use super::{Case, clash, coded, hold, organisation};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::likeness::Likeness;
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, Clash, Code, CodeSystem, Entry, How, OdsCode,
    Referral, RequestState, Setting, Urgency, Waiting,
};

fn appointment(what: &str, start: &str) -> Appointment {
    Appointment {
        source_id: "1".into(),
        what: coded(what, &[]),
        status: AppointmentStatus::Booked,
        request: None,
        start: start.parse().ok(),
        end: None,
        how: How::InPerson,
        place: None,
        with_whom: None,
        how_to_prepare: None,
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
        references: Vec::new(),
        organisation: None,
        ties: Default::default(),
        way_there: Default::default(),
        said_coming: None,
    }
}

const TEN: &str = "2026-11-25T10:40:00Z";
const ELEVEN: &str = "2026-11-25T11:40:00Z";

fn eyes() -> Appointment {
    appointment("Eye clinic check-up", TEN)
}

fn at(code: &str) -> Appointment {
    Appointment { organisation: OdsCode::parse(code).ok(), ..eyes() }
}

fn numbered(system: &str, number: &str, start: &str) -> Appointment {
    let reference = Code { system: CodeSystem::Other(system.into()), code: number.into() };
    Appointment { references: vec![reference], ..appointment("Clinic of this system", start) }
}

fn standing(status: AppointmentStatus) -> Appointment {
    Appointment { status, ..eyes() }
}

#[test]
fn when_two_appointments_are_one() {
    use AppointmentStatus::{Asked, Cancelled, DidNotAttend, Happened};
    let asked = |request| Appointment { request: Some(request), ..eyes() };
    let otherwise = Appointment { what: coded("Ophthalmology", &[]), ..numbered("a", "1", TEN) };
    hold(vec![
        Case("one moment, organisation and purpose", eyes(), at("RX1"), Same),
        Case("at a site of the trust", at("RX101"), at("RX1"), Same),
        Case("at another trust", at("RX2"), at("RX1"), Different),
        Case("another moment", eyes(), appointment("Eye clinic check-up", ELEVEN), Different),
        Case("another purpose", eyes(), appointment("Blood test", TEN), MaybeSame),
        Case("a purpose that says nothing", eyes(), appointment("Appointment", TEN), Same),
        Case("without times and numbers", appointment("Scan", ""), appointment("Scan", ""), Different),
        Case("in person and by video", eyes(), Appointment { how: How::ByVideo, ..eyes() }, MaybeSame),
        Case("how you meet is not said by one", eyes(), Appointment { how: How::NotSaid, ..eyes() }, Same),
        Case("one number", numbered("a", "1", TEN), otherwise, Same),
        Case("one number, another time", numbered("a", "1", TEN), numbered("a", "1", ELEVEN), Different),
        Case(
            "one number, one without a time yet",
            numbered("a", "1", TEN),
            numbered("a", "1", ""),
            MaybeSame,
        ),
        Case("two numbers of one system", numbered("a", "1", TEN), numbered("a", "2", TEN), Different),
        Case("numbers of two systems", numbered("a", "1", TEN), numbered("b", "2", TEN), Same),
        Case("booked and cancelled", eyes(), standing(Cancelled), Different),
        Case("cancelled for both", standing(Cancelled), standing(Cancelled), Same),
        Case("booked and taken place", eyes(), standing(Happened), MaybeSame),
        Case("booked and asked for", eyes(), standing(Asked), MaybeSame),
        Case("taken place and not attended", standing(Happened), standing(DidNotAttend), Different),
        Case(
            "a cancellation that one knows to be asked for",
            eyes(),
            asked(AppointmentRequest::Cancellation),
            MaybeSame,
        ),
    ]);
}

#[test]
fn when_two_appointments_contradict_each_other() {
    use AppointmentStatus::Cancelled;
    let cancelled = |start| Appointment { status: Cancelled, ..numbered("a", "1", start) };
    clash(vec![
        ("booked and cancelled", eyes(), standing(Cancelled), Some(Clash::Cancelled)),
        ("booked and cancelled by number", numbered("a", "1", TEN), cancelled(TEN), Some(Clash::Cancelled)),
        (
            "one number, another time",
            numbered("a", "1", TEN),
            numbered("a", "1", ELEVEN),
            Some(Clash::OtherTime),
        ),
        (
            "another one of that moment is cancelled",
            eyes(),
            Appointment { status: Cancelled, ..appointment("Blood test", TEN) },
            None,
        ),
        ("another trust's is cancelled", eyes(), Appointment { status: Cancelled, ..at("RX2") }, None),
    ]);
}

#[test]
fn a_national_service_that_does_not_say_whose_appointment_it_is_leaves_it_open() {
    let (hospital, national) =
        (organisation("RX1", Setting::Hospital), organisation("X98", Setting::National));
    let told = |appointment: Appointment, teller| appointment.likeness(teller).expect("a likeness");
    assert_eq!(told(eyes(), &hospital).alike(&told(eyes(), &national)), MaybeSame);
    assert_eq!(told(eyes(), &hospital).alike(&told(at("RX1"), &national)), Same);
}

fn referral(ubrn: Option<&str>, state: RequestState, urgency: Option<Urgency>) -> Referral {
    Referral {
        source_id: "1".into(),
        what: coded("Referral to physiotherapist", &["308447003"]),
        state,
        reason_for_state: None,
        urgency,
        reason: None,
        description: None,
        asked_by: None,
        asked: Vec::new(),
        specialty: None,
        place: None,
        made: None,
        wanted_from: None,
        wanted_until: None,
        waiting: Waiting::default(),
        is_waiting_list: false,
        booking: None,
        review_due: None,
        link: None,
        instruction: None,
        ubrn: ubrn.map(str::to_owned),
        note: None,
        ties: Default::default(),
    }
}

#[test]
fn when_two_referrals_are_one() {
    use RequestState::{Active, Done};
    let one = || referral(Some("0000 4953 3912"), Active, None);
    hold(vec![
        Case("one booking reference", one(), referral(Some("000049533912"), Active, None), Same),
        Case(
            "one booking reference, another state",
            one(),
            referral(Some("000049533912"), Done, None),
            MaybeSame,
        ),
        Case(
            "one booking reference, more urgent",
            one(),
            referral(Some("000049533912"), Active, Some(Urgency::Urgent)),
            MaybeSame,
        ),
        Case("another booking reference", one(), referral(Some("000049533913"), Active, None), Different),
        Case("the same purpose without a reference", one(), referral(None, Active, None), Different),
    ]);
}
