//! Visits: the list, and one visit with what was written down.

mod entry_words;
pub(super) mod page;
mod whole;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::Visit;

impl OnePage for Visit {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
