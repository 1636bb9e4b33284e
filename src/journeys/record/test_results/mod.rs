//! Test results: the list, and one result with its earlier ones.

mod entry_words;
mod history;
pub(super) mod page;
mod picture;
mod range;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use super::plain_words::Named;
use crate::domain::TestResult;
use crate::words::glossary;

impl OnePage for TestResult {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Test))
    }
}
