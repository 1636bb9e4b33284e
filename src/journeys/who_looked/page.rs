//! The page of everyone who has looked, with what to do where something looks wrong.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;

use super::Look;
use super::asked::{Asked, Since, who_slug};
use crate::domain::Kind;
use crate::journeys::record::kinds;
use crate::journeys::record::paging::{NoSuchPage, Page};
use crate::store::{Role, Whose};
use crate::web::components::{Button, InsetText, Pagination, Select};
use crate::web::{Link, Words};
use crate::words::{Locale, dates};
use crate::{count, t};

const HERE: &str = "/who-looked";
const FILE: &str = "/who-looked/file";

/// All that the page shows, worked out beforehand.
pub struct WhoLookedFacts {
    pub asked: Asked,
    pub looks: Vec<Look>,
    /// How many there are of what is asked for.
    pub total: u64,
    /// How often anyone but the person looked, of all.
    pub others: u64,
    /// How often the program looked by itself, of all.
    pub automatic: u64,
    pub page: Result<Page, NoSuchPage>,
}

#[component]
pub fn WhoLooked(locale: Locale, facts: WhoLookedFacts) -> impl IntoView {
    let WhoLookedFacts { asked, looks, total, others, automatic, page } = facts;
    let list = match page {
        Err(_) => view! {
            <p>{t!(locale, "There is no such page of this log.")}</p>
            <p>
                <a href=asked.address(HERE, &[])>{t!(locale, "See the first page")}</a>
            </p>
        }
        .into_any(),
        Ok(_) if looks.is_empty() => view! { <p>{t!(locale, "There is nothing of this in the log.")}</p> }.into_any(),
        Ok(page) => view! {
            <p>
                {count!(locale, total, one = "1 look, the newest first.", other = "{n} looks, the newest first.")}
            </p>
            {by_day(locale, looks)}
            {pages(locale, page, &asked)}
        }
        .into_any(),
    };
    view! {
        <h1>{t!(locale, "Who has looked at your record")}</h1>
        <p>
            {t!(
                locale,
                "Front Door writes down each look at your record before it shows anything. Nobody can change this log without a trace."
            )}
        </p>
        <InShort locale others automatic />
        <FilterForm locale asked=asked.clone() />
        {list}
        <h2>{t!(locale, "Keep a copy")}</h2>
        <p>{t!(locale, "You get the lines that you have chosen, not this page alone. You can print this page as well.")}</p>
        <ul>
            <li>
                <a href=asked.address(FILE, &[("format", "csv")]) download>
                    {t!(locale, "Download as a table for a spreadsheet (CSV)")}
                </a>
            </li>
            <li>
                <a href=asked.address(FILE, &[("format", "text")]) download>{t!(locale, "Download as text")}</a>
            </li>
        </ul>
        <h2>{t!(locale, "What is not here")}</h2>
        <p>
            {t!(locale, "Each organisation has a log of its own: who opened your record there. Ask them for it.")}
            " "
            <a href="/where-from">{t!(locale, "Their phone numbers")}</a>
        </p>
        <h2>{t!(locale, "If something looks wrong")}</h2>
        <p>
            {t!(
                locale,
                "Call the organisation that gave you the log-in. Tell them the day and the time. If it says that it was you and you were not here, somebody else may know your password."
            )}
            " "
            <a href="/devices">{t!(locale, "See where you are logged in, and log out everywhere")}</a>
        </p>
    }
}

/// What most people come for, in two sentences.
#[component]
fn InShort(locale: Locale, others: u64, automatic: u64) -> impl IntoView {
    let others_said = match others {
        0 => view! { <p>{t!(locale, "Nobody but you has looked at your record here.")}</p> }.into_any(),
        n => view! {
            <p>
                {count!(
                    locale,
                    n,
                    one = "Others have looked at your record here 1 time.",
                    other = "Others have looked at your record here {n} times."
                )} " " <a href="/who-looked?who=others">{t!(locale, "See who")}</a>
            </p>
        }
        .into_any(),
    };
    let automatic_said = match automatic {
        0 => view! { <p>{t!(locale, "Front Door has not looked by itself.")}</p> }.into_any(),
        n => view! {
            <p>
                {count!(
                    locale,
                    n,
                    one = "Front Door has looked by itself 1 time, without any person. It stands apart.",
                    other = "Front Door has looked by itself {n} times, without any person. They stand apart."
                )} " " <a href="/who-looked?who=automatic">{t!(locale, "See what Front Door did by itself")}</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <InsetText locale>
            {others_said}
            {automatic_said}
        </InsetText>
    }
}

#[component]
fn FilterForm(locale: Locale, asked: Asked) -> impl IntoView {
    let choice = |slug: &str, words: Words| (slug.to_owned(), words);
    let whose = |whose: Whose, words: Words| (who_slug(whose).to_owned(), words);
    let who = vec![
        whose(Whose::NotAutomatic, t!(locale, "All people")),
        whose(Whose::Others, t!(locale, "Everyone but me")),
        whose(Whose::Only(Role::Patient), t!(locale, "Me")),
        whose(Whose::Only(Role::Carer), t!(locale, "Those who act for me")),
        whose(Whose::Only(Role::Staff), t!(locale, "Staff")),
        whose(Whose::Only(Role::Helper), t!(locale, "Those who helped me at a shared screen")),
        whose(Whose::Only(Role::Inbound), t!(locale, "Organisations, by computer")),
        whose(Whose::Only(Role::Automatic), t!(locale, "Front Door, by itself")),
        whose(Whose::Everyones, t!(locale, "Everyone, with Front Door")),
    ];
    let kind_choices = Kind::ALL.map(|kind| (kind.slug().to_owned(), kinds::words(locale, kind).door));
    let kind = std::iter::once(choice("", t!(locale, "Every kind"))).chain(kind_choices).collect();
    let since = vec![
        choice("", t!(locale, "Any time")),
        choice(Since::Week.slug(), t!(locale, "The last 7 days")),
        choice(Since::Month.slug(), t!(locale, "The last 30 days")),
        choice(Since::Year.slug(), t!(locale, "The last 12 months")),
    ];
    let narrowed = asked.is_narrowed().then(|| {
        view! {
            <p>
                <strong>{t!(locale, "You see a part of the log.")}</strong>
                " "
                <a href=HERE>{t!(locale, "Show all of it")}</a>
            </p>
        }
    });
    view! {
        <details class="nhsuk-details filters" open=asked.is_narrowed()>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{t!(locale, "Choose what this log shows")}</span>
            </summary>
            <form class="nhsuk-details__text" action=HERE method="get">
                <Select id="who" label=t!(locale, "Who looked") options=who chosen=asked.who.map_or("", who_slug) />
                <Select
                    id="kind"
                    label=t!(locale, "Kind of entry")
                    options=kind
                    chosen=asked.kind.map_or("", Kind::slug)
                />
                <Select
                    id="since"
                    label=t!(locale, "From when")
                    options=since
                    chosen=asked.since.map_or("", Since::slug)
                />
                <Button text=t!(locale, "Show") secondary=true />
            </form>
        </details>
        {narrowed}
    }
}

/// The same look several times, one after another on one day: whoever reloads a page does not fill the log's page.
struct Looks {
    look: Look,
    earliest: DateTime<Utc>,
    times: u64,
}

/// `looks` come newest first.
fn together(looks: Vec<Look>) -> Vec<(NaiveDate, Vec<Looks>)> {
    let mut days: Vec<(NaiveDate, Vec<Looks>)> = Vec::new();
    for look in looks {
        let day = look.at.with_timezone(&London).date_naive();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        let Some((_, of_day)) = days.last_mut() else { continue };
        match of_day.last_mut() {
            Some(last) if last.look.is_again(&look) => {
                (last.earliest, last.times) = (look.at, last.times + 1);
            }
            _ => of_day.push(Looks { earliest: look.at, look, times: 1 }),
        }
    }
    days
}

fn by_day(locale: Locale, looks: Vec<Look>) -> impl IntoView {
    let day = move |(day, looks): (NaiveDate, Vec<Looks>)| {
        view! {
            <h2>{dates::day(locale, day)}</h2>
            <ul class="entries">{looks.into_iter().map(|looks| row(locale, looks)).collect_view()}</ul>
        }
    };
    together(looks).into_iter().map(day).collect_view()
}

fn row(locale: Locale, Looks { look, earliest, times }: Looks) -> impl IntoView {
    let Look { at, who, did, kinds, holders } = look;
    let what = match kinds.is_empty() {
        true => did,
        false => t!(locale, "{what}: {kinds}", what = did, kinds = kinds).into_owned(),
    };
    let time = match times {
        1 => dates::time(locale, at),
        _ => count!(
            locale,
            times,
            one = "1 time, from {from} to {to}",
            other = "{n} times, from {from} to {to}",
            from = dates::time(locale, earliest),
            to = dates::time(locale, at)
        )
        .into_owned(),
    };
    let when = match holders.is_empty() {
        true => time,
        false => t!(locale, "{time} · Held by {names}", time = time, names = holders).into_owned(),
    };
    view! {
        <li class="entry">
            <h3 class="entry__title" dir="auto">{who}</h3>
            <p class="entry__what">{what}</p>
            <p class="entry__who" dir="auto">{when}</p>
        </li>
    }
}

fn pages(locale: Locale, page: Page, asked: &Asked) -> impl IntoView + use<> {
    let link = |number: usize| {
        let text = t!(locale, "Page {number} of {of}", number = number, of = page.of);
        Link { href: asked.address(HERE, &[("page", &number.to_string())]).into(), text }
    };
    let (previous, next) = (page.previous().map(link), page.next().map(link));
    (page.of > 1).then(|| view! { <Pagination locale previous next /> })
}
