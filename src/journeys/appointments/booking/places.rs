//! Where a person can book, and whom to call for the rest.

use std::sync::Arc;

use leptos::prelude::*;

use super::WhyNone;
use crate::domain::{Organisation, SourceState, WhyNotAsked};
use crate::gather::CannotAct;
use crate::journeys::appointments::cannot::{CannotHere, phone_of};
use crate::journeys::record::detail::Phone;
use crate::t;
use crate::web::components::LinkButton;
use crate::words::{Locale, isolated};

/// Everyone who knows the person: those where they can book, and those that want a call.
#[component]
pub fn Where(locale: Locale, known: Vec<(Arc<Organisation>, Result<(), CannotAct>)>) -> impl IntoView {
    let (can, cannot): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, can)| can.is_ok());
    let none = can.is_empty();
    let way_in = |(organisation, _): (Arc<Organisation>, _)| {
        view! {
            <li>
                <a href=format!("/appointments/book/{}", organisation.ods_code) dir="auto">
                    {organisation.name.clone()}
                </a>
            </li>
        }
    };
    let call = |(organisation, why): (Arc<Organisation>, Result<(), CannotAct>)| {
        view! { <li><CallInstead locale organisation why=why.err() /></li> }
    };
    let some_cannot = !cannot.is_empty();
    view! {
        <h1>{t!(locale, "Where do you want an appointment?")}</h1>
        {if none {
            view! { <p>{t!(locale, "None of your organisations lets people book here at the moment.")}</p> }
                .into_any()
        } else {
            view! { <ul class="nhsuk-list nhsuk-list--bullet">{can.into_iter().map(way_in).collect_view()}</ul> }
                .into_any()
        }}
        {some_cannot
            .then(|| {
                view! {
                    <h2>{t!(locale, "Call to book at these")}</h2>
                    <ul class="nhsuk-list">{cannot.into_iter().map(call).collect_view()}</ul>
                }
            })}
    }
}

#[component]
fn CallInstead(locale: Locale, organisation: Arc<Organisation>, why: Option<CannotAct>) -> impl IntoView {
    let name = organisation.name.clone();
    let words = match why {
        Some(CannotAct::Stands(SourceState::NotAsked(WhyNotAsked::OnlyThePatient))) => {
            t!(locale, "They take bookings only from the patient’s own log-in, and not from somebody else.")
        }
        Some(CannotAct::Stands(_)) => t!(locale, "We cannot book there for you at the moment."),
        Some(CannotAct::NotAllowed) => t!(locale, "You may not book there for this person."),
        _ => t!(locale, "They do not take bookings through Front Door."),
    };
    view! {
        <p dir="auto">
            <strong>{name.clone()}</strong>
            <br />
            {words}
            {organisation
                .phone
                .clone()
                .map(|number| view! { <br /><Phone phone=(name, number) /> })}
        </p>
    }
}

/// An organisation that offers nothing here, with why and what to do instead.
#[component]
pub fn CannotBook(
    locale: Locale,
    organisation: Arc<Organisation>,
    why: WhyNone,
    /// Whether somebody acts for the patient.
    #[prop(optional)]
    acting: bool,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let (heading, words) = match why {
        WhyNone::NotAllowed => (
            t!(locale, "{name} does not let people book online", name = name),
            t!(locale, "They decide that themselves. Call them to book."),
        ),
        WhyNone::NoAnswer => (
            t!(locale, "{name} has not told us its free times", name = name),
            t!(locale, "Nothing was booked. Try again in a few minutes, or call them to book."),
        ),
        WhyNone::OnlyThePatient => (
            t!(locale, "You cannot book at {name} for somebody else", name = name),
            t!(locale, "They take bookings only from the patient’s own log-in. Call them to book."),
        ),
        WhyNone::NotAsked if acting => (
            t!(locale, "We cannot book at {name} at the moment", name = name),
            t!(locale, "Nothing was booked. Call them to book."),
        ),
        WhyNone::NotAsked => (
            t!(locale, "We cannot book at {name} at the moment", name = name),
            t!(locale, "The page “Where your information comes from” says why. Call them to book."),
        ),
    };
    let phones = phone_of(&organisation).into_iter().collect();
    view! {
        <CannotHere heading words phones />
        <LinkButton
            href=format!("/appointments/book/{}", organisation.ods_code)
            text=t!(locale, "Try again")
            secondary=true
        />
        {(!acting)
            .then(|| {
                view! {
                    <p class="not-printed">
                        <a href="/where-from">{t!(locale, "Where your information comes from")}</a>
                    </p>
                }
            })}
    }
}
