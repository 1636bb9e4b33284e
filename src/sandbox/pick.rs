//! The form of the practice log-ins: who to be, and what is to happen.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Choice, Fieldset, Radios};
use crate::words::Locale;

#[component]
pub fn PickWho(
    locale: Locale,
    /// Where it goes.
    action: &'static str,
    /// What the radios are called.
    name: &'static str,
    /// Value, name and what is to be known of each; the first is chosen.
    people: Vec<(&'static str, String, &'static str)>,
    /// Value and words of each thing that can happen.
    outcomes: Vec<(&'static str, Words)>,
    /// What Front Door asked for.
    request: String,
) -> impl IntoView {
    let choices = people.into_iter().enumerate().map(|(at, (value, name, note))| Choice {
        value,
        label: name.into(),
        hint: Some(note.into()),
        chosen: at == 0,
    });
    let choices = choices.collect::<Vec<_>>();
    let outcomes = outcomes
        .into_iter()
        .map(|(slug, words)| view! { <option value=slug>{words}</option> })
        .collect_view();
    view! {
        <form action=action method="post">
            <input type="hidden" name="request" value=request />
            <Fieldset locale id=name legend=t!(locale, "Who are you?")>
                <Radios name choices />
            </Fieldset>
            <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="outcome">{t!(locale, "What happens?")}</label>
                <select class="nhsuk-select" id="outcome" name="outcome">
                    {outcomes}
                </select>
            </div>
            <Button text=t!(locale, "Continue") />
        </form>
    }
}
