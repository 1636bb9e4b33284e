//! The parts of a page that is only words.

use leptos::prelude::*;

use crate::web::Words;

/// A heading with its paragraphs.
#[component]
pub fn Part(#[prop(into)] heading: Words, paragraphs: Vec<Words>) -> impl IntoView {
    view! {
        <h2>{heading}</h2>
        {paragraphs.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
    }
}

/// A list of short points.
#[component]
pub fn Points(points: Vec<Words>) -> impl IntoView {
    view! {
        <ul class="nhsuk-list nhsuk-list--bullet">
            {points.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
        </ul>
    }
}
