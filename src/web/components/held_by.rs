//! Everyone who holds an entry, and when each told us.

use leptos::prelude::*;

use crate::domain::Holder;
use crate::t;
use crate::words::{Locale, dates};

#[component]
pub fn HeldBy(locale: Locale, now: chrono::DateTime<chrono::Utc>, holders: Vec<Holder>) -> impl IntoView {
    let line = move |holder: &Holder| {
        let when = dates::told_at(locale, holder.told_at, now);
        let told = if holder.is_old_copy {
            t!(locale, "a copy, told us {when}", when = when)
        } else {
            t!(locale, "told us {when}", when = when)
        };
        view! {
            <li>
                <bdi>{holder.organisation.name.clone()}</bdi>
                " ("
                {told}
                ")"
            </li>
        }
    };
    view! { <ul class="holders">{holders.iter().map(line).collect_view()}</ul> }
}
