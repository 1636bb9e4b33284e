//! What a journey shows, and what it never joins.

use leptos::prelude::*;

use super::joined::CareJourney;
use super::page::Journey;
use crate::domain::*;
use crate::gather::Everything;
use crate::journeys::home::samples::{nothing, outside_our_words};
use crate::journeys::record::testing::{self, GREEK, HOSPITAL, Org, SURGERY, failed, held, html, now};
use crate::words::Locale;

fn parts(referrals: Vec<Held<Referral>>, appointments: Vec<Held<Appointment>>) -> Everything {
    let sources: Vec<_> = [SURGERY, HOSPITAL].map(|org| testing::answered(org, 1)).into();
    Everything {
        referrals: Gathered::of(referrals, sources.clone()),
        appointments: Gathered::of(appointments, sources.clone()),
        ..nothing(sources)
    }
}

/// The same entry, told otherwise.
fn told<T: Entry>(held: Held<T>, change: impl FnOnce(T) -> T) -> Held<T> {
    Held::of(held.id, change((*held.entry).clone()), held.holders)
}

fn physio() -> Code {
    Code { system: CodeSystem::Snomed, code: "310140002".into() }
}

/// A referral of the surgery's to the hospital.
fn referral() -> Held<Referral> {
    let asked = vec![HOSPITAL.organisation().ods_code.clone()];
    let ties = Ties { asked, specialties: vec![physio()], ..Ties::default() };
    let made = PartialDate::parse("2026-10-01");
    let entry = Referral {
        made, ties, state: RequestState::Active, ..testing::referral("Φυσικοθεραπεία")
    };
    held(entry, &[SURGERY])
}

fn appointment(what: &str, day: &str, status: AppointmentStatus, at: Org) -> Held<Appointment> {
    let start = Some(testing::at(&format!("{day}T09:00:00Z")));
    let ties = Ties { specialties: vec![physio()], ..Ties::default() };
    held(Appointment { start, end: None, status, ties, phone: None, ..testing::appointment(what) }, &[at])
}

fn based_on(mut one: Held<Appointment>, referral: &Held<Referral>) -> Held<Appointment> {
    one.members[0].named.entries.push(referral.id);
    one
}

fn page(locale: Locale, begins: &Held<Referral>, parts: &Everything) -> String {
    let journey = CareJourney::of(locale, now(), begins, parts, None);
    html(move || view! { <Journey journey /> })
}

#[test]
fn what_names_it_stands_in_the_order_of_time_and_what_only_may_belong_stands_apart() {
    let begins = referral();
    let of = |what, day, status| appointment(what, day, status, HOSPITAL);
    let second = based_on(of("Δεύτερο", "2026-12-01", AppointmentStatus::Booked), &begins);
    let first = based_on(of("Πρώτο", "2026-11-01", AppointmentStatus::Happened), &begins);
    let other = of("Άλλο", "2026-11-05", AppointmentStatus::Happened);
    let elsewhere = appointment("Αλλού", "2026-11-05", AppointmentStatus::Happened, GREEK);
    let all = parts(vec![begins.clone()], vec![second, other, elsewhere, first]);
    let html = page(Locale::English, &begins, &all);
    let place = |words: &str| html.find(words).unwrap_or_else(|| panic!("no {words}: {html}"));
    assert!(place("Πρώτο") < place("Δεύτερο"));
    assert!(
        place("Δεύτερο") < place("These may belong to it") && place("These may belong to it") < place("Άλλο")
    );
    assert!(!html.contains("Αλλού"), "a place that nobody asked");
    assert!(html.contains("You have an appointment on"));
    assert!(!html.contains("If you hear nothing"), "a time is agreed");
}

#[test]
fn while_nobody_has_answered_those_who_were_asked_look_after_it_and_can_be_called() {
    let begins = referral();
    let html = page(Locale::English, &begins, &parts(vec![begins.clone()], vec![]));
    assert!(html.contains("The record does not say yet if they accept"), "{html}");
    let who = html.split("Who is looking after this now").nth(1).expect("who");
    let who = who.split("If you hear nothing").next().expect("who");
    assert!(who.contains("Riverside Hospital") && who.contains("tel:01632960001"), "{who}");
    assert!(!who.contains("Hill Street Surgery"));
    let nothing = html.split("If you hear nothing").nth(1).expect("what to do");
    assert!(nothing.contains("The record does not say by when you will hear."));
    assert!(nothing.contains("Hill Street Surgery") && nothing.contains("tel:01632960100"));
    assert!(html.contains("Nothing that we were told is linked to this"));
}

#[test]
fn a_day_to_wait_for_is_said_only_where_a_source_tells_of_one() {
    let due = PartialDate::parse("2026-12-04");
    let begins = told(referral(), |referral| Referral { review_due: due, ..referral });
    let html = page(Locale::English, &begins, &parts(vec![begins.clone()], vec![]));
    assert!(html.contains("The day to wait for is 4 December 2026."), "{html}");
}

#[test]
fn nobody_looks_after_what_is_over_and_nothing_is_to_be_heard_of_it() {
    let begins = told(referral(), |referral| Referral { state: RequestState::Done, ..referral });
    let html = page(Locale::English, &begins, &parts(vec![begins.clone()], vec![]));
    assert!(html.contains("It is finished."));
    assert!(!html.contains("Who is looking after") && !html.contains("If you hear nothing"), "{html}");
}

#[test]
fn where_somebody_has_not_answered_the_journey_says_that_something_may_be_missing() {
    let begins = referral();
    let mut all = parts(vec![begins.clone()], vec![]);
    assert!(!page(Locale::English, &begins, &all).contains("may be missing here"));
    all.sources.push(failed(GREEK));
    let html = page(Locale::English, &begins, &all);
    assert!(html.contains("something may be missing here") && html.contains("Κοιλάδα has not answered"));
}

#[test]
fn a_referral_of_another_organisation_under_the_same_booking_reference_carries_what_is_based_on_it() {
    let with_number = |one: Held<Referral>| {
        told(one, |mut referral| {
            referral.ties.add_booking_reference("0000 4901 2345");
            referral
        })
    };
    let begins = with_number(referral());
    let there = with_number(held((*referral().entry).clone(), &[HOSPITAL]));
    let booked = appointment("Πρώτο", "2026-12-01", AppointmentStatus::Booked, HOSPITAL);
    let booked = based_on(booked, &there);
    let html = page(Locale::English, &begins, &parts(vec![begins.clone(), there], vec![booked]));
    assert!(html.contains("You have an appointment on") && !html.contains("These may belong"), "{html}");
}

#[test]
fn all_words_of_a_journey_can_be_translated() {
    let begins = held((*referral().entry).clone(), &[GREEK]);
    let past = appointment("Παλιό", "2026-11-01", AppointmentStatus::Booked, GREEK);
    let past = based_on(past, &begins);
    let mut all = parts(vec![begins.clone()], vec![past]);
    all.sources = vec![failed(GREEK)];
    assert_eq!(outside_our_words(&page(Locale::Pseudo, &begins, &all)), Vec::<String>::new());
}

#[test]
fn results_that_wait_are_said_to_wait_and_not_shown() {
    let begins = referral();
    let mut all = parts(vec![begins.clone()], vec![]);
    assert!(!page(Locale::English, &begins, &all).contains("Those that wait"));
    all.test_results.kept_back = vec![KeptBack {
        ids: vec![],
        content: Fingerprint::of(&testing::letter("")),
        until: now(),
        holders: vec![],
        is_remembered: true,
    }];
    assert!(page(Locale::English, &begins, &all).contains("Those that wait are not shown here."));
}
