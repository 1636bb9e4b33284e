//! The way back, above the heading.

use leptos::prelude::*;

use crate::web::Words;

#[component]
pub fn BackLink(#[prop(into)] href: Words, #[prop(into)] text: Words) -> impl IntoView {
    view! { <a class="nhsuk-back-link" href=href>{text}</a> }
}
