//! Fields that several pages about logging in share.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::web::components::{PasswordInput, TextInput};
use crate::words::Locale;

/// A new password.
#[component]
pub fn NewPasswordInput(locale: Locale, label: Words, error: Option<Words>) -> impl IntoView {
    let hint = t!(locale, "At least 8 characters. 3 words that have nothing to do with each other are good.");
    view! { <PasswordInput locale id="new-password" label hint=Some(hint) error autocomplete="new-password" /> }
}

/// A code that was sent, or that stands on paper.
#[component]
pub fn CodeInput(
    locale: Locale,
    #[prop(into, default = None)] label: Option<Words>,
    #[prop(into, default = None)] hint: Option<Words>,
    error: Option<Words>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| t!(locale, "Code"));
    let hint = hint.unwrap_or_else(|| t!(locale, "Like ABCD-EFGH-2345"));
    view! {
        <TextInput
            locale
            id="code"
            label
            hint=Some(hint)
            error
            autocomplete=Some("one-time-code")
            spellcheck=Some(false)
            width=20
        />
    }
}
