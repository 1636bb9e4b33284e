//! What is special to one prescription: where it is, the medicines on it, and the pharmacy.

use leptos::prelude::*;

use super::entry_words::{item_facts, summary};
use super::place_words::what_next;
use crate::domain::{Pharmacy, Prescription};
use crate::journeys::record::detail::{Shown, lines, phone_href};
use crate::journeys::record::entry_words::own_lines;
use crate::web::components::{Facts, Row};
use crate::words::Locale;
use crate::{count, t};

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Prescription>) -> impl IntoView + use<> {
    let Shown { locale, held, practice, .. } = shown;
    let prescription = held.entry.clone();
    let place = summary(locale, &prescription);
    let holder = held.holders.first().map(|holder| holder.organisation.name.as_str());
    let next = prescription.common_state().and_then(|state| {
        what_next(locale, state, prescription.pharmacy.as_ref(), prescription.number.as_deref(), holder)
    });
    let not_read = (prescription.items_not_read > 0).then(|| {
        count!(
            locale,
            prescription.items_not_read,
            one = "1 medicine on it could not be read and is not shown.",
            other = "{n} medicines on it could not be read and are not shown."
        )
    });
    // One medicine alone is named by the page's own heading.
    let is_alone = prescription.items.len() == 1 && prescription.items_not_read == 0;
    let items = prescription.items.iter().map(|item| {
        let facts = item_facts(locale, practice, &prescription, item);
        let rows: Vec<_> = facts.into_iter().map(|fact| Row::new(fact.key, lines(fact.lines))).collect();
        let name = (!is_alone || rows.is_empty()).then(|| item.name.text.clone());
        view! { <Item name rows /> }
    });
    view! {
        <p dir="auto"><strong>{t!(locale, "{place}.", place = place)}</strong></p>
        {next.map(|words| view! { <p dir="auto">{words}</p> })}
        {not_read.map(|words| view! { <p><strong>{words}</strong></p> })}
        {prescription.pharmacy.clone().map(|pharmacy| view! { <PharmacyDetails locale pharmacy /> })}
        <h2>{t!(locale, "What was prescribed")}</h2>
        {items.collect_view()}
    }
}

/// One medicine, under its name where there are several.
#[component]
fn Item(name: Option<String>, rows: Vec<Row>) -> impl IntoView {
    view! {
        {name.map(|name| view! { <h3 dir="auto">{name}</h3> })}
        {(!rows.is_empty()).then(|| view! { <Facts rows /> })}
    }
}

/// The pharmacy as its source names it: name, address, phone. An address of the web is shown, and is no link: it
/// comes from somebody else's answer.
#[component]
fn PharmacyDetails(locale: Locale, pharmacy: Pharmacy) -> impl IntoView {
    let Pharmacy { name, address, phone, website } = pharmacy;
    let address = address.as_deref().map(own_lines).unwrap_or_default();
    view! {
        <h2>{t!(locale, "The pharmacy")}</h2>
        <p dir="auto"><strong>{name}</strong></p>
        {address.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view()}
        {phone
            .map(|number| {
                let href = phone_href(&number);
                view! { <p>{t!(locale, "Phone:")} " " <a href=href>{number}</a></p> }
            })}
        {website.map(|site| view! { <p dir="auto">{t!(locale, "Website: {site}", site = site)}</p> })}
    }
}
