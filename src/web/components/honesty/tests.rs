//! Each kind of "nothing" in words.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::*;
use crate::domain::{
    Failure, Kind, NoneKnown, OdsCode, OldCopy, Organisation, PartialDate, Setting, SourceNote, SourceReport,
    SourceState, WhyMissing, WhyNotAsked,
};
use crate::web::render::rendered;
use crate::words::{Locale, outside_markers};

const NOON: &str = "2026-11-22T12:00:00Z";
const MORNING: &str = "2026-11-22T09:41:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn source(name: &str, state: SourceState) -> SourceReport {
    let organisation = Organisation {
        ods_code: OdsCode::parse("A81001").expect("a code"),
        name: name.to_owned(),
        setting: Setting::Gp,
        phone: Some("01632 960 001".to_owned()),
        records_start: None,
    };
    SourceReport { organisation: Arc::new(organisation), state }
}

fn answered(entries: usize) -> SourceState {
    SourceState::Answered { at: at(MORNING), entries, none_known: None }
}

fn failed(why: Failure, copy: Option<OldCopy>) -> SourceState {
    SourceState::Failed { why, copy }
}

/// The text of the page, as it is read.
fn text(html: &str) -> String {
    let fragment = scraper::Html::parse_fragment(&html.replace("<!>", "").replace("</", " </"));
    let text: String = fragment.root_element().text().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("“ ", "“").replace(" ”", "”")
}

fn strip_html(locale: Locale, sources: &[SourceReport]) -> String {
    let sources = sources.to_vec();
    rendered(move || {
        view! {
            <HonestyStrip locale now=at(NOON) sources what=Kind::Appointments check_again_href="/appointments" />
        }
    })
}

fn strip(sources: &[SourceReport]) -> String {
    text(&strip_html(Locale::English, sources))
}

fn nothing(kind: Kind, sources: &[SourceReport]) -> String {
    let sources = sources.to_vec();
    text(&rendered(move || view! { <NothingHere locale=Locale::English kind sources /> }))
}

fn says(state: SourceState) -> String {
    strip(&[source("Riverside Hospital", state)])
}

const WAY: &str = "Where your information comes from";

#[test]
fn when_all_is_well_one_green_line_says_so() {
    let all = [source("Hill Street Surgery", answered(86)), source("Vale Community Care", answered(0))];
    assert_eq!(strip(&all), "Everyone we asked has answered. Last checked 9:41am.");
    assert_eq!(strip(&all[..1]), "Hill Street Surgery has answered. Last checked 9:41am.");
    assert!(strip_html(Locale::English, &all).contains("honesty--ok"));
}

#[test]
fn the_last_check_is_that_of_the_oldest_answer() {
    let older = SourceState::Answered { at: at("2026-11-21T17:00:00Z"), entries: 1, none_known: None };
    let words = strip(&[source("A", answered(1)), source("B", older)]);
    assert_eq!(words, "Everyone we asked has answered. Last checked yesterday at 5pm.");
}

#[test]
fn who_is_not_connected_is_counted_even_when_everyone_asked_has_answered() {
    let words =
        strip(&[source("A", answered(1)), source("B", answered(1)), source("C", SourceState::NotConnected)]);
    assert_eq!(words, "Everyone we asked has answered. Last checked 9:41am. 1 organisation is not connected");
}

#[test]
fn a_failure_with_an_old_copy_names_the_copys_time_what_may_be_missing_and_the_phone() {
    let copy = OldCopy { told_at: at("2026-11-22T08:12:00Z"), entries: 3 };
    assert_eq!(
        says(failed(Failure::NoAnswer, Some(copy))),
        format!(
            "Riverside Hospital has not answered. What you see from there is a copy, told us today at 8:12am. New \
             appointments may be missing. Call 01632 960 001 if you expect something. Check again {WAY} \
             See who answers now"
        )
    );
}

#[test]
fn a_failure_without_a_copy_says_that_nothing_is_shown() {
    assert!(says(failed(Failure::NoAnswer, None)).contains("You see no appointments from there."));
}

#[test]
fn a_failure_whose_copy_was_empty_says_when_there_was_nothing() {
    let copy = OldCopy { told_at: at("2026-11-21T17:00:00Z"), entries: 0 };
    let words = says(failed(Failure::NoAnswer, Some(copy)));
    assert!(
        words.contains("It last answered yesterday at 5pm, and told us of none. New appointments may"),
        "{words}"
    );
}

#[test]
fn each_reason_for_a_failure_has_its_own_words() {
    for (why, words) in [
        (Failure::NoAnswer, "Riverside Hospital has not answered."),
        (Failure::Busy, "Riverside Hospital cannot answer at the moment."),
        (Failure::Unreadable, "Riverside Hospital sent an answer that we cannot read."),
        (
            Failure::AboutSomebodyElse,
            "Riverside Hospital sent an answer that we cannot trust, so we do not show it.",
        ),
        (Failure::Refused, "Riverside Hospital did not let us ask."),
    ] {
        assert!(says(failed(why, None)).starts_with(words), "{why:?}");
    }
}

#[test]
fn an_answer_in_part_says_what_is_missing_in_our_words_and_the_sources_own() {
    let notes = vec![
        SourceNote::ConfidentialItems,
        SourceNote::TransferUnderWay { text: Some("GP2GP under way".to_owned()) },
        SourceNote::Words("Ask reception".to_owned()),
    ];
    let state = SourceState::InPart { at: at(MORNING), entries: 7, set_aside: 1, notes };
    assert_eq!(
        says(state),
        format!(
            "Riverside Hospital answered in part. 1 entry could not be read and is not shown. Some entries are marked \
             confidential and are not shown online. Your record is still on its way there, so some of it is missing. \
             Call 01632 960 001 to ask for the rest. Its own words: “GP2GP under way” Its own words: “Ask reception” \
             {WAY}"
        )
    );
}

#[test]
fn a_known_reason_for_what_is_missing_is_said_in_our_own_words() {
    let whys = [
        (WhyMissing::NoAnswerInTime, "Some hospitals did not answer it in time."),
        (WhyMissing::Unreadable, "Some hospitals sent it an answer that it could not read."),
        (WhyMissing::CouldNotAnswer, "Some hospitals could not answer it."),
        (WhyMissing::OlderThanYears(8), "Appointments older than 8 years are not shown here."),
        (WhyMissing::NoLongerCount, "Entries that no longer count are not shown here."),
        (WhyMissing::NoMoreThan(25), "It never tells us of more than 25, so older ones may be missing."),
    ];
    for (why, words) in whys {
        let notes = vec![SourceNote::Missing(why)];
        let said = says(SourceState::InPart { at: at(MORNING), entries: 1, set_aside: 0, notes });
        assert!(said.starts_with(&format!("Riverside Hospital answered in part. {words} Call")), "{said}");
    }
}

#[test]
fn everyone_who_is_waited_for_shares_one_line_with_a_way_to_check_again() {
    let words = strip(&[source("A", SourceState::Waiting), source("B", SourceState::Waiting)]);
    assert!(words.starts_with(
        "We are still waiting for A and B. Something may be missing until then. We go on asking. Check again"
    ));
}

#[test]
fn each_reason_for_not_asking_has_its_own_words() {
    for (why, words) in [
        (WhyNotAsked::NeedsNhsLogin, "It answers only when you log in with NHS login."),
        (WhyNotAsked::NhsLoginEnded, "Your NHS login has run out. Log in with NHS login again."),
        (WhyNotAsked::OnlyThePatient, "It answers only to the patient."),
        (WhyNotAsked::NeedsHospitalLogIn, "It answers only when you log in there too."),
        (WhyNotAsked::Restricted, "Your record has extra protection, so less of it is shown online."),
        (
            WhyNotAsked::DemographicsUnknown,
            "We must first check your details nationally, and that has not worked yet.",
        ),
        (WhyNotAsked::NotApproved, "It has not yet agreed to show records here."),
    ] {
        let said = says(SourceState::NotAsked(why));
        assert!(said.starts_with(&format!("We have not asked Riverside Hospital. {words}")), "{said}");
    }
}

#[test]
fn not_for_this_age_not_shared_and_not_known_are_told_apart() {
    let age = says(SourceState::NotForThisAge);
    assert!(
        age.starts_with("Riverside Hospital does not share online with people of this age. Call 01632"),
        "{age}"
    );
    let shared = says(SourceState::NotSharedOnline);
    assert!(
        shared.starts_with("Riverside Hospital does not share appointments online. Call 01632"),
        "{shared}"
    );
    let known = says(SourceState::DoesNotKnowPerson { at: at(MORNING) });
    assert!(known.starts_with("Riverside Hospital told us that it does not know you. Call 01632"), "{known}");
}

#[test]
fn the_worst_stands_first_and_who_did_answer_stands_last() {
    let words = strip(&[
        source("Answering", answered(1)),
        source("Waited", SourceState::Waiting),
        source("Partly", SourceState::InPart { at: at(MORNING), entries: 1, set_aside: 1, notes: vec![] }),
        source("Failing", failed(Failure::Busy, None)),
        source("Unshared", SourceState::NotSharedOnline),
    ]);
    let places: Vec<_> =
        ["Failing cannot", "Partly answered", "waiting for Waited", "Unshared does", "Answering has"]
            .iter()
            .map(|part| words.find(part).unwrap_or_else(|| panic!("{part} in {words}")))
            .collect();
    assert!(places.is_sorted(), "{words}");
}

#[test]
fn an_old_failure_never_leaves_the_strip_green() {
    let html = strip_html(
        Locale::English,
        &[source("A", answered(1)), source("B", failed(Failure::NoAnswer, None))],
    );
    assert!(html.contains("honesty--failed") && !html.contains("honesty--ok"), "{html}");
}

#[test]
fn none_is_said_only_from_a_coded_statement() {
    let none = NoneKnown { text: "No known allergies".to_owned(), recorded: PartialDate::parse("2024-03") };
    let state = SourceState::Answered { at: at(MORNING), entries: 0, none_known: Some(none) };
    assert_eq!(
        nothing(Kind::Allergies, &[source("Hill Street Surgery", state)]),
        "Hill Street Surgery told us: no known allergies (written down March 2024)."
    );
    assert_eq!(
        nothing(Kind::Allergies, &[source("Hill Street Surgery", answered(0))]),
        "Hill Street Surgery told us of none. Something may not be shared online."
    );
}

#[test]
fn an_empty_list_with_a_failure_never_says_that_there_is_nothing() {
    let words = nothing(
        Kind::Appointments,
        &[
            source("A", answered(0)),
            source("B", failed(Failure::NoAnswer, None)),
            source("C", SourceState::NotConnected),
        ],
    );
    assert_eq!(
        words,
        "Nothing is shown here. That does not mean that there is nothing. A told us of none. Something may not be \
         shared online. B has not answered. It may hold something."
    );
}

#[test]
fn every_state_has_a_line_of_its_own_in_an_empty_list() {
    let states = [
        answered(0),
        answered(3),
        SourceState::InPart { at: at(MORNING), entries: 0, set_aside: 2, notes: vec![] },
        SourceState::InPart {
            at: at(MORNING),
            entries: 0,
            set_aside: 0,
            notes: vec![SourceNote::ConfidentialItems],
        },
        SourceState::Waiting,
        failed(Failure::Busy, None),
        failed(Failure::Busy, Some(OldCopy { told_at: at(MORNING), entries: 0 })),
        SourceState::NotAsked(WhyNotAsked::NotApproved),
        SourceState::NotForThisAge,
        SourceState::NotSharedOnline,
        SourceState::DoesNotKnowPerson { at: at(MORNING) },
    ];
    let lines: std::collections::BTreeSet<_> =
        states.iter().map(|state| nothing(Kind::Letters, &[source("A", state.clone())])).collect();
    assert_eq!(lines.len(), states.len(), "{lines:#?}");
}

#[test]
fn all_words_of_the_strip_and_of_the_empty_list_are_ours_to_translate() {
    let sources = vec![
        source("Ärzte", failed(Failure::NoAnswer, Some(OldCopy { told_at: at(MORNING), entries: 1 }))),
        source("Ärzte", SourceState::Waiting),
        source("Ärzte", answered(0)),
        source("Ärzte", SourceState::NotConnected),
    ];
    let mut html = strip_html(Locale::Pseudo, &sources);
    html.push_str(&rendered(
        move || view! { <NothingHere locale=Locale::Pseudo kind=Kind::Visits sources /> },
    ));
    let left: Vec<_> = outside_markers(&html).iter().map(|text| text.replace("Ärzte", "")).collect();
    assert!(left.iter().all(|text| !text.chars().any(char::is_alphabetic)), "{left:?}");
}
