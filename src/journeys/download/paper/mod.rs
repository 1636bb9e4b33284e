//! What can be written on: a page of HTML, or plain text.

mod html;
mod text;

pub use html::{HtmlPaper, escaped};
pub use text::TextPaper;

use super::chunks::Chunks;
use crate::journeys::record::entry_words::Fact;
use crate::words::Locale;

/// Something that a record is written on, from the beginning to the end. Nothing written on it can fail: it stands in
/// memory.
pub trait Paper {
    /// The title; the first thing on it, unless a line stands above it.
    fn begin(locale: Locale, title: &str, above: Option<&str>) -> Self;
    /// A heading of a level from 2 to 4.
    fn heading(&mut self, level: u8, text: &str);
    fn says(&mut self, text: &str);
    /// Something that must not be passed over.
    fn strongly(&mut self, text: &str);
    fn list(&mut self, items: &[String]);
    fn facts(&mut self, facts: &[Fact]);
    /// Somebody else's words, line by line.
    fn lines(&mut self, lines: &[String]);
    /// Begins and ends what belongs together on a printed page.
    fn entry_begins(&mut self);
    fn entry_ends(&mut self);
    fn end(self) -> Chunks;
}
