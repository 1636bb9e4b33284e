//! Buttons: one main button a page.

use leptos::prelude::*;

use crate::web::Words;

/// Sends the form that it stands in.
#[component]
pub fn Button(
    #[prop(into)] text: Words,
    /// Quieter than the one main button of a page.
    #[prop(optional)]
    secondary: bool,
) -> impl IntoView {
    view! { <button class=classes(secondary) type="submit">{text}</button> }
}

/// A link that looks like a button: it goes somewhere, and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Words,
    #[prop(into)] text: Words,
    #[prop(optional)] secondary: bool,
) -> impl IntoView {
    view! { <a class=classes(secondary) href=href role="button" draggable="false">{text}</a> }
}

fn classes(secondary: bool) -> &'static str {
    if secondary { "nhsuk-button nhsuk-button--secondary" } else { "nhsuk-button" }
}
