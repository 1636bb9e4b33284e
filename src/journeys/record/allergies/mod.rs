//! Allergies: the list, and one allergy.

mod disagreement;
mod entry_words;

pub use entry_words::{Place, place};

use super::detail::OnePage;
use super::plain_words::Named;
use crate::domain::Allergy;
use crate::words::glossary;

impl OnePage for Allergy {
    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.substance, glossary::Place::Allergy))
    }
}
