//! What the page of a person's own details says, and what it never says.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::facts::{About, Fact, SurgeryNames, facts};
use super::page::{YourDetails, YourDetailsFacts};
use crate::domain::*;
use crate::journeys::home::samples::{
    NOW, answered, at, community, failed, held_by, hospital, old_copy, organisation, outside_our_words,
    report, surgery,
};
use crate::web::rendered;
use crate::words::Locale;

fn national() -> std::sync::Arc<Organisation> {
    organisation("X99", "Μητρώο", Setting::National)
}

fn bare() -> PersonDetails {
    PersonDetails {
        source_id: "1".into(),
        nhs_number: None,
        names: vec![],
        birth_date: None,
        points: vec![],
        addresses: vec![],
        surgery: None,
        doctor: None,
        languages: vec![],
        interpreter: None,
        wishes: vec![],
        pharmacy: None,
        related: Vec::new(),
        restricted: false,
    }
}

fn phone(value: &str, use_for: ContactUse) -> ContactPoint {
    let (id, from, until) = (None, None, None);
    ContactPoint { id, place: 0, way: Way::Phone, use_for, value: value.into(), from, until }
}

fn with_phone(value: &str, use_for: ContactUse) -> PersonDetails {
    PersonDetails { points: vec![phone(value, use_for)], ..bare() }
}

fn name(text: &str) -> PersonName {
    PersonName { text: text.into(), bare: text.into(), use_for: NameUse::Main, until: None }
}

fn gathered(entries: Vec<Held<PersonDetails>>) -> Gathered<PersonDetails> {
    let sources = entries.iter().map(|held| answered(held.holders[0].organisation.clone(), 1)).collect();
    Gathered::of(entries, sources)
}

fn today() -> NaiveDate {
    at(NOW).date_naive()
}

fn told(about: About, gathered: &Gathered<PersonDetails>) -> Fact {
    let all = facts(Locale::English, today(), gathered, &SurgeryNames::new());
    all.into_iter().find(|fact| fact.about == about).expect("the fact")
}

fn page(locale: Locale, gathered: &Gathered<PersonDetails>) -> String {
    let details = YourDetailsFacts {
        now: at(NOW),
        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
        sources: gathered.sources.clone(),
        restricted: gathered.entries.iter().any(|held| held.entry.restricted),
        facts: match gathered.entries.is_empty() {
            true => vec![],
            false => facts(locale, today(), gathered, &SurgeryNames::new()),
        },
        here: None,
        holders: gathered.entries.iter().map(|held| held.holders[0].organisation.clone()).collect(),
        acting: None,
    };
    rendered(move || view! { <YourDetails locale details /> })
}

#[test]
fn a_number_written_in_two_ways_stands_once_with_both_holders() {
    let both = gathered(vec![
        held_by(1, with_phone("+44 7700 900123", ContactUse::NotSaid), hospital()),
        held_by(2, with_phone("07700 900 123", ContactUse::Mobile), surgery()),
    ]);
    let fact = told(About::Phone, &both);
    assert_eq!((fact.values.len(), fact.values[0].holders.len(), fact.differences.len()), (1, 2, 0));
    assert_eq!(fact.values[0].what_for.as_deref(), Some("Mobile"));
}

#[test]
fn who_has_another_number_than_demographics_is_named_with_whom_to_call() {
    let differ = gathered(vec![
        held_by(1, with_phone("07700 900 456", ContactUse::Mobile), hospital()),
        held_by(2, with_phone("07700 900 123", ContactUse::Mobile), national()),
        held_by(3, with_phone("07700900123", ContactUse::Mobile), surgery()),
    ]);
    let html = page(Locale::English, &differ);
    assert!(html.contains("Ποτάμι has another phone number for you than Μητρώο."), "{html}");
    assert_eq!(html.matches("ask them to change it").count(), 1);
    assert!(html.contains("href=\"tel:01632960001\""));
}

#[test]
fn what_is_not_written_down_is_said_of_each_who_answered_and_of_nobody_else() {
    let mut some = gathered(vec![
        held_by(1, with_phone("07700 900 123", ContactUse::Mobile), surgery()),
        held_by(2, bare(), hospital()),
    ]);
    some.sources.push(failed(community()));
    let html = page(Locale::English, &some);
    assert!(html.contains("No phone number is written down at Ποτάμι."), "{html}");
    assert!(html.contains("Κοιλάδα has not answered."));
    assert!(!html.contains("written down at Κοιλάδα"));
    assert!(!html.contains("No GP surgery is written down at Λόφος"), "a surgery does not name itself");
}

#[test]
fn history_is_never_shown_as_in_use_and_never_contradicts() {
    let mut here = with_phone("01632 960 199", ContactUse::Old);
    here.names = vec![PersonName { use_for: NameUse::Former, ..name("Άλλη") }];
    let mut there = with_phone("01632 960 123", ContactUse::Home);
    there.names = vec![name("Άννα")];
    let both = gathered(vec![held_by(1, here, hospital()), held_by(2, there, surgery())]);
    for about in [About::Phone, About::Name] {
        let fact = told(about, &both);
        assert_eq!((fact.values.len(), fact.former.len(), fact.differences.len()), (1, 1, 0));
        assert_eq!(fact.not_written.len(), 1);
    }
    assert!(page(Locale::English, &both).contains("Written down, but not in use now"));
}

#[test]
fn what_a_restricted_record_keeps_back_is_not_called_unwritten() {
    let restricted = PersonDetails { names: vec![name("Άννα")], restricted: true, ..bare() };
    let one = gathered(vec![held_by(1, restricted, national())]);
    let html = page(Locale::English, &one);
    assert!(html.contains("Your record has extra protection."));
    for words in ["No address", "No phone number", "No email address", "No GP surgery"] {
        assert!(!html.contains(words), "{words}");
    }
}

#[test]
fn two_that_name_a_surgery_by_code_and_by_word_agree_where_the_names_do() {
    let code = OdsCode::parse("A99001").expect("a code");
    let by_code = WrittenSurgery { ods_code: Some(code.clone()), name: None };
    let by_word = |name: &str| WrittenSurgery { ods_code: None, name: Some(name.into()) };
    let surgery_of = |surgery| PersonDetails { surgery: Some(surgery), ..bare() };
    let names = SurgeryNames::from([(code, "Λόφος".to_owned())]);
    let differences = |other: &str| {
        let both = gathered(vec![
            held_by(1, surgery_of(by_code.clone()), national()),
            held_by(2, surgery_of(by_word(other)), hospital()),
        ]);
        let all = facts(Locale::English, today(), &both, &names);
        all.into_iter().find(|fact| fact.about == About::Surgery).map(|fact| fact.differences.len())
    };
    assert_eq!(differences("λόΦος "), Some(0));
    assert_eq!(differences("Μύλος"), Some(1));
}

#[test]
fn a_copy_says_since_when_and_the_nhs_number_stands_in_threes_and_a_four() {
    let mut one = gathered(vec![old_copy(held_by(1, with_phone("1", ContactUse::Home), hospital()))]);
    one.sources = vec![failed(hospital())];
    let html = page(Locale::English, &one);
    assert!(html.contains("A copy, told us today at 8:12am."), "{html}");
    assert!(html.contains("999 000 0018"));
}

#[test]
fn with_nobodys_answer_nothing_is_claimed() {
    let none = Gathered::of(vec![], vec![report(hospital(), SourceState::Waiting)]);
    let html = page(Locale::English, &none);
    assert!(html.contains("Nothing is shown here. That does not mean that there is nothing."));
    assert!(!html.contains("written down at") && !html.contains("If something is wrong"));
}

#[test]
fn all_words_of_the_page_can_be_translated() {
    let mut full = with_phone("1", ContactUse::Home);
    full.points.push(phone("2", ContactUse::Temporary));
    full.points.push(phone("3", ContactUse::Old));
    full.points.push(ContactPoint { way: Way::Other, ..phone("4", ContactUse::Home) });
    full.names = vec![name("Άννα"), PersonName { use_for: NameUse::Nickname, ..name("Ανίτα") }];
    full.interpreter = Some(true);
    full.doctor = Some("Ιατρός".into());
    full.languages = vec![SpokenLanguage { name: "Ελληνικά".into(), preferred: true }];
    full.wishes = vec![ContactWish::By("Γράμμα".into()), ContactWish::When("10".into())];
    full.restricted = true;
    let other = PersonDetails { interpreter: Some(false), ..with_phone("9", ContactUse::Home) };
    let all = gathered(vec![
        held_by(1, full, surgery()),
        held_by(2, other, hospital()),
        held_by(3, bare(), community()),
    ]);
    assert_eq!(outside_our_words(&page(Locale::Pseudo, &all)), Vec::<String>::new());
}
