//! The honest words for an empty list: who told us of none, and "none" only from a coded statement.

use leptos::prelude::*;

use crate::domain::{Kind, SourceReport, SourceState};
use crate::t;
use crate::words::Locale;

#[component]
pub fn NothingHere(locale: Locale, kind: Kind, sources: Vec<SourceReport>) -> impl IntoView {
    let _ = kind;
    let lines = sources.into_iter().filter_map(move |source| match source.state {
        SourceState::Answered { entries: 0, .. } => Some(t!(
            locale,
            "{name} told us of none. Something may not be shared online.",
            name = source.organisation.name
        )),
        _ => None,
    });
    view! { <ul class="nothing">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
}
