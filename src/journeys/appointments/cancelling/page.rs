//! The page on which an appointment is cancelled, and why it cannot be cancelled here.

use std::sync::Arc;

use leptos::prelude::*;

use super::form::REASONS;
use crate::connectors::Booked;
use crate::domain::{Appointment, Held, Organisation};
use crate::journeys::appointments::cannot::CannotHere;
use crate::journeys::appointments::changing::Standing;
use crate::journeys::record::detail::FactRows;
use crate::journeys::record::listed::Listed;
use crate::t;
use crate::web::components::{
    Choice, ErrorSummary, Fieldset, HiddenFields, InsetText, LinkButton, Radios, TextInput,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// The whole appointment, what happens next, and the form.
#[component]
pub fn CancelPage(
    locale: Locale,
    back: String,
    organisation: Arc<Organisation>,
    booked: Booked,
    state: FormState,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let label = |reason: &str| match (reason, &acting) {
        ("better", None) => t!(locale, "I do not need it any more"),
        ("better", Some(patient)) => t!(locale, "{name} does not need it any more", name = patient),
        ("cannot-come", None) => t!(locale, "I cannot come then"),
        ("cannot-come", Some(patient)) => t!(locale, "{name} cannot come then", name = patient),
        _ => t!(locale, "Something else"),
    };
    let most = match acting {
        None => t!(locale, "Up to 100 characters. They read it."),
        Some(_) => t!(locale, "Up to 50 characters. They read it, with your name."),
    };
    let yes = match &acting {
        None => t!(locale, "Yes, cancel this appointment"),
        Some(patient) => t!(locale, "Yes, cancel this appointment for {name}", name = patient),
    };
    let choice = |value: &'static str| Choice {
        value,
        label: label(value),
        hint: None,
        chosen: state.value("why") == value,
    };
    let choices = REASONS.map(choice).to_vec();
    let hidden = state.carried(&["wish", "version"]);
    let (facts, action) = (booked.appointment.facts(locale), format!("{back}/cancel"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1>{t!(locale, "Do you want to cancel this appointment?")}</h1>
                <FactRows facts />
                <InsetText locale>
                    <p dir="auto">
                        {t!(locale, "{name} may give this time to somebody else at once. You cannot undo this.", name = name)}
                    </p>
                </InsetText>
                <form action=action method="post" novalidate>
                    <HiddenFields fields=hidden />
                    <Fieldset locale id="why-group" legend=t!(locale, "Why do you cancel?") error=state.error("why")>
                        <Radios name="why" choices />
                    </Fieldset>
                    <TextInput
                        locale
                        id="other"
                        label=t!(locale, "If it is something else, what is it?")
                        hint=most
                        value=state.value("other")
                        error=state.error("other")
                    />
                    <button class="nhsuk-button" type="submit">{yes}</button>
                    " "
                    <LinkButton href=back text=t!(locale, "No, keep it") secondary=true />
                </form>
            </div>
        </div>
    }
}

/// Why it cannot be cancelled here, and what to do instead.
pub fn cannot(
    locale: Locale,
    held: &Held<Appointment>,
    organisation: Option<Arc<Organisation>>,
    why: &Standing,
) -> impl IntoView + use<> {
    let (heading, words) = match why {
        Standing::IsCancelled => (
            t!(locale, "This appointment is cancelled already"),
            t!(locale, "There is nothing more that you need to do."),
        ),
        Standing::IsOver => (
            t!(locale, "This appointment cannot be cancelled"),
            t!(locale, "It has begun, is over, or is not booked."),
        ),
        Standing::NoAnswer => (
            t!(locale, "We could not check this appointment"),
            t!(locale, "Nothing was cancelled. Try again in a few minutes, or call them."),
        ),
        Standing::Call | Standing::CanBe(_) => {
            (t!(locale, "You cannot cancel this appointment here"), t!(locale, "Call them to cancel it."))
        }
    };
    let own = held.entry.phone.clone();
    let known: Vec<_> = match organisation {
        Some(organisation) => vec![organisation],
        None => held.holders.iter().map(|holder| holder.organisation.clone()).collect(),
    };
    let phones = known.into_iter().enumerate().filter_map(|(at, organisation)| {
        let number = own.clone().filter(|_| at == 0).or_else(|| organisation.phone.clone())?;
        Some((organisation.name.clone(), number))
    });
    view! {
        <CannotHere heading words phones=phones.collect() />
        <p class="not-printed"><a href=format!("/appointments/{}", held.id)>{t!(locale, "Back to the appointment")}</a></p>
    }
}
