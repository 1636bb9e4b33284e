//! What is special to one visit: what was written down, in the source's own words and order.

use leptos::prelude::*;

use crate::domain::{Visit, VisitNote};
use crate::journeys::record::detail::Shown;
use crate::t;
use crate::words::Locale;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Visit>) -> impl IntoView + use<> {
    let Shown { locale, held, .. } = shown;
    let notes = held.entry.notes.clone();
    (!notes.is_empty()).then(|| view! { <Notes locale notes /> })
}

#[component]
fn Notes(locale: Locale, notes: Vec<VisitNote>) -> impl IntoView {
    let note = |note: VisitNote| {
        let lines = note.lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
        view! {
            {note.heading.map(|heading| view! { <h3 dir="auto">{heading}</h3> })}
            <ul class="nhsuk-list">{lines}</ul>
        }
    };
    view! {
        <h2>{t!(locale, "What was written down")}</h2>
        <p>
            {t!(locale, "These notes were written by healthcare staff for each other. Ask them about words you do not know.")}
        </p>
        {notes.into_iter().map(note).collect_view()}
    }
}
