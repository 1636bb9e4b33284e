//! Questionnaires to fill in: the list, and one questionnaire with how to fill it in and the questions to expect.

mod entry_words;
pub(super) mod page;
mod questions;
mod whole;

pub use entry_words::{Place, place, what_to_do};
pub use questions::words as question_words;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::access::Permit;
use crate::domain::{AskedQuestionnaire, Held};
use crate::journeys::fill_in;
use crate::web::AppState;
use crate::words::Locale;

impl OnePage for AskedQuestionnaire {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn doing(app: &AppState, _permit: &Permit, locale: Locale, held: &Held<Self>) -> AnyView {
        fill_in::doing(app, locale, held)
    }
}
