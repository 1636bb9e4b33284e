//! What belongs to an entry besides its facts: the text of a letter, the notes of a visit, the parts of a result. Search
//! looks into it, and a file to take away holds it.

use super::entry_words::{Fact, own_lines};
use super::plain_words::Named;
use crate::domain::{Allergy, Appointment, Condition, Entry, Medicine, Referral, Vaccination};
use crate::words::Locale;

/// One part of an entry.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Part {
    pub heading: Option<String>,
    pub facts: Vec<Fact>,
    /// In the source's own words, line by line.
    pub lines: Vec<String>,
}

impl Part {
    /// Some text without a heading of its own.
    pub fn text(text: &str) -> Self {
        Self { lines: own_lines(text), ..Self::default() }
    }

    /// One sentence of ours.
    pub fn said(words: impl Into<String>) -> Self {
        Self { lines: vec![words.into()], ..Self::default() }
    }
}

/// A kind of entry, with all that the source gave of it.
pub trait Whole: Entry {
    /// What belongs to it besides its facts, in order.
    fn parts(&self, _locale: Locale) -> Vec<Part> {
        Vec::new()
    }

    /// Further names inside of it that the glossary may know.
    fn more_names(&self) -> Vec<Named<'_>> {
        Vec::new()
    }
}

impl Whole for Appointment {}
impl Whole for Medicine {}
impl Whole for Allergy {}
impl Whole for Condition {}
impl Whole for Vaccination {}
impl Whole for Referral {}
