//! The page of what is offered and used.

use leptos::prelude::*;

use super::{DAYS, FEWEST, People};
use crate::domain::Kind;
use crate::journeys::staff::kind_words;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn Used(locale: Locale, rows: Vec<(Kind, People)>) -> impl IntoView {
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
    }
}
