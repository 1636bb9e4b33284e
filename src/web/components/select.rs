//! A field to choose one thing from a list.

use leptos::prelude::*;

use crate::web::Words;

#[component]
pub fn Select(
    /// Also its name.
    id: &'static str,
    #[prop(into)] label: Words,
    /// What is sent, and what is read.
    options: Vec<(String, Words)>,
    /// What is sent where nothing is changed.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let option = move |(value, words): (String, Words)| {
        let is_chosen = value == chosen;
        view! {
            <option value=value selected=is_chosen>
                {words}
            </option>
        }
    };
    view! {
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for=id>{label}</label>
            <select class="nhsuk-select" id=id name=id>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
