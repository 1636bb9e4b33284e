//! The whole record on paper: what it begins with, then every kind as its list has it, with all that the sources gave.

use super::chunks::Chunks;
use super::contents::{Block, Contents, stated_none, stated_words};
use super::paper::Paper;
use crate::domain::{Gathered, Held, Kind};
use crate::journeys::record::all::{EachKind, each_kind};
use crate::journeys::record::detail::Origin;
use crate::journeys::record::entry_words::{FactList, holder_names};
use crate::journeys::record::kinds;
use crate::journeys::record::listed::{Listed, Way};
use crate::journeys::record::whole::Part;
use crate::t;

/// Writes it.
pub fn write<P: Paper>(contents: &Contents) -> Chunks {
    let (locale, above) = (contents.locale, contents.above());
    let title = match above {
        None => t!(locale, "Your health record"),
        Some(_) => t!(locale, "Health record"),
    };
    let mut writing = Writing { contents, paper: P::begin(locale, &title, above.as_deref()) };
    for block in contents.manifest() {
        match block {
            Block::Heading(words) => writing.paper.heading(2, &words),
            Block::Says(words) => writing.paper.says(&words),
            Block::List(items) => writing.paper.list(&items),
        }
    }
    each_kind(&contents.everything, &mut writing);
    writing.paper.end()
}

struct Writing<'a, P> {
    contents: &'a Contents,
    paper: P,
}

impl<P: Paper> EachKind for Writing<'_, P> {
    fn kind<T: Listed>(&mut self, gathered: &Gathered<T>) {
        let Contents { locale, now, chosen, .. } = self.contents;
        if !chosen.kinds.contains(T::KIND) {
            return;
        }
        self.paper.heading(2, &kinds::words(*locale, T::KIND).door);
        for notice in T::notices(*locale, gathered) {
            self.paper.strongly(&notice);
        }
        for stated in stated_none(&gathered.sources) {
            self.paper.says(&stated_words(*locale, stated));
        }
        let entries = self.contents.taken_list(gathered);
        if entries.is_empty() {
            self.paper.says(&self.contents.nothing_of_a_kind());
        }
        let past: &[Way] = if T::KIND == Kind::Appointments { &[Way::Past] } else { &[] };
        for way in [Way::Usual].iter().chain(past) {
            for section in T::sections(*locale, *now, &entries, *way) {
                self.paper
                    .heading(3, section.heading.as_deref().unwrap_or(&kinds::words(*locale, T::KIND).one));
                for held in section.entries {
                    self.entry(held);
                }
            }
        }
    }
}

impl<P: Paper> Writing<'_, P> {
    fn entry<T: Listed>(&mut self, held: &Held<T>) {
        let Contents { locale, read, .. } = self.contents;
        let (locale, read) = (*locale, *read);
        let (entry, paper) = (&held.entry, &mut self.paper);
        paper.entry_begins();
        paper.heading(4, &entry.title(locale));
        let Origin { recorded, last_checked, old_copy, .. } = Origin::of(locale, read, held);
        if let Some(told) = old_copy {
            paper.strongly(&t!(locale, "{told}. It may have changed since.", told = told));
        }
        if let Some((tag, _)) = entry.line(locale).tag {
            paper.says(&tag);
        }
        paper.facts(&entry.facts(locale));
        for Part { heading, facts, lines } in entry.parts(locale) {
            if let Some(heading) = heading {
                paper.strongly(&heading);
            }
            paper.lines(&lines);
            paper.facts(&facts);
        }
        let origin = FactList::default()
            .said(t!(locale, "Held by"), holder_names(locale, &held.holders))
            .lines(t!(locale, "Recorded on"), recorded)
            .text(t!(locale, "Last checked"), last_checked);
        paper.facts(&origin.done());
        paper.entry_ends();
    }
}
