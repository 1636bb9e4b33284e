//! The pages of one change: the form, the choice of a pharmacy, and why it cannot be done here.

use std::sync::Arc;

use leptos::prelude::*;

use super::What;
use super::fields::fields;
use super::form::{ChangeForm, NO_PHARMACY};
use super::service::WhyNot;
use crate::domain::{Nearby, Organisation};
use crate::journeys::pharmacies::Pharmacies;
use crate::journeys::record::detail::Phone;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, ErrorSummary, InsetText, TextInput};
use crate::words::{Locale, isolated};

#[component]
pub fn ChangePage(
    locale: Locale,
    form: ChangeForm,
    /// Where all prescriptions go now.
    usual: Option<String>,
    /// What is written down now, where the person has to see it first.
    stands: Option<String>,
    near: Option<Arc<Nearby>>,
    can_search: bool,
    others: Vec<Arc<Organisation>>,
) -> impl IntoView {
    let what = form.what;
    let (heading, button) = words(locale, what);
    let stands = stands.map(|line| {
        let words = t!(locale, "Written down now: {line}", line = isolated(&line));
        view! { <InsetText locale><p dir="auto">{words}</p></InsetText> }
    });
    let content = match what {
        What::Pharmacy => pharmacy(locale, &form, usual, near, can_search),
        _ => {
            let (fields, kept) = (fields(locale, &form), form.clone());
            view! { <ChangingForm form=kept>{fields} <Button text=button /></ChangingForm> }.into_any()
        }
    };
    let elsewhere = what != What::Pharmacy;
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.state.errors.clone() />
                <h1>{heading}</h1>
                {stands}
                {content}
                {elsewhere.then(|| view! { <TellThem locale others /> })}
            </div>
        </div>
    }
}

/// The heading, and what the button says.
fn words(locale: Locale, what: What) -> (Words, Words) {
    match what {
        What::Email => (t!(locale, "What is your email address?"), t!(locale, "Change my email address")),
        What::Mobile => (t!(locale, "What is your mobile number?"), t!(locale, "Change my mobile number")),
        What::Address => (t!(locale, "Where do you live?"), t!(locale, "Change my address")),
        What::Language => {
            (t!(locale, "Which language do you want to speak?"), t!(locale, "Change my language"))
        }
        What::Pharmacy => {
            (t!(locale, "Where do you want your prescriptions to go?"), t!(locale, "Find pharmacies"))
        }
    }
}

/// The form with what every page of it carries.
#[component]
fn ChangingForm(form: ChangeForm, children: Children) -> impl IntoView {
    view! {
        <form action=form.what.address() method="post" novalidate>
            <input type="hidden" name="wish" value=form.wish.to_string() />
            <input type="hidden" name="version" value=form.version.clone() />
            {children()}
        </form>
    }
}

fn pharmacy(
    locale: Locale,
    form: &ChangeForm,
    usual: Option<String>,
    near: Option<Arc<Nearby>>,
    can_search: bool,
) -> AnyView {
    let is_chosen = usual.is_some();
    let now = match usual {
        Some(name) => t!(locale, "They go to {name} now.", name = isolated(&name)),
        None => t!(locale, "You have not chosen a pharmacy. You get them on paper."),
    };
    let typed = form.state.value("near");
    let searched = typed.clone();
    let list = near.map(|near| {
        let (error, legend) = (form.state.error("pharmacy"), t!(locale, "Pharmacies near there"));
        view! {
            <ChangingForm form=form.clone()>
                <input type="hidden" name="near" value=searched />
                <input type="hidden" name="step" value="use" />
                <Pharmacies locale near legend error />
                <Button text=t!(locale, "Send all my prescriptions there") />
            </ChangingForm>
        }
    });
    let found = list.is_some();
    let search = can_search.then(|| {
        let label = match found {
            true => t!(locale, "Or look near another postcode or town"),
            false => t!(locale, "Near which postcode or town?"),
        };
        let error = form.state.error("near");
        let text = if found { t!(locale, "Look again") } else { t!(locale, "Find pharmacies") };
        view! {
            <ChangingForm form=form.clone()>
                <TextInput
                    locale
                    id="near"
                    label
                    value=typed
                    error
                    width=20
                />
                <Button text secondary=found />
            </ChangingForm>
        }
    });
    let nowhere = (!can_search)
        .then(|| view! { <p>{t!(locale, "You cannot look for a pharmacy here. Any pharmacy can do it for you.")}</p> });
    let none = is_chosen.then(|| {
        view! {
            <h2>{t!(locale, "If you want no pharmacy")}</h2>
            <p>{t!(locale, "Your GP surgery then gives you prescriptions on paper, for any pharmacy.")}</p>
            <ChangingForm form=form.clone()>
                <button
                    class="nhsuk-button nhsuk-button--secondary"
                    type="submit"
                    name="pharmacy"
                    value=NO_PHARMACY
                >
                    {t!(locale, "Stop sending them to a pharmacy")}
                </button>
            </ChangingForm>
        }
    });
    view! {
        <p dir="auto">{now}</p>
        {list}
        {search}
        {nowhere}
        {none}
    }
    .into_any()
}

/// Who has to be told another way.
#[component]
pub fn TellThem(locale: Locale, others: Vec<Arc<Organisation>>) -> impl IntoView {
    let rows = others.into_iter().map(|at| {
        let row = match at.phone.clone() {
            Some(number) => view! { <Phone phone=(at.name.clone(), number) /> }.into_any(),
            None => view! { <bdi>{at.name.clone()}</bdi> }.into_any(),
        };
        view! { <li>{row}</li> }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{t!(locale, "Tell these yourself")}</h2>
            <p>
                {t!(
                    locale,
                    "A change here is made in the national list of patients. These keep your details too, and do not take changes here. Call each of them."
                )}
            </p>
            <ul>{rows}</ul>
        }
    })
}

#[component]
pub fn CannotChange(
    locale: Locale,
    what: What,
    why: WhyNot,
    others: Vec<Arc<Organisation>>,
) -> impl IntoView {
    let words = match why {
        WhyNot::NotHere => t!(locale, "No organisation takes this change here."),
        WhyNot::NeedsNhsLogin => {
            t!(locale, "The national list of patients takes changes only when you log in with NHS login.")
        }
        WhyNot::Restricted => {
            t!(
                locale,
                "Your record has extra protection, so nothing can be changed here. Ask your GP surgery."
            )
        }
        WhyNot::NoAnswer => {
            t!(
                locale,
                "We could not check what is written down. Nothing was changed. Try again in a few minutes."
            )
        }
    };
    view! {
        <h1>{t!(locale, "You cannot change this here now")}</h1>
        <p>{t!(locale, "You wanted to change: {what}.", what = what.name(locale))}</p>
        <p>{words}</p>
        <TellThem locale others />
        <p class="not-printed"><a href="/your-details">{t!(locale, "Back to your details")}</a></p>
    }
}
