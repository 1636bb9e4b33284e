//! Allergies: the list, and one allergy.

mod disagreement;
mod entry_words;

pub use entry_words::{Place, place};

use super::detail::OnePage;
use crate::domain::Allergy;

impl OnePage for Allergy {}
