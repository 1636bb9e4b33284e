//! Care plans: the list, and one care plan with its goals and what is to be done.

mod entry_words;
pub(super) mod page;
mod whole;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::CarePlan;

impl OnePage for CarePlan {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
