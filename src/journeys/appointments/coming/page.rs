//! The page on which somebody says that they are coming, and why it need not or cannot be said here.

use std::sync::Arc;

use leptos::prelude::*;

use super::Now;
use crate::domain::{Appointment, Held, Organisation};
use crate::journeys::appointments::cannot::{CannotHere, phone_of};
use crate::journeys::record::detail::FactRows;
use crate::journeys::record::listed::Listed;
use crate::t;
use crate::web::components::{ErrorSummary, HiddenFields, InsetText, LinkButton};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// The whole appointment, and the button.
#[component]
pub fn ComingPage(
    locale: Locale,
    back: String,
    organisation: Arc<Organisation>,
    appointment: Appointment,
    state: FormState,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let heading = t!(locale, "Are you coming to this appointment?");
    let if_not = t!(locale, "If you cannot come after all, tell them as soon as you can.");
    let (we_tell, yes) = match acting {
        None => {
            (t!(locale, "We tell {name} that you are coming.", name = name), t!(locale, "Yes, I am coming"))
        }
        Some(patient) => (
            t!(
                locale,
                "We tell {name} that {patient} is coming, with your name.",
                name = name,
                patient = patient
            ),
            t!(locale, "Yes, {name} is coming", name = patient),
        ),
    };
    let hidden = state.carried(&["wish", "time"]);
    let (facts, action) = (appointment.facts(locale), format!("{back}/coming"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1>{heading}</h1>
                <FactRows facts />
                <InsetText locale>
                    <p dir="auto">{we_tell}</p>
                    <p>{if_not}</p>
                </InsetText>
                <form action=action method="post" novalidate>
                    <HiddenFields fields=hidden />
                    <button class="nhsuk-button" id="coming" type="submit">{yes}</button>
                    " "
                    <LinkButton href=back text=t!(locale, "Back to the appointment") secondary=true />
                </form>
            </div>
        </div>
    }
}

/// Why there is nothing to say here, and what to do instead.
#[component]
pub fn NotNeeded(locale: Locale, back: String, now: Now, held: Held<Appointment>) -> impl IntoView {
    let (heading, words) = match &now {
        Now::IsKnown(organisation) => (
            t!(locale, "You have said already that you are coming"),
            t!(locale, "{name} has it on their list.", name = isolated(&organisation.name)),
        ),
        Now::NotOpen => (
            t!(locale, "This cannot be said of this appointment"),
            t!(locale, "It is cancelled, is over, is not booked, or has changed. Look at it again."),
        ),
        Now::NoAnswer => (
            t!(locale, "We could not check this appointment"),
            t!(locale, "Nothing was sent. Try again in a few minutes, or call them."),
        ),
        Now::NotHere | Now::CanBe(..) => (
            t!(locale, "You cannot say here that you are coming"),
            t!(locale, "You do not have to say so, unless they have asked you to. Then call them."),
        ),
    };
    let call = !matches!(now, Now::IsKnown(_));
    let own = held.entry.phone.clone();
    let phone = |(at, organisation): (usize, &Arc<Organisation>)| {
        let own = own.clone().filter(|_| at == 0).map(|number| (organisation.name.clone(), number));
        own.or_else(|| phone_of(organisation))
    };
    let known = held.holders.iter().map(|holder| &holder.organisation).enumerate();
    let phones: Vec<_> = known.filter(|_| call).filter_map(phone).collect();
    view! {
        <CannotHere heading words phones />
        <p class="not-printed"><a href=back>{t!(locale, "Back to the appointment")}</a></p>
    }
}
