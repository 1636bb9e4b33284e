//! The home page in each of its states.

use leptos::prelude::*;

use super::page::{Home, HomeFacts};
use super::samples::*;
use super::whats_new::{Before, whats_new};
use super::{next, whats_new::WhatsNew};
use crate::domain::{Appointment, AppointmentStatus, Kind, MedicineState, NoneKnown, SourceState};
use crate::gather::Everything;
use crate::journeys::record::front;
use crate::web::rendered;
use crate::words::Locale;

fn facts(locale: Locale, everything: &Everything, new: Option<WhatsNew>) -> HomeFacts {
    HomeFacts {
        now: at(NOW),
        first_name: "Σαμ".into(),
        sources: everything.sources.clone(),
        appointment_sources: everything.appointments.sources.clone(),
        next: next::next(&everything.appointments.entries, at(NOW)),
        asked_for: next::asked_for(&everything.appointments.entries, at(NOW)),
        new: new.map(|new| (at("2026-11-17T09:00:00Z").date_naive(), new)),
        unread: 2,
        doors: Kind::ALL.map(|kind| front::door(locale, at(NOW), kind, everything)).into(),
        large: false,
    }
}

fn page(locale: Locale, everything: &Everything, new: Option<WhatsNew>) -> String {
    let facts = facts(locale, everything, new);
    rendered(move || view! { <Home locale facts /> })
}

fn english(everything: &Everything) -> String {
    page(Locale::English, everything, None)
}

/// A person with something of everything, in every state.
fn full() -> Everything {
    let none_known = Some(NoneKnown { text: "Καμία".into(), recorded: None });
    let mut everything =
        nothing(vec![answered(surgery(), 3), failed(hospital()), report(community(), SourceState::Waiting)]);
    let other = AppointmentStatus::Other("Λέξη".into());
    everything.appointments.entries = vec![
        old_copy(held(1, Appointment { status: other, ..appointment("a", "2026-11-25T10:40:00Z") })),
        held(2, appointment("b", "2026-11-25T15:00:00Z")),
        held(
            3,
            Appointment {
                status: AppointmentStatus::Asked,
                start: None,
                ..appointment("c", "2026-11-25T15:00:00Z")
            },
        ),
        held(4, Appointment { status: AppointmentStatus::Asked, ..appointment("d", "2026-12-25T15:00:00Z") }),
        held(
            5,
            Appointment { status: AppointmentStatus::Cancelled, ..appointment("e", "2026-11-24T15:00:00Z") },
        ),
    ];
    everything.medicines.entries = vec![held_by(6, medicine("f", MedicineState::Current), surgery())];
    everything.allergies.entries = vec![held_by(7, allergy("g"), surgery())];
    everything.allergies.sources =
        vec![report(hospital(), SourceState::Answered { at: at(NOW), entries: 0, none_known })];
    everything.test_results.entries = (8..=20)
        .map(|n| held_by(n, test_result("h", (n < 10).then_some("Σύνολο"), "2026-11-18"), surgery()))
        .collect();
    everything.letters.entries = vec![old_copy(held(21, letter("i", "2026-11-19")))];
    everything
}

#[test]
fn what_may_be_missing_stands_before_everything_else() {
    let html = english(&full());
    let strip = html.find("Ποτάμι").expect("the hospital is named");
    assert!(strip < html.find("Your next appointment").expect("a heading"));
}

#[test]
fn the_next_appointment_is_large_with_its_holder_and_whom_to_call() {
    let mut everything = nothing(vec![answered(hospital(), 1)]);
    everything.appointments.entries = vec![held(1, appointment("a", "2026-11-25T10:40:00Z"))];
    let html = english(&everything);
    assert!(html.contains("<p class=\"next__when\">Wednesday 25 November 2026, 10:40am"));
    assert!(html.contains(&format!("href=\"/appointments/{}\"", id(1))));
    assert!(html.contains("Ποτάμι, Κλινική 4") && html.contains("With Άννα") && html.contains("Γυαλιά"));
    assert!(html.contains("As they told us today at 9:41am.") && html.contains("call 01632 960 001"));
}

#[test]
fn an_old_copy_says_so_on_the_entry_itself() {
    let html = english(&full());
    assert!(html.contains("An old copy, as Ποτάμι told us today at 8:12am."));
    assert!(html.contains("They say about it: “Λέξη”."));
    assert!(html.contains("1 more appointment on the same day"));
}

#[test]
fn a_person_without_appointments_is_never_told_that_there_are_none() {
    let all_told = english(&nothing(vec![answered(hospital(), 0)]));
    assert!(all_told.contains("Nobody told us of an appointment to come."));
    let one_failed = english(&nothing(vec![answered(surgery(), 0), failed(hospital())]));
    assert!(
        one_failed.contains("You may still have one.") && one_failed.contains("Ποτάμι has not answered.")
    );
    let nobody = english(&nothing(vec![]));
    assert!(nobody.contains("Nobody has been asked about appointments."));
    for html in [all_told, one_failed, nobody] {
        assert!(!html.contains("You have no"));
    }
}

#[test]
fn what_was_asked_for_waits_and_an_empty_box_is_never_shown() {
    let html = english(&full());
    assert!(html.contains("Waiting for an answer") && html.contains("No time is agreed yet"));
    assert!(html.contains("You may be seen on Friday 25 December 2026, 3pm. It is not agreed yet"));
    assert!(!english(&nothing(vec![answered(hospital(), 0)])).contains("Waiting for an answer"));
}

#[test]
fn a_first_visit_has_nothing_new_and_says_why() {
    assert!(english(&full()).contains("This is your first visit."));
}

#[test]
fn new_things_are_named_with_their_holder_and_the_others_counted() {
    let everything = full();
    let new = whats_new(Locale::English, &everything, &Before::default());
    let html = page(Locale::English, &everything, Some(new));
    assert!(html.contains("New since 17 November 2026"));
    assert!(html.contains("Λόφος · taken 18 November 2026") && html.contains("There is more that is new:"));
    assert!(html.contains(">Cancelled<"));
    let nothing_new = page(Locale::English, &everything, Some(WhatsNew::default()));
    assert!(nothing_new.contains("Nobody has told us of anything new since then."));
}

#[test]
fn there_is_a_door_to_every_page() {
    let html = english(&nothing(vec![]));
    for href in [
        "/appointments",
        "/record",
        "/record/medicines",
        "/record/test-results",
        "/record/letters",
        "/where-from",
        "/help",
    ] {
        assert!(html.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn all_words_of_the_home_page_can_be_translated() {
    let locale = Locale::Pseudo;
    let everything = full();
    for new in [None, Some(WhatsNew::default()), Some(whats_new(locale, &everything, &Before::default()))] {
        assert_eq!(outside_our_words(&page(locale, &everything, new)), Vec::<String>::new());
    }
    assert_eq!(outside_our_words(&page(locale, &nothing(vec![]), None)), Vec::<String>::new());
}
