//! Where a person can book, what they say with it, and the check before it is sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::WhyNone;
use super::form::Need;
use super::times::InsteadOf;
use crate::domain::{Appointment, BookAppointment, FreeTime, How, OdsCode, Organisation};
use crate::gather::CannotAct;
use crate::journeys::record::detail::{FactRows, Phone};
use crate::journeys::requests::{WishWords, free_time};
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, Choice, ErrorSummary, Fieldset, InsetText, LinkButton, TextInput, Textarea,
};
use crate::web::forms::FormState;
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
            let words = t!(locale, "None of your organisations lets people book here at the moment.");
            view! { <p>{words}</p> }.into_any()
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
pub fn CannotBook(locale: Locale, organisation: Arc<Organisation>, why: WhyNone) -> impl IntoView {
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
        WhyNone::NotAsked => (
            t!(locale, "We cannot book at {name} at the moment", name = name),
            t!(locale, "The page “Where your information comes from” says why. Call them to book."),
        ),
    };
    let phone = organisation.phone.clone().map(|number| (organisation.name.clone(), number));
    view! {
        <h1 dir="auto">{heading}</h1>
        <p>{words}</p>
        {phone.map(|phone| view! { <p><Phone phone /></p> })}
        <LinkButton
            href=format!("/appointments/book/{}", organisation.ods_code)
            text=t!(locale, "Try again")
            secondary=true
        />
        <p><a href="/where-from">{t!(locale, "Where your information comes from")}</a></p>
    }
}

/// What the person says with the booking.
#[component]
pub fn Details(
    locale: Locale,
    to: OdsCode,
    organisation: Arc<Organisation>,
    time: FreeTime,
    needs: Vec<Need>,
    state: FormState,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let when = free_time(locale, &time).when;
    let choices = Need::ALL.map(|need| Choice {
        value: need.slug(),
        label: need.words(locale),
        hint: None,
        chosen: needs.contains(&need),
    });
    let by_phone = time.how == How::ByPhone;
    let kept = |name: &'static str| view! { <input type="hidden" name=name value=state.value(name) /> };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1 dir="auto">{t!(locale, "What should {name} know?", name = name)}</h1>
                <InsetText locale><p dir="auto"><strong>{when}</strong></p></InsetText>
                <form action=format!("/appointments/book/{to}") method="post" novalidate>
                    {kept("wish")}
                    {kept("instead")}
                    {kept("time")}
                    <input type="hidden" name="step" value="check" />
                    <TextInput
                        locale
                        id="reason"
                        label=t!(locale, "Why do you want to be seen?")
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
                                    autocomplete="tel"
                                    width=20
                                />
                            }
                        })}
                    <Fieldset locale id="needs-group" legend=t!(locale, "What do you need there?")>
                        <Checkboxes name="needs" choices=choices.to_vec() />
                    </Fieldset>
                    <TextInput
                        locale
                        id="language"
                        label=t!(locale, "If you need an interpreter, for which language?")
                        value=state.value("language")
                        error=state.error("language")
                        width=20
                    />
                    <Textarea
                        locale
                        id="comment"
                        label=t!(locale, "Is there anything else they should know?")
                        hint=t!(locale, "You can leave this empty. Up to 400 characters.")
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
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let kept = |name: &'static str| view! { <input type="hidden" name=name value=state.value(name) /> };
    let hidden = ["wish", "instead", "time", "reason", "language", "comment", "phone"].map(kept);
    let needs: Vec<_> = state.value("needs").split_whitespace().map(str::to_owned).collect();
    let send: Words = match old {
        Some(_) => t!(locale, "Book this time and cancel the old one"),
        None => t!(locale, "Book this appointment"),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Check before you book")}</h1>
                {old.map(|old| view! { <InsteadOf locale old /> })}
                <p dir="auto">{t!(locale, "This goes to {name}.", name = name)}</p>
                <FactRows facts=booking.facts(locale) />
                <form action=format!("/appointments/book/{to}") method="post" novalidate>
                    {hidden.collect_view()}
                    {needs
                        .into_iter()
                        .map(|need| view! { <input type="hidden" name="needs" value=need /> })
                        .collect_view()}
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
