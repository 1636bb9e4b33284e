//! Files that somebody makes who acts for the patient, in every kind of "nothing".

use super::by_carer::ByCarer;
use super::choice::Format;
use super::file;
use super::tests::{chosen, contents, full};
use crate::domain::*;
use crate::gather::Everything;
use crate::journeys::record::testing::*;
use crate::words::Locale;

fn grace(sees: Kinds) -> Option<ByCarer> {
    Some(ByCarer { name: "Grace Young".to_owned(), sees })
}

fn made(format: Format, everything: Everything, sees: Kinds) -> String {
    let mut chosen = chosen(format);
    chosen.kinds = chosen.kinds.and(sees);
    let text = file(&contents(chosen, everything).made_by(grace(sees))).text();
    text.replace("\r\n ", "").replace("\\,", ",")
}

/// Every organisation in every way in which it may have told nothing, for each kind, as it comes to somebody who acts for
/// the patient.
fn nothing_in_every_way(org: Org) -> Vec<Everything> {
    let at = now();
    let states = [
        SourceState::Answered { at, entries: 0, none_known: None },
        SourceState::InPart { at, entries: 0, set_aside: 0, notes: Vec::new() },
        SourceState::DoesNotKnowPerson { at },
        SourceState::NotSharedOnline,
        SourceState::Failed { why: Failure::NoAnswer, copy: None },
        SourceState::Waiting,
    ];
    let of = |state: SourceState| {
        let report = || vec![report(org, state.clone())];
        let mut everything = nothing_at_all();
        everything.medicines.sources = report();
        everything.allergies.sources = report();
        everything.letters.sources = report();
        everything.appointments.sources = report();
        everything.sources = report();
        everything
    };
    states.into_iter().map(of).collect()
}

#[test]
fn no_kind_of_nothing_is_told_as_none_and_the_first_line_says_for_whom_and_by_whom() {
    for everything in nothing_in_every_way(SURGERY) {
        let mut said = Vec::new();
        for format in Format::ALL {
            let text = made(format, everything.clone(), Kinds::in_record());
            for none in
                ["of nothing", "of none", "no entries", " 0 entries", "nilknown", "stated", "know you"]
            {
                assert!(!text.contains(none), "{format:?} says {none}: {text}");
            }
            assert!(text.contains("You may not see everything."), "{format:?}: {text}");
            let begins = text.find("Grace Young").expect("a name");
            let title = text.find("What is in this file").expect("a heading");
            assert!(begins < title && text.contains("who acts for"), "{format:?}: {text}");
            said.push(text);
        }
        assert!(said[0].contains("There is nothing here that you can see."), "{}", said[0]);
        assert!(said[1].starts_with("Grace Young, who acts for "), "{}", said[1]);
        assert!(said[2].contains("unavailable"), "{}", said[2]);
    }
}

#[test]
fn what_no_page_shows_somebody_who_acts_for_the_patient_stands_in_no_file() {
    for format in Format::ALL {
        let text = made(format, full(), Kinds::in_record());
        for own in ["999 000 0018", "9990000018", "4 March 1961", "1961-03-04", "your own copy"] {
            assert!(!text.contains(own), "{format:?}: {own}: {text}");
        }
        assert!(text.contains("Σαμ Δείγμα"), "{format:?}: it says whose it is");
    }
    let summary: serde_json::Value =
        serde_json::from_str(&made(Format::Summary, full(), Kinds::in_record())).expect("JSON");
    let entries = summary["entry"].as_array().expect("entries").iter().map(|entry| &entry["resource"]);
    let patient = entries.into_iter().find(|one| one["resourceType"] == "Patient").expect("a patient");
    assert_eq!(patient["_birthDate"]["extension"][0]["valueCode"], "masked", "the guide wants to know why");
}

#[test]
fn a_calendar_that_is_taken_along_says_only_when() {
    let text = made(Format::Calendar, full(), Kinds::in_record());
    let events = text.split("BEGIN:VEVENT").skip(1).collect::<Vec<_>>();
    assert_eq!(events.len(), 2);
    for event in events {
        assert!(event.contains("SUMMARY:Appointment\r\n") && event.contains("DTSTART"), "{event}");
        for secret in ["LOCATION", "Hospital", "Phone", "Eye", "Σαμ"] {
            assert!(!event.contains(secret), "{secret}: {event}");
        }
    }
}

#[test]
fn kinds_that_were_not_given_are_not_even_said_to_be_left_out() {
    let sees: Kinds = [Kind::Medicines, Kind::Letters].into_iter().collect();
    let summary = made(Format::Summary, full(), sees);
    assert!(summary.contains("A patient summary does not hold: letters."), "{summary}");
    let mut few = chosen(Format::Text);
    few.kinds = Kinds::just(Kind::Medicines);
    let text = file(&contents(few, full()).made_by(grace(sees))).text();
    assert!(text.contains("You did not choose: letters."), "{text}");
}

#[test]
fn all_words_of_a_carers_file_ask_for_their_language() {
    let mut contents = contents(chosen(Format::Html), nothing_in_every_way(GREEK).swap_remove(2));
    contents.locale = Locale::Pseudo;
    contents.by_carer = Some(ByCarer { name: "Χάρις".to_owned(), sees: Kinds::in_record() });
    let file = file(&contents).text();
    let body = file.split_once("<main>").expect("a main part").1;
    assert_all_words_ask_for_their_language(body);
}
