//! What is wrong with a form, above the heading, with links to the fields.

use leptos::prelude::*;

use crate::t;
use crate::web::forms::FieldError;
use crate::words::Locale;

/// Nothing at all when there are no errors. Takes the focus by itself, so that it is read first without JavaScript.
#[component]
pub fn ErrorSummary(locale: Locale, errors: Vec<FieldError>) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let items = errors.into_iter().map(|error| {
            view! {
                <li>
                    <a href=format!("#{}", error.field)>{error.message}</a>
                </li>
            }
        });
        view! {
            <div class="nhsuk-error-summary" id="error-summary" tabindex="-1" autofocus>
                <div role="alert">
                    <h2 class="nhsuk-error-summary__heading">{t!(locale, "There is a problem")}</h2>
                    <div class="nhsuk-error-summary__body">
                        <ul class="nhsuk-list nhsuk-error-summary__list">{items.collect_view()}</ul>
                    </div>
                </div>
            </div>
        }
    })
}
