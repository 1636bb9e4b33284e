//! A field to choose one thing from a list.

use leptos::prelude::*;

use super::text_input::{FieldError, described_by};
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn Select(
    #[prop(optional)] locale: Locale,
    /// Also its name.
    id: &'static str,
    #[prop(into)] label: Words,
    /// What is sent, and what is read.
    options: Vec<(String, Words)>,
    /// What is sent where nothing is changed.
    #[prop(into)]
    chosen: String,
    #[prop(into, default = None)] error: Option<Words>,
) -> impl IntoView {
    let option = move |(value, words): (String, Words)| {
        let is_chosen = value == chosen;
        view! {
            <option value=value selected=is_chosen>
                {words}
            </option>
        }
    };
    let described = described_by(id, false, error.is_some());
    let (group, select) = match error {
        Some(_) => ("nhsuk-form-group nhsuk-form-group--error", "nhsuk-select nhsuk-select--error"),
        None => ("nhsuk-form-group", "nhsuk-select"),
    };
    view! {
        <div class=group>
            <label class="nhsuk-label" for=id>{label}</label>
            <FieldError locale id error />
            <select class=select id=id name=id aria-describedby=described>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
