//! The green panel after something was sent: what happens next.

use leptos::prelude::*;

use crate::web::Words;

#[component]
pub fn Panel(#[prop(into)] heading: Words, children: Children) -> impl IntoView {
    view! {
        <div class="nhsuk-panel">
            <h1 class="nhsuk-panel__heading">{heading}</h1>
            <div class="nhsuk-panel__body">{children()}</div>
        </div>
    }
}
