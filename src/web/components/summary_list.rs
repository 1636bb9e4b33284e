//! Facts as rows of a name and a value.

use leptos::prelude::*;

use crate::web::Words;

/// One fact.
pub struct Row {
    key: Words,
    value: AnyView,
}

impl Row {
    pub fn new(key: impl Into<Words>, value: impl IntoView + 'static) -> Self {
        Self { key: key.into(), value: value.into_any() }
    }
}

#[component]
pub fn SummaryList(rows: Vec<Row>) -> impl IntoView {
    let row = |row: Row| {
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{row.key}</dt>
                <dd class="nhsuk-summary-list__value" dir="auto">{row.value}</dd>
            </div>
        }
    };
    view! { <dl class="nhsuk-summary-list">{rows.into_iter().map(row).collect_view()}</dl> }
}

/// A few facts that belong to a heading, tighter than a summary list.
#[component]
pub fn Facts(rows: Vec<Row>) -> impl IntoView {
    let row = |row: Row| {
        view! {
            <div class="facts__row">
                <dt class="facts__key">{row.key}</dt>
                <dd class="facts__value" dir="auto">{row.value}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{rows.into_iter().map(row).collect_view()}</dl> }
}
