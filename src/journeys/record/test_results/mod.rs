//! Test results: the list, and one result with its earlier ones.

mod entry_words;
mod history;
pub(super) mod page;
mod picture;
mod range;
mod whole;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::TestResult;

impl OnePage for TestResult {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
