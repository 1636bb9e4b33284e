//! Fields that nobody sees: what was said on one page of a form, for the next.

use leptos::prelude::*;

#[component]
pub fn HiddenFields(fields: Vec<(&'static str, String)>) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    fields.into_iter().map(field).collect_view()
}
