//! What belongs, what only may, and how far it has come: each rule in a table.

use super::*;
use crate::domain::{CodeSystem, Coded, How};

fn id(n: u8) -> EntryId {
    EntryId([n; 16])
}

fn code(ods_code: &str) -> OdsCode {
    OdsCode::parse(ods_code).expect("a code")
}

/// A piece with an id of its own at a hospital.
fn piece(n: u8) -> Piece {
    Piece {
        ids: vec![id(n)],
        named: Named::default(),
        booking_references: vec![],
        specialties: vec![],
        asked: vec![],
        holders: vec![code("RX1")],
        date: PartialDate::parse("2026-03-10"),
        is_visit: false,
    }
}

fn visit(n: u8, others: &[u8]) -> Piece {
    Piece { is_visit: true, ..naming(n, others) }
}

fn naming(n: u8, others: &[u8]) -> Piece {
    let entries = others.iter().map(|other| id(*other)).collect();
    Piece { named: Named { entries, episodes: vec![] }, ..piece(n) }
}

fn of_specialty(n: u8, specialty: &str) -> Piece {
    let code = Code { system: CodeSystem::Snomed, code: specialty.into() };
    Piece { specialties: vec![code], ..piece(n) }
}

fn with_reference(n: u8, number: &str) -> Piece {
    Piece { booking_references: vec![number.into()], ..piece(n) }
}

fn in_episode(n: u8, others: &[u8], episode: u8) -> Piece {
    let mut piece = naming(n, others);
    piece.named.episodes.push(id(episode));
    piece
}

#[test]
fn only_an_explicit_reference_makes_something_belong() {
    use Belonging::{Certain, Likely, No};
    let referral = || piece(1);
    let physio = || of_specialty(1, "310140002");
    type Case<'a> = (&'a str, Piece, Vec<Piece>, Vec<Belonging>);
    let table: Vec<Case> = vec![
        ("based on it", referral(), vec![naming(2, &[1])], vec![Certain]),
        ("based on another", referral(), vec![naming(2, &[9])], vec![No]),
        (
            "one that came of one that is based on it",
            referral(),
            vec![naming(3, &[2]), naming(2, &[1])],
            vec![Certain, Certain],
        ),
        (
            "the visit before, and a letter of it",
            naming(1, &[2]),
            vec![visit(2, &[]), naming(3, &[2])],
            vec![Certain, No],
        ),
        (
            "both name each other",
            naming(1, &[2]),
            vec![visit(2, &[1]), naming(3, &[2])],
            vec![Certain, Certain],
        ),
        (
            "what something of it names in turn",
            referral(),
            vec![naming(2, &[1, 3]), piece(3), naming(4, &[3])],
            vec![Certain, Certain, No],
        ),
        (
            "the same booking reference",
            with_reference(1, "12"),
            vec![with_reference(2, "12"), with_reference(3, "13")],
            vec![Certain, No],
        ),
        (
            "the same episode of care",
            referral(),
            vec![in_episode(2, &[1], 7), in_episode(3, &[], 7), in_episode(4, &[], 8)],
            vec![Certain, Certain, No],
        ),
        (
            "the same visit is no episode",
            referral(),
            vec![naming(2, &[1]), naming(3, &[8]), naming(4, &[8])],
            vec![Certain, No, No],
        ),
        (
            "the same specialty there",
            physio(),
            vec![of_specialty(2, "310140002"), of_specialty(3, "394610002")],
            vec![Likely, No],
        ),
        (
            "likely, and then no further",
            physio(),
            vec![of_specialty(2, "310140002"), naming(3, &[2])],
            vec![Likely, No],
        ),
    ];
    for (case, start, others, expected) in table {
        assert_eq!(belonging(&start, &others), expected, "{case}");
    }
}

#[test]
fn the_visit_that_led_to_it_is_not_being_seen_for_it() {
    let start = naming(1, &[2]);
    assert!(visit(2, &[]).led_to(&start));
    assert!(!visit(2, &[1]).led_to(&start), "it is based on it");
    assert!(!piece(2).led_to(&start), "an appointment that a plan names is still to come of it");
    assert!(!visit(3, &[]).led_to(&start));
}

#[test]
fn a_specialty_counts_only_where_it_was_asked_and_not_before() {
    let start =
        Piece { holders: vec![code("A81001")], asked: vec![code("RX2")], ..of_specialty(1, "310140002") };
    let there = |date: Option<&str>, at: &str| {
        let date = date.and_then(PartialDate::parse);
        let other = Piece { date, holders: vec![code(at)], ..of_specialty(2, "310140002") };
        belonging(&start, &[other])[0]
    };
    assert_eq!(there(Some("2026-03-10"), "RX2"), Belonging::Likely, "the same day");
    assert_eq!(there(Some("2026-03-09"), "RX2"), Belonging::No, "the day before");
    assert_eq!(there(Some("2026"), "RX2"), Belonging::No, "nobody knows the day");
    assert_eq!(there(None, "RX2"), Belonging::No);
    assert_eq!(there(Some("2026-03-12"), "RX9"), Belonging::No, "another hospital");
    let undated = Piece { date: None, ..start.clone() };
    assert_eq!(belonging(&undated, &[of_specialty(2, "310140002")])[0], Belonging::No);
}

fn now() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().expect("a time")
}

fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T09:00:00Z").parse().expect("a time")
}

fn appointment(status: AppointmentStatus, day: &str) -> Appointment {
    Appointment {
        source_id: "1".into(),
        what: Coded::text("Physiotherapy"),
        status,
        request: None,
        start: Some(at(day)),
        end: None,
        how: How::InPerson,
        place: None,
        with_whom: None,
        how_to_prepare: None,
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
        references: vec![],
        organisation: None,
        ties: Default::default(),
        way_there: Default::default(),
        said_coming: None,
    }
}

#[test]
fn how_far_it_has_come_is_read_from_codes() {
    use AppointmentStatus::{Asked, Booked, Cancelled, DidNotAttend, Happened, Other};
    type State = RequestState;
    let (past, later, next, soon) = ("2026-10-01", "2026-11-01", "2026-12-01", "2026-11-25");
    let seen = |day: &str| Step::Seen(PartialDate::Moment(at(day)));
    let unknown = || Other("held".into());
    type Case<'a> = (&'a str, RequestState, Vec<(AppointmentStatus, &'a str)>, Step);
    let table: Vec<Case> = vec![
        ("only asked", State::Active, vec![], Step::Asked),
        ("a surgery does not know", State::NotSaid, vec![], Step::NotSaid),
        ("an unknown word", State::Other("triaged".into()), vec![], Step::NotSaid),
        ("planned", State::Planned, vec![], Step::Planned),
        ("on hold", State::OnHold, vec![(Happened, past)], Step::OnHold),
        ("booked, nobody says where", State::Booked, vec![], Step::BookedSomewhere),
        ("booked", State::NotSaid, vec![(Booked, next), (Booked, soon)], Step::Booked(at(soon))),
        ("seen, and again", State::Active, vec![(Happened, past), (Booked, next)], Step::Booked(at(next))),
        ("finished, and yet to come", State::Done, vec![(Booked, next)], Step::Booked(at(next))),
        ("seen", State::Active, vec![(Happened, past)], seen(past)),
        ("finished", State::Done, vec![(Happened, past)], Step::Finished),
        ("cancelled", State::Cancelled, vec![], Step::Cancelled),
        ("refused", State::Refused, vec![], Step::Refused),
        ("missed", State::Active, vec![(DidNotAttend, past)], Step::Missed(at(past))),
        (
            "seen after it was missed",
            State::Active,
            vec![(DidNotAttend, past), (Happened, later)],
            seen(later),
        ),
        ("the appointment was cancelled", State::Active, vec![(Cancelled, next)], Step::AppointmentCancelled),
        ("its time is over", State::NotSaid, vec![(Booked, past)], Step::TimeIsOver(at(past))),
        ("no time agreed", State::NotSaid, vec![(Asked, next)], Step::OnAList),
        ("a word that nobody knows", State::Active, vec![(unknown(), past)], Step::Asked),
    ];
    for (case, state, appointments, expected) in table {
        let all: Vec<_> = appointments.into_iter().map(|(status, day)| appointment(status, day)).collect();
        let request = WrittenRequest { state: &state, booking: None, is_waiting_list: false };
        assert_eq!(step(request, &all.iter().collect::<Vec<_>>(), &[], now()), expected, "{case}");
    }
}

#[test]
fn what_the_e_referral_service_says_of_booking_stands_above_what_is_past() {
    let missed = appointment(AppointmentStatus::Cancelled, "2026-11-01");
    let of = |booking: ReferralBooking| {
        let request =
            WrittenRequest { state: &RequestState::Active, booking: Some(&booking), is_waiting_list: false };
        step(request, &[&missed], &[], now())
    };
    assert_eq!(of(ReferralBooking::CanBeBooked), Step::CanBeBooked);
    assert_eq!(of(ReferralBooking::CanBeBookedAgain), Step::CanBeBooked);
    assert_eq!(of(ReferralBooking::InReview), Step::InReview);
    assert_eq!(of(ReferralBooking::Other("x".into())), Step::AppointmentCancelled);
    let list = WrittenRequest { state: &RequestState::Active, booking: None, is_waiting_list: true };
    assert_eq!(step(list, &[], &[], now()), Step::OnAList);
}

#[test]
fn a_visit_is_being_seen_also_where_only_its_day_is_known() {
    let day = PartialDate::parse("2026-11-01").expect("a day");
    let open = appointment(AppointmentStatus::Booked, "2026-11-01");
    let request = WrittenRequest { state: &RequestState::Active, booking: None, is_waiting_list: false };
    assert_eq!(step(request, &[&open], &[day], now()), Step::Seen(day));
    assert_eq!(step(request, &[], &[day], now()), Step::Seen(day));
}
