//! The pages of how an organisation's sources answer.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::words::{set_aside, why_stopped};
use super::{EVERYTHING, LONGEST_NOTE};
use crate::domain::{Kind, Kinds, SetAside, WhySetAside, WhyStopped};
use crate::gather::{InterfaceHealth, SourceHealth};
use crate::journeys::record::kinds;
use crate::journeys::staff::kind_words;
use crate::journeys::status::{how_it_answers, problem};
use crate::store::Stopped;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, ErrorSummary, Facts, Fieldset, LinkButton, Radios, Row, Tag, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, and_list, dates};

/// All that the page shows.
pub struct SourcesFacts {
    pub now: DateTime<Utc>,
    /// None where the organisation does not stand in the sources file.
    pub health: Option<SourceHealth>,
    pub history: Vec<StoppedLine>,
}

/// Something that is not shown, or was not, with who asked for it.
pub struct StoppedLine {
    pub stopped: Stopped,
    pub by: Option<String>,
    pub started_by: Option<String>,
}

#[component]
pub fn Sources(locale: Locale, facts: SourcesFacts) -> impl IntoView {
    let SourcesFacts { now, health, history } = facts;
    let (before, stopped): (Vec<_>, Vec<_>) =
        history.into_iter().partition(|line| line.stopped.started.is_some());
    let interfaces = match health {
        None => view! { <p>{t!(locale, "Your organisation is not connected to Front Door.")}</p> }.into_any(),
        Some(health) => {
            let each = health.interfaces.into_iter();
            let each = each.map(|one| view! { <Interface locale now interface=one /> }).collect_view();
            view! { <ul class="entries">{each}</ul> }.into_any()
        }
    };
    let nothing = stopped.is_empty();
    let stopped = stopped.into_iter().map(|line| view! { <Held locale now line /> }).collect_view();
    let before = before
        .into_iter()
        .map(|line| view! { <li>{was_stopped(locale, now, &line)}</li> })
        .collect::<Vec<_>>();
    view! {
        <h1>{t!(locale, "How your sources answer")}</h1>
        <p>{t!(locale, "This is what Front Door has seen. Nobody is asked because you look.")}</p>
        {interfaces}
        <h2>{t!(locale, "What is not shown now")}</h2>
        {nothing.then(|| view! { <p>{t!(locale, "Everything that you share is shown.")}</p> })}
        <ul class="entries">{stopped}</ul>
        <LinkButton href="/staff/sources/stop" text=t!(locale, "Stop showing something") />
        {(!before.is_empty())
            .then(|| {
                view! {
                    <h2>{t!(locale, "What was not shown before")}</h2>
                    <ul class="nhsuk-list nhsuk-list--bullet">{before}</ul>
                }
            })}
    }
}

/// One interface: how it answers, and what could not be read.
#[component]
fn Interface(locale: Locale, now: DateTime<Utc>, interface: InterfaceHealth) -> impl IntoView {
    let name = interface.name();
    let InterfaceHealth { offers, how, last_answered, last_took, set_aside: aside } = interface;
    let (tag, colour) = how_it_answers(locale, how);
    let mut rows = Vec::new();
    if let Some(words) = problem(locale, now, how) {
        rows.push(Row::new(t!(locale, "Problem"), words));
    }
    let answered = last_answered
        .map_or_else(|| t!(locale, "Not lately"), |at| Words::from(dates::told_at(locale, at, now)));
    rows.push(Row::new(t!(locale, "Last answered"), answered));
    if let Some(took) = last_took {
        rows.push(Row::new(t!(locale, "That took"), t!(locale, "{ms} ms", ms = took.as_millis())));
    }
    if !aside.is_empty() {
        let each = aside.iter().map(|(kind, count, why)| {
            view! { <li>{aside_said(locale, *kind, *count, why)}</li> }
        });
        let each = view! { <ul class="nhsuk-list nhsuk-list--bullet">{each.collect_view()}</ul> };
        rows.push(Row::new(t!(locale, "Set aside"), each));
    } else if last_answered.is_some() {
        rows.push(Row::new(t!(locale, "Set aside"), t!(locale, "Everything that it told could be read.")));
    }
    let what = match offers.is_empty() {
        true => t!(locale, "Who people are").into_owned(),
        false => kind_words::list(locale, offers),
    };
    let over_time = format!("/staff/sources/{name}");
    view! {
        <li class="entry">
            <h2 class="entry__title">{what.clone()} " " <Tag text=tag colour /></h2>
            <Facts rows />
            <p>
                <a href=over_time>
                    {t!(locale, "How it answered, day by day")}
                    <span class="nhsuk-u-visually-hidden">": " {what}</span>
                </a>
            </p>
        </li>
    }
}

/// "letters: 3, counted again with each answer: 2 without a name".
fn aside_said(locale: Locale, kind: Kind, count: u32, why: &WhySetAside) -> String {
    let kind = kinds::words(locale, kind).word;
    let why: Vec<String> = why
        .each()
        .filter(|(why, _)| *why != SetAside::DoesNotCount)
        .map(|(why, n)| t!(locale, "{n} {why}", n = n, why = set_aside(locale, why)).into_owned())
        .collect();
    match why.is_empty() {
        true => t!(locale, "{kind}: {n}", kind = kind, n = count),
        false => t!(locale, "{kind}: {n} ({why})", kind = kind, n = count, why = and_list(locale, &why)),
    }
    .into_owned()
}

/// Everything, or one kind.
fn what(locale: Locale, kind: Option<Kind>) -> Words {
    kind.map_or_else(|| t!(locale, "Everything"), |kind| kind_words::name(locale, kind))
}

fn somebody(locale: Locale, name: &Option<String>) -> Words {
    name.clone().map_or_else(|| t!(locale, "somebody"), Words::from)
}

/// Something that is not shown now, with the way to show it again.
#[component]
fn Held(locale: Locale, now: DateTime<Utc>, line: StoppedLine) -> impl IntoView {
    let Stopped { id, kind, why, note, at, .. } = line.stopped;
    let mut rows = vec![
        Row::new(t!(locale, "Since"), dates::told_at(locale, at, now)),
        Row::new(t!(locale, "By"), somebody(locale, &line.by)),
        Row::new(t!(locale, "Why"), why_stopped(locale, why)),
    ];
    if !note.is_empty() {
        rows.push(Row::new(t!(locale, "Note"), note));
    }
    let what = what(locale, kind);
    view! {
        <li class="entry">
            <h3 class="entry__title">{what.clone()}</h3>
            <Facts rows />
            <form action="/staff/sources/start" method="post">
                <input type="hidden" name="id" value=id.to_string() />
                <Button secondary=true text=t!(locale, "Show again: {what}", what = what) />
            </form>
        </li>
    }
}

fn was_stopped(locale: Locale, now: DateTime<Utc>, line: &StoppedLine) -> Words {
    let until = line.stopped.started.map(|(_, at)| dates::told_at(locale, at, now)).unwrap_or_default();
    t!(
        locale,
        "{what}: stopped {when} by {who} ({why}), shown again {until} by {other}",
        what = what(locale, line.stopped.kind),
        when = dates::told_at(locale, line.stopped.at, now),
        who = somebody(locale, &line.by),
        why = why_stopped(locale, line.stopped.why),
        until = until,
        other = somebody(locale, &line.started_by)
    )
}

#[component]
pub fn StopForm(locale: Locale, form: FormState, offered: Kinds) -> impl IntoView {
    let (chosen, because, note) = (form.value("what"), form.value("why"), form.value("note"));
    let (what_error, why_error, note_error) = (form.error("what"), form.error("why"), form.error("note"));
    let mut what = vec![Choice {
        value: EVERYTHING,
        label: t!(locale, "Everything"),
        hint: Some(t!(
            locale,
            "Patients then see nothing from you, and nothing can be booked or ordered here."
        )),
        chosen: chosen == EVERYTHING,
    }];
    what.extend(offered.iter().map(|kind| Choice {
        value: kind.slug(),
        label: kind_words::name(locale, kind),
        hint: None,
        chosen: chosen == kind.slug(),
    }));
    let reasons = WhyStopped::ALL.map(|why| Choice {
        value: why.slug(),
        label: why_stopped(locale, why),
        hint: None,
        chosen: because == why.slug(),
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Stop showing something")}</h1>
        <p>{t!(locale, "It counts at once, for every patient. They are told that you have asked us not to show it, and your phone number.")}</p>
        <form action="/staff/sources/stop" method="post" novalidate>
            <Fieldset locale id="what" legend=t!(locale, "What is not to be shown?") error=what_error>
                <Radios name="what" choices=what />
            </Fieldset>
            <Fieldset locale id="why" legend=t!(locale, "Why?") hint=Some(t!(locale, "Patients do not see this.")) error=why_error>
                <Radios name="why" choices=reasons.into() />
            </Fieldset>
            <Textarea
                locale
                id="note"
                label=t!(locale, "Note for colleagues, if you want")
                hint=Some(t!(locale, "Nothing about a patient. At most {n} letters.", n = LONGEST_NOTE))
                value=note
                error=note_error
                rows=3
            />
            <Button text=t!(locale, "Stop showing it now") />
        </form>
    }
}
