//! The page of what is offered and used.

use leptos::prelude::*;

use super::terminals::ScreenUse;
use super::{DAYS, FEWEST, People};
use crate::domain::Kind;
use crate::journeys::staff::kind_words;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn Used(locale: Locale, rows: Vec<(Kind, People)>, screens: Vec<ScreenUse>) -> impl IntoView {
    let head = |words: Words| {
        view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{words} " "</span> }
    };
    let (offered, opened) =
        (t!(locale, "What you offer"), t!(locale, "People who opened it in {n} days", n = DAYS));
    let nothing = rows.is_empty();
    let lines = rows
        .into_iter()
        .map(|(kind, people)| {
            view! {
                <tr class="nhsuk-table__row">
                    <td class="nhsuk-table__cell">
                        {head(t!(locale, "What you offer"))} {kind_words::name(locale, kind)}
                    </td>
                    <td class="nhsuk-table__cell">
                        {head(t!(locale, "People who opened it"))} {people.said(locale)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h1>{t!(locale, "What is offered, and used")}</h1>
        <p>{t!(locale, "How many of your patients opened what you share, the least used first. It counts people, never who, and hides numbers below {n}.", n = FEWEST)}</p>
        {nothing.then(|| view! { <p>{t!(locale, "You share nothing through Front Door.")}</p> })}
        {(!nothing)
            .then(|| {
                view! {
                    <table class="nhsuk-table nhsuk-table-responsive">
                        <caption class="nhsuk-table__caption">{t!(locale, "The last {n} days", n = DAYS)}</caption>
                        <thead class="nhsuk-table__head">
                            <tr>
                                <th scope="col">{offered}</th>
                                <th scope="col">{opened}</th>
                            </tr>
                        </thead>
                        <tbody class="nhsuk-table__body">{lines}</tbody>
                    </table>
                    <p>
                        <a href="/staff/used/file" download>
                            {t!(locale, "Download as a table for a spreadsheet (CSV)")}
                        </a>
                    </p>
                }
            })}
        <p>{t!(locale, "Pages that show everything at once do not count, such as the home page, search and downloads.")}</p>
        <Screens locale screens />
    }
}

#[component]
fn Screens(locale: Locale, screens: Vec<ScreenUse>) -> impl IntoView {
    let head = |words: Words| {
        view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{words} " "</span> }
    };
    let (lately, before) =
        (t!(locale, "Log-ins in {n} days", n = DAYS), t!(locale, "Log-ins in the {n} days before", n = DAYS));
    let lines = screens
        .iter()
        .map(|screen| {
            view! {
                <tr class="nhsuk-table__row">
                    <td class="nhsuk-table__cell">
                        {head(t!(locale, "Screen"))}
                        <span>
                            <bdi>{screen.name.clone()}</bdi>
                            ", "
                            <bdi>{screen.place.clone()}</bdi>
                        </span>
                    </td>
                    <td class="nhsuk-table__cell">{head(lately.clone())} {screen.lately.said(locale)}</td>
                    <td class="nhsuk-table__cell">{head(before.clone())} {screen.before.said(locale)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t!(locale, "Shared screens")}</h2>
        {screens.is_empty().then(|| view! { <p>{t!(locale, "You have none.")}</p> })}
        {(!screens.is_empty())
            .then(|| {
                view! {
                    <table class="nhsuk-table nhsuk-table-responsive">
                        <caption class="nhsuk-table__caption">{t!(locale, "How often people logged in there")}</caption>
                        <thead class="nhsuk-table__head">
                            <tr>
                                <th scope="col">{t!(locale, "Screen")}</th>
                                <th scope="col">{lately.clone()}</th>
                                <th scope="col">{before.clone()}</th>
                            </tr>
                        </thead>
                        <tbody class="nhsuk-table__body">{lines}</tbody>
                    </table>
                    <p>
                        <a href="/staff/used/terminals" download>
                            {t!(locale, "Download this table for a spreadsheet (CSV)")}
                        </a>
                    </p>
                }
            })}
    }
}
