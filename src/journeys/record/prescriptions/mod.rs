//! Prescriptions: the list, and one prescription with where each medicine on it is.

mod entry_words;
pub(super) mod page;
mod place_words;
mod whole;

pub use entry_words::{item_facts, summary};

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::Prescription;

impl OnePage for Prescription {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
