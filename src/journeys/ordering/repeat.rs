//! One repeat medicine in words: what it is, when it was last issued, why it cannot be ordered, what to think of first.

use std::sync::Arc;

use leptos::prelude::*;

use super::caution::{Caution, Why};
use crate::domain::{CanBeOrdered, Organisation, Repeat};
use crate::journeys::record::detail::Phone;
use crate::journeys::record::listed::Listed;
use crate::t;
use crate::web::Words;
use crate::web::components::{InsetText, WarningCallout};
use crate::words::{Locale, and_list, dates, dosage, isolated};

/// How to take it and how much, in the surgery's own words.
pub fn own_words(locale: Locale, repeat: &Repeat) -> Vec<String> {
    let quantity = repeat.quantity.as_deref().map(|told| dosage::supplied(locale, told).into_owned());
    let told = repeat.dosage.clone().into_iter().chain(quantity);
    told.filter(|text| !text.trim().is_empty()).collect()
}

/// When it was last issued, and when it runs out, as far as the surgery says.
pub fn when(locale: Locale, repeat: &Repeat) -> Vec<Words> {
    let issued = repeat.last_issued.map_or_else(
        || t!(locale, "We were not told when it was last issued."),
        |date| t!(locale, "Last issued {date}.", date = dates::partial(locale, &date)),
    );
    let runs_out = repeat
        .runs_out()
        .map(|date| t!(locale, "That should last until {date}.", date = dates::partial(locale, &date)));
    let review = repeat.review_by.map(|date| {
        let date = dates::partial(locale, &date);
        t!(locale, "Your GP surgery wants to look at it with you by {date}.", date = date)
    });
    [Some(issued), runs_out, review].into_iter().flatten().collect()
}

/// Why it cannot be ordered now, and what to do; nothing where it can.
pub fn why_not(locale: Locale, repeat: &Repeat) -> Option<Words> {
    Some(match &repeat.can_be_ordered {
        CanBeOrdered::Yes => return None,
        CanBeOrdered::AlreadyAskedFor(_, Some(since)) => t!(
            locale,
            "You have asked for it already, on {date}. Your GP surgery has not finished with it.",
            date = dates::partial(locale, since)
        ),
        CanBeOrdered::AlreadyAskedFor(_, None) => {
            t!(locale, "You have asked for it already. Your GP surgery has not finished with it.")
        }
        CanBeOrdered::OneOff => {
            t!(locale, "It was given for one time only. If you need more, call your GP surgery.")
        }
        CanBeOrdered::NotInForce => t!(locale, "Your GP surgery has stopped it, or it has ended."),
        CanBeOrdered::NoIssuesLeft => {
            t!(locale, "You have had all that was agreed. Call your GP surgery: they must agree to more.")
        }
        CanBeOrdered::NeedsReview => {
            t!(locale, "Your GP surgery must look at it with you first. Call them for a medicine review.")
        }
        CanBeOrdered::NotSaid => {
            t!(locale, "Your GP surgery does not say that it is a repeat medicine. Call them to ask for it.")
        }
    })
}

/// What to think of first, and whom to ask.
#[component]
pub fn Cautions(locale: Locale, cautions: Vec<Caution>, name: String) -> impl IntoView {
    let one = |Caution { why, at }: Caution| {
        let who = isolated(&at.name).into_owned();
        let words = match why {
            Why::Clash(clash, medicine) => medicine.says(locale, clash, &who),
            Why::OtherStrength(medicine) => {
                let other = isolated(&medicine.name.text).into_owned();
                t!(locale, "{who} lists another strength: {other}.", who = who, other = other).into_owned()
            }
            Why::Allergy(allergy) => {
                let substance = isolated(&allergy.substance.text).into_owned();
                t!(locale, "{who} lists as an allergy: {substance}.", who = who, substance = substance)
                    .into_owned()
            }
        };
        let phone = at.phone.clone().map(|number| (at.name.clone(), number));
        view! {
            <p dir="auto">{words}</p>
            {phone.map(|phone| view! { <p><Phone phone /></p> })}
        }
    };
    (!cautions.is_empty()).then(|| {
        let heading = t!(locale, "Ask before you order {name}", name = isolated(&name));
        let all = cautions.into_iter().map(one).collect_view();
        view! {
            <WarningCallout locale heading>
                {all}
                <p>{t!(locale, "Ask them, your GP surgery or a pharmacist if you should take it.")}</p>
            </WarningCallout>
        }
    })
}

/// What whoever acts for the patient does not see may speak against an order too.
#[component]
pub fn NotAllSeen(locale: Locale, acting: Option<String>) -> impl IntoView {
    acting.map(|patient| {
        let words = t!(
            locale,
            "We could check this only against what you may see. Ask {name}, the GP surgery or a pharmacist if you are not sure.",
            name = patient
        );
        view! { <InsetText locale><p dir="auto">{words}</p></InsetText> }
    })
}

/// Who has not told what could speak against an order.
#[component]
pub fn NotTold(locale: Locale, not_told: Vec<Arc<Organisation>>) -> impl IntoView {
    let names: Vec<String> = not_told.iter().map(|one| isolated(&one.name).into_owned()).collect();
    (!names.is_empty()).then(|| {
        let words = t!(
            locale,
            "We could not check all that these say of your medicines and allergies: {names}.",
            names = and_list(locale, &names)
        );
        view! { <InsetText locale><p dir="auto">{words}</p></InsetText> }
    })
}
