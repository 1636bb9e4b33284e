//! The pages for lost log-ins.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::HERE;
use crate::journeys::staff::at_desk::{AfterSlip, Given, GivenLately, Slip, WhoTheyAre};
use crate::t;
use crate::web::components::{Button, ErrorSummary};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn Ask(locale: Locale, now: DateTime<Utc>, form: FormState, given: Vec<Given>) -> impl IntoView {
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1>{t!(locale, "Lost log-ins")}</h1>
        <p>{t!(locale, "For a patient of yours who stands before you and cannot log in any more. Check first who they are: never by facts alone, since somebody close to them may know those too.")}</p>
        <p>{t!(locale, "With the code they choose a new password. They are then logged out everywhere, and codes from an app or by text are no longer asked for.")}</p>
        <form action=HERE method="post" novalidate>
            <WhoTheyAre locale form />
            <Button text=t!(locale, "Make a code") />
        </form>
        <GivenLately locale now given />
    }
}

#[component]
pub fn Made(locale: Locale, code: String, address: String, place: String) -> impl IntoView {
    view! {
        <Slip locale title=t!(locale, "A code for a new password") code place>
            <ol>
                <li>{t!(locale, "Go to {address}", address = address)}</li>
                <li>{t!(locale, "Type your NHS number or your email address, and this code.")}</li>
                <li>{t!(locale, "Choose a new password.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within 48 hours. Keep it to yourself.")}</p>
        </Slip>
        <AfterSlip locale another=HERE>
            <p>{t!(locale, "Any code of before no longer works.")}</p>
        </AfterSlip>
    }
}
