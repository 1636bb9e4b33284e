//! What a person says with a booking, and the check before it is sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::form::{Need, carried};
use super::times::InsteadOf;
use crate::domain::{Appointment, BookAppointment, FreeTime, How, OdsCode, Organisation};
use crate::journeys::record::detail::FactRows;
use crate::journeys::requests::{WishWords, free_time};
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, Choice, ErrorSummary, Fieldset, HiddenFields, InsetText, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// What the person says with the booking.
#[component]
pub fn Details(
    locale: Locale,
    to: OdsCode,
    organisation: Arc<Organisation>,
    time: FreeTime,
    needs: Vec<Need>,
    state: FormState,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let when = free_time(locale, &time).when;
    let choices = Need::ALL.map(|need| Choice {
        value: need.slug(),
        label: need.words(locale),
        hint: None,
        chosen: needs.contains(&need),
    });
    // A browser fills in the numbers of whoever types.
    let autocomplete = if acting.is_some() { "off" } else { "tel" };
    let language = t!(locale, "If you need an interpreter, for which language?");
    let (why, there, most) = match acting {
        None => (
            t!(locale, "Why do you want to be seen?"),
            t!(locale, "What do you need there?"),
            t!(locale, "You can leave this empty. Up to 400 characters."),
        ),
        Some(patient) => (
            t!(locale, "Why does {name} want to be seen?", name = patient.clone()),
            t!(locale, "What does {name} need there?", name = patient),
            t!(locale, "You can leave this empty. Up to 300 characters. They are told your name too."),
        ),
    };
    let by_phone = time.how == How::ByPhone;
    let hidden = state.carried(&["wish", "instead", "time"]);
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1 dir="auto">{t!(locale, "What should {name} know?", name = name)}</h1>
                <InsetText locale><p dir="auto"><strong>{when}</strong></p></InsetText>
                <form action=format!("/appointments/book/{to}") method="post" novalidate>
                    <HiddenFields fields=hidden />
                    <input type="hidden" name="step" value="check" />
                    <TextInput
                        locale
                        id="reason"
                        label=why
                        hint=t!(locale, "A few words, such as “sore throat for 2 weeks”. Up to 100 characters.")
                        value=state.value("reason")
                        error=state.error("reason")
                    />
                    {by_phone
                        .then(|| {
                            view! {
                                <TextInput
                                    locale
                                    id="phone"
                                    label=t!(locale, "Which number should they call?")
                                    hint=t!(locale, "A UK number, such as 07700 900 982.")
                                    value=state.value("phone")
                                    error=state.error("phone")
                                    input_type="tel"
                                    autocomplete
                                    width=20
                                />
                            }
                        })}
                    <Fieldset locale id="needs-group" legend=there>
                        <Checkboxes name="needs" choices=choices.to_vec() />
                    </Fieldset>
                    <TextInput
                        locale
                        id="language"
                        label=language
                        value=state.value("language")
                        error=state.error("language")
                        width=20
                    />
                    <Textarea
                        locale
                        id="comment"
                        label=t!(locale, "Is there anything else they should know?")
                        hint=most
                        value=state.value("comment")
                        error=state.error("comment")
                        rows=4
                    />
                    <Button text=t!(locale, "Continue") />
                </form>
            </div>
        </div>
    }
}

/// Everything once more, before it is sent.
#[component]
pub fn CheckBooking(
    locale: Locale,
    to: OdsCode,
    organisation: Arc<Organisation>,
    booking: BookAppointment,
    state: FormState,
    old: Option<Appointment>,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let send: Words = match (&old, acting) {
        (Some(_), None) => t!(locale, "Book this time and cancel the old one"),
        (None, None) => t!(locale, "Book this appointment"),
        (Some(_), Some(patient)) => {
            t!(locale, "Book this time for {name} and cancel the old one", name = patient)
        }
        (None, Some(patient)) => t!(locale, "Book this time for {name}", name = patient),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Check before you book")}</h1>
                {old.map(|old| view! { <InsteadOf locale old /> })}
                <p dir="auto">{t!(locale, "This goes to {name}.", name = name)}</p>
                <FactRows facts=booking.facts(locale) />
                <form action=format!("/appointments/book/{to}") method="post" novalidate>
                    <HiddenFields fields=carried(&state) />
                    <input type="hidden" name="time" value=state.value("time") />
                    <button class="nhsuk-button" type="submit" name="step" value="send">{send}</button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        {t!(locale, "Change it")}
                    </button>
                </form>
            </div>
        </div>
    }
}
