//! What organisations tell their patients for a while, in their own words.

use leptos::prelude::*;

use super::InsetText;
use crate::t;
use crate::web::NoticeLine;
use crate::words::{Locale, dates, isolated};

/// Nothing at all where there is none.
#[component]
pub fn Notices(locale: Locale, notices: Vec<NoticeLine>) -> impl IntoView {
    let line = move |NoticeLine { place, words, until }: NoticeLine| {
        view! {
            <InsetText locale>
                <p>
                    <strong>{t!(locale, "{place} says:", place = isolated(&place))}</strong>
                    " "
                    <bdi>{words}</bdi>
                    " "
                    <span class="quiet">{t!(locale, "(until {when})", when = dates::moment(locale, until))}</span>
                </p>
            </InsetText>
        }
    };
    (!notices.is_empty())
        .then(|| view! { <div class="notices">{notices.into_iter().map(line).collect_view()}</div> })
}
