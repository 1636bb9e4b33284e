//! Vaccinations: the list, and one vaccination.

mod entry_words;

use super::detail::OnePage;
use super::plain_words::Named;
use crate::domain::Vaccination;
use crate::words::glossary;

impl OnePage for Vaccination {
    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Vaccination))
    }
}
