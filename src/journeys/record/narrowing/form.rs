//! The form that narrows a list, and what is said while it is narrowed: nobody is to take a part for the whole.

use leptos::prelude::*;

use super::{Field, Narrowing, ShownOf};
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, InsetText, Select};
use crate::words::Locale;

/// Closed until opened. Nothing at all where there is nothing to choose.
#[component]
pub fn FilterForm(
    locale: Locale,
    narrowing: Narrowing,
    /// The list's address without a query.
    href: &'static str,
    /// The address of the whole list.
    whole: String,
) -> impl IntoView {
    let Narrowing { fields, kept, shown } = narrowing;
    let said = shown.map(|shown| view! { <NarrowedTo locale shown fields=fields.clone() whole /> });
    let form = (!fields.is_empty()).then(|| {
        view! {
            <details class="nhsuk-details filters">
                <summary class="nhsuk-details__summary">
                    <span class="nhsuk-details__summary-text">{t!(locale, "Choose what this list shows")}</span>
                </summary>
                <form class="nhsuk-details__text" action=href method="get">
                    {kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })}
                    {fields
                        .into_iter()
                        .map(|Field { name, label, choices, chosen }| {
                            view! { <Select id=name label options=choices chosen /> }
                        })
                        .collect_view()}
                    <Button text=t!(locale, "Show") secondary=true />
                </form>
            </details>
        }
    });
    view! {
        {said}
        {form}
    }
}

/// How many entries are shown of how many, what was chosen, and the way back to all of them.
#[component]
fn NarrowedTo(locale: Locale, shown: ShownOf, fields: Vec<Field>, whole: String) -> impl IntoView {
    let ShownOf { shown, of } = shown;
    let by_date = fields.iter().any(|field| field.name == "since" && !field.chosen.is_empty());
    let chosen = fields.into_iter().filter(|field| !field.chosen.is_empty()).map(move |field| {
        let words = field.choices.into_iter().find(|(code, _)| *code == field.chosen);
        let words: Words = words.map_or_else(|| t!(locale, "nothing in this list"), |(_, words)| words);
        t!(locale, "{what}: {choice}", what = field.label, choice = words)
    });
    view! {
        <InsetText locale>
            <p>
                <strong>
                    {t!(locale, "This list is narrowed. You see {shown} of {of} entries.", shown = shown, of = of)}
                </strong>
            </p>
            <ul>{chosen.map(|words| view! { <li dir="auto">{words}</li> }).collect_view()}</ul>
            {by_date
                .then(|| {
                    view! {
                        <p>{t!(locale, "What still goes on, and what has no date, is always shown.")}</p>
                    }
                })}
            <p>
                <a href=whole>{t!(locale, "Show the whole list")}</a>
            </p>
        </InsetText>
    }
}
