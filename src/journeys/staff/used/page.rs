//! The page of what is offered and used: the last weeks of everything beside each other.

use leptos::prelude::*;

use super::weeks::{Screen, Used};
use super::{FEWEST, Told};
use crate::domain::{Kind, Kinds, Week};
use crate::journeys::staff::kind_words;
use crate::journeys::staff::over_time::responsive;
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

/// How many whole weeks stand beside each other.
const LATELY: usize = 4;

#[component]
pub fn Overview(
    locale: Locale,
    kinds: Vec<Used<Kind>>,
    screens: Vec<Used<Screen>>,
    is_counting: bool,
) -> impl IntoView {
    let nothing = kinds.is_empty();
    let unused: Kinds = kinds.iter().filter(|used| is_unused(used)).map(|used| used.what).collect();
    let unused = (!unused.is_empty()).then(|| {
        let these = kind_words::list(locale, unused);
        view! { <p>{t!(locale, "Nobody opened these lately: {these}.", these = these)}</p> }
    });
    let rows: Vec<Line> = kinds
        .into_iter()
        .map(|used| {
            let href = format!("/staff/used/kinds/{}", used.what.slug());
            let name = kind_words::name(locale, used.what);
            Line::new(used, view! { <a href=href>{name}</a> })
        })
        .collect();
    let table = (!nothing).then(|| {
        let caption = t!(locale, "People who opened it");
        view! {
            {unused}
            <Weeks locale caption head=t!(locale, "What you offer") rows />
            <p>{t!(locale, "Choose one to see half a year as a chart and a table.")}</p>
            <p>
                <a href="/staff/used/file" download>
                    {t!(locale, "Download all weeks as a table for a spreadsheet (CSV)")}
                </a>
            </p>
        }
    });
    view! {
        <h1>{t!(locale, "What is offered, and used")}</h1>
        <p>{t!(locale, "How many of your patients opened what you share, the least used first. It counts people, never who, and hides numbers below {n}.", n = FEWEST)}</p>
        {is_counting
            .then(|| {
                view! { <p>{t!(locale, "Older weeks are still being counted. Look again in some minutes.")}</p> }
            })}
        {nothing.then(|| view! { <p>{t!(locale, "You share nothing through Front Door.")}</p> })}
        {table}
        <p>{t!(locale, "Pages that show everything at once do not count, such as the home page, search and downloads.")}</p>
        <Screens locale screens />
    }
}

/// In none of the weeks that stand beside each other.
fn is_unused<T>(used: &Used<T>) -> bool {
    used.so_far == Told::None && lately(used).all(|(_, told)| told == Told::None)
}

/// The newest whole weeks, the newest first.
fn lately<T>(used: &Used<T>) -> impl Iterator<Item = (Week, Told)> + '_ {
    used.weeks.iter().rev().take(LATELY).copied()
}

/// For the order of the list: nothing but what the page tells.
pub fn weight<T>(used: &Used<T>) -> usize {
    used.so_far.rank() + lately(used).map(|(_, told)| told.rank()).sum::<usize>()
}

#[component]
fn Screens(locale: Locale, screens: Vec<Used<Screen>>) -> impl IntoView {
    let nothing = screens.is_empty();
    let rows: Vec<Line> = screens
        .into_iter()
        .map(|used| {
            let Screen { id, name, place } = used.what.clone();
            let href = format!("/staff/used/screens/{id}");
            let name = view! {
                <a href=href>
                    <bdi>{name}</bdi>
                    ", "
                    <bdi>{place}</bdi>
                </a>
            };
            Line::new(used, name)
        })
        .collect();
    let table = (!nothing).then(|| {
        let caption = t!(locale, "How often people logged in there");
        view! {
            <Weeks locale caption head=t!(locale, "Screen") rows />
            <p>
                <a href="/staff/used/terminals" download>
                    {t!(locale, "Download the use of screens for a spreadsheet (CSV)")}
                </a>
            </p>
        }
    });
    view! {
        <h2>{t!(locale, "Shared screens")}</h2>
        {nothing.then(|| view! { <p>{t!(locale, "You have none.")}</p> })}
        {table}
    }
}

/// One row.
struct Line {
    name: AnyView,
    so_far: Told,
    weeks: Vec<(Week, Told)>,
}

impl Line {
    fn new<T>(used: Used<T>, name: impl IntoView + 'static) -> Self {
        Self { name: name.into_any(), so_far: used.so_far, weeks: lately(&used).collect() }
    }
}

#[component]
fn Weeks(locale: Locale, caption: Words, head: Words, rows: Vec<Line>) -> impl IntoView {
    let so_far = t!(locale, "This week so far");
    let week_head = |week: Week| t!(locale, "Week from {day}", day = dates::short_day(locale, week.monday()));
    let weeks: Vec<Words> =
        rows.first().into_iter().flat_map(|row| &row.weeks).map(|(week, _)| week_head(*week)).collect();
    let cell = |head: Words, told: Told| {
        view! { <td class="nhsuk-table__cell">{responsive(head)} {told.said(locale)}</td> }
    };
    let line = |row: Line| {
        let over = row.weeks.iter().map(|(week, told)| cell(week_head(*week), *told)).collect_view();
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">{responsive(head.clone())} {row.name}</td>
                {cell(so_far.clone(), row.so_far)}
                {over}
            </tr>
        }
    };
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <table class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{caption}</caption>
            <thead class="nhsuk-table__head">
                <tr>
                    <th scope="col">{head.clone()}</th>
                    <th scope="col">{so_far.clone()}</th>
                    {weeks.into_iter().map(|week| view! { <th scope="col">{week}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody class="nhsuk-table__body">{lines}</tbody>
        </table>
    }
}
