//! Allergies: the list, and one allergy.

mod entry_words;
mod stated_none;

pub use entry_words::{Place, place};

use super::detail::OnePage;
use crate::domain::Allergy;

impl OnePage for Allergy {}
