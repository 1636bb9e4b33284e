//! One choice among a few, each with its hint.

use leptos::prelude::*;

use super::text_input::FieldError;
use crate::web::Words;
use crate::words::Locale;

/// One of the choices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    value: &'static str,
    label: Words,
    hint: Option<Words>,
}

impl Choice {
    pub fn new(value: &'static str, label: impl Into<Words>) -> Self {
        Self { value, label: label.into(), hint: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

#[component]
pub fn Radios(
    #[prop(optional)] locale: Locale,
    /// Also the name of the field, and the id of the first choice, where an error leads.
    id: &'static str,
    #[prop(into)] legend: Words,
    choices: Vec<Choice>,
    /// The value that is chosen already, if it is one of them.
    #[prop(into, default = String::new())]
    chosen: String,
    #[prop(into, default = None)] error: Option<Words>,
) -> impl IntoView {
    let group = if error.is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    let described = error.is_some().then(|| format!("{id}-error"));
    let items = choices.into_iter().enumerate().map(|(n, choice)| {
        let own_id = if n == 0 { id.to_owned() } else { format!("{id}-{}", n + 1) };
        let hint_id = format!("{own_id}-item-hint");
        let checked = choice.value == chosen;
        view! {
            <div class="nhsuk-radios__item">
                <input
                    class="nhsuk-radios__input"
                    id=own_id.clone()
                    name=id
                    type="radio"
                    value=choice.value
                    checked=checked
                    aria-describedby=choice.hint.is_some().then(|| hint_id.clone())
                />
                <label class="nhsuk-label nhsuk-radios__label" for=own_id>{choice.label}</label>
                {choice.hint.map(|hint| view! { <div class="nhsuk-hint nhsuk-radios__hint" id=hint_id>{hint}</div> })}
            </div>
        }
    });
    let items = items.collect_view();
    view! {
        <div class=group>
            <fieldset class="nhsuk-fieldset" aria-describedby=described>
                <legend class="nhsuk-fieldset__legend">{legend}</legend>
                <FieldError locale id error />
                <div class="nhsuk-radios">{items}</div>
            </fieldset>
        </div>
    }
}
