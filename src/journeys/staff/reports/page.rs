//! The pages of what patients say is wrong.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::domain::{Person, Report, ReportState, WhatIsWrong};
use crate::journeys::record::kinds;
use crate::web::Words;
use crate::web::components::{Row, SummaryList, Tag, TagColour};
use crate::words::{Locale, dates};
use crate::{count, t};

#[component]
pub fn All(locale: Locale, now: DateTime<Utc>, reports: Vec<Report>) -> impl IntoView {
    let nothing = reports.is_empty();
    let rows = reports.into_iter().map(|report| {
        let (what, colour) = what(locale, report.what);
        let href = format!("/staff/reports/{}", report.id);
        view! {
            <li class="entry">
                <h2 class="entry__title">
                    <a href=href>{kinds::words(locale, report.kind).one}</a>
                    " "
                    <Tag text=what colour />
                </h2>
                <p>{age(locale, now, &report)} " " {state(locale, report.state)}</p>
            </li>
        }
    });
    view! {
        <h1>{t!(locale, "What patients say is wrong")}</h1>
        <p>{t!(locale, "In what you hold, and not taken back. The urgent ones stand first. Who wrote it stands behind each link, and opening it is written down where the patient sees it.")}</p>
        {nothing.then(|| view! { <p>{t!(locale, "No report stands open.")}</p> })}
        <ul class="entries">{rows.collect_view()}</ul>
    }
}

#[component]
pub fn One(locale: Locale, now: DateTime<Utc>, report: Report, person: Option<Person>) -> impl IntoView {
    let (tag, colour) = what(locale, report.what);
    let name = person.as_ref().map_or_else(
        || t!(locale, "Somebody whose log-in is closed"),
        |person| Words::from(person.name.clone()),
    );
    let number = person.as_ref().map(|person| person.nhs_number.spaced());
    let text = if report.text.is_empty() { t!(locale, "Nothing") } else { Words::from(report.text.clone()) };
    let mut rows = vec![Row::new(t!(locale, "Made by"), name)];
    if let Some(number) = number {
        rows.push(Row::new(t!(locale, "NHS number"), number));
    }
    rows.push(Row::new(t!(locale, "About"), kinds::words(locale, report.kind).one));
    rows.push(Row::new(t!(locale, "What they wrote"), text));
    rows.push(Row::new(t!(locale, "When"), age(locale, now, &report)));
    rows.push(Row::new(t!(locale, "How it stands"), state(locale, report.state)));
    view! {
        <h1>{t!(locale, "A report")}</h1>
        <p>
            <Tag text=tag colour />
        </p>
        <SummaryList rows />
        <p>{t!(locale, "Put it right in your own system, and tell the patient. Front Door shows what you hold.")}</p>
        <p>
            <a href="/staff/sources/stop">{t!(locale, "Stop showing something now")}</a>
        </p>
    }
}

fn what(locale: Locale, what: WhatIsWrong) -> (Words, TagColour) {
    match what {
        WhatIsWrong::NotAboutMe => (t!(locale, "Urgent: not about the patient"), TagColour::Red),
        WhatIsWrong::Something => (t!(locale, "Something is wrong"), TagColour::Yellow),
    }
}

fn age(locale: Locale, now: DateTime<Utc>, report: &Report) -> Words {
    let hours = u64::try_from((now - report.made_at).num_hours()).unwrap_or(0);
    match hours {
        0 => t!(locale, "Less than 1 hour ago."),
        1..48 => count!(locale, hours, one = "1 hour ago.", other = "{n} hours ago."),
        hours => {
            let day = report.made_at.with_timezone(&chrono_tz::Europe::London).date_naive();
            t!(locale, "{n} days ago, on {day}.", n = hours / 24, day = dates::short_day(locale, day))
        }
    }
}

fn state(locale: Locale, state: ReportState) -> Words {
    match state {
        ReportState::WrittenDown => t!(locale, "Written down here."),
        ReportState::Called => t!(locale, "The patient says that they called you."),
        ReportState::TakenBack => t!(locale, "Taken back."),
    }
}
