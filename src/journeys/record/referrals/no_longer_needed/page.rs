//! The page on which somebody says that they no longer need a referral, and why it cannot be said here.

use std::sync::Arc;

use leptos::prelude::*;

use super::Now;
use crate::domain::{Held, Organisation, Referral};
use crate::journeys::record::detail::{FactRows, Phone};
use crate::journeys::record::entry_words::Fact;
use crate::journeys::record::listed::Listed;
use crate::t;
use crate::web::Words;
use crate::web::components::{ErrorSummary, HiddenFields, InsetText, LinkButton, Textarea};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// The whole referral, what happens then, and the form.
#[component]
pub fn EndPage(
    locale: Locale,
    back: String,
    organisation: Arc<Organisation>,
    referral: Referral,
    state: FormState,
    /// The patient, where somebody acts for one.
    acting: Option<String>,
) -> impl IntoView {
    let name = isolated(&organisation.name).into_owned();
    let EndWords { heading, later, not_sure, why, read, yes } = EndWords::of(locale, acting);
    let facts: Vec<Fact> = referral.facts(locale).into_iter().map(|fact| fact.cut(locale)).collect();
    let (hidden, action) = (state.carried(&["wish"]), format!("{back}/no-longer-needed"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1>{heading}</h1>
                <FactRows facts />
                <InsetText locale>
                    <p dir="auto">
                        {t!(locale, "We ask {name} to end it. They decide, and may give your place to somebody else.", name = name)}
                    </p>
                    <p>{later}</p>
                    <p>{not_sure}</p>
                </InsetText>
                <form action=action method="post" novalidate>
                    <HiddenFields fields=hidden />
                    <Textarea
                        locale
                        id="why"
                        label=why
                        hint=read
                        value=state.value("why")
                        error=state.error("why")
                        rows=3
                    />
                    <button class="nhsuk-button" type="submit">{yes}</button>
                    " "
                    <LinkButton href=back text=t!(locale, "No, keep it") secondary=true />
                </form>
            </div>
        </div>
    }
}

/// What the form says to the patient, or to somebody who acts for them.
struct EndWords {
    heading: Words,
    later: Words,
    not_sure: Words,
    why: Words,
    read: Words,
    yes: Words,
}

impl EndWords {
    fn of(locale: Locale, acting: Option<String>) -> Self {
        let heading = t!(locale, "Do you no longer need this referral?");
        let why = t!(locale, "Why do you no longer need it? (you do not have to say)");
        match acting {
            None => Self {
                heading,
                later: t!(
                    locale,
                    "If you need it again later, you may have to be referred again and wait longer."
                ),
                not_sure: t!(locale, "If you are not sure, talk to whoever referred you first."),
                why,
                read: t!(locale, "Up to 300 letters. They read it."),
                yes: t!(locale, "Yes, I no longer need it"),
            },
            Some(patient) => Self {
                heading,
                later: t!(
                    locale,
                    "If {name} needs it again later, it may take a new referral and a longer wait.",
                    name = patient
                ),
                not_sure: t!(
                    locale,
                    "Say so only if {name} wants you to. If you are not sure, talk to whoever made the referral first.",
                    name = patient
                ),
                why,
                read: t!(locale, "Up to 300 letters. They read it, with your name."),
                yes: t!(locale, "Yes, {name} no longer needs it", name = patient),
            },
        }
    }
}

/// Why it cannot be said here, and what to do instead.
#[component]
pub fn CannotEnd(locale: Locale, back: String, now: Now, held: Held<Referral>) -> impl IntoView {
    let (heading, words) = match now {
        Now::IsOver => (
            t!(locale, "This referral is over already"),
            t!(locale, "There is nothing more that you need to do."),
        ),
        Now::NoAnswer => (
            t!(locale, "We could not check this referral"),
            t!(locale, "Nothing was sent. Try again in a few minutes, or call them."),
        ),
        Now::NotHere | Now::CanBe(..) => (
            t!(locale, "You cannot say this here"),
            t!(locale, "If it is no longer needed, call them and say so."),
        ),
    };
    let phone = |organisation: &Organisation| Some((organisation.name.clone(), organisation.phone.clone()?));
    let phones: Vec<_> = held.holders.iter().filter_map(|holder| phone(&holder.organisation)).collect();
    view! {
        <h1>{heading}</h1>
        <p>{words}</p>
        {phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view()}
        <p class="not-printed"><a href=back>{t!(locale, "Back to the referral")}</a></p>
    }
}
