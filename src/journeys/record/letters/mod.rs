//! Letters and documents: the list, and one letter.

mod clean;
mod entry_words;
mod file;
pub(super) mod page;
mod pages;
mod sheets;
mod whole;

use leptos::prelude::*;

use super::detail::{OnePage, Shown};
use crate::access::Permit;
use crate::domain::{Held, Letter};
use crate::web::AppState;
use crate::words::Locale;
pub use clean::{MOST_READ, decoded};
pub use entry_words::size;
pub use file::{file, streamed};
pub use page::{LetterHtml, LetterText};
pub use pages::{list, one, unread};
pub use sheets::sheets;

impl OnePage for Letter {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn doing(_app: &AppState, _permit: &Permit, locale: Locale, held: &Held<Self>) -> AnyView {
        let id = held.id;
        page::stands_in_page(&held.entry).then(|| view! { <page::MarkUnread locale id /> }).into_any()
    }
}
