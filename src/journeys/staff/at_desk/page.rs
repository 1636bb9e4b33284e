//! The fields about somebody at the desk, the codes that were given lately, and the slip that is printed.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::Given;
use super::form::BORN;
use crate::domain::HowIdentified;
use crate::journeys::staff::patient_number::patient_number;
use crate::t;
use crate::web::Words;
use crate::web::components::{Choice, DateInput, Fieldset, InsetText, Radios, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

/// How staff know who they are, the NHS number and the date of birth.
#[component]
pub fn WhoTheyAre(locale: Locale, form: FormState) -> impl IntoView {
    let how = form.value("how");
    let choices = HowIdentified::ALL.map(|one| Choice {
        value: one.slug(),
        label: how_said(locale, one),
        hint: Some(match one {
            HowIdentified::Documents => t!(locale, "Such as a passport and a letter from the council."),
            HowIdentified::Vouched => t!(locale, "They know the person themselves, and are here."),
        }),
        chosen: one.slug() == how,
    });
    let typed = BORN.map(|name| form.value(name));
    view! {
        <Fieldset locale id="how" legend=t!(locale, "How do you know who they are?") error=form.error("how")>
            <Radios name="how" choices=choices.into() />
        </Fieldset>
        <TextInput
            locale
            id="vouched-by"
            label=t!(locale, "If a member of staff knows them: their name")
            value=form.value("vouched-by")
            error=form.error("vouched-by")
            autocomplete=Some("off")
        />
        {patient_number(locale, &form)}
        <DateInput locale id="born" legend=t!(locale, "Date of birth") error=form.error(BORN[0]) typed />
    }
}

/// What was given at this desk lately. Whose it was stands in the log of who looked alone.
#[component]
pub fn GivenLately(locale: Locale, now: DateTime<Utc>, given: Vec<Given>) -> impl IntoView {
    let none = given.is_empty().then(|| view! { <p>{t!(locale, "None.")}</p> });
    let given: Vec<_> =
        given.into_iter().map(|one| view! { <li>{given_said(locale, now, one)}</li> }).collect();
    view! {
        <h2>{t!(locale, "Codes that were given here lately")}</h2>
        {none}
        <ul class="nhsuk-list nhsuk-list--bullet">{given}</ul>
    }
}

fn how_said(locale: Locale, how: HowIdentified) -> Words {
    match how {
        HowIdentified::Documents => t!(locale, "Photo ID and proof of address"),
        HowIdentified::Vouched => t!(locale, "A member of staff knows them"),
    }
}

fn given_said(locale: Locale, now: DateTime<Utc>, (one, who): Given) -> Words {
    let who = who.map_or_else(|| t!(locale, "somebody"), Words::from);
    let (when, how) = (dates::told_at(locale, one.at, now), how_said(locale, one.identified.how()));
    match one.identified.vouched_by() {
        None => t!(locale, "Given {when} by {who}. {how}.", when = when, who = who, how = how),
        Some(name) => t!(
            locale,
            "Given {when} by {who}. {how}: {name}.",
            when = when,
            who = who,
            how = how,
            name = name.to_owned()
        ),
    }
}

/// What is printed and handed over. It holds no name, so that nobody who finds it knows whose it is.
#[component]
pub fn Slip(locale: Locale, title: Words, code: String, place: String, children: Children) -> impl IntoView {
    view! {
        <h1>{title}</h1>
        <div class="slip">
            <p>{t!(locale, "From {place}.", place = place)}</p>
            <p>{t!(locale, "Your code is:")}</p>
            <p class="big-code">
                <code>{code}</code>
            </p>
            {children()}
        </div>
    }
}

/// What staff do now, which does not stand on paper.
#[component]
pub fn AfterSlip(locale: Locale, another: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="not-printed">
            <InsetText locale>
                <p>{t!(locale, "Print this page now and hand it over. We cannot show the code again.")}</p>
            </InsetText>
            {children()}
            <p>
                <a href=another>{t!(locale, "Make another code")}</a>
            </p>
        </div>
    }
}
