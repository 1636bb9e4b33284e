//! The tables of a result's page: its values where it has several, and all results of the same test.

use leptos::prelude::*;

use super::entry_words::{own_value, value_words};
use super::range;
use crate::domain::{Held, ResultPart, TestResult};
use crate::journeys::record::entry_words::{beginning, holder_names};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

/// How much of a text stands in a cell.
const IN_A_CELL: usize = 200;

/// Values that belong together, such as the two of a blood pressure.
#[component]
pub fn Parts(locale: Locale, parts: Vec<ResultPart>) -> impl IntoView {
    let row = move |part: ResultPart| {
        let value =
            part.value.as_ref().map(|value| beginning(&own_value(locale, value), IN_A_CELL).into_owned());
        let range = range::sentence(locale, part.value.as_ref(), part.range.as_ref())
            .unwrap_or_else(|| t!(locale, "Not given").into_owned());
        let mark = part.mark.map(|mark| t!(locale, "Laboratory’s mark: {mark}", mark = mark).into_owned());
        view! {
            <tr role="row" class="nhsuk-table__row">
                <Cell label=t!(locale, "Test")><strong dir="auto">{part.name.text}</strong></Cell>
                <Cell label=t!(locale, "Result")>
                    {value.unwrap_or_else(|| t!(locale, "No value was told.").into_owned())}
                </Cell>
                <Cell label=t!(locale, "Usual range")>{range} " " {mark}</Cell>
            </tr>
        }
    };
    view! {
        <table role="table" class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "The values of this result")}</caption>
            <thead role="rowgroup" class="nhsuk-table__head">
                <tr role="row">
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Test")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Result")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Usual range")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup" class="nhsuk-table__body">{parts.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A cell that names its column where a narrow screen shows no columns.
#[component]
fn Cell(#[prop(into)] label: Words, children: Children) -> impl IntoView {
    view! {
        <td role="cell" class="nhsuk-table__cell">
            <span class="nhsuk-table-responsive__heading" aria-hidden="true">{label} " "</span>
            <span dir="auto">{children()}</span>
        </td>
    }
}

/// One result in the table of all results of a test.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    href: String,
    this: bool,
    taken: String,
    value: String,
    range: String,
    holders: String,
}

impl TableRow {
    pub fn of(locale: Locale, held: &Held<TestResult>, this: &Held<TestResult>) -> Self {
        let result = &held.entry;
        let no_date = || t!(locale, "Date not told").into_owned();
        let no_range = || t!(locale, "Not given").into_owned();
        let no_value = || t!(locale, "No value was told.").into_owned();
        Self {
            href: format!("/record/test-results/{}", held.id),
            this: held.id == this.id,
            taken: result.taken.as_ref().map_or_else(no_date, |taken| dates::partial(locale, taken)),
            value: value_words(locale, result).unwrap_or_else(no_value),
            range: range::words(locale, result.range.as_ref()).unwrap_or_else(no_range),
            holders: holder_names(locale, &held.holders),
        }
    }
}

/// All results of a test, each with a link to its own page.
#[component]
pub fn Earlier(
    locale: Locale,
    rows: Vec<TableRow>,
    /// What the date of each is the date of.
    dated: Words,
) -> impl IntoView {
    let heading = dated.clone();
    let row = move |row: TableRow| {
        let taken = match row.this {
            true => {
                view! { <strong>{t!(locale, "{date} (this result)", date = row.taken)}</strong> }.into_any()
            }
            false => view! { <a href=row.href>{row.taken}</a> }.into_any(),
        };
        view! {
            <tr role="row" class="nhsuk-table__row">
                <Cell label=dated.clone()>{taken}</Cell>
                <Cell label=t!(locale, "Result")>{row.value}</Cell>
                <Cell label=t!(locale, "Usual range")>{row.range}</Cell>
                <Cell label=t!(locale, "Held by")>{row.holders}</Cell>
            </tr>
        }
    };
    view! {
        <table role="table" class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "Results of the same test")}</caption>
            <thead role="rowgroup" class="nhsuk-table__head">
                <tr role="row">
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{heading}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Result")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Usual range")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Held by")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup" class="nhsuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
