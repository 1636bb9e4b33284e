//! The pages of requests as people read them.

use chrono::Duration;
use leptos::prelude::*;
use uuid::Uuid;

use super::page::{AllRequests, OneRequest};
use super::*;
use crate::domain::{
    AccountId, BookAppointment, CancelAppointment, ChangeDetails, ConfirmAppointment, ContactChange,
    ContactDetails, Doubt, FreeTime, How, NhsNumber, NoLongerNeeded, OdsCode, OrderMedicine, PersonId,
    Refusal, Said, Standing, Told, Wish,
};
use crate::journeys::record::testing::{
    appointment, assert_all_words_ask_for_their_language, html, now, referral, text,
};
use crate::words::Locale;

fn time(start: &str) -> FreeTime {
    let start = start.parse().expect("a time");
    FreeTime {
        slot: "slot-1".into(),
        schedule: None,
        start,
        end: start + Duration::minutes(10),
        what: Some("Ραντεβού".into()),
        session: None,
        how: How::InPerson,
        with_whom: None,
        role: None,
        place: None,
        location: None,
    }
}

fn booking() -> Wish {
    let said = Said { reason: "Λαιμός".into(), comment: None, phone: None };
    Wish::BookAppointment(BookAppointment { time: time("2026-11-25T10:40:00Z"), said })
}

fn cancelling() -> Wish {
    let appointment = appointment("Μάτια");
    let wish = CancelAppointment { appointment, version: None, reason: "Λόγος".into() };
    Wish::CancelAppointment(Box::new(wish))
}

fn coming() -> Wish {
    Wish::ConfirmAppointment(Box::new(ConfirmAppointment { appointment: appointment("Μάτια") }))
}

fn no_longer_needed() -> Wish {
    let referral = referral("Γόνατο");
    Wish::NoLongerNeeded(Box::new(NoLongerNeeded { referral, why: Some("Λόγος".into()) }))
}

fn ordering() -> Wish {
    Wish::OrderMedicine(OrderMedicine {
        repeat: "1".into(),
        name: "Φάρμακο".into(),
        dosage: Some("Ένα".into()),
        quantity: Some("Δύο".into()),
        comment: Some("Λόγος".into()),
        pharmacy: None,
    })
}

fn changes() -> impl Iterator<Item = Wish> {
    let seen = ContactDetails {
        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
        version: "W/\"1\"".into(),
        points: vec![],
        addresses: vec![],
        pharmacy: None,
        communication: None,
        set_aside: 0,
        restricted: false,
    };
    let change = move |change| ChangeDetails { seen: seen.clone(), change, pharmacy_name: None };
    let all = [ContactChange::Email(None), ContactChange::Pharmacy(None), ContactChange::SpokenTo(None)];
    all.into_iter().map(change).map(|wish| Wish::ChangeDetails(Box::new(wish)))
}

fn shown(wish: Wish, standing: Standing, minutes_ago: i64) -> Shown {
    let who = (PersonId(Uuid::nil()), AccountId(Uuid::nil()));
    let (to, made_at) = (OdsCode::parse("A81001").expect("a code"), now() - Duration::minutes(minutes_ago));
    let request = Request::new(Uuid::from_u128(1), who, to, wish, made_at);
    let request = Request { standing, last_try: Some(made_at), tries: 1, ..request };
    Shown {
        request,
        now: now(),
        name: "Χωριό".into(),
        phone: Some("01632 960 002".into()),
        asked_by: None,
        entry: None,
    }
}

fn standings() -> Vec<Standing> {
    let told = Told { reference: Some("1".into()), says: None };
    let refusals = [
        Refusal::Taken,
        Refusal::Changed,
        Refusal::NotAllowed,
        Refusal::TooLate,
        Refusal::NotThere,
        Refusal::NotThisOne,
        Refusal::Other(None),
        Refusal::NotSent,
        Refusal::NotDone,
        Refusal::FirstNotDone,
        Refusal::NoLongerMay,
        Refusal::OwnAccessStopped,
    ];
    let mut all = vec![
        Standing::ToBeSent,
        Standing::Sent,
        Standing::Received(told.clone()),
        Standing::Waiting(told.clone()),
        Standing::Done(told),
        Standing::NotKnown(Doubt::NoAnswer),
        Standing::NotKnown(Doubt::SaidYesListsNothing),
        Standing::NotKnown(Doubt::NoLongerListed),
    ];
    all.extend(refusals.map(Standing::Refused));
    all
}

fn one_page(locale: Locale, shown: Shown) -> String {
    html(move || view! { <OneRequest locale shown with=vec![] /> })
}

#[test]
fn every_state_says_its_age_and_what_is_open_says_what_happens_next_by_when_and_whom_to_call() {
    for standing in standings() {
        let words = text(&one_page(Locale::English, shown(booking(), standing.clone(), 5)));
        assert!(words.contains("Since today at") && words.contains("You asked today at"), "{words}");
        if standing.is_final() {
            continue;
        }
        assert!(
            words.contains("What happens next") && words.contains("01632 960 002"),
            "{standing:?}: {words}"
        );
        assert!(words.contains("Check again"), "{words}");
        let by_when = ["says the same after", "hear nothing by Tuesday 24 November 2026", "today to be sure"];
        assert!(by_when.iter().any(|by| words.contains(by)), "{standing:?}: {words}");
    }
}

#[test]
fn nothing_is_said_to_be_booked_that_is_not_on_the_list() {
    for standing in standings().into_iter().filter(|one| !matches!(one, Standing::Done(_))) {
        let words = text(&one_page(Locale::English, shown(booking(), standing.clone(), 5)));
        assert!(!words.contains("Your appointment is booked"), "{standing:?}: {words}");
    }
}

#[test]
fn an_order_says_when_to_call_and_where_each_prescription_is_and_what_it_is_that_is_refused() {
    let told = Told { reference: Some("Task/1".into()), says: None };
    let waiting = text(&one_page(Locale::English, shown(ordering(), Standing::Waiting(told.clone()), 5)));
    assert!(waiting.contains("If nothing has changed by Wednesday 25 November 2026"), "{waiting}");
    let done = one_page(Locale::English, shown(ordering(), Standing::Done(told), 5));
    assert!(done.contains("href=\"/record/prescriptions\""), "{done}");
    let twice = shown(ordering(), Standing::Refused(Refusal::NotThisOne), 5);
    let twice = text(&one_page(Locale::English, twice));
    assert!(twice.contains("has an open request for this medicine already"), "{twice}");
}

#[test]
fn a_change_that_is_made_says_that_others_have_to_be_told() {
    let wish = changes().next().expect("a change");
    let done = one_page(Locale::English, shown(wish.clone(), Standing::Done(Told::default()), 5));
    assert!(text(&done).contains("Tell each of them.") && done.contains("href=\"/your-details\""), "{done}");
    let other = one_page(Locale::English, shown(wish, Standing::Refused(Refusal::Changed), 5));
    assert!(text(&other).contains("we did not write over them"), "{other}");
    assert!(other.contains("href=\"/your-details/change/email\""), "{other}");
}

#[test]
fn once_the_time_is_over_the_page_says_to_call_now() {
    let words = text(&one_page(Locale::English, shown(booking(), Standing::Sent, 30)));
    assert!(words.contains("to find out:") && !words.contains("says the same after"), "{words}");
}

#[test]
fn once_the_day_is_over_by_which_somebody_should_have_agreed_the_page_says_to_call_now() {
    let days = |days: i64| {
        let shown = shown(booking(), Standing::Waiting(Told::default()), days * 24 * 60);
        text(&one_page(Locale::English, shown))
    };
    let in_time = days(3);
    assert!(in_time.contains("If you hear nothing by Monday 23 November 2026, call"), "{in_time}");
    let late = days(5);
    assert!(late.contains("They should have dealt with it by Thursday 19 November 2026. Call"), "{late}");
    assert!(late.contains("01632 960 002") && !late.contains("If you hear nothing"), "{late}");
}

#[test]
fn a_list_keeps_what_is_open_apart_and_says_where_there_is_nothing() {
    let all = vec![
        shown(booking(), Standing::Done(Told::default()), 5),
        shown(cancelling(), Standing::NotKnown(Doubt::NoAnswer), 9),
    ];
    let page = |all: Vec<Shown>| {
        text(&html(move || view! { <AllRequests locale=Locale::English all calls=vec![] /> }))
    };
    let words = page(all);
    let order = ["Not finished", "Cancel an appointment", "Not known", "Finished", "Book an appointment"];
    let places: Vec<_> = order.iter().map(|part| words.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words}");
    assert!(page(vec![]).contains("You have asked for nothing here so far."));
}

#[test]
fn the_patient_reads_who_asked_and_whoever_acts_reads_nothing_as_their_own() {
    let asked = Shown {
        asked_by: Some("Grace Young".into()),
        ..shown(booking(), Standing::Done(Told::default()), 5)
    };
    let words = text(&one_page(Locale::English, asked.clone()));
    assert!(words.contains("Grace Young asked for you") && !words.contains("You asked"), "{words}");
    let list =
        text(&html(move || view! { <AllRequests locale=Locale::English all=vec![asked] calls=vec![] /> }));
    assert!(list.contains("by Grace Young"), "{list}");
    for standing in standings() {
        for wish in [booking(), cancelling(), ordering()] {
            let shown = shown(wish, standing.clone(), 5);
            let locale = Locale::English.of_the_patient();
            let page = html(move || view! { <OneRequest locale shown with=vec![] acting=true /> });
            let words = text(&page);
            for own in ["Your appointment", "Your medicine", "Your requests", "your pharmacy"] {
                assert!(!words.contains(own), "{own}: {words}");
            }
        }
    }
}

#[test]
fn in_the_night_when_the_clocks_go_back_it_is_said_which_of_two_hours_is_meant() {
    let when = |start: &str| free_time(Locale::English, &time(start)).when;
    assert!(when("2026-10-25T00:30:00Z").ends_with("(before the clocks go back)"));
    assert!(when("2026-10-25T01:30:00Z").ends_with("(after the clocks went back)"));
    assert_eq!(when("2026-10-24T08:30:00Z"), "Saturday 24 October 2026, 9:30am to 9:40am");
    assert_eq!(when("2026-10-26T09:30:00Z"), "Monday 26 October 2026, 9:30am to 9:40am");
    assert_eq!(when("2027-03-28T01:00:00Z"), "Sunday 28 March 2027, 2am to 2:10am");
}

#[test]
fn every_word_of_ours_asks_for_its_language() {
    let wishes =
        [booking(), cancelling(), coming(), no_longer_needed(), ordering()].into_iter().chain(changes());
    for wish in wishes {
        for standing in standings() {
            assert_all_words_ask_for_their_language(&one_page(
                Locale::Pseudo,
                shown(wish.clone(), standing, 5),
            ));
        }
    }
    let all = vec![shown(booking(), Standing::Sent, 5)];
    let list = html(move || view! { <AllRequests locale=Locale::Pseudo all calls=vec![] /> });
    assert_all_words_ask_for_their_language(&list);
}
