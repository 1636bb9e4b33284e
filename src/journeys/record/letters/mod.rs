//! Letters and documents: the list, and one letter.

mod entry_words;
mod file;
pub(super) mod page;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use super::plain_words::Named;
use crate::domain::Letter;
use crate::words::glossary;
pub use file::file;

impl OnePage for Letter {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(self.what_kind.as_deref()?, glossary::Place::Letter))
    }
}
