//! What speaks against an order, and the pages as people read them.

use std::sync::Arc;

use leptos::prelude::*;

use super::caution::{Others, Why};
use super::check::CheckOrder;
use super::form::{OrderForm, Step};
use super::offer::{Chosen, Offer, Surgery, WhyNone};
use super::page::OrderPage;
use crate::domain::*;
use crate::journeys::record::testing::{
    GREEK, HOSPITAL, Org, SURGERY, allergy, answered, assert_all_words_ask_for_their_language,
    assert_well_made, failed, held, html, medicine, text,
};
use crate::words::Locale;

const EVERY_REASON: [WhyNone; 5] =
    [WhyNone::NotHere, WhyNone::NotAsked, WhyNone::NoAnswer, WhyNone::NotAllowed, WhyNone::OnlyThePatient];

fn code(code: &str) -> Vec<Code> {
    vec![Code { system: CodeSystem::Snomed, code: code.to_owned() }]
}

fn repeat(name: &str, can_be_ordered: CanBeOrdered) -> Repeat {
    Repeat {
        id: name.to_lowercase(),
        name: Coded { text: name.to_owned(), codes: code(name) },
        dosage: Some("Take one tablet twice a day".into()),
        coded_dosage: None,
        quantity: Some("28 tablet".into()),
        last_issued: PartialDate::parse("2026-11-01"),
        issues: None,
        issues_allowed: None,
        review_by: None,
        lasts_days: Some(28),
        can_be_ordered,
    }
}

fn listed(name: &str, change: impl FnOnce(&mut Medicine)) -> Medicine {
    let mut medicine = medicine(name);
    medicine.name.codes = code(name);
    medicine.dosage = Some("Take one tablet twice a day".into());
    change(&mut medicine);
    medicine
}

fn others(medicines: Vec<(Medicine, Org)>, allergies: Vec<(Allergy, Org)>) -> Others {
    let medicines = medicines.into_iter().map(|(entry, org)| held(entry, &[org])).collect();
    let allergies = allergies.into_iter().map(|(entry, org)| held(entry, &[org])).collect();
    let sources = || vec![answered(SURGERY, 1), answered(HOSPITAL, 1)];
    Others::of(&Gathered::of(medicines, sources()), &Gathered::of(allergies, sources()))
}

fn whys(others: &Others, name: &str) -> Vec<&'static str> {
    let cautions = others.cautions(&SURGERY.organisation(), &repeat(name, CanBeOrdered::Yes));
    let why = |why: &Why| match why {
        Why::Clash(Clash::Stopped, _) => "stopped",
        Why::Clash(Clash::OnHold, _) => "on hold",
        Why::Clash(Clash::OtherDose, _) => "other dose",
        Why::Clash(..) => "other",
        Why::OtherStrength(_) => "other strength",
        Why::Allergy(_) => "allergy",
    };
    cautions.iter().map(|caution| why(&caution.why)).collect()
}

const METFORMIN: &str = "Metformin 500mg tablets";

#[test]
fn what_another_holder_stopped_holds_or_gives_otherwise_is_a_reason_to_ask_first() {
    let elsewhere = |change: fn(&mut Medicine)| {
        whys(&others(vec![(listed(METFORMIN, change), HOSPITAL)], vec![]), METFORMIN)
    };
    assert_eq!(elsewhere(|one| one.state = MedicineState::Stopped), ["stopped"]);
    assert_eq!(elsewhere(|one| one.state = MedicineState::OnHold), ["on hold"]);
    assert_eq!(elsewhere(|one| one.dosage = Some("Take two tablets twice a day".into())), ["other dose"]);
    assert!(elsewhere(|_| {}).is_empty(), "the same is no reason");
    assert!(
        elsewhere(|one| one.state = MedicineState::Finished).is_empty(),
        "a course that ended as planned"
    );
    let stronger = Medicine { name: Coded::text("Metformin 1g tablets"), ..medicine("x") };
    assert_eq!(whys(&others(vec![(stronger, HOSPITAL)], vec![]), METFORMIN), ["other strength"]);
    let other = Medicine { state: MedicineState::Stopped, ..medicine("Metoprolol 500mg tablets") };
    assert!(whys(&others(vec![(other, HOSPITAL)], vec![]), METFORMIN).is_empty(), "another medicine");
}

#[test]
fn what_the_surgery_says_itself_and_what_it_began_anew_is_no_contradiction() {
    let stopped = |ended: &str| {
        let ended = PartialDate::parse(ended);
        listed(METFORMIN, |one| (one.state, one.ended) = (MedicineState::Stopped, ended))
    };
    assert!(whys(&others(vec![(stopped("2026-01-01"), SURGERY)], vec![]), METFORMIN).is_empty());
    let begun = listed(METFORMIN, |one| one.started = PartialDate::parse("2026-06-01"));
    let with = |ended: &str| {
        let told = vec![(begun.clone(), SURGERY), (stopped(ended), HOSPITAL)];
        whys(&others(told, vec![]), METFORMIN)
    };
    assert!(with("2026-05-01").is_empty(), "it was begun again after that");
    assert_eq!(with("2026-11-10"), ["stopped"], "whoever issues it may not have heard");
}

#[test]
fn an_allergy_to_the_very_medicine_is_a_reason_by_code_and_by_name_whoever_lists_it() {
    let coded = |state| {
        let substance = Coded { text: "Glucophage".into(), codes: code(METFORMIN) };
        Allergy { substance, state, ..allergy("x") }
    };
    let told = |one: Allergy, org| whys(&others(vec![], vec![(one, org)]), METFORMIN);
    assert_eq!(told(coded(AllergyState::Active), HOSPITAL), ["allergy"]);
    assert_eq!(told(coded(AllergyState::NotSaid), SURGERY), ["allergy"]);
    assert_eq!(told(allergy("Allergy to metformin"), HOSPITAL), ["allergy"]);
    assert!(told(coded(AllergyState::Ended), HOSPITAL).is_empty());
    let ruled_out = Allergy { certainty: Certainty::Refuted, ..coded(AllergyState::Active) };
    assert!(told(ruled_out, HOSPITAL).is_empty());
    assert!(told(allergy("Latex"), HOSPITAL).is_empty());
}

fn surgery(org: Org, medicines: Vec<Repeat>) -> Surgery {
    Surgery { organisation: org.organisation(), told: Ok(Repeats { medicines, ..Repeats::default() }) }
}

fn page(locale: Locale, offer: Offer) -> String {
    html(move || view! { <OrderPage locale offer can_search=true form=OrderForm::fresh() /> })
}

fn every_reason() -> Vec<Repeat> {
    let since = PartialDate::parse("2026-11-20");
    let all = [
        CanBeOrdered::Yes,
        CanBeOrdered::AlreadyAskedFor(PrescriptionState::AskedFor, since),
        CanBeOrdered::AlreadyAskedFor(PrescriptionState::AskedFor, None),
        CanBeOrdered::OneOff,
        CanBeOrdered::NotInForce,
        CanBeOrdered::NoIssuesLeft,
        CanBeOrdered::NeedsReview,
        CanBeOrdered::NotSaid,
    ];
    all.into_iter().enumerate().map(|(at, can)| repeat(&format!("Φάρμακο {at}"), can)).collect()
}

#[test]
fn each_medicine_says_when_it_was_issued_and_when_it_cannot_be_ordered_why_and_what_to_do() {
    let surgeries = vec![surgery(SURGERY, every_reason())];
    let page = page(Locale::English, Offer { surgeries, others: Others::default(), usual: None });
    assert_well_made(&page);
    let words = text(&page);
    for expected in [
        "Last issued 1 November 2026. ",
        "That should last until 29 November 2026.",
        "You have asked for it already, on 20 November 2026.",
        "It was given for one time only. If you need more, call your GP surgery.",
        "Your GP surgery has stopped it, or it has ended.",
        "You have had all that was agreed.",
        "Your GP surgery must look at it with you first.",
        "does not say that it is a repeat medicine",
    ] {
        assert!(words.contains(expected.trim()), "{expected}: {words}");
    }
    assert_eq!(
        page.matches("type=\"checkbox\"").count(),
        1,
        "only what can be ordered can be chosen: {page}"
    );
}

#[test]
fn a_reason_to_ask_first_stands_before_everything_that_can_be_ordered_with_whom_to_call() {
    let told = listed(METFORMIN, |one| one.state = MedicineState::Stopped);
    let others = others(vec![(told, HOSPITAL)], vec![]);
    let medicines =
        vec![repeat("Amlodipine 5mg tablets", CanBeOrdered::Yes), repeat(METFORMIN, CanBeOrdered::Yes)];
    let offer = Offer { surgeries: vec![surgery(SURGERY, medicines)], others, usual: None };
    let words = text(&page(Locale::English, offer.clone()));
    let places = ["Ask before you order", "was stopped", "01632 960 001", "Amlodipine 5mg"];
    let places: Vec<_> = places.iter().map(|part| words.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words}");

    let form =
        OrderForm { medicines: vec![format!("A81001 {}", METFORMIN.to_lowercase())], ..OrderForm::fresh() };
    let chosen: Vec<Chosen> = offer.chosen(&form);
    assert_eq!(chosen.len(), 1);
    let check = html(move || {
        view! {
            <CheckOrder locale=Locale::English form chosen pharmacy=None usual=None not_told=vec![] />
        }
    });
    let words = text(&check);
    assert!(words.find("Ask before you order") < words.find("What you order"), "{words}");
}

#[test]
fn who_has_not_told_of_medicines_or_allergies_is_named() {
    let none = |sources| Gathered::<Medicine>::of(vec![], sources);
    let others = Others::of(
        &none(vec![answered(SURGERY, 0), failed(HOSPITAL)]),
        &Gathered::of(vec![], vec![failed(HOSPITAL), failed(GREEK)]),
    );
    let offer = Offer { surgeries: vec![], others, usual: None };
    let words = text(&page(Locale::English, offer));
    assert!(words.contains("We could not check all that these say"), "{words}");
    assert!(words.contains("Riverside Hospital") && words.contains("Κοιλάδα"), "{words}");
}

#[test]
fn a_surgery_that_offers_nothing_here_says_why_and_whom_to_call() {
    for why in EVERY_REASON {
        let surgeries = vec![Surgery { organisation: SURGERY.organisation(), told: Err(why) }];
        let words = text(&page(Locale::English, Offer { surgeries, others: Others::default(), usual: None }));
        assert!(words.contains("01632 960 100"), "{why:?}: {words}");
        assert!(!words.contains("Continue"), "{why:?}: {words}");
    }
    let part = Repeats { is_incomplete: true, ..Repeats::default() };
    let surgeries = vec![Surgery { organisation: SURGERY.organisation(), told: Ok(part) }];
    let words = text(&page(Locale::English, Offer { surgeries, others: Others::default(), usual: None }));
    assert!(words.contains("This list is not complete."), "{words}");
}

#[test]
fn every_word_of_ours_asks_for_its_language() {
    let told = Medicine { state: MedicineState::Stopped, ..medicine("Φάρμακο 0") };
    let told =
        Medicine { name: Coded { text: "Φάρμακο 0".into(), codes: code("Φάρμακο 0") }, ..told };
    let medicines = Gathered::of(vec![held(told, &[GREEK])], vec![failed(GREEK)]);
    let others = Others::of(&medicines, &Gathered::of(vec![], vec![]));
    let mut repeats = every_reason();
    repeats.iter_mut().for_each(|repeat| {
        (repeat.dosage, repeat.quantity) = (Some("Ένα".into()), Some("Δύο".into()));
    });
    let mut surgeries = vec![surgery(GREEK, repeats)];
    for why in EVERY_REASON {
        surgeries.push(Surgery { organisation: GREEK.organisation(), told: Err(why) });
    }
    let offer = Offer { surgeries, others, usual: Some("Φαρμακείο".into()) };
    let mut form = OrderForm::fresh();
    form.check(Locale::Pseudo, 0);
    let kept = offer.clone();
    let first = html(move || view! { <OrderPage locale=Locale::Pseudo offer=kept can_search=true form /> });
    assert_all_words_ask_for_their_language(&first);
    let surgery: Arc<Organisation> = GREEK.organisation();
    let chosen =
        vec![Chosen { surgery, repeat: repeat("Φάρμακο 9", CanBeOrdered::Yes), cautions: vec![] }];
    let chosen: Vec<Chosen> = chosen
        .into_iter()
        .map(|one| Chosen { repeat: Repeat { dosage: None, quantity: None, ..one.repeat }, ..one })
        .collect();
    let form = OrderForm { step: Step::Chosen, ..OrderForm::fresh() };
    let not_told = vec![GREEK.organisation()];
    let check = html(move || {
        view! { <CheckOrder locale=Locale::Pseudo form chosen pharmacy=None usual=None not_told /> }
    });
    assert_all_words_ask_for_their_language(&check);
}
