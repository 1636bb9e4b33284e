//! What cannot be done here: why, and whom to call.

use leptos::prelude::*;

use crate::domain::Organisation;
use crate::journeys::record::detail::Phone;
use crate::web::Words;

/// The beginning of a page that says so.
#[component]
pub fn CannotHere(heading: Words, words: Words, phones: Vec<(String, String)>) -> impl IntoView {
    view! {
        <h1 dir="auto">{heading}</h1>
        <p>{words}</p>
        {phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view()}
    }
}

/// An organisation's name and number, where we know it.
pub fn phone_of(organisation: &Organisation) -> Option<(String, String)> {
    Some((organisation.name.clone(), organisation.phone.clone()?))
}
