//! The pages of codes to make a log-in.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::journeys::staff::at_desk::{AfterSlip, Given, GivenLately, Slip, WhoTheyAre};
use crate::t;
use crate::web::components::{Button, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn Ask(locale: Locale, now: DateTime<Utc>, form: FormState, given: Vec<Given>) -> impl IntoView {
    let (name, name_error) = (form.value("name"), form.error("name"));
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1>{t!(locale, "Codes to make a log-in")}</h1>
        <p>{t!(locale, "For somebody who stands before you and is registered here. Check first who they are: never by facts alone, since somebody close to them may know those too.")}</p>
        <form action="/staff/linkage" method="post" novalidate>
            <WhoTheyAre locale form />
            <TextInput locale id="name" label=t!(locale, "Name, as they write it") value=name error=name_error autocomplete=Some("off") />
            <Button text=t!(locale, "Make a code") />
        </form>
        <GivenLately locale now given />
    }
}

#[component]
pub fn Made(locale: Locale, code: String, address: String, place: String) -> impl IntoView {
    view! {
        <Slip locale title=t!(locale, "A code to make a log-in") code place>
            <ol>
                <li>{t!(locale, "Go to {address}", address = address)}</li>
                <li>{t!(locale, "Type this code, your NHS number and your date of birth.")}</li>
                <li>{t!(locale, "Choose a password. You need no email address and no phone.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within 30 days. Keep it to yourself.")}</p>
        </Slip>
        <AfterSlip locale another="/staff/linkage">
            <p>{t!(locale, "If they have a password here already, the code does not change it.")}</p>
        </AfterSlip>
    }
}
