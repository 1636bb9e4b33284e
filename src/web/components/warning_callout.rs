//! Something that must not be missed.

use leptos::prelude::*;

use crate::t;
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn WarningCallout(
    #[prop(optional)] locale: Locale,
    #[prop(into)] heading: Words,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="nhsuk-card nhsuk-card--warning">
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading">
                    <span role="text">
                        <span class="nhsuk-u-visually-hidden">{t!(locale, "Important: ")}</span>
                        {heading}
                    </span>
                </h3>
                {children()}
            </div>
        </div>
    }
}
