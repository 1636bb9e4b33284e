//! Conditions: the list, and one condition.

mod entry_words;

pub use entry_words::{Place, certainty, place};

use super::detail::OnePage;
use super::plain_words::Named;
use crate::domain::Condition;
use crate::words::glossary;

impl OnePage for Condition {
    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Condition))
    }
}
