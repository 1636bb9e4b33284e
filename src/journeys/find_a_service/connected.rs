//! What each connected organisation shares online and what not, who decides, and what to do instead.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::{Kinds, Organisation, Setting};
use crate::journeys::record::kinds;
use crate::t;
use crate::web::Words;
use crate::web::components::{Details, Facts, Row, edge};
use crate::words::{Locale, and_list};

#[component]
pub fn Connected(locale: Locale, all: Vec<(Arc<Organisation>, Kinds)>) -> impl IntoView {
    let rows = all.into_iter().map(|(organisation, kinds)| {
        let class = edge(organisation.setting);
        let name = organisation.name.clone();
        view! {
            <li class=class>
                <h2 class="entry__title" dir="auto">{name}</h2>
                {facts(locale, &organisation, kinds)}
            </li>
        }
    });
    view! {
        <h1>{t!(locale, "Who shares what online")}</h1>
        <p>
            {t!(
                locale,
                "Each organisation decides itself what it shares online. Front Door shows all that they share with it."
            )}
        </p>
        <p>
            {t!(
                locale,
                "Dentists, opticians, private care and all that is not in this list are not connected. Ask them yourself."
            )}
        </p>
        <ul class="entries">{rows.collect_view()}</ul>
    }
}

/// The same, for one place among others.
pub fn shares(locale: Locale, organisation: &Organisation, kinds: Kinds) -> impl IntoView + use<> {
    let facts = facts(locale, organisation, kinds).into_any();
    view! { <Details summary=t!(locale, "What it shares with Front Door")>{facts}</Details> }
}

fn facts(locale: Locale, organisation: &Organisation, kinds: Kinds) -> impl IntoView + use<> {
    let name = organisation.name.as_str();
    let words = |those: Vec<crate::domain::Kind>| -> Option<String> {
        let words: Vec<String> =
            those.into_iter().map(|kind| kinds::words(locale, kind).word.into_owned()).collect();
        (!words.is_empty()).then(|| and_list(locale, &words))
    };
    let record = Kinds::in_record();
    let offered = words(kinds.and(record).iter().collect());
    // A national service is there for its own kinds alone; nobody looks there for others.
    let is_a_place = organisation.setting != Setting::National;
    let looked_for = |kind: &crate::domain::Kind| is_a_place && kind.is_looked_for_at(organisation.setting);
    let missing = words(record.iter().filter(|kind| !kinds.contains(*kind)).filter(looked_for).collect());
    let instead: Words = match &organisation.phone {
        Some(phone) => t!(locale, "Call {name} on {phone} and ask them.", name = name, phone = phone),
        None => t!(locale, "Ask {name}.", name = name),
    };
    let mut rows = Vec::new();
    if let Some(offered) = offered {
        rows.push(Row::new(t!(locale, "Online here"), offered));
    }
    if let Some(missing) = missing {
        rows.push(Row::new(t!(locale, "Not online here"), missing));
        rows.push(Row::new(t!(locale, "Who decides"), t!(locale, "{name} decides.", name = name)));
        rows.push(Row::new(t!(locale, "What to do instead"), instead));
    }
    view! { <Facts rows /> }
}
