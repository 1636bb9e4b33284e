//! What a kind of entry must say of itself to stand on the shared list and detail pages.

use chrono::{DateTime, Utc};

use crate::domain::{Clash, Gathered, Held, InAnswer, PartialDate};
use crate::t;
use crate::web::{Link, Words};
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

use super::disagreements::lists;
use super::entry_words::{Fact, Line};
use super::kinds;
use super::narrowing::Narrowed;
use super::plain_words::Named;
use super::whole::Whole;

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

/// The ways to see a list; most kinds have only the usual one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Way {
    #[default]
    Usual,
    /// Test results: everything of one name together.
    ByName,
    /// Appointments: those that are over.
    Past,
    /// Test results: blood pressure, pulse, weight and the like.
    VitalSigns,
}

impl Way {
    /// The field of an address that asks for it.
    pub fn written(self) -> Option<(&'static str, &'static str)> {
        match self {
            Way::Usual => None,
            Way::ByName => Some(("by", "test")),
            Way::Past => Some(("show", "past")),
            Way::VitalSigns => Some(("kind", "vital-signs")),
        }
    }
}

/// A kind of entry as plain words; no markup.
pub trait Listed: InAnswer + Narrowed + Whole {
    /// The source's own name of it.
    fn name(&self) -> &str;

    /// What links to it, and the heading of its page.
    fn title(&self, _locale: Locale) -> String {
        self.name().to_owned()
    }

    /// The entries of one way to see the list, in their groups, in the order of the page. No entry is in none of
    /// them.
    fn sections(
        locale: Locale,
        now: DateTime<Utc>,
        entries: &[Held<Self>],
        way: Way,
    ) -> Vec<Section<'_, Self>>;

    /// What stands under the name in a list.
    fn line(&self, locale: Locale) -> Line;

    /// The same, with words of ours that nobody has reviewed where `practice` lets them be read.
    fn line_with(&self, locale: Locale, _practice: Option<PracticeMode>) -> Line {
        self.line(locale)
    }

    /// Every field that the source gave.
    fn facts(&self, locale: Locale) -> Vec<Fact>;

    /// The same, as in [`Listed::line_with`].
    fn facts_with(&self, locale: Locale, _practice: Option<PracticeMode>) -> Vec<Fact> {
        self.facts(locale)
    }

    /// What `who` says by it, in one sentence, where others contradict it.
    fn says(&self, locale: Locale, _: Clash, who: &str) -> String {
        lists(locale, who, self.name())
    }

    /// What its name is a name of, where the glossary may know it.
    fn named(&self) -> Option<Named<'_>> {
        None
    }

    /// When it was written down, where the entry itself says.
    fn recorded(&self) -> Option<&PartialDate> {
        None
    }

    /// A phone number nearer to the entry than the organisation's own.
    fn own_phone(&self) -> Option<&str> {
        None
    }

    /// What has to be known before the list is read, each one or two sentences.
    fn notices(_locale: Locale, _gathered: &Gathered<Self>) -> Vec<String> {
        Vec::new()
    }

    /// The h1.
    fn heading(locale: Locale, _way: Way) -> Words {
        kinds::words(locale, Self::KIND).list
    }

    /// The way back from the list.
    fn back(locale: Locale, _way: Way) -> Link {
        Link { href: "/record".into(), text: t!(locale, "Your health record") }
    }

    /// Other ways to see the same list.
    fn other_ways(_locale: Locale, _now: DateTime<Utc>, _gathered: &Gathered<Self>, _way: Way) -> Vec<Link> {
        Vec::new()
    }

    /// What to say where entries were told, but none belongs to this way; `complete` when nothing may be missing.
    fn none_here(_locale: Locale, _way: Way, _complete: bool) -> Option<Words> {
        None
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
