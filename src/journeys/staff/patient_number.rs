//! The field in which staff type a patient's NHS number, the same on every page of the desk.

use leptos::prelude::*;

use crate::t;
use crate::web::components::TextInput;
use crate::web::forms::FormState;
use crate::words::Locale;

const NAME: &str = "nhs-number";

pub fn patient_number(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    let (value, error) = (form.value(NAME), form.error(NAME));
    view! {
        <TextInput
            locale
            id=NAME
            label=t!(locale, "NHS number")
            hint=Some(t!(locale, "All 10 digits, like 485 777 3456"))
            value
            error
            inputmode=Some("numeric")
            autocomplete=Some("off")
            width=20
        />
    }
}
