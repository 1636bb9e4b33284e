//! The text of a letter, as it was written.

use super::entry_words::paragraphs;
use crate::domain::Letter;
use crate::journeys::record::whole::{Part, Whole};
use crate::t;
use crate::words::Locale;

impl Whole for Letter {
    fn parts(&self, locale: Locale) -> Vec<Part> {
        let lines: Vec<String> =
            paragraphs(self.text.as_deref().unwrap_or_default()).into_iter().flatten().collect();
        let heading = Some(t!(locale, "What the letter says").into_owned());
        if lines.is_empty() { Vec::new() } else { vec![Part { heading, lines, ..Part::default() }] }
    }
}
