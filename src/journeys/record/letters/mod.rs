//! Letters and documents: the list, and one letter.

mod clean;
mod entry_words;
mod file;
pub(super) mod page;
mod pages;
mod whole;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::domain::Letter;
pub use clean::{MOST_READ, decoded};
pub use entry_words::size;
pub use file::{file, streamed};
pub use page::{LetterHtml, LetterText};
pub use pages::{list, one, unread};

impl OnePage for Letter {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
