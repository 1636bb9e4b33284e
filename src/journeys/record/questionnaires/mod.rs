//! Questionnaires to fill in: the list, and one questionnaire with how to fill it in and the questions to expect.

mod entry_words;
pub(super) mod page;
mod questions;
mod whole;

pub use entry_words::{Place, place, what_to_do};

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::AskedQuestionnaire;

impl OnePage for AskedQuestionnaire {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
