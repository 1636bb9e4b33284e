//! What is special to one letter: its text, or how to get the file.

use leptos::prelude::*;

use super::entry_words::{file, paragraphs};
use crate::domain::Letter;
use crate::journeys::record::detail::{Phone, Shown};
use crate::t;
use crate::words::{Locale, isolated};

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Letter>) -> impl IntoView + use<> {
    let Shown { locale, held, .. } = shown;
    let letter = &held.entry;
    let text = paragraphs(letter.text.as_deref().unwrap_or_default());
    let file = file(locale, letter).filter(|_| text.is_empty());
    let address = letter.file_address.as_ref().map(|_| format!("/record/letters/{}/file", held.id));
    let holder = held.holders.first().map(|holder| &holder.organisation);
    let name = holder.map(|organisation| organisation.name.clone()).unwrap_or_default();
    let phone = holder.and_then(|organisation| organisation.phone.clone());
    match (text.is_empty(), address) {
        (false, _) => view! { <LetterText locale text /> }.into_any(),
        (true, Some(address)) => view! { <OpenIt locale address file name /> }.into_any(),
        (true, None) => view! { <NotHere locale file name phone /> }.into_any(),
    }
}

/// The letter as it was written.
#[component]
fn LetterText(locale: Locale, text: Vec<Vec<String>>) -> impl IntoView {
    let paragraph = |lines: Vec<String>| {
        let lines = lines.into_iter().enumerate();
        let lines = lines.map(|(n, line)| ((n > 0).then(|| view! { <br /> }), line)).collect_view();
        view! { <p dir="auto">{lines}</p> }
    };
    view! {
        <h2>{t!(locale, "What the letter says")}</h2>
        <div class="letter">{text.into_iter().map(paragraph).collect_view()}</div>
    }
}

/// A letter that is a file of its holder's.
#[component]
fn OpenIt(locale: Locale, address: String, file: Option<String>, name: String) -> impl IntoView {
    let open = match file {
        Some(file) => t!(locale, "Open the letter ({file})", file = file),
        None => t!(locale, "Open the letter"),
    };
    view! {
        <p><a class="nhsuk-button nhsuk-button--secondary" href=address>{open}</a></p>
        <p>
            {t!(
                locale,
                "We get it from {name} when you open it. To come back to this page, use the Back button.",
                name = isolated(&name)
            )}
        </p>
    }
}

/// A letter that cannot be read here.
#[component]
fn NotHere(locale: Locale, file: Option<String>, name: String, phone: Option<String>) -> impl IntoView {
    let words = match file {
        Some(file) => t!(locale, "This letter is a file ({file}). You cannot open it here yet.", file = file),
        None => {
            t!(locale, "{name} told us of this letter, but did not send its text.", name = isolated(&name))
        }
    };
    let ask = t!(locale, "Ask {name} if you want to read it.", name = isolated(&name));
    view! {
        <p>{words}</p>
        <p>{ask}</p>
        {phone.map(|number| view! { <p><Phone phone=(name, number) /></p> })}
    }
}
