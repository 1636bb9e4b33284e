//! The page of what is set up.

use leptos::prelude::*;

use super::{AtWork, words};
use crate::settings::SourceEntry;
use crate::t;
use crate::web::KeyNames;
use crate::web::components::{InsetText, Row, SummaryList};
use crate::words::{Locale, isolated};

#[component]
pub fn Settings(
    locale: Locale,
    place: String,
    /// None for an organisation that cannot be asked.
    entry: Option<SourceEntry>,
    at_work: Vec<AtWork>,
    keys: KeyNames,
) -> impl IntoView {
    let interfaces = entry.as_ref().map(SourceEntry::interfaces).unwrap_or_default();
    let interfaces = interfaces.into_iter().map(|entry| {
        view! {
            <h3>{words::protocol(locale, entry.protocol)}</h3>
            <SummaryList rows=words::rows(locale, &entry) />
        }
    });
    let interfaces = interfaces.collect_view();
    let whole = match &entry {
        Some(entry) => view! { <SummaryList rows=words::whole(locale, entry) /> }.into_any(),
        None => {
            let words =
                t!(locale, "{place} is not connected: nothing is asked of it.", place = isolated(&place));
            view! { <InsetText locale><p dir="auto">{words}</p></InsetText> }.into_any()
        }
    };
    view! {
        <h1>{t!(locale, "What is set up")}</h1>
        <p dir="auto">
            {t!(
                locale,
                "This is what Front Door was told about {place}. To change it, ask whoever runs this portal: it stands in their sources file.",
                place = isolated(&place)
            )}
        </p>
        <h2>{t!(locale, "Your organisation")}</h2>
        {whole}
        {entry
            .is_some()
            .then(|| {
                view! {
                    <h2>{t!(locale, "How it is asked")}</h2>
                    {interfaces}
                }
            })}
        <h2>{t!(locale, "Log-ins of your staff")}</h2>
        <Staff locale at_work />
        <h2>{t!(locale, "Keys")}</h2>
        <Keys locale keys />
    }
}

#[component]
fn Staff(locale: Locale, at_work: Vec<AtWork>) -> impl IntoView {
    if at_work.is_empty() {
        let words = t!(locale, "With a password and a code. No log-in at work is connected.");
        return view! { <p>{words}</p> }.into_any();
    }
    let each = |one: AtWork| {
        let step = match one.second_step.is_empty() {
            true => t!(locale, "Always ours"),
            false => {
                t!(locale, "Theirs where it says {words}, else ours", words = one.second_step.join(", "))
            }
        };
        let again = match one.every_time {
            true => t!(locale, "Each time"),
            false => t!(locale, "Not while they are logged in there"),
        };
        let rows = vec![
            Row::new(t!(locale, "Where it is"), one.host),
            Row::new(t!(locale, "Second step"), view! { {step} }),
            Row::new(t!(locale, "Asks people to log in"), view! { {again} }),
        ];
        view! {
            <h3 dir="auto">{one.name}</h3>
            <SummaryList rows />
        }
    };
    view! {
        <p>{t!(locale, "With a password and a code, or with:")}</p>
        {at_work.into_iter().map(each).collect_view()}
    }
    .into_any()
}

#[component]
fn Keys(locale: Locale, keys: KeyNames) -> impl IntoView {
    let KeyNames { writes, older } = keys;
    let older = match older.is_empty() {
        true => t!(locale, "None"),
        false => older.join(", ").into(),
    };
    let rows = vec![
        Row::new(t!(locale, "Seals what is kept"), writes),
        Row::new(t!(locale, "Still opens what was sealed before"), view! { {older} }),
    ];
    view! {
        <p>{t!(locale, "What is kept about people is sealed. These are the names of the keys, the same for all organisations of this portal. How to change one without losing anything is written in docs/keys.md.")}</p>
        <SummaryList rows />
    }
}
