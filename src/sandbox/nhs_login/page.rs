//! The page of the practice NHS login.

use leptos::prelude::*;

use super::front::AUTHORIZE_PATH;
use super::outcome::Outcome;
use crate::sandbox::pick::PickWho;
use crate::t;
use crate::words::Locale;

/// Asks who to be, and what is to happen.
#[component]
pub fn WhoAreYou(
    locale: Locale,
    /// Key, name and what the person shows.
    people: Vec<(&'static str, String, &'static str)>,
    /// What Front Door asked for.
    request: String,
) -> impl IntoView {
    let outcomes = Outcome::ALL.map(|outcome| (outcome.slug(), outcome.words(locale))).into();
    view! {
        <h1>{t!(locale, "Practice NHS login")}</h1>
        <p>{t!(locale, "This is not NHS login. It stands in its place, to practise with made-up people.")}</p>
        <PickWho locale action=AUTHORIZE_PATH name="person" people outcomes request />
    }
}
