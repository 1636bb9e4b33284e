//! The six pages.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;

use super::check::Answers;
use super::doing::{doing_choices, doing_means};
use super::form::{offered, offered_to_do};
use super::steps::{Place, Step};
use crate::domain::{Given, Kinds, Until, kinds_to_give};
use crate::journeys::record::kinds::words as kind_words;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Checkboxes, Choice, ErrorSummary, Fieldset, Radios, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, dates, isolated};

/// One page of the six.
#[component]
pub fn StepPage(
    locale: Locale,
    now: DateTime<Utc>,
    step: Step,
    given: Given,
    places: Vec<Place>,
    form: FormState,
) -> impl IntoView {
    let errors = form.errors.clone();
    let number = t!(locale, "Page {n} of {of}", n = step.number(), of = Step::ALL.len());
    let content = match step {
        Step::Who => view! { <Who locale given form /> }.into_any(),
        Step::Places => view! { <Places locale given places form /> }.into_any(),
        Step::Kinds => view! { <SeeAndDo locale given places form /> }.into_any(),
        Step::Hidden => {
            let intro = t!(
                locale,
                "Choose what they must never see, even if somebody else gives them more, such as a doctor. You can leave this empty."
            );
            let choices = kind_choices(locale, kinds_to_give(), given.hidden);
            chooser(locale, step, "hidden", intro, choices, &form).into_any()
        }
        Step::Until => view! { <HowLong locale now given form /> }.into_any(),
        Step::Check => view! { <Answers locale now given places /> }.into_any(),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors />
                <p class="quiet">{number}</p>
                {content}
            </div>
        </div>
    }
}

#[component]
fn Who(locale: Locale, given: Given, form: FormState) -> impl IntoView {
    let typed = |name: &str, kept: String| if form.is_ok() { kept } else { form.value(name) };
    let (called, email) = (typed("called", given.called), typed("email", given.email));
    let (called_error, email_error) = (form.error("called"), form.error("email"));
    view! {
        <h1>{Step::Who.title(locale)}</h1>
        <p>{t!(locale, "Somebody you trust, such as family or a friend, can see parts of your record with their own log-in. You choose the parts. Never give anybody your password.")}</p>
        <p>{t!(locale, "You see what they look at, and you can stop it at any time.")}</p>
        <p>{t!(locale, "Do this only if you want to. If somebody tries to make you, stop here and tell your GP surgery.")}</p>
        <form method="post" novalidate>
            <TextInput locale id="called" label=t!(locale, "Their name") value=called error=called_error autocomplete=Some("off") />
            <TextInput
                locale
                id="email"
                label=t!(locale, "Their email address, if you know it")
                hint=t!(locale, "Then only somebody who logs in with this address can use your code. We send them a short message that does not say anything about your health.")
                value=email
                error=email_error
                input_type="email"
                autocomplete=Some("off")
                spellcheck=Some(false)
            />
            <Button text=t!(locale, "Continue") />
        </form>
    }
}

/// Organisations are not known beforehand, so their boxes are made here.
#[component]
fn Places(locale: Locale, given: Given, places: Vec<Place>, form: FormState) -> impl IntoView {
    let item = move |(at, place): (usize, Place)| {
        let id = if at == 0 { "place".to_owned() } else { format!("place-{}", at + 1) };
        let code = place.organisation.ods_code.clone();
        let chosen = given.organisations.contains(&code);
        view! {
            <div class="nhsuk-checkboxes__item">
                <input
                    class="nhsuk-checkboxes__input"
                    id=id.clone()
                    name="place"
                    type="checkbox"
                    value=code.to_string()
                    checked=chosen
                />
                <label class="nhsuk-label nhsuk-checkboxes__label" for=id dir="auto">
                    {place.organisation.name.clone()}
                </label>
            </div>
        }
    };
    let hint = t!(locale, "What one place knows is not shown from another unless you choose it too.");
    let (legend, error) = (Step::Places.title(locale), form.error("place"));
    let boxes = places.into_iter().enumerate().map(item).collect_view();
    view! {
        <form method="post" novalidate>
            <Fieldset locale id="place" legend hint error is_heading=true>
                <div class="nhsuk-checkboxes">{boxes}</div>
            </Fieldset>
            <Button text=t!(locale, "Continue") />
        </form>
    }
}

/// Looking and doing are chosen apart: whoever may do something sees what it needs, and no more.
#[component]
fn SeeAndDo(locale: Locale, given: Given, places: Vec<Place>, form: FormState) -> impl IntoView {
    let see = kind_choices(locale, offered(&given, &places), given.see);
    let act = doing_choices(locale, offered_to_do(&given, &places), given.act);
    let hint = t!(locale, "They see these things from the places that you chose, and nothing else.");
    let (legend, error) = (Step::Kinds.title(locale), form.error("see"));
    view! {
        <form method="post" novalidate>
            <Fieldset locale id="see" legend hint error is_heading=true>
                <Checkboxes name="see" choices=see />
            </Fieldset>
            {(!act.is_empty())
                .then(|| {
                    view! {
                        <Fieldset
                            locale
                            id="act"
                            legend=t!(locale, "What may they also do for you?")
                            hint=doing_means(locale)
                        >
                            <Checkboxes name="act" choices=act />
                        </Fieldset>
                    }
                })}
            <Button text=t!(locale, "Continue") />
        </form>
    }
}

fn chooser(
    locale: Locale,
    step: Step,
    name: &'static str,
    intro: Words,
    choices: Vec<Choice>,
    form: &FormState,
) -> impl IntoView {
    let (legend, error) = (step.title(locale), form.error(name));
    view! {
        <form method="post" novalidate>
            <Fieldset locale id=name legend hint=intro error is_heading=true>
                <Checkboxes name choices />
            </Fieldset>
            <Button text=t!(locale, "Continue") />
        </form>
    }
}

/// A box for each of these kinds.
pub fn kind_choices(locale: Locale, offered: Kinds, chosen: Kinds) -> Vec<Choice> {
    let choice = |kind| Choice {
        value: crate::domain::Kind::slug(kind),
        label: kind_words(locale, kind).door,
        hint: None,
        chosen: chosen.contains(kind),
    };
    offered.iter().map(choice).collect()
}

#[component]
fn HowLong(locale: Locale, now: DateTime<Utc>, given: Given, form: FormState) -> impl IntoView {
    let choice = |until: Until| Choice {
        value: until.slug(),
        label: until_words(locale, until, now),
        hint: None,
        chosen: given.until == Some(until),
    };
    let choices: Vec<Choice> = Until::ALL.into_iter().map(choice).collect();
    let hint = t!(locale, "You can stop it sooner whenever you want.");
    let (legend, error) = (Step::Until.title(locale), form.error("until"));
    view! {
        <form method="post" novalidate>
            <Fieldset locale id="until" legend hint error is_heading=true>
                <Radios name="until" choices />
            </Fieldset>
            <Button text=t!(locale, "Continue") />
        </form>
    }
}

/// "Until 20 December 2026".
pub fn until_words(locale: Locale, until: Until, now: DateTime<Utc>) -> Words {
    match until.last_day(now.with_timezone(&London).date_naive()) {
        Some(day) => t!(locale, "Until {day}", day = dates::short_day(locale, day)),
        None => t!(locale, "Until I stop it"),
    }
}

/// The names of the chosen places, one under the other.
pub fn place_names(given: &Given, places: &[Place]) -> Vec<String> {
    let chosen = places.iter().filter(|place| given.organisations.contains(&place.organisation.ods_code));
    chosen.map(|place| isolated(&place.organisation.name).into_owned()).collect()
}
