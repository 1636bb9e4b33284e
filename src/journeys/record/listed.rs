//! What a kind of entry must say of itself to stand on the shared list and detail pages.

use crate::domain::{Gathered, Held, InAnswer, PartialDate};
use crate::words::Locale;

use super::entry_words::{Fact, Line};

/// A group of a list, in order.
#[derive(Debug)]
pub struct Section<'a, T> {
    pub heading: Option<String>,
    pub entries: Vec<&'a Held<T>>,
}

impl<'a, T> Section<'a, T> {
    pub fn new(heading: impl Into<String>, entries: Vec<&'a Held<T>>) -> Self {
        Self { heading: Some(heading.into()), entries }
    }
}

/// How a list is put in order; only test results have a second way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Grouping {
    #[default]
    Usual,
    /// Everything of one name together.
    ByName,
}

/// A kind of entry as plain words; no markup.
pub trait Listed: InAnswer {
    /// The source's own name of it.
    fn name(&self) -> &str;

    /// All entries in their groups, in the order of the page. Every entry stands in exactly one group.
    fn sections(locale: Locale, entries: &[Held<Self>], by: Grouping) -> Vec<Section<'_, Self>>;

    /// What stands under the name in a list.
    fn line(&self, locale: Locale) -> Line;

    /// Every field that the source gave.
    fn facts(&self, locale: Locale) -> Vec<Fact>;

    /// When it was written down, where the entry itself says.
    fn recorded(&self) -> Option<&PartialDate> {
        None
    }

    /// What has to be known before the list is read, each one or two sentences.
    fn notices(_locale: Locale, _gathered: &Gathered<Self>) -> Vec<String> {
        Vec::new()
    }
}

/// Newest first; what has no date stands last and is never dropped. The same order at every request.
pub fn newest_first<'a, T, D: Ord>(
    entries: impl Iterator<Item = &'a Held<T>>,
    date: impl Fn(&T) -> Option<D>,
) -> Vec<&'a Held<T>> {
    let mut sorted: Vec<_> = entries.collect();
    sorted.sort_by(|a, b| date(&b.entry).cmp(&date(&a.entry)).then_with(|| a.id.cmp(&b.id)));
    sorted
}

/// In the order of their names, whatever their capitals.
pub fn by_name<'a, T: Listed>(entries: impl Iterator<Item = &'a Held<T>>) -> Vec<&'a Held<T>> {
    let mut sorted: Vec<_> = entries.collect();
    sorted.sort_by_cached_key(|held| (held.entry.name().to_lowercase(), held.id));
    sorted
}

/// The sections that hold something.
pub fn without_empty<T>(sections: Vec<Section<'_, T>>) -> Vec<Section<'_, T>> {
    sections.into_iter().filter(|section| !section.entries.is_empty()).collect()
}

/// Sorted entries in one section for each run of the same heading.
pub fn runs<'a, T>(sorted: Vec<&'a Held<T>>, heading: impl Fn(&Held<T>) -> String) -> Vec<Section<'a, T>> {
    let mut sections: Vec<Section<'a, T>> = Vec::new();
    for held in sorted {
        let own = heading(held);
        match sections.last_mut() {
            Some(last) if last.heading.as_ref() == Some(&own) => last.entries.push(held),
            _ => sections.push(Section::new(own, vec![held])),
        }
    }
    sections
}
