//! A field for a password. Its value is never sent back to the page.

use leptos::prelude::*;

use super::text_input::{FieldError, FieldHint, described_by};
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn PasswordInput(
    #[prop(optional)] locale: Locale,
    /// Also its name.
    id: &'static str,
    #[prop(into)] label: Words,
    #[prop(into, default = None)] hint: Option<Words>,
    #[prop(into, default = None)] error: Option<Words>,
    #[prop(default = "current-password")] autocomplete: &'static str,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error.is_some());
    let group = if error.is_some() {
        "nhsuk-form-group nhsuk-password-input nhsuk-form-group--error"
    } else {
        "nhsuk-form-group nhsuk-password-input"
    };
    let class = if error.is_some() {
        "nhsuk-input nhsuk-password-input__input nhsuk-input--error"
    } else {
        "nhsuk-input nhsuk-password-input__input"
    };
    view! {
        <div class=group>
            <label class="nhsuk-label" for=id>{label}</label>
            <FieldHint id hint />
            <FieldError locale id error />
            <input
                class=class
                id=id
                name=id
                type="password"
                spellcheck="false"
                aria-describedby=described
                autocomplete=autocomplete
                autocapitalize="none"
            />
        </div>
    }
}
