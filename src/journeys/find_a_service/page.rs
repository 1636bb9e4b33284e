//! The form, the services that people go to by themselves, and the ends of searches.

use leptos::prelude::*;

use crate::domain::{OutsideLink, PlaceKind};
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, CareCard, CareKind, Choice, ErrorSummary, Fieldset, OutsidePage, Radios, TextInput,
};
use crate::web::forms::FormState;
use crate::words::Locale;

/// The heading of what was found.
pub fn heading(locale: Locale, kind: PlaceKind) -> Words {
    match kind {
        PlaceKind::Pharmacy => t!(locale, "Pharmacies near you"),
        PlaceKind::GpSurgery => t!(locale, "GP surgeries near you"),
        PlaceKind::UrgentCare => t!(locale, "Urgent care near you"),
    }
}

#[component]
pub fn Find(
    locale: Locale,
    form: FormState,
    /// Whether there is a directory to look in.
    there: bool,
) -> impl IntoView {
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1>{t!(locale, "Find a service")}</h1>
        {if there {
            view! { <Form locale form /> }.into_any()
        } else {
            view! { <Elsewhere locale /> }.into_any()
        }}
        <Emergencies locale />
        <SelfReferral locale />
        <h2>{t!(locale, "Who shares what online")}</h2>
        <p>
            <a href="/find-a-service/connected">
                {t!(locale, "See which organisations are connected to Front Door, and what each shares")}
            </a>
        </p>
    }
}

#[component]
fn Form(locale: Locale, form: FormState) -> impl IntoView {
    let chosen = form.value("what");
    let one = |kind: PlaceKind, label, hint| Choice {
        value: kind.slug(),
        label,
        hint: Some(hint),
        chosen: chosen == kind.slug(),
    };
    let choices = vec![
        one(
            PlaceKind::Pharmacy,
            t!(locale, "A pharmacy"),
            t!(locale, "Medicines, and advice on small illnesses without an appointment."),
        ),
        one(PlaceKind::GpSurgery, t!(locale, "A GP surgery"), t!(locale, "To register, or to change.")),
        one(
            PlaceKind::UrgentCare,
            t!(locale, "Urgent care"),
            t!(locale, "For what cannot wait, and is not an emergency."),
        ),
    ];
    let (what, place) = (form.error("what"), form.error("where"));
    view! {
        <form action="/find-a-service" method="post" novalidate>
            <Fieldset locale id="what" legend=t!(locale, "What are you looking for?") error=what>
                <Radios name="what" choices />
            </Fieldset>
            <TextInput
                locale
                id="where"
                label=t!(locale, "Near where?")
                hint=t!(locale, "A postcode, town or village. We forget it after an hour.")
                value=form.value("where")
                error=place
                autocomplete=Some("postal-code")
                spellcheck=Some(false)
                width=20
            />
            <Button text=t!(locale, "Find") />
        </form>
    }
}

/// Where there is no directory here: the national one.
#[component]
fn Elsewhere(locale: Locale) -> impl IntoView {
    let what = t!(locale, "Front Door has no list of services here. The national website has one.");
    OutsideLink::parse("https://www.nhs.uk/nhs-services/services-near-you/")
        .map(|link| view! { <OutsidePage locale what link /> })
}

#[component]
pub fn Emergencies(locale: Locale) -> impl IntoView {
    view! {
        <CareCard locale kind=CareKind::Emergency heading=t!(locale, "Call 999 or go to A&E now if:")>
            <ul>
                <li>{t!(locale, "somebody may have a heart attack or a stroke")}</li>
                <li>{t!(locale, "somebody cannot breathe well, bleeds a lot, or does not wake up")}</li>
                <li>{t!(locale, "somebody’s life may be in danger in another way")}</li>
            </ul>
        </CareCard>
        <CareCard locale kind=CareKind::Urgent heading=t!(locale, "Go to NHS 111 online or call 111 if:")>
            <ul>
                <li>{t!(locale, "you need help now, and it is not an emergency")}</li>
                <li>{t!(locale, "you do not know where to go")}</li>
            </ul>
            <p>{t!(
                    locale,
                    "If you cannot hear or speak on the phone, use 18001 111 with Relay UK. NHS 111 online has British Sign Language."
                )}</p>
        </CareCard>
    }
}

/// Services that need no referral.
#[component]
fn SelfReferral(locale: Locale) -> impl IntoView {
    let outside = |address: &str, what: Words| {
        OutsideLink::parse(address).map(|link| view! { <OutsidePage locale what link /> })
    };
    view! {
        <h2>{t!(locale, "Services that you can go to yourself")}</h2>
        <p>{t!(locale, "You do not need to see a GP first.")}</p>
        <h3>{t!(locale, "Talking therapies")}</h3>
        {outside(
            "https://www.nhs.uk/service-search/mental-health/find-an-NHS-talking-therapies-service/",
            t!(locale, "If you feel low, worried or stressed, you can ask for talking therapies. You find yours there."),
        )}
        <h3>{t!(locale, "Physiotherapy")}</h3>
        {outside(
            "https://www.nhs.uk/conditions/physiotherapy/accessing/",
            t!(
                locale,
                "In many areas you can ask for physiotherapy yourself. Your GP surgery’s reception knows if you can. There you read how."
            ),
        )}
        <h3>{t!(locale, "Help to stop smoking")}</h3>
        {outside(
            "https://www.nhs.uk/better-health/quit-smoking/find-your-local-stop-smoking-service/",
            t!(locale, "A local service helps you to stop, for free. You find yours there."),
        )}
    }
}

#[component]
pub fn NoAnswer(locale: Locale, kind: PlaceKind) -> impl IntoView {
    let card = (kind == PlaceKind::UrgentCare).then(|| view! { <Emergencies locale /> });
    view! {
        <h1>{t!(locale, "The list of services does not answer")}</h1>
        <p>{t!(locale, "This does not mean that there is nothing near you. Try again in some minutes.")}</p>
        {card}
        <Elsewhere locale />
    }
}

#[component]
pub fn Ended(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "This search has ended")}</h1>
        <p>{t!(locale, "We forget what you looked for after an hour.")}</p>
        <p class="not-printed"><a href="/find-a-service">{t!(locale, "Find a service")}</a></p>
    }
}
