//! A field for one line of text, with its label, hint and error.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn TextInput(
    #[prop(optional)] locale: Locale,
    /// Also its name.
    id: &'static str,
    #[prop(into)] label: Words,
    #[prop(into, default = None)] hint: Option<Words>,
    #[prop(into, default = String::new())] value: String,
    #[prop(into, default = None)] error: Option<Words>,
    #[prop(default = "text")] input_type: &'static str,
    #[prop(into, default = None)] autocomplete: Option<&'static str>,
    #[prop(into, default = None)] inputmode: Option<&'static str>,
    #[prop(into, default = None)] spellcheck: Option<bool>,
    /// Characters that fit, where the length is known: 2, 3, 4, 5, 10, 20 or 30; 0 for the full width.
    #[prop(default = 0)]
    width: u32,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error.is_some());
    let group = if error.is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    let mut class = "nhsuk-input".to_owned();
    if width > 0 {
        class.push_str(&format!(" nhsuk-input--width-{width}"));
    }
    if error.is_some() {
        class.push_str(" nhsuk-input--error");
    }
    view! {
        <div class=group>
            <label class="nhsuk-label" for=id>{label}</label>
            <FieldHint id hint />
            <FieldError locale id error />
            <input
                class=class
                id=id
                name=id
                type=input_type
                value=(!value.is_empty()).then_some(value)
                spellcheck=spellcheck.map(|on| if on { "true" } else { "false" })
                aria-describedby=described
                autocomplete=autocomplete
                inputmode=inputmode
            />
        </div>
    }
}

/// The ids of what describes a field.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

#[component]
pub(super) fn FieldHint(id: &'static str, hint: Option<Words>) -> impl IntoView {
    hint.map(|hint| view! { <div class="nhsuk-hint" id=format!("{id}-hint")>{hint}</div> })
}

#[component]
pub(super) fn FieldError(locale: Locale, id: &'static str, error: Option<Words>) -> impl IntoView {
    error.map(|error| {
        view! {
            <span class="nhsuk-error-message" id=format!("{id}-error")>
                <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                {error}
            </span>
        }
    })
}
