//! What a search finds: entries of every kind by all that the sources say of them and by their plain names.

use chrono::{DateTime, Utc};

use super::words::{Looking, Nearness, Wanted};
use crate::domain::{Gathered, Held, Kind};
use crate::gather::Everything;
use crate::journeys::record::all::{EachKind, each_kind};
use crate::journeys::record::list::{ListEntry, list_entry};
use crate::journeys::record::listed::{Listed, newest_first};
use crate::journeys::record::paging::{NoSuchPage, PER_PAGE, Page};
use crate::journeys::record::plain_words::also_called;
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

/// How many entries of a kind stand on the first page of a search.
pub const FIRST: usize = 5;

/// The entries of one kind that were found.
#[derive(Clone, PartialEq, Debug)]
pub struct FoundKind {
    pub kind: Kind,
    /// How many were found, whether or not they stand on this page.
    pub total: usize,
    /// The newest first.
    pub entries: Vec<ListEntry>,
}

/// What is asked for: the first few of every kind, or a page of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    pub kind: Option<Kind>,
    /// As it was written; [`Page::asked`] reads it.
    pub page: Option<String>,
}

/// Everything that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    pub kinds: Vec<FoundKind>,
    /// Nothing has the very words: these have words that are nearly the same.
    pub is_near: bool,
    /// Of a part that is one kind.
    pub page: Result<Page, NoSuchPage>,
}

impl Found {
    pub fn total(&self) -> usize {
        self.kinds.iter().map(|found| found.total).sum()
    }
}

/// Who reads, when, and whether everybody is made up.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    pub practice: Option<PracticeMode>,
}

/// Looks through everything: for the very words first, and only where nothing has them for near ones.
pub fn found(reading: Reading, everything: &Everything, wanted: &Wanted, part: &Part) -> Found {
    let look = |nearness| {
        let page = Ok(Page { number: 1, of: 1 });
        let found = Found { kinds: Vec::new(), is_near: nearness == Nearness::OneLetterOff, page };
        let mut search = Search { reading, wanted, nearness, part, found };
        each_kind(everything, &mut search);
        search.found
    };
    let exact = look(Nearness::Exact);
    if exact.total() > 0 { exact } else { look(Nearness::OneLetterOff) }
}

struct Search<'a> {
    reading: Reading,
    wanted: &'a Wanted,
    nearness: Nearness,
    part: &'a Part,
    found: Found,
}

impl EachKind for Search<'_> {
    fn kind<T: Listed>(&mut self, gathered: &Gathered<T>) {
        let found = gathered.entries.iter().filter(|held| self.fits(held));
        let found = newest_first(found, |entry| entry.when().last());
        let total = found.len();
        let (skip, take) = match self.part.kind {
            None => (0, FIRST),
            Some(kind) if kind == T::KIND => {
                self.found.page = Page::asked(self.part.page.as_deref(), total);
                match self.found.page {
                    Ok(page) => ((page.number - 1) * PER_PAGE, PER_PAGE),
                    Err(_) => (0, 0),
                }
            }
            Some(_) => (0, 0),
        };
        let Reading { locale, now, practice } = self.reading;
        let shown = found.into_iter().skip(skip).take(take);
        let entries = shown.map(|held| list_entry(locale, now, held, practice)).collect();
        if total > 0 {
            self.found.kinds.push(FoundKind { kind: T::KIND, total, entries });
        }
    }
}

impl Search<'_> {
    /// Whether all words stand somewhere in an entry, in its plain names or in those of its holders.
    fn fits<T: Listed>(&self, held: &Held<T>) -> bool {
        let Reading { locale, practice, .. } = self.reading;
        let entry = &held.entry;
        let mut looking = Looking::for_all_of(self.wanted, self.nearness);
        looking.look(&entry.title(locale));
        for named in entry.named().into_iter().chain(entry.more_names()) {
            also_called(named, practice).for_each(|name| looking.look(name));
        }
        for holder in &held.holders {
            looking.look(&holder.organisation.name);
        }
        if looking.has_all() {
            return true;
        }
        entry.facts(locale).iter().flat_map(|fact| &fact.lines).for_each(|line| looking.look(line));
        for part in entry.parts(locale) {
            part.heading.iter().chain(&part.lines).for_each(|line| looking.look(line));
            part.facts.iter().flat_map(|fact| &fact.lines).for_each(|line| looking.look(line));
        }
        looking.has_all()
    }
}
