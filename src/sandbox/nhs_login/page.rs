//! The page of the practice NHS login.

use leptos::prelude::*;

use super::front::AUTHORIZE_PATH;
use super::outcome::Outcome;
use crate::t;
use crate::web::components::{Button, Choice, Fieldset, Radios};
use crate::words::Locale;

/// Asks who to be, and what is to happen.
#[component]
pub fn WhoAreYou(
    locale: Locale,
    /// Key, name and what the person shows.
    people: Vec<(&'static str, String, &'static str)>,
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
    let outcomes = Outcome::ALL
        .into_iter()
        .map(|outcome| view! { <option value=outcome.slug()>{outcome.words(locale)}</option> })
        .collect_view();
    view! {
        <h1>{t!(locale, "Practice NHS login")}</h1>
        <p>{t!(locale, "This is not NHS login. It stands in its place, to practise with made-up people.")}</p>
        <form action=AUTHORIZE_PATH method="post">
            <input type="hidden" name="request" value=request />
            <Fieldset locale id="person" legend=t!(locale, "Who are you?")>
                <Radios name="person" choices />
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
