//! The last page before access is given: every answer, with a way to change it.

use leptos::prelude::*;

use super::page::GiveFacts;
use super::steps::Step;
use crate::domain::{GoodFor, OwnLogIn};
use crate::journeys::give_access::{answer_row, kinds_said, may_do_said};
use crate::journeys::staff::carers::words;
use crate::t;
use crate::web::Words;
use crate::web::components::SummaryList;
use crate::words::Locale;

#[component]
pub fn Answers(locale: Locale, facts: GiveFacts) -> impl IntoView {
    let GiveFacts { filled, address, .. } = facts;
    let row = |key: Words, value: String, step: Step| answer_row(locale, key, value, step.address(&address));
    let given = &filled.given;
    let good_for = match &filled.good_for {
        None => String::new(),
        Some(GoodFor::Holder) => t!(locale, "Whoever has the code").into_owned(),
        Some(GoodFor::Email(email)) => email.clone(),
        Some(GoodFor::Number(number)) => {
            t!(locale, "The person with the NHS number {number}", number = number.spaced()).into_owned()
        }
    };
    let until = given.until.map(|until| words::until(locale, until).into_owned()).unwrap_or_default();
    let mut rows = vec![
        row(t!(locale, "Who"), given.called.clone(), Step::Who),
        row(t!(locale, "Who can use the code"), good_for, Step::Who),
        row(t!(locale, "They may see"), kinds_said(locale, given.sees()), Step::What),
        row(t!(locale, "They may also do"), may_do_said(locale, given.does()), Step::What),
        row(t!(locale, "How long"), until, Step::Until),
        row(t!(locale, "Stays hidden"), kinds_said(locale, given.hidden), Step::Until),
    ];
    if let Some(evidence) = &filled.evidence {
        let document = words::document(locale, evidence.document).into_owned();
        rows.push(row(t!(locale, "Document"), document, Step::Checked));
        rows.push(row(t!(locale, "Its number or place"), evidence.reference.clone(), Step::Checked));
        rows.push(row(t!(locale, "Checked by"), evidence.checked_by.clone(), Step::Checked));
    }
    if let Some(says) = filled.child.filter(|_| facts.asks_child) {
        rows.push(row(t!(locale, "The child"), words::child(locale, says).into_owned(), Step::Checked));
    }
    let own = match filled.own {
        Some(OwnLogIn::Offered) => t!(locale, "It was offered first"),
        _ => t!(locale, "They cannot use one now"),
    };
    rows.push(row(t!(locale, "The patient’s own log-in"), own.into_owned(), Step::Checked));
    let safe =
        t!(locale, "Nothing in the two records warns, and there is no sign that somebody makes them agree");
    rows.push(row(t!(locale, "Safety"), safe.into_owned(), Step::Checked));
    if !filled.note.is_empty() {
        rows.push(row(t!(locale, "Note"), filled.note.clone(), Step::Checked));
    }
    view! {
        <SummaryList rows />
        <p>{t!(locale, "Nobody sees anything until the carer has used the code and said yes. The patient is told that something has changed in who may act for them.")}</p>
    }
}
