//! Vaccinations: the list, and one vaccination.

mod entry_words;

use super::detail::OnePage;
use crate::domain::Vaccination;

impl OnePage for Vaccination {}
