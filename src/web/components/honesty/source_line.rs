//! One state: its picture, who and how it stands, and what that means.

use leptos::prelude::*;

use super::Said;
use crate::t;
use crate::web::Words;
use crate::web::components::Icon;
use crate::words::Locale;

#[component]
pub fn SourceLine(
    locale: Locale,
    said: Said,
    /// Where asking again leads, if anywhere.
    #[prop(into, default = None)]
    check_again_href: Option<Words>,
) -> impl IntoView {
    let Said { sign, lead, rest, quotes, check_again } = said;
    let again = check_again_href.filter(|_| check_again);
    view! {
        <div class="state">
            <Icon sign />
            <p class="state__words">
                <strong>{lead}</strong>
                {rest.into_iter().map(|words| view! { " "{words} }).collect_view()}
                {quotes
                    .into_iter()
                    .map(|words| view! { " "{t!(locale, "Its own words:")}" “"<bdi>{words}</bdi>"”" })
                    .collect_view()}
                {again.map(|href| view! { " "<a href=href>{t!(locale, "Check again")}</a> })}
            </p>
        </div>
    }
}
