//! The page in its states.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::page::{Status, StatusFacts};
use crate::domain::{Failure, Kind, Kinds, Organisation, Stops};
use crate::gather::{HowItAnswers, InterfaceHealth, SourceHealth};
use crate::journeys::home::samples::{hospital, outside_our_words, surgery};
use crate::web::rendered;
use crate::words::Locale;

fn now() -> DateTime<Utc> {
    "2026-11-22T15:00:00Z".parse().expect("a time")
}

fn source(organisation: Arc<Organisation>, how: HowItAnswers, offers: Kinds) -> SourceHealth {
    let interface =
        InterfaceHealth { offers, how, last_answered: None, last_took: None, set_aside: Vec::new() };
    SourceHealth { organisation, interfaces: vec![interface] }
}

fn page(locale: Locale, sources: Vec<SourceHealth>) -> String {
    let facts = StatusFacts { now: now(), sources, not_connected: vec![hospital()], stops: Arc::default() };
    rendered(move || view! { <Status locale facts /> })
}

/// What people read.
fn words(page: &str) -> String {
    let html = scraper::Html::parse_fragment(page);
    html.root_element().text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn two() -> Vec<SourceHealth> {
    let since = "2026-11-22T14:00:00Z".parse().expect("a time");
    let letters = Kinds::just(Kind::Letters);
    let why = Failure::NoAnswer;
    let mut both = source(hospital(), HowItAnswers::Failing { since, why }, letters);
    let slow = HowItAnswers::Slow { since };
    both.interfaces.push(source(hospital(), slow, Kinds::just(Kind::Visits)).interfaces.remove(0));
    vec![source(surgery(), HowItAnswers::NotAskedLately, letters), both]
}

#[test]
fn what_fails_is_said_first_with_since_when_and_what_it_is_about() {
    let said = words(&page(Locale::English, two()));
    let name = hospital().name.clone();
    for line in [
        format!("{name}: It has not answered since today at 2pm. This is about letters"),
        format!("{name}: It has answered slowly since today at 2pm. This is about visits"),
    ] {
        assert!(said.contains(&line), "{line}: {said}");
    }
    assert!(said.find("Problems now") < said.find("Who is connected"));
    assert!(said.contains("Not asked lately") && said.contains("Not answering"));
}

#[test]
fn without_a_problem_it_says_that_none_was_noticed_and_not_that_there_is_none() {
    let said = words(&page(Locale::English, vec![source(surgery(), HowItAnswers::Answering, Kinds::NONE)]));
    assert!(said.contains("We have noticed no problem."), "{said}");
}

#[test]
fn what_an_organisation_asked_not_to_show_is_said_and_not_counted_among_what_is_online() {
    let letters = Kinds::just(Kind::Letters);
    let both = letters.with(Kinds::just(Kind::Visits));
    let stops = Stops(vec![(hospital().ods_code.clone(), Some(Kind::Letters))]);
    let facts = StatusFacts {
        now: now(),
        sources: vec![source(hospital(), HowItAnswers::Answering, both)],
        not_connected: Vec::new(),
        stops: Arc::new(stops),
    };
    let said = words(&rendered(move || view! { <Status locale=Locale::English facts /> }));
    assert!(said.contains("has asked us not to show at the moment: letters"), "{said}");
    assert!(said.contains("Online here visits Last answered"), "{said}");
}

#[test]
fn all_its_words_can_be_translated() {
    assert_eq!(outside_our_words(&page(Locale::Pseudo, two())), Vec::<String>::new());
}
