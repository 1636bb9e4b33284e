//! The accessibility statement: what has been done and checked, and what has not.

use leptos::prelude::*;

use super::page::{Part, Points};
use crate::t;
use crate::words::Locale;

#[component]
pub fn Accessibility(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Accessibility statement")}</h1>
        <p>{t!(locale, "We want everyone to be able to use Front Door. You should be able to:")}</p>
        <Points points=vec![
            t!(locale, "change colours, contrast and fonts in your browser"),
            t!(locale, "make the text 4 times as large without scrolling sideways"),
            t!(locale, "use it with a keyboard alone"),
            t!(locale, "use it by voice"),
            t!(locale, "listen to it with a screen reader"),
            t!(locale, "use it with JavaScript off, and on an old phone"),
            t!(locale, "print each page and see on paper when it was made"),
        ] />
        <p>{t!(locale, "We use plain words and short sentences, and say what medical words mean where we can.")}</p>
        <Part
            heading=t!(locale, "How accessible Front Door is")
            paragraphs=vec![
                t!(locale, "We build it to meet the Web Content Accessibility Guidelines 2.2, level AA."),
                t!(locale, "Programs check every page each time that Front Door changes."),
                t!(locale, "People with disabilities and an outside expert have not tested it yet."),
                t!(locale, "Until they have, we do not say that it meets the guidelines in full."),
            ]
        />
        <h2>{t!(locale, "What does not work well yet")}</h2>
        <Points points=vec![
            t!(locale, "Words that organisations wrote may be hard to understand. We show them as they are."),
            t!(locale, "Letters that organisations send as files may not work with a screen reader."),
            t!(locale, "Front Door is in English only. Welsh will come later."),
        ] />
        <Part
            heading=t!(locale, "If you need something in another form")
            paragraphs=vec![
                t!(locale, "You can ask for large print, easy read, braille, audio or British Sign Language."),
                t!(locale, "Ask the organisation that holds the entry. They must give it in a form you can use."),
            ]
        />
        <Part
            heading=t!(locale, "If something does not work for you")
            paragraphs=vec![
                t!(locale, "Tell the organisation that gave you the log-in. Say which page it was and what happened."),
                t!(locale, "If you are not happy with the answer, you can complain to the Equality Advisory and Support Service."),
                t!(locale, "In Northern Ireland, that is the Equality Commission for Northern Ireland."),
            ]
        />
    }
}
