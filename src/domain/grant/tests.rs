//! The rules of acting for somebody else.

use chrono::{Days, NaiveDate};

use super::*;
use crate::domain::{Kind, Kinds, OdsCode};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn part(code: &str, see: &[Kind], act: &[Kind], hidden: &[Kind]) -> GrantPart {
    let kinds = |kinds: &[Kind]| kinds.iter().copied().collect::<Kinds>();
    let organisation = OdsCode::parse(code).expect("a code");
    GrantPart { organisation, see: kinds(see), act: kinds(act), hidden: kinds(hidden) }
}

fn grant(basis: GrantBasis, until: Option<&str>) -> Grant {
    let parts = vec![part("A81001", &[Kind::Medicines], &[], &[])];
    Grant {
        basis,
        called: "Alex".into(),
        parts,
        from: day("2026-11-20"),
        until: until.map(day),
        reviewed: None,
    }
}

const GROWN: &str = "1980-01-01";

#[test]
fn only_an_active_grant_within_its_dates_opens_anything() {
    let grant = grant(GrantBasis::Consent, Some("2026-12-20"));
    let on = |state, on: &str| grant.on(state, day(on), day(GROWN), Ages::default());
    assert_eq!(on(GrantState::Active, "2026-11-20"), OnDay::Active);
    assert_eq!(on(GrantState::Active, "2026-12-20"), OnDay::Active, "its last day belongs to it");
    assert_eq!(on(GrantState::Active, "2026-12-21"), OnDay::NotActive);
    assert_eq!(on(GrantState::Active, "2026-11-19"), OnDay::NotYet);
    assert_eq!(on(GrantState::Requested, "2026-11-20"), OnDay::Asked);
    assert_eq!(on(GrantState::Requested, "2026-12-21"), OnDay::NotActive);
    for state in [GrantState::Suspended, GrantState::Ended, GrantState::Refused, GrantState::Unknown] {
        assert_eq!(on(state, "2026-11-20"), OnDay::NotActive, "{state:?}");
    }
}

#[test]
fn parental_responsibility_opens_nothing_from_the_sixteenth_birthday_on() {
    let reviewed = |basis| Grant { reviewed: Some(day("2024-01-15")), ..grant(basis, None) };
    let on =
        |basis, on: &str| reviewed(basis).on(GrantState::Active, day(on), day("2010-12-01"), Ages::default());
    let parent = GrantBasis::ParentalResponsibility;
    assert_eq!(on(parent, "2026-11-30"), OnDay::Active);
    assert_eq!(on(parent, "2026-12-01"), OnDay::NotActive);
    assert_eq!(on(GrantBasis::CourtAppointedPersonalWelfareDeputy, "2026-12-01"), OnDay::Active);
    let later = Ages { parents_end: 18, ..Ages::default() };
    let stands = reviewed(parent).on(GrantState::Active, day("2026-12-01"), day("2010-12-01"), later);
    assert_eq!(stands, OnDay::Active, "the ages are settings");
}

#[test]
fn states_change_in_these_ways_and_no_other() {
    let why = Reason::PatientStopped;
    let steps = [
        GrantStep::Accept,
        GrantStep::Refuse(why),
        GrantStep::Suspend(why),
        GrantStep::Resume,
        GrantStep::End(why),
    ];
    let mut allowed = Vec::new();
    for state in GrantState::ALL.into_iter().chain([GrantState::Unknown]) {
        for (at, step) in steps.into_iter().enumerate() {
            if let Ok((after, _)) = state.after(step) {
                allowed.push((state, at, after));
            }
        }
    }
    use GrantState::{Active, Ended, Refused, Requested, Suspended, Unknown};
    let expected = [
        (Requested, 0, Active),
        (Requested, 1, Refused),
        (Requested, 4, Ended),
        (Active, 2, Suspended),
        (Active, 4, Ended),
        (Suspended, 3, Active),
        (Suspended, 4, Ended),
        (Unknown, 4, Ended),
    ];
    assert_eq!(allowed, expected);
}

#[test]
fn words_of_another_program_are_read_and_open_nothing() {
    assert_eq!(GrantState::from_slug("paused-by-court"), GrantState::Unknown);
    let reason: Reason = serde_json::from_str("\"moved-away\"").expect("a reason");
    assert_eq!(reason, Reason::Unknown);
    for state in GrantState::ALL {
        assert_eq!(GrantState::from_slug(state.slug()), state);
    }
}

#[test]
fn two_grants_give_together_what_either_gives_and_what_either_hides_stays_hidden() {
    let one = part("A81001", &[Kind::Appointments, Kind::Letters], &[Kind::Appointments], &[]);
    let other = part("A81001", &[Kind::Medicines], &[Kind::Prescriptions], &[Kind::Letters]);
    let elsewhere = part("RX1", &[Kind::Letters], &[], &[]);
    let hidden = part("RX2", &[Kind::Visits], &[Kind::Visits], &[Kind::Visits]);
    let all = together([&one, &other, &elsewhere, &hidden].map(|part| (part, true)));
    let [surgery, hospital] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(surgery.see, [Kind::Medicines, Kind::Appointments].into_iter().collect());
    assert_eq!(surgery.act, Kinds::just(Kind::Appointments), "nothing is done with what is not seen");
    assert_eq!(hospital.see, Kinds::just(Kind::Letters), "what one organisation hides another may show");
}

#[test]
fn the_end_is_near_thirty_and_seven_days_before() {
    let grant = grant(GrantBasis::Consent, Some("2026-12-31"));
    let before = |days| grant.due(day("2026-12-31").checked_sub_days(Days::new(days)).expect("a day"));
    assert_eq!(before(31), None);
    assert_eq!(before(30), Some(Due::InAMonth));
    assert_eq!(before(8), Some(Due::InAMonth));
    assert_eq!(before(7), Some(Due::InAWeek));
    assert_eq!(before(0), Some(Due::InAWeek));
    assert_eq!(grant.due(day("2027-01-01")), None, "what is over needs no warning");
}

fn given() -> Given {
    Given {
        called: "Alex".into(),
        email: "alex@example.org".into(),
        organisations: vec![OdsCode::parse("A81001").expect("a code")],
        see: [Kind::Medicines, Kind::Letters].into_iter().collect(),
        act: Kinds::NONE,
        until: Some(Until::Month),
        hidden: Kinds::NONE,
        asked_by: None,
    }
}

#[test]
fn everything_that_can_be_wrong_with_giving_access_has_a_name() {
    let made = |given: Given, born| {
        given.grant(Some("sam@example.org"), day(born), day("2026-11-20"), Ages::default())
    };
    let wrong = |change: fn(&mut Given)| {
        let mut given = given();
        change(&mut given);
        made(given, GROWN).expect_err("something wrong")
    };
    assert_eq!(wrong(|given| given.called.clear()), CannotGive::NoName);
    assert_eq!(wrong(|given| given.called = "x".repeat(101)), CannotGive::NameTooLong);
    assert_eq!(wrong(|given| given.email = "sam@example.org".into()), CannotGive::ToOneself);
    assert_eq!(wrong(|given| given.organisations.clear()), CannotGive::NoOrganisation);
    assert_eq!(wrong(|given| given.see = Kinds::NONE), CannotGive::NoKind);
    assert_eq!(wrong(|given| given.hidden = given.see), CannotGive::AllHidden);
    assert_eq!(wrong(|given| given.until = None), CannotGive::NoEnd);
    assert_eq!(made(given(), "2010-12-01"), Err(CannotGive::TooYoung));
    let grant = made(given(), GROWN).expect("a grant");
    assert_eq!(grant.until, Some(day("2026-12-20")));
}

#[test]
fn what_is_hidden_is_not_given_either() {
    let given = Given { hidden: Kinds::just(Kind::Letters), ..given() };
    let grant = given.grant(None, day(GROWN), day("2026-11-20"), Ages::default()).expect("a grant");
    assert_eq!(grant.parts[0].see, Kinds::just(Kind::Medicines));
    assert_eq!(together(grant.parts.iter().map(|part| (part, true)))[0].see, Kinds::just(Kind::Medicines));
}

#[test]
fn whoever_may_do_something_sees_what_it_needs_and_does_nothing_with_what_is_hidden() {
    let made = |given: &Given| given.grant(None, day(GROWN), day("2026-11-20"), Ages::default());
    let order = Given { see: Kinds::NONE, act: Kinds::just(Kind::Prescriptions), ..given() };
    let grant = made(&order).expect("a grant");
    assert_eq!(grant.parts[0].see, [Kind::Medicines, Kind::Prescriptions].into_iter().collect());
    assert_eq!(grant.parts[0].act, Kinds::just(Kind::Prescriptions));
    let hidden = Given { hidden: Kinds::just(Kind::Medicines), ..order.clone() };
    let grant = made(&hidden).expect("a grant");
    assert_eq!((grant.parts[0].see, grant.parts[0].act), (Kinds::just(Kind::Prescriptions), Kinds::NONE));
    let looks = made(&given()).expect("a grant");
    assert_eq!(looks.parts[0].act, Kinds::NONE, "who is only to look can do nothing");
    let all = Given { hidden: Kinds::in_record(), ..order };
    assert_eq!(made(&all), Err(CannotGive::AllHidden));
}

#[test]
fn a_change_for_all_places_gives_at_none_of_them_what_was_given_at_another_alone() {
    let surgery = part("A81001", &[Kind::Appointments, Kind::Letters], &[Kind::Appointments], &[]);
    let hospital = part("RX1", &[Kind::Appointments], &[], &[Kind::Visits]);
    let kinds = |kinds: &[Kind]| kinds.iter().copied().collect::<Kinds>();
    let see = kinds(&[Kind::Appointments, Kind::Letters, Kind::Visits]);
    let same = changed(&[surgery.clone(), hospital.clone()], see, Kinds::just(Kind::Appointments));
    assert_eq!((same[0].see, same[0].act), (see, Kinds::just(Kind::Appointments)), "with what is new");
    assert_eq!((same[1].see, same[1].act), (Kinds::just(Kind::Appointments), Kinds::NONE));
    let taken = changed(&[surgery, hospital], Kinds::just(Kind::Letters), kinds(&[Kind::Appointments]));
    assert_eq!(
        (taken[0].see, taken[0].act),
        (Kinds::just(Kind::Letters), Kinds::NONE),
        "nothing to book with"
    );
    assert!(taken[1].see.is_empty());
}
