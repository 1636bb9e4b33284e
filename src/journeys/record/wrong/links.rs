//! The ways in and back: two links on every entry's page, and a line on a list of which something is hidden.

use leptos::prelude::*;

use crate::domain::{EntryId, Kind, WhatIsWrong};
use crate::web::components::InsetText;
use crate::words::Locale;
use crate::{count, t};

/// Stands at the end of every entry's page.
#[component]
pub fn SayWrong(locale: Locale, kind: Kind, entry: EntryId) -> impl IntoView {
    let form = |what: WhatIsWrong| format!("/record/{}/{entry}/wrong?what={}", kind.slug(), what.slug());
    view! {
        <section class="say-wrong">
            <h2>{t!(locale, "If this is not right")}</h2>
            <ul class="nhsuk-list">
                <li><a href=form(WhatIsWrong::Something)>{t!(locale, "Something is wrong")}</a></li>
                <li><a href=form(WhatIsWrong::NotAboutMe)>{t!(locale, "This is not about me")}</a></li>
            </ul>
        </section>
    }
}

/// Said above a list of which the person has hidden something.
#[component]
pub fn HiddenNotice(locale: Locale, hidden: usize) -> impl IntoView {
    (hidden > 0).then(|| {
        let words = count!(
            locale,
            hidden,
            one = "You told us that 1 entry is not about you. We have hidden it.",
            other = "You told us that {n} entries are not about you. We have hidden them."
        );
        view! {
            <InsetText locale>
                <p>{words}</p>
                <p><a href="/record/reports">{t!(locale, "See what you told us, or undo it")}</a></p>
            </InsetText>
        }
    })
}
