//! Care cards: what to do about an illness, by how urgent it is. Never inside question pages.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// How urgent the advice on a care card is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CareKind {
    NonUrgent,
    Urgent,
    Emergency,
}

#[component]
pub fn CareCard(
    locale: Locale,
    kind: CareKind,
    /// Ends "if:".
    #[prop(into)]
    heading: Words,
    children: Children,
) -> impl IntoView {
    let (class, prefix) = match kind {
        CareKind::NonUrgent => {
            ("nhsuk-card nhsuk-card--care nhsuk-card--care--non-urgent", t!(locale, "Non-urgent advice: "))
        }
        CareKind::Urgent => {
            ("nhsuk-card nhsuk-card--care nhsuk-card--care--urgent", t!(locale, "Urgent advice: "))
        }
        CareKind::Emergency => (
            "nhsuk-card nhsuk-card--care nhsuk-card--care--emergency",
            t!(locale, "Immediate action required: "),
        ),
    };
    view! {
        <div class=class>
            <div class="nhsuk-card__heading-container">
                <h2 class="nhsuk-card__heading">
                    <span role="text">
                        <span class="nhsuk-u-visually-hidden">{prefix}</span>
                        {heading}
                    </span>
                </h2>
                <span class="nhsuk-card--care__arrow" aria-hidden="true"></span>
            </div>
            <div class="nhsuk-card__content">{children()}</div>
        </div>
    }
}
