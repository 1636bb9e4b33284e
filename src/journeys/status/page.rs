//! The page for everybody: problems first, then everyone who is connected, then those who are not.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::words::{how_it_answers, problem};
use crate::domain::{Kinds, Organisation, Stops};
use crate::gather::{HowItAnswers, SourceHealth};
use crate::journeys::record::kinds;
use crate::t;
use crate::web::Words;
use crate::web::components::{Facts, Row, Tag, edge};
use crate::words::{Locale, and_list, dates};

/// All that the page shows.
pub struct StatusFacts {
    pub now: DateTime<Utc>,
    pub sources: Vec<SourceHealth>,
    pub not_connected: Vec<Arc<Organisation>>,
    /// What organisations asked not to show.
    pub stops: Arc<Stops>,
}

#[component]
pub fn Status(locale: Locale, facts: StatusFacts) -> impl IntoView {
    let StatusFacts { now, sources, not_connected, stops } = facts;
    let problems: Vec<_> = sources
        .iter()
        .flat_map(|source| problems(locale, now, source, &stops))
        .map(|words| view! { <li>{words}</li> })
        .collect();
    let each = sources.into_iter().map(|source| {
        let stopped = source.offers().and(stops.of(&source.organisation.ods_code));
        view! { <Connected locale now source stopped /> }
    });
    let connected = each.collect_view();
    view! {
        <h1>{t!(locale, "Who answers now")}</h1>
        <p>
            {t!(
                locale,
                "These organisations are connected to Front Door. We ask them when somebody opens their own record, and note how they answer."
            )}
        </p>
        <p>{t!(locale, "As of {when}.", when = dates::moment(locale, now))}</p>
        <h2>{t!(locale, "Problems now")}</h2>
        {if problems.is_empty() {
            view! { <p>{t!(locale, "We have noticed no problem.")}</p> }.into_any()
        } else {
            view! {
                <ul class="nhsuk-list nhsuk-list--bullet">{problems}</ul>
                <p>{t!(locale, "If you need something from there today, call them.")}</p>
            }
                .into_any()
        }}
        <h2>{t!(locale, "Who is connected")}</h2>
        <ul class="entries">{connected}</ul>
        {(!not_connected.is_empty()).then(|| view! { <NotConnected locale organisations=not_connected /> })}
        <h2>{t!(locale, "What is not here")}</h2>
        <p>
            {t!(
                locale,
                "Dentists, opticians, private care and all that is not in this list are not connected. Ask them yourself."
            )}
        </p>
    }
}

/// One line for each thing that is wrong at an organisation.
fn problems(locale: Locale, now: DateTime<Utc>, source: &SourceHealth, stops: &Stops) -> Vec<String> {
    let name = &source.organisation.name;
    let mut said: Vec<String> = Vec::new();
    let offers = source.offers();
    let stopped = offers.and(stops.of(&source.organisation.ods_code));
    if !stopped.is_empty() && stopped == offers {
        said.push(
            t!(locale, "{name} has asked us not to show anything at the moment.", name = name).into_owned(),
        );
    } else if let Some(kinds) = shared(locale, stopped) {
        said.push(
            t!(locale, "{name} has asked us not to show at the moment: {kinds}.", name = name, kinds = kinds)
                .into_owned(),
        );
    }
    for interface in &source.interfaces {
        let Some(words) = problem(locale, now, interface.how) else { continue };
        let about = (source.interfaces.len() > 1).then(|| shared(locale, interface.offers)).flatten();
        let line = match about {
            Some(kinds) => t!(
                locale,
                "{name}: {problem} This is about {kinds}.",
                name = name,
                problem = words,
                kinds = kinds
            ),
            None => t!(locale, "{name}: {problem}", name = name, problem = words),
        };
        said.push(line.into_owned());
    }
    said
}

/// The kinds as people call them, in one line.
fn shared(locale: Locale, kinds: Kinds) -> Option<String> {
    let words: Vec<String> = kinds.iter().map(|kind| kinds::words(locale, kind).word.into_owned()).collect();
    (!words.is_empty()).then(|| and_list(locale, &words))
}

#[component]
fn Connected(locale: Locale, now: DateTime<Utc>, source: SourceHealth, stopped: Kinds) -> impl IntoView {
    let (how, last) = (source.worst(), source.last_answered());
    let (tag, colour) = how_it_answers(locale, how);
    let offers = source.offers();
    let organisation = &source.organisation;
    let mut rows = Vec::new();
    let offered = match (offers.is_empty(), shared(locale, offers.without(stopped))) {
        (true, _) => t!(locale, "It tells us where people are registered"),
        (false, Some(kinds)) => Words::from(kinds),
        (false, None) => t!(locale, "Nothing at the moment"),
    };
    rows.push(Row::new(t!(locale, "Online here"), offered));
    let answered = match (last, how) {
        (Some(at), _) => Words::from(dates::told_at(locale, at, now)),
        (None, HowItAnswers::NotAskedLately) => t!(locale, "Nobody has needed it lately"),
        (None, _) => t!(locale, "Not lately"),
    };
    rows.push(Row::new(t!(locale, "Last answered"), answered));
    if let Some(phone) = organisation.phone.clone() {
        rows.push(Row::new(t!(locale, "Phone"), phone));
    }
    view! {
        <li class=edge(organisation.setting)>
            <h3 class="entry__title">
                <bdi>{organisation.name.clone()}</bdi>
                " "
                <Tag text=tag colour />
            </h3>
            <Facts rows />
        </li>
    }
}

#[component]
fn NotConnected(locale: Locale, organisations: Vec<Arc<Organisation>>) -> impl IntoView {
    let rows = organisations
        .iter()
        .map(|one| {
            let phone = one.phone.clone().map_or_else(|| t!(locale, "We have no phone number"), Words::from);
            Row::new(one.name.clone(), phone)
        })
        .collect();
    view! {
        <h2>{t!(locale, "Known to us, and not connected yet")}</h2>
        <p>{t!(locale, "Call them for what they hold.")}</p>
        <Facts rows />
    }
}
