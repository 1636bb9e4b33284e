//! What is said of organisations, in each state there is.

use super::*;
use crate::domain::SourceReport;
use crate::journeys::home::samples::*;
use crate::journeys::where_from::standing::standings;

fn said_of(everything: &crate::gather::Everything) -> String {
    sentences(Locale::English, at(NOW), &standings(everything)[0]).join(" ")
}

fn said(state: SourceState) -> String {
    said_of(&nothing(vec![SourceReport { organisation: hospital(), state }]))
}

#[test]
fn an_answer_says_when_and_how_much() {
    let mut everything = nothing(vec![answered(hospital(), 2)]);
    everything.letters.entries = vec![held(1, letter("a", "2026-11-19")), held(2, letter("b", "2026-11-19"))];
    assert_eq!(said_of(&everything), "Answered today at 9:41am: 2 entries. Online records start in 1998.");
}

#[test]
fn each_failure_says_what_happened_and_what_is_shown_instead() {
    for (why, words) in [
        (Failure::NoAnswer, "It has not answered."),
        (Failure::Busy, "too busy"),
        (Failure::Unreadable, "a way that we can read"),
        (Failure::AboutSomebodyElse, "somebody else"),
        (Failure::Refused, "did not let Front Door in"),
    ] {
        let copy = Some(OldCopy { told_at: at("2026-11-22T08:12:00Z"), entries: 3 });
        let with_copy = said(SourceState::Failed { why, copy });
        assert!(with_copy.contains(words), "{with_copy}");
        assert!(with_copy.contains("a copy of what it told us today at 8:12am"));
        assert!(with_copy.contains("Call 01632 960 001"));
        assert!(said(SourceState::Failed { why, copy: None }).contains("You see nothing"));
    }
}

#[test]
fn a_failure_about_some_kinds_names_them() {
    let mut everything = nothing(vec![answered(hospital(), 0)]);
    everything.letters.sources = vec![failed(hospital())];
    everything.visits.sources = vec![report(hospital(), SourceState::Waiting)];
    everything.allergies.sources = vec![report(hospital(), SourceState::NotSharedOnline)];
    let said = said_of(&everything);
    assert!(said.contains("That is about: letters."), "{said}");
    assert!(said.contains("We are still waiting for: visits."), "{said}");
    assert!(said.contains("It does not share online: allergies."), "{said}");
}

#[test]
fn entries_set_aside_and_the_source_s_own_notes_are_told() {
    let state = SourceState::InPart {
        at: at(NOW),
        entries: 0,
        set_aside: 1,
        notes: vec![
            SourceNote::ConfidentialItems,
            SourceNote::TransferUnderWay { text: Some("Λόγος".into()) },
        ],
    };
    let mut everything = nothing(vec![answered(hospital(), 0)]);
    everything.letters.sources = vec![report(hospital(), state)];
    let said = said_of(&everything);
    assert!(said.contains("1 entry could not be read and is not shown."), "{said}");
    assert!(said.contains("marked as confidential"), "{said}");
    assert!(said.contains("It says: “Λόγος”"), "{said}");
}

#[test]
fn every_reason_for_not_asking_has_its_own_words() {
    let whys = [
        WhyNotAsked::NeedsNhsLogin,
        WhyNotAsked::NhsLoginEnded,
        WhyNotAsked::OnlyThePatient,
        WhyNotAsked::NeedsHospitalLogIn,
        WhyNotAsked::Restricted,
        WhyNotAsked::DemographicsUnknown,
        WhyNotAsked::NotApproved,
    ];
    let words: std::collections::HashSet<_> = whys.map(|why| said(SourceState::NotAsked(why))).into();
    assert_eq!(words.len(), whys.len());
    assert!(words.iter().all(|said| said.starts_with("Not asked: ")));
}

#[test]
fn the_other_kinds_of_nothing_are_told_apart() {
    assert!(said(SourceState::DoesNotKnowPerson { at: at(NOW) }).contains("it does not know you"));
    assert!(said(SourceState::NotSharedOnline).contains("does not share anything online"));
    assert!(said(SourceState::NotForThisAge).contains("people of this age"));
    assert!(said(SourceState::Waiting).contains("still waiting"));
    assert!(said(SourceState::NotConnected).contains("Not connected"));
    assert!(said(answered(hospital(), 0).state).contains("told us of nothing"));
}
