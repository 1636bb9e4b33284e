//! More words for those who want them, closed until opened.

use leptos::prelude::*;

use crate::web::Words;

#[component]
pub fn Details(#[prop(into)] summary: Words, children: Children) -> impl IntoView {
    view! {
        <details class="nhsuk-details">
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{summary}</span>
            </summary>
            <div class="nhsuk-details__text">{children()}</div>
        </details>
    }
}
