//! What people read where several organisations hold one thing, may hold one thing, or contradict each other.

use leptos::prelude::*;

use super::detail::{EntryPage, Origin};
use super::disagreements::{Contradictions, of_entry, of_list};
use super::listed::Listed;
use super::side_by_side;
use super::testing::*;
use crate::domain::*;
use crate::gather::testing::told;
use crate::words::Locale;

fn words<T: Listed>(gathered: &Gathered<T>) -> Vec<String> {
    of_list(Locale::English, gathered).into_iter().map(|one| one.words).collect()
}

/// The page of one entry as `detail` puts it together.
fn page<T: Listed>(locale: Locale, gathered: &Gathered<T>, held: &Held<T>) -> String {
    let (name, facts) = (held.entry.title(locale), side_by_side::facts(locale, None, held));
    let (origin, contradictions) = (Origin::of(locale, now(), held), of_entry(locale, gathered, held));
    html(|| {
        view! { <EntryPage name facts origin><Contradictions locale contradictions /></EntryPage> }
    })
}

fn coded(text: &str) -> Coded {
    Coded { text: text.into(), codes: vec![Code { system: CodeSystem::Snomed, code: "1".into() }] }
}

fn aspirin(dosage: &str) -> Medicine {
    let name = coded("Aspirin 75mg tablets");
    Medicine { name, dosage: Some(dosage.into()), ..medicine("Aspirin 75mg tablets") }
}

fn penicillin(state: AllergyState, certainty: Certainty) -> Allergy {
    Allergy { substance: coded("penicillin"), state, certainty, ..allergy("penicillin") }
}

fn asthma(state: ConditionState, certainty: Certainty) -> Condition {
    Condition { name: coded("Asthma"), state, certainty, ..condition("Asthma") }
}

fn eyes(status: AppointmentStatus) -> Appointment {
    Appointment { status, start: Some(at("2026-11-25T10:40:00Z")), ..appointment("Eye clinic") }
}

#[test]
fn a_listed_allergy_against_no_known_allergies_is_said_with_whom_to_call() {
    let list = told(vec![
        (answered(SURGERY, 1), vec![penicillin(AllergyState::Active, Certainty::NotSaid)]),
        (none_known(HOSPITAL, "No known allergies"), vec![]),
    ]);
    assert_eq!(
        words(&list),
        [
            "Hill Street Surgery lists penicillin. Riverside Hospital lists “No known allergies”. Ask them to check."
        ]
    );
    let page = list_page(Locale::English, &list, "");
    let (said, listed) = (page.find("Ask them to check."), page.find("Allergies listed now"));
    assert!(said.is_some() && said < listed, "before the list: {page}");
    assert!(page.contains("tel:01632960100") && page.contains("tel:01632960001"), "{page}");
    assert_well_made(&page);
}

#[test]
fn an_ended_allergy_and_no_known_allergies_agree_and_the_statement_is_told() {
    let list = told(vec![(
        none_known(SURGERY, "No known allergies"),
        vec![penicillin(AllergyState::Ended, Certainty::NotSaid)],
    )]);
    assert!(words(&list).is_empty());
    let page = text(&list_page(Locale::English, &list, ""));
    assert!(page.contains("Hill Street Surgery told us “No known allergies”."), "{page}");
}

#[test]
fn every_contradiction_says_who_says_what() {
    use AllergyState::{Active, Ended};
    use Certainty::{Confirmed, Refuted};
    let allergies = |other| {
        let surgery = vec![penicillin(Active, Confirmed)];
        words(&told(vec![(answered(SURGERY, 1), surgery), (answered(HOSPITAL, 1), vec![other])]))
    };
    let begins = "Hill Street Surgery lists penicillin. Riverside Hospital";
    assert_eq!(
        allergies(penicillin(Ended, Confirmed)),
        [format!("{begins} lists penicillin as ended. Ask them to check.")]
    );
    assert_eq!(
        allergies(penicillin(Active, Refuted)),
        [format!("{begins} lists penicillin as ruled out. Ask them to check.")]
    );
    let medicines = |other| {
        let surgery = vec![aspirin("Take one tablet a day")];
        words(&told(vec![(answered(SURGERY, 1), surgery), (answered(HOSPITAL, 1), vec![other])]))
    };
    let begins = "Hill Street Surgery says that you take Aspirin 75mg tablets. Riverside Hospital says that \
                  Aspirin 75mg tablets";
    let ended = PartialDate::parse("2026-11-03");
    let state = |state, ended| Medicine { state, ended, ..aspirin("Take one tablet a day") };
    assert_eq!(
        medicines(state(MedicineState::Stopped, ended)),
        [format!("{begins} was stopped (3 November 2026). Ask them to check.")]
    );
    assert_eq!(
        medicines(state(MedicineState::OnHold, None)),
        [format!("{begins} is on hold. Ask them to check.")]
    );
    assert_eq!(
        medicines(aspirin("Take two tablets a day.")),
        [
            "Hill Street Surgery says how to take Aspirin 75mg tablets: “Take one tablet a day”. Riverside Hospital says \
          how to take Aspirin 75mg tablets: “Take two tablets a day”. Ask them to check."
        ]
    );
    let conditions = |other| {
        let surgery = vec![asthma(ConditionState::Active, Certainty::Suspected)];
        words(&told(vec![(answered(SURGERY, 1), surgery), (answered(HOSPITAL, 1), vec![other])]))
    };
    let begins = "Hill Street Surgery lists Asthma as suspected. Riverside Hospital lists Asthma as";
    assert_eq!(
        conditions(asthma(ConditionState::Past, Confirmed)),
        [format!("{begins} over. Ask them to check.")]
    );
    assert_eq!(
        conditions(asthma(ConditionState::Active, Refuted)),
        [format!("{begins} ruled out. Ask them to check.")]
    );
    let vaccinated = |was_given| Vaccination {
        was_given,
        name: coded("Flu vaccine"),
        given: PartialDate::parse("2026-10-15"),
        ..vaccination("Flu vaccine")
    };
    assert_eq!(
        words(&told(vec![
            (answered(SURGERY, 1), vec![vaccinated(true)]),
            (answered(HOSPITAL, 1), vec![vaccinated(false)]),
        ])),
        [
            "Hill Street Surgery says that you had Flu vaccine. Riverside Hospital says that you did not have Flu \
          vaccine. Ask them to check."
        ]
    );
}

#[test]
fn an_appointment_that_one_has_as_cancelled_is_said_on_the_list_and_on_both_pages() {
    let national =
        Appointment { organisation: OdsCode::parse("RA101").ok(), ..eyes(AppointmentStatus::Cancelled) };
    let list = told(vec![
        (answered(HOSPITAL, 1), vec![eyes(AppointmentStatus::Booked)]),
        (answered(SURGERY, 1), vec![national]),
    ]);
    let expected = "Riverside Hospital says that Eye clinic is booked: Wednesday 25 November 2026, 10:40am. Hill Street \
                    Surgery says that Eye clinic was cancelled (Wednesday 25 November 2026, 10:40am). Ask them to check.";
    assert_eq!(words(&list), [expected]);
    for held in &list.entries {
        let page = text(&page(Locale::English, &list, held));
        assert!(page.contains("Ask them to check."), "{page}");
    }
}

#[test]
fn a_page_speaks_only_of_the_contradictions_of_its_own_entry() {
    let list = told(vec![
        (answered(SURGERY, 2), vec![aspirin("Take one tablet a day"), medicine("Bisoprolol 5mg tablets")]),
        (answered(HOSPITAL, 1), vec![aspirin("Take two tablets a day")]),
    ]);
    let asked = |held| text(&page(Locale::English, &list, held)).contains("Ask them to check.");
    assert_eq!(list.entries.iter().map(asked).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn what_may_be_the_same_is_said_on_the_list_and_on_the_page_with_a_way_there() {
    let unsure = Medicine { dosage: None, ..aspirin("") };
    let list = told(vec![
        (answered(SURGERY, 1), vec![aspirin("Take one tablet a day")]),
        (answered(HOSPITAL, 1), vec![unsure]),
    ]);
    let html = list_page(Locale::English, &list, "");
    let words = text(&html);
    assert!(words.contains("May be the same as Aspirin 75mg tablets, held by Riverside Hospital"), "{words}");
    assert!(
        words.contains("May be the same as Aspirin 75mg tablets, held by Hill Street Surgery"),
        "{words}"
    );
    let page = page(Locale::English, &list, &list.entries[0]);
    assert!(text(&page).contains("This may be the same as"), "{page}");
    assert!(page.contains(&format!("href=\"/record/medicines/{}\"", list.entries[1].id)), "{page}");
    for html in [html, page] {
        assert_well_made(&html);
    }
}

#[test]
fn a_joined_entry_shows_both_holders_and_their_own_words_side_by_side() {
    let hospitals = Medicine { prescriber: Some("Dr Marsh".into()), ..aspirin("1 tablet daily") };
    let list = told(vec![
        (answered(SURGERY, 1), vec![aspirin("Take one tablet a day")]),
        (answered(HOSPITAL, 1), vec![hospitals]),
    ]);
    assert_eq!(list.entries.len(), 1);
    let page = text(&page(Locale::English, &list, &list.entries[0]));
    for told in [
        "Hill Street Surgery: Take one tablet a day",
        "Riverside Hospital: 1 tablet daily",
        "Riverside Hospital: Dr Marsh",
        "Hill Street Surgery (told us today at 9:41am)",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

/// Every page of these two, told by two places with Greek names.
fn in_greek<T: Listed>(one: T, other: T) {
    let river = Org("RB202", "Ποτάμι", Setting::Hospital, None);
    let list = told(vec![(answered(GREEK, 1), vec![one]), (answered(river, 1), vec![other])]);
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &list, ""));
    for held in &list.entries {
        assert_all_words_ask_for_their_language(&page(Locale::Pseudo, &list, held));
    }
}

#[test]
fn every_word_of_ours_about_several_holders_asks_for_its_language() {
    use MedicineState::{Current, NotSaid, OnHold, Stopped};
    let greek =
        |state| Medicine {
            state, dosage: Some("Ένα".into()), name: coded("Φάρμακο"), ..medicine("Φ")
        };
    for state in [Current, Stopped, OnHold, NotSaid] {
        in_greek(greek(Current), greek(state));
    }
    let gluten = |state, certainty| Allergy { substance: coded("γύρη"), ..penicillin(state, certainty) };
    let active = || gluten(AllergyState::Active, Certainty::Confirmed);
    in_greek(active(), gluten(AllergyState::Ended, Certainty::Confirmed));
    in_greek(active(), gluten(AllergyState::Active, Certainty::Refuted));
    let lungs = |state, certainty| Condition { name: coded("Άσθμα"), ..asthma(state, certainty) };
    for certainty in [Certainty::Suspected, Certainty::Refuted] {
        in_greek(lungs(ConditionState::Active, Certainty::Suspected), lungs(ConditionState::Past, certainty));
    }
    let given = PartialDate::parse("2026-10-15");
    let jab =
        |was_given| Vaccination { was_given, given, name: coded("Εμβόλιο"), ..vaccination("Ε") };
    in_greek(jab(true), jab(false));
    let whose = OdsCode::parse("RB202").ok();
    let clinic =
        |status| Appointment { what: Coded::text("Μάτια"), organisation: whose.clone(), ..eyes(status) };
    in_greek(clinic(AppointmentStatus::Booked), clinic(AppointmentStatus::Cancelled));
}
