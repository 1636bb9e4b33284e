//! Medicines: the list, and one medicine.

mod entry_words;

use super::detail::OnePage;
use super::plain_words::Named;
use crate::domain::Medicine;
use crate::words::glossary;

impl OnePage for Medicine {
    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Medicine))
    }
}
