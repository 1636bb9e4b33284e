//! What is special to one appointment: how it stands, in words.

use leptos::prelude::*;

use super::entry_words::status;
use crate::domain::Appointment;
use crate::journeys::record::detail::Shown;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Appointment>) -> impl IntoView + use<> {
    let Shown { locale, now, held, .. } = shown;
    let words = status(locale, now, &held.entry);
    view! { <p class="nhsuk-lede-text">{words}</p> }
}
