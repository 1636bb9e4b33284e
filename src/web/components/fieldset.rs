//! Fields that belong together, under one legend.

use leptos::prelude::*;

use super::text_input::{FieldError, FieldHint, described_by};
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn Fieldset(
    #[prop(optional)] locale: Locale,
    /// What the ids of hint and error begin with.
    id: &'static str,
    #[prop(into)] legend: Words,
    #[prop(into, default = None)] hint: Option<Words>,
    #[prop(into, default = None)] error: Option<Words>,
    /// Whether the legend is the page's heading, as where a page asks one question.
    #[prop(default = false)]
    is_heading: bool,
    /// What it is to a screen reader, where that is not its element's own.
    #[prop(into, default = None)]
    role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error.is_some());
    let group = if error.is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    view! {
        <div class=group>
            <fieldset class="nhsuk-fieldset" role=role aria-describedby=described>
                {legend_of(legend, is_heading)}
                <FieldHint id hint />
                <FieldError locale id error />
                {children()}
            </fieldset>
        </div>
    }
}

fn legend_of(legend: Words, is_heading: bool) -> AnyView {
    if !is_heading {
        return view! { <legend class="nhsuk-fieldset__legend">{legend}</legend> }.into_any();
    }
    view! {
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--l">
            <h1 class="nhsuk-fieldset__heading">{legend}</h1>
        </legend>
    }
    .into_any()
}
