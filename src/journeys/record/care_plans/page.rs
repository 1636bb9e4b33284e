//! What is special to one care plan: what it is for, its goals and what is to be done, in the source's own words.

use leptos::prelude::*;

use super::entry_words::{part_facts, story};
use crate::domain::{CarePlan, PlanPart};
use crate::journeys::record::detail::{Shown, lines};
use crate::journeys::record::entry_words::own_lines;
use crate::web::Words;
use crate::web::components::{Facts, Row};
use crate::words::{Locale, isolated};
use crate::{count, t};

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, CarePlan>) -> impl IntoView + use<> {
    let Shown { locale, held, .. } = shown;
    let plan = held.entry.clone();
    let holder = held.holders.first().map(|holder| isolated(&holder.organisation.name).into_owned());
    let is_empty = plan.goals.is_empty()
        && plan.activities.is_empty()
        && plan.parts_not_read == 0
        && !plan.has_parts_elsewhere;
    let elsewhere = plan.has_parts_elsewhere.then(|| {
        t!(locale, "What belongs to it stands in your other lists, such as appointments and letters.")
    });
    let no_parts = holder.filter(|_| is_empty).map(|name| {
        t!(locale, "{name} told us of no goals in this plan, and of nothing to do.", name = name)
    });
    let not_read = (plan.parts_not_read > 0).then(|| {
        count!(
            locale,
            plan.parts_not_read,
            one = "1 part of this plan could not be read and is not shown.",
            other = "{n} parts of this plan could not be read and are not shown."
        )
    });
    let (avoid, activities): (Vec<_>, Vec<_>) =
        plan.activities.iter().cloned().partition(|part| part.is_not_to_be_done);
    view! {
        {story(locale, &plan).into_iter().map(|words| view! { <p dir="auto">{words}</p> }).collect_view()}
        {plan.description.as_deref().map(|words| view! { <Description words=own_lines(words) /> })}
        {not_read.map(|words| view! { <p><strong>{words}</strong></p> })}
        {elsewhere.map(|words| view! { <p>{words}</p> })}
        {no_parts.map(|words| view! { <p dir="auto">{words}</p> })}
        <Parts locale heading=t!(locale, "Goals") parts=plan.goals.clone() />
        <Parts locale heading=t!(locale, "What is to be done") parts=activities />
        <Parts locale heading=t!(locale, "What not to do") parts=avoid />
    }
}

#[component]
fn Description(words: Vec<String>) -> impl IntoView {
    words.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view()
}

/// Goals, or things to do; nothing where there are none.
#[component]
fn Parts(locale: Locale, heading: Words, parts: Vec<PlanPart>) -> impl IntoView {
    (!parts.is_empty()).then(|| {
        view! {
            <h2>{heading}</h2>
            {parts.into_iter().map(|part| view! { <Part locale part /> }).collect_view()}
        }
    })
}

#[component]
fn Part(locale: Locale, part: PlanPart) -> impl IntoView {
    let rows: Vec<_> =
        part_facts(locale, &part).into_iter().map(|fact| Row::new(fact.key, lines(fact.lines))).collect();
    let more = part.lines.iter().flat_map(|text| own_lines(text));
    view! {
        <h3 dir="auto">{part.text}</h3>
        {more.map(|line| view! { <p dir="auto">{line}</p> }).collect_view()}
        {(!rows.is_empty()).then(|| view! { <Facts rows /> })}
    }
}
