//! The appointment pages as people read them.

use leptos::prelude::*;

use super::page::special;
use crate::domain::*;
use crate::journeys::record::detail::CannotFind;
use crate::journeys::record::testing::*;
use crate::words::Locale;

fn gathered(entries: Vec<Held<Appointment>>, sources: Vec<SourceReport>) -> Gathered<Appointment> {
    Gathered::of(entries, sources)
}

fn eye_clinic() -> Appointment {
    Appointment {
        start: Some(at("2026-11-25T10:40:00Z")),
        how: How::InPerson,
        place: Some("Clinic 4".into()),
        with_whom: Some("Mr Lens".into()),
        how_to_prepare: Some("Bring your glasses.".into()),
        patient_comment: Some("I need a ramp".into()),
        ..appointment("Eye clinic check-up")
    }
}

fn over() -> Appointment {
    Appointment { start: Some(at("2019-11-25T10:40:00Z")), ..appointment("Long ago") }
}

#[test]
fn an_empty_list_with_a_failed_hospital_never_says_you_have_no_appointments() {
    for entries in [Vec::new(), vec![held(over(), &[SURGERY])]] {
        let sources = vec![answered(SURGERY, entries.len()), failed(HOSPITAL)];
        let words = text(&list_page(Locale::English, &gathered(entries, sources), ""));
        assert!(words.contains("Riverside Hospital has not answered"), "{words}");
        for claim in ["you have no", "there are no", "we were told of no"] {
            assert!(!words.to_lowercase().contains(claim), "{claim}: {words}");
        }
    }
}

#[test]
fn only_past_appointments_and_full_answers_say_that_none_was_told_to_come() {
    let all = gathered(vec![held(over(), &[SURGERY])], vec![answered(SURGERY, 1)]);
    let html = list_page(Locale::English, &all, "");
    assert!(text(&html).contains("We were told of no appointments coming up."));
    assert!(html.contains(r#"href="/appointments?show=past""#) && html.contains("1 past appointment"));
    let past = list_page(Locale::English, &all, "show=past");
    assert!(text(&past).contains("Your past appointments") && text(&past).contains("Long ago"));
    assert_well_made(&past);
}

#[test]
fn a_list_says_the_month_the_day_the_place_and_who_holds_it() {
    let all = gathered(vec![held(eye_clinic(), &[HOSPITAL])], vec![answered(HOSPITAL, 1)]);
    let html = list_page(Locale::English, &all, "");
    let words = text(&html);
    assert!(words.contains("November 2026 Eye clinic check-up"), "{words}");
    assert!(words.contains("Wednesday 25 November, 10:40am, in person"), "{words}");
    assert!(words.contains("Riverside Hospital · Clinic 4"), "{words}");
    assert!(words.contains("Booked"), "{words}");
    assert_well_made(&html);
}

#[test]
fn an_appointment_shows_all_that_was_told_with_the_organisation_s_phone() {
    let held = held(eye_clinic(), &[HOSPITAL]);
    let html = entry_page(Locale::English, &held, &gathered(vec![held.clone()], Vec::new()), special);
    let words = text(&html);
    for told in [
        "This appointment is booked.",
        "Wednesday 25 November 2026, 10:40am",
        "In person",
        "Clinic 4",
        "Mr Lens",
        "Bring your glasses.",
        "I need a ramp",
        "01632 960 001",
    ] {
        assert!(words.contains(told), "{told} is missing: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn the_clinic_s_own_phone_comes_before_the_organisation_s() {
    let held = held(Appointment { phone: Some("01632 960 555".into()), ..eye_clinic() }, &[HOSPITAL]);
    let html = entry_page(Locale::English, &held, &gathered(vec![held.clone()], Vec::new()), special);
    assert!(html.contains(r#"href="tel:01632960555""#) && !html.contains("01632 960 001"), "{html}");
}

#[test]
fn an_old_copy_of_an_appointment_says_so_on_the_list_and_on_its_page() {
    let old = as_old_copy(held(eye_clinic(), &[HOSPITAL]));
    let all = gathered(vec![old.clone()], vec![failed_with_copy(HOSPITAL, 1)]);
    let list = text(&list_page(Locale::English, &all, ""));
    assert!(list.contains("As Riverside Hospital told us today at 8:12am"), "{list}");
    let html = entry_page(Locale::English, &old, &all, special);
    assert!(text(&html).contains("Call to be sure before you act on it."));
    assert!(!html.contains("<form") && !html.contains("<button"), "{html}");
}

fn by_video() -> Appointment {
    let link = |text| OutsideLink::parse(text);
    let way_there = WayThere {
        directions: Some("By the main entrance.".into()),
        join: link("https://video.hospital.example/room/1"),
        own_page: link("https://my.hospital.example/Appointment/1"),
    };
    Appointment { how: How::ByVideo, way_there, ..eye_clinic() }
}

fn page_of(held: &Held<Appointment>) -> String {
    entry_page(Locale::English, held, &gathered(vec![held.clone()], Vec::new()), special)
}

#[test]
fn before_a_link_by_video_and_to_their_own_page_it_is_said_that_people_leave() {
    let html = page_of(&held(by_video(), &[HOSPITAL]));
    let words = text(&html);
    for (said, link) in [
        (
            "You join this appointment by video, on a website that Riverside Hospital uses.",
            "Go to video.hospital.example",
        ),
        ("You may be able to say there that you will come", "Go to my.hospital.example"),
    ] {
        assert!(words.find(said).is_some_and(|at| words.find(link).is_some_and(|link| at < link)), "{words}");
    }
    assert_eq!(words.matches("That website is not part of Front Door.").count(), 2, "{words}");
    assert!(words.contains("How to find it By the main entrance."), "{words}");
    assert_well_made(&html);
}

#[test]
fn nobody_is_led_to_an_appointment_that_is_over_cancelled_or_told_by_an_old_copy() {
    let start = Some(at("2019-11-25T10:40:00Z"));
    let cancelled = Appointment { status: AppointmentStatus::Cancelled, ..by_video() };
    let entries = [
        held(Appointment { start, ..by_video() }, &[HOSPITAL]),
        held(cancelled, &[HOSPITAL]),
        as_old_copy(held(by_video(), &[HOSPITAL])),
    ];
    for held in entries {
        let html = page_of(&held);
        assert!(!html.contains("video.hospital.example") && !html.contains("my.hospital.example"), "{html}");
    }
}

#[test]
fn an_appointment_that_is_not_there_gets_the_same_page_whoever_s_it_is() {
    let page = html(|| {
        view! { <CannotFind locale=Locale::English now=now() kind=Kind::Appointments sources=vec![answered(SURGERY, 1)] /> }
    });
    assert!(text(&page).starts_with("We cannot find this appointment"));
    assert!(page.contains(r#"href="/appointments""#));
}

#[test]
fn every_word_of_ours_asks_for_its_language() {
    let entry = Appointment {
        start: Some(at("2026-11-25T10:40:00Z")),
        end: Some(at("2026-11-25T11:40:00Z")),
        how: How::ByVideo,
        place: Some("Αίθουσα".into()),
        way_there: WayThere { directions: None, ..by_video().way_there },
        ..appointment("Μάτια")
    };
    let over = Appointment { start: Some(at("2019-11-25T10:40:00Z")), ..appointment("Παλιά") };
    let asked = Appointment { status: AppointmentStatus::Asked, ..appointment("Καρδιά") };
    let entries = vec![
        as_old_copy(held(entry.clone(), &[GREEK])),
        held(entry, &[GREEK]),
        held(over, &[GREEK]),
        held(asked, &[GREEK]),
    ];
    let all = gathered(entries, vec![answered(GREEK, 3), failed(GREEK)]);
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, ""));
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, "show=past"));
    for held in &all.entries {
        // The names of hosts are theirs.
        let page = entry_page(Locale::Pseudo, held, &all, special);
        let page = page.replace("video.hospital.example", "").replace("my.hospital.example", "");
        assert_all_words_ask_for_their_language(&page);
    }
}
