//! Who has answered and who has not, above every list.

use leptos::prelude::*;

use crate::domain::{Kind, SourceReport, SourceState};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

#[component]
pub fn HonestyStrip(
    locale: Locale,
    now: chrono::DateTime<chrono::Utc>,
    sources: Vec<SourceReport>,
    /// What the list is about; without it, everything.
    #[prop(into, default = None)]
    what: Option<Kind>,
    #[prop(into)] check_again_href: Words,
) -> impl IntoView {
    let _ = (what, &check_again_href);
    let last = sources.iter().filter_map(|source| source.state.answered_at()).max();
    let all_well = sources.iter().all(|source| matches!(source.state, SourceState::Answered { .. }));
    let words = if all_well {
        t!(locale, "Everyone we asked has answered.")
    } else {
        t!(locale, "Not everyone has answered.")
    };
    view! {
        <div class="honesty">
            <p>
                {words} " "
                {last.map(|at| t!(locale, "Last checked {when}.", when = dates::told_at(locale, at, now)))}
            </p>
        </div>
    }
}
