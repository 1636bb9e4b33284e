//! The pages of visit codes.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{HERE, LATER, NOW};
use crate::access::{VisitCode, VisitPlaces};
use crate::journeys::staff::at_desk::{AfterSlip, Given, GivenLately, Slip, WhoTheyAre};
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, ErrorSummary, InsetText, Select, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

#[component]
pub fn Ask(
    locale: Locale,
    now: DateTime<Utc>,
    form: FormState,
    places: VisitPlaces,
    given: Vec<Given>,
) -> impl IntoView {
    let there_is_one = !places.here.is_empty() || !places.elsewhere.is_empty();
    let errors = form.errors.clone();
    view! {
        <ErrorSummary locale errors />
        <h1>{t!(locale, "Visit codes")}</h1>
        <p>{t!(locale, "For somebody who stands before you and has no log-in, or not at hand. With the code they see and cancel appointments and order repeat medicines, once, at a shared screen.")}</p>
        <p>{t!(locale, "Check first who they are: never by facts alone, since somebody close to them may know those too.")}</p>
        {match there_is_one {
            true => view! { <CodeForm locale form places /> }.into_any(),
            false => {
                view! {
                    <InsetText locale>
                        <p>{t!(locale, "There is no shared screen yet on which a code could be used.")}</p>
                        <p>
                            <a href="/staff/terminals">{t!(locale, "Set up a shared screen")}</a>
                        </p>
                    </InsetText>
                }
                    .into_any()
            }
        }}
        <GivenLately locale now given />
    }
}

#[component]
fn CodeForm(locale: Locale, form: FormState, places: VisitPlaces) -> impl IntoView {
    let (name, name_error) = (form.value("name"), form.error("name"));
    let (chosen, place_error) = (form.value("place"), form.error("place"));
    let here = places.here.into_iter().map(|place| {
        (format!("{NOW}{place}"), t!(locale, "Here, at {place}: for 15 minutes", place = place))
    });
    let elsewhere = places.elsewhere.into_iter().map(|place| {
        (format!("{LATER}{place}"), t!(locale, "At another place, {place}: for 1 day", place = place))
    });
    let nothing = (String::new(), t!(locale, "Choose a place"));
    let options: Vec<(String, Words)> = std::iter::once(nothing).chain(here).chain(elsewhere).collect();
    view! {
        <form action=HERE method="post" novalidate>
            <WhoTheyAre locale form />
            <Select locale id="place" label=t!(locale, "Where do they use it?") options chosen error=place_error />
            <TextInput
                locale
                id="name"
                label=t!(locale, "If they have not used Front Door before: their name")
                value=name
                error=name_error
                autocomplete=Some("off")
            />
            <Button text=t!(locale, "Make a code") />
        </form>
    }
}

#[component]
pub fn Made(
    locale: Locale,
    made: VisitCode,
    /// Where it is used.
    place: String,
    /// Who gave it.
    from: String,
) -> impl IntoView {
    let until = dates::moment(locale, made.good_until);
    view! {
        <Slip locale title=t!(locale, "Visit code") code=made.code place=from>
            <p>{t!(locale, "Use it on the Front Door screen at {place}.", place = place)}</p>
            <p>{t!(locale, "Press \"I have a visit code\". Type these numbers and your date of birth.")}</p>
            <p>{t!(locale, "It works once, until {until}.", until = until)}</p>
            <p>{t!(locale, "Do not give it to anybody else.")}</p>
        </Slip>
        <AfterSlip locale another=HERE>
            <p>{t!(locale, "Any visit code of before no longer works.")}</p>
        </AfterSlip>
    }
}
