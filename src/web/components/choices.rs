//! Checkboxes and radios: choosing some, or one, of a few things.

use leptos::prelude::*;

use crate::web::Words;

/// One thing to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub value: &'static str,
    pub label: Words,
    pub hint: Option<Words>,
    pub chosen: bool,
}

/// Any number of these; the first has the id `name`, so that an error leads to it.
#[component]
pub fn Checkboxes(name: &'static str, choices: Vec<Choice>) -> impl IntoView {
    view! { <div class="nhsuk-checkboxes">{items("checkbox", "nhsuk-checkboxes", name, choices)}</div> }
}

/// One of these; the first has the id `name`.
#[component]
pub fn Radios(name: &'static str, choices: Vec<Choice>) -> impl IntoView {
    view! { <div class="nhsuk-radios">{items("radio", "nhsuk-radios", name, choices)}</div> }
}

fn items(kind: &'static str, block: &'static str, name: &'static str, choices: Vec<Choice>) -> impl IntoView {
    let item = move |(at, choice): (usize, Choice)| {
        let Choice { value, label, hint, chosen } = choice;
        let id = if at == 0 { name.to_owned() } else { format!("{name}-{}", at + 1) };
        let hint_id = format!("{id}-item-hint");
        let described = hint.is_some().then(|| hint_id.clone());
        view! {
            <div class=format!("{block}__item")>
                <input
                    class=format!("{block}__input")
                    id=id.clone()
                    name=name
                    type=kind
                    value=value
                    checked=chosen
                    aria-describedby=described
                />
                <label class=format!("nhsuk-label {block}__label") for=id>{label}</label>
                {hint
                    .map(|hint| {
                        view! { <div class=format!("nhsuk-hint {block}__hint") id=hint_id>{hint}</div> }
                    })}
            </div>
        }
    };
    choices.into_iter().enumerate().map(item).collect_view()
}
