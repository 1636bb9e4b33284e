//! The way to the page before and the page after.

use leptos::prelude::*;

use crate::t;
use crate::web::Link;
use crate::words::Locale;

#[component]
pub fn Pagination(
    locale: Locale,
    #[prop(into, default = None)] previous: Option<Link>,
    #[prop(into, default = None)] next: Option<Link>,
) -> impl IntoView {
    view! {
        <nav class="nhsuk-pagination" role="navigation" aria-label=t!(locale, "Pagination")>
            <ul class="nhsuk-list nhsuk-pagination__list">
                {previous
                    .map(|link| {
                        view! {
                            <li class="nhsuk-pagination-item--previous">
                                <a class="nhsuk-pagination__link nhsuk-pagination__link--prev" href=link.href rel="prev">
                                    <span class="nhsuk-pagination__title">
                                        {t!(locale, "Previous")}
                                        <span class="nhsuk-u-visually-hidden">{t!(locale, " page")}</span>
                                    </span>
                                    <span class="nhsuk-u-visually-hidden">":"</span>
                                    <span class="nhsuk-pagination__page">{link.text}</span>
                                    <svg
                                        class="nhsuk-icon nhsuk-icon--arrow-left"
                                        xmlns="http://www.w3.org/2000/svg"
                                        viewBox="0 0 24 24"
                                        width="16"
                                        height="16"
                                        focusable="false"
                                        aria-hidden="true"
                                    >
                                        <path d="M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z" />
                                    </svg>
                                </a>
                            </li>
                        }
                    })}
                {next
                    .map(|link| {
                        view! {
                            <li class="nhsuk-pagination-item--next">
                                <a class="nhsuk-pagination__link nhsuk-pagination__link--next" href=link.href rel="next">
                                    <span class="nhsuk-pagination__title">
                                        {t!(locale, "Next")}
                                        <span class="nhsuk-u-visually-hidden">{t!(locale, " page")}</span>
                                    </span>
                                    <span class="nhsuk-u-visually-hidden">":"</span>
                                    <span class="nhsuk-pagination__page">{link.text}</span>
                                    <svg
                                        class="nhsuk-icon nhsuk-icon--arrow-right"
                                        xmlns="http://www.w3.org/2000/svg"
                                        viewBox="0 0 24 24"
                                        width="16"
                                        height="16"
                                        focusable="false"
                                        aria-hidden="true"
                                    >
                                        <path d="m14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z" />
                                    </svg>
                                </a>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
}
