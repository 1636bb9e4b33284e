//! Words set apart from the rest.

use leptos::prelude::*;

use crate::t;
use crate::words::Locale;

#[component]
pub fn InsetText(#[prop(optional)] locale: Locale, children: Children) -> impl IntoView {
    view! {
        <div class="nhsuk-inset-text">
            <span class="nhsuk-u-visually-hidden">{t!(locale, "Information: ")}</span>
            {children()}
        </div>
    }
}
