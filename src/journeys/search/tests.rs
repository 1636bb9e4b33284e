//! What is found, and the page of it as people read it.

use leptos::prelude::*;

use super::found::{FIRST, Found, Part, Reading, found};
use super::page::{NoSuchSearch, SearchForm, SearchPage, SearchResults};
use super::words::Wanted;
use crate::domain::*;
use crate::gather::Everything;
use crate::journeys::record::testing::*;
use crate::store::SearchId;
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

fn everything() -> Everything {
    let mut everything = nothing_at_all();
    everything.medicines.entries = vec![
        held(
            Medicine { prescriber: Some("Dr Zoë Patel".into()), ..medicine("Metformin 500mg tablets") },
            &[SURGERY],
        ),
        held(Medicine { note: Some("Do not crush".into()), ..medicine("Aspirin 75mg tablets") }, &[HOSPITAL]),
    ];
    everything.conditions.entries = vec![held(condition("Hypertension"), &[SURGERY])];
    everything.letters.entries = vec![held(
        Letter { text: Some("Your knee has healed.".into()), ..letter("Clinic letter") },
        &[HOSPITAL],
    )];
    let notes = vec![VisitNote { heading: Some("History".into()), lines: vec!["Fell off a ladder".into()] }];
    everything.visits.entries = vec![held(Visit { notes, ..visit("Emergency department") }, &[HOSPITAL])];
    everything.prescriptions.entries = vec![held(prescription("Metformin 500mg tablets"), &[GREEK])];
    everything.sources = vec![answered(SURGERY, 2), answered(HOSPITAL, 3)];
    everything
}

fn practice(on: bool) -> Option<PracticeMode> {
    PracticeMode::where_set(on)
}

fn search(everything: &Everything, words: &str, practice: Option<PracticeMode>, part: &Part) -> Found {
    let wanted = Wanted::read(words).expect("words");
    found(Reading { locale: Locale::English, now: now(), practice }, everything, &wanted, part)
}

/// The kinds in which something is found, and the titles.
fn titles(words: &str) -> Vec<(Kind, String)> {
    let found = search(&everything(), words, None, &Part::default());
    let of = |found: super::found::FoundKind| {
        found.entries.into_iter().map(move |entry| (found.kind, entry.title)).collect::<Vec<_>>()
    };
    found.kinds.into_iter().flat_map(of).collect()
}

fn one(kind: Kind, title: &str) -> Vec<(Kind, String)> {
    vec![(kind, title.to_owned())]
}

#[test]
fn names_notes_titles_texts_doctors_and_holders_are_looked_through() {
    assert_eq!(
        titles("metformin"),
        [(Kind::Medicines, "Metformin 500mg tablets"), (Kind::Prescriptions, "Metformin 500mg tablets")]
            .map(|(kind, title)| (kind, title.to_owned()))
    );
    assert_eq!(titles("zoe patel"), one(Kind::Medicines, "Metformin 500mg tablets"));
    assert_eq!(titles("crush"), one(Kind::Medicines, "Aspirin 75mg tablets"));
    assert_eq!(titles("clinic letter"), one(Kind::Letters, "Clinic letter"));
    assert_eq!(titles("knee"), one(Kind::Letters, "Clinic letter"));
    assert_eq!(titles("ladder"), one(Kind::Visits, "Emergency department"));
    assert_eq!(titles("surgery hill metformin"), one(Kind::Medicines, "Metformin 500mg tablets"));
    assert_eq!(titles("metformin knee"), [], "all words must be in one entry");
}

#[test]
fn plain_words_find_a_term_where_they_are_reviewed_or_everybody_is_made_up() {
    let total =
        |on: bool| search(&everything(), "high blood pressure", practice(on), &Part::default()).total();
    assert_eq!(total(true), 1);
    assert_eq!(total(false), 0, "nobody has reviewed these words");
    assert_eq!(search(&everything(), "hypertension", None, &Part::default()).total(), 1);
}

#[test]
fn near_words_are_told_apart_from_the_very_words() {
    let near = search(&everything(), "metphormin", None, &Part::default());
    assert_eq!((near.total(), near.is_near), (0, true), "two letters off is another word");
    let near = search(&everything(), "metfornin", None, &Part::default());
    assert_eq!((near.total(), near.is_near), (2, true));
    let exact = search(&everything(), "metformin", None, &Part::default());
    assert!(!exact.is_near);
}

fn page_of(locale: Locale, everything: &Everything, words: &str, part: Part) -> String {
    let found = search(everything, words, None, &part);
    let id = SearchId::parse(&"0f".repeat(16)).expect("an id");
    let sources = everything.sources.clone();
    let facts = SearchPage { locale, now: now(), id, words: words.to_owned(), part, found, sources };
    html(|| view! { <SearchResults facts /> })
}

fn english(everything: &Everything, words: &str) -> String {
    page_of(Locale::English, everything, words, Part::default())
}

#[test]
fn what_is_found_stands_by_kind_with_holder_and_keeps_the_words_in_the_field() {
    let html = english(&everything(), "metformin");
    let words = text(&html);
    assert!(words.contains("2 entries match. Medicines (1) Metformin 500mg tablets"), "{words}");
    assert!(words.contains("Hill Street Surgery"), "{words}");
    assert!(html.contains(r#"value="metformin""#) && html.contains(r#"action="/search""#), "{html}");
    assert_well_made(&html);
}

#[test]
fn who_could_not_be_looked_through_is_named_and_nothing_is_said_to_be_missing() {
    let mut everything = everything();
    for closed in [failed(HOSPITAL), waiting(HOSPITAL), not_asked(HOSPITAL)] {
        everything.sources = vec![answered(SURGERY, 2), closed];
        let words = text(&english(&everything, "xyzzy"));
        assert!(words.contains("We could not look in: Riverside Hospital."), "{words}");
        assert!(words.contains("No entries match in what we could look through."), "{words}");
    }
    everything.sources = vec![answered(SURGERY, 2), failed_with_copy(HOSPITAL, 3)];
    let words = text(&english(&everything, "xyzzy"));
    assert!(!words.contains("could not look"), "a copy was looked through: {words}");
    assert!(words.contains("What you see from there is a copy"), "{words}");
}

#[test]
fn two_thousand_entries_are_shown_a_few_of_each_kind_and_a_kind_page_by_page() {
    let mut everything = nothing_at_all();
    everything.medicines.entries = many_medicines(2_000);
    let first = page_of(Locale::English, &everything, "medicine", Part::default());
    assert_eq!(first.matches("<li class=\"entry").count(), FIRST);
    let address = format!("/search/{}?kind=medicines", "0f".repeat(16));
    assert!(first.contains(&format!("href=\"{address}\"")), "{first}");
    let part = |page: &str| Part { kind: Some(Kind::Medicines), page: Some(page.to_owned()) };
    let second = page_of(Locale::English, &everything, "medicine", part("2"));
    assert_eq!(second.matches("<li class=\"entry").count(), 50);
    assert!(text(&second).contains("Page 2 of 40") && second.contains("page=3"), "{second}");
    let none = text(&page_of(Locale::English, &everything, "medicine", part("41")));
    assert!(none.contains("There is no such page."), "{none}");
}

#[test]
fn all_words_of_searching_ask_for_their_language() {
    let mut everything = nothing_at_all();
    everything.allergies.entries = vec![held(allergy("Πενικιλίνη"), &[GREEK])];
    everything.letters.entries = (0..9).map(|n| held(letter(&format!("Γράμμα {n}")), &[GREEK])).collect();
    everything.sources = vec![failed(GREEK), not_asked(GREEK)];
    let letters = |page: &str| Part { kind: Some(Kind::Letters), page: Some(page.to_owned()) };
    for (words, part) in [
        ("Πενικιλίνη", Part::default()),
        ("Γράμμα", Part::default()),
        ("Γράμμα", letters("7")),
        ("Πενικιλίνα", Part::default()),
        ("7777", Part::default()),
    ] {
        assert_all_words_ask_for_their_language(&page_of(Locale::Pseudo, &everything, words, part));
    }
    let locale = Locale::Pseudo;
    let form = FormState::default();
    assert_all_words_ask_for_their_language(&html(|| view! { <SearchForm locale form /> }));
    assert_all_words_ask_for_their_language(&html(|| view! { <NoSuchSearch locale /> }));
}
