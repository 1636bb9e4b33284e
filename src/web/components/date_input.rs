//! A date as day, month and year, each in a field of its own.

use leptos::prelude::*;

use super::Fieldset;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// What was typed into the three fields.
pub type TypedDate = [String; 3];

/// The fields are named `ID-day`, `ID-month` and `ID-year`.
#[component]
pub fn DateInput(
    locale: Locale,
    id: &'static str,
    #[prop(into)] legend: Words,
    #[prop(into, default = None)] hint: Option<Words>,
    #[prop(into, default = None)] error: Option<Words>,
    typed: TypedDate,
    /// The reader's own date of birth, which the browser may fill in.
    #[prop(optional)]
    birthday: bool,
) -> impl IntoView {
    let wrong = error.is_some();
    let fields = [
        ("day", t!(locale, "Day"), "nhsuk-input--width-2"),
        ("month", t!(locale, "Month"), "nhsuk-input--width-2"),
        ("year", t!(locale, "Year"), "nhsuk-input--width-4"),
    ];
    let field = move |((part, label, width), value): ((&'static str, Words, &'static str), String)| {
        let name = format!("{id}-{part}");
        let (group, error) = match wrong {
            true => ("nhsuk-form-group nhsuk-form-group--error", " nhsuk-input--error"),
            false => ("nhsuk-form-group", ""),
        };
        view! {
            <div class="nhsuk-date-input__item">
                <div class=group>
                    <label class="nhsuk-label nhsuk-date-input__label" for=name.clone()>{label}</label>
                    <input
                        class=format!("nhsuk-input nhsuk-date-input__input {width}{error}")
                        id=name.clone()
                        name=name
                        type="text"
                        inputmode="numeric"
                        autocomplete=birthday.then(|| format!("bday-{part}"))
                        value=(!value.is_empty()).then_some(value)
                    />
                </div>
            </div>
        }
    };
    let fields = fields.into_iter().zip(typed).map(field).collect_view();
    view! {
        <Fieldset locale id legend hint error role=Some("group")>
            <div class="nhsuk-date-input" id=id>{fields}</div>
        </Fieldset>
    }
}
