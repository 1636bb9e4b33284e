//! The pages of codes to make a log-in, and the slip that is printed.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::form::BORN;
use crate::domain::HowIdentified;
use crate::store::LinkageIssued;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, DateInput, ErrorSummary, Fieldset, InsetText, Radios, TextInput,
};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

#[component]
pub fn Ask(
    locale: Locale,
    now: DateTime<Utc>,
    form: FormState,
    given: Vec<(LinkageIssued, Option<String>)>,
) -> impl IntoView {
    let (number, name, how, vouched) =
        (form.value("nhs-number"), form.value("name"), form.value("how"), form.value("vouched-by"));
    let (number_error, name_error, born_error) =
        (form.error("nhs-number"), form.error("name"), form.error(BORN[0]));
    let (how_error, vouched_error) = (form.error("how"), form.error("vouched-by"));
    let typed = BORN.map(|name| form.value(name));
    let choices = HowIdentified::ALL.map(|one| Choice {
        value: one.slug(),
        label: how_said(locale, one),
        hint: match one {
            HowIdentified::Documents => Some(t!(locale, "Such as a passport and a letter from the council.")),
            HowIdentified::Vouched => Some(t!(locale, "They know the person themselves, and are here.")),
        },
        chosen: one.slug() == how,
    });
    let given: Vec<_> =
        given.into_iter().map(|(one, who)| view! { <li>{given_said(locale, now, &one, who)}</li> }).collect();
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Codes to make a log-in")}</h1>
        <p>{t!(locale, "For somebody who stands before you and is registered here. Check first who they are: never by facts alone, since somebody close to them may know those too.")}</p>
        <form action="/staff/linkage" method="post" novalidate>
            <Fieldset locale id="how" legend=t!(locale, "How do you know who they are?") error=how_error>
                <Radios name="how" choices=choices.into() />
            </Fieldset>
            <TextInput
                locale
                id="vouched-by"
                label=t!(locale, "If a member of staff knows them: their name")
                value=vouched
                error=vouched_error
                autocomplete=Some("off")
            />
            <TextInput
                locale
                id="nhs-number"
                label=t!(locale, "NHS number")
                value=number
                error=number_error
                inputmode=Some("numeric")
                autocomplete=Some("off")
                width=20
            />
            <TextInput locale id="name" label=t!(locale, "Name, as they write it") value=name error=name_error autocomplete=Some("off") />
            <DateInput locale id="born" legend=t!(locale, "Date of birth") error=born_error typed />
            <Button text=t!(locale, "Make a code") />
        </form>
        <h2>{t!(locale, "Codes that were given here lately")}</h2>
        {given.is_empty().then(|| view! { <p>{t!(locale, "None.")}</p> })}
        <ul class="nhsuk-list nhsuk-list--bullet">{given}</ul>
    }
}

fn how_said(locale: Locale, how: HowIdentified) -> Words {
    match how {
        HowIdentified::Documents => t!(locale, "Photo ID and proof of address"),
        HowIdentified::Vouched => t!(locale, "A member of staff knows them"),
    }
}

/// Whose it was stands in the log of who looked alone.
fn given_said(locale: Locale, now: DateTime<Utc>, one: &LinkageIssued, who: Option<String>) -> Words {
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
pub fn Slip(locale: Locale, code: String, address: String, place: String) -> impl IntoView {
    view! {
        <h1>{t!(locale, "A code to make a log-in")}</h1>
        <div class="slip">
            <p>{t!(locale, "From {place}.", place = place)}</p>
            <p>{t!(locale, "Your code is:")}</p>
            <p class="big-code">
                <code>{code}</code>
            </p>
            <ol>
                <li>{t!(locale, "Go to {address}", address = address)}</li>
                <li>{t!(locale, "Type this code, your NHS number and your date of birth.")}</li>
                <li>{t!(locale, "Choose a password. You need no email address and no phone.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within 30 days. Keep it to yourself.")}</p>
        </div>
        <div class="not-printed">
            <InsetText locale>
                <p>{t!(locale, "Print this page now and hand it over. We cannot show the code again.")}</p>
            </InsetText>
            <p>{t!(locale, "If they have a password here already, the code does not change it.")}</p>
            <p>
                <a href="/staff/linkage">{t!(locale, "Make another code")}</a>
            </p>
        </div>
    }
}
