//! Referrals: the list, and one referral with its story in sentences.

mod entry_words;
pub mod no_longer_needed;
pub(super) mod page;

pub use entry_words::who_asked_whom;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::Referral;

impl OnePage for Referral {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
