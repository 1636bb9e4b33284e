//! What all mapping shares: the answer around a resource, and the collecting of entries into parts.

use std::collections::HashSet;

use aws_lc_rs::digest;

use crate::connectors::fhir_json::{Index, Node, SetAside};
use crate::domain::{Entry, Marked, NoneKnown, Part, SourceNote};

/// The release of FHIR that a source speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    R4,
    /// GP Connect's STU3, which fixes some codes to one value.
    GpConnect,
}

/// The answer that a resource stands in.
pub struct Context<'a> {
    pub index: Index<'a>,
    pub dialect: Dialect,
}

impl<'a> Context<'a> {
    /// The source's id of an entry, with its type, since two types may use one id. A resource without an id gets
    /// one from its content.
    pub fn source_id(&self, resource: Node) -> String {
        named_id(resource.resource_type(), resource)
    }

    /// The name of whoever the first of these fields points to.
    pub fn name_in(&self, resource: Node<'a>, fields: &[&str]) -> Option<String> {
        fields.iter().flat_map(|field| resource.all(field)).find_map(|party| {
            // STU3 wraps some parties in an `agent` or `actor`.
            let wrapped = [party.at("agent"), party.at("actor"), party];
            wrapped.into_iter().find_map(|reference| self.index.name_of(resource, reference))
        })
    }
}

/// The id of something that is called `kind`, from its content where it has none.
pub fn named_id(kind: &str, thing: Node) -> String {
    match thing.id() {
        Some(id) => format!("{kind}/{id}"),
        None => {
            let content = thing.value().map(|value| value.to_string()).unwrap_or_default();
            let hash = digest::digest(&digest::SHA256, content.as_bytes());
            format!("{kind}/~{}", data_encoding::HEXLOWER.encode(&hash.as_ref()[..16]))
        }
    }
}

/// Collects the entries of one kind.
#[derive(Debug)]
pub struct Gathering<T> {
    part: Part<T>,
    seen: HashSet<String>,
}

impl<T> Default for Gathering<T> {
    fn default() -> Self {
        Self { part: Part::default(), seen: HashSet::new() }
    }
}

impl<T: Entry> Gathering<T> {
    /// Takes an entry, or counts why there is none. The same entry twice is one.
    pub fn take(&mut self, entry: Result<T, SetAside>) {
        match entry {
            Ok(entry) => {
                if self.seen.insert(entry.source_id().to_owned()) {
                    self.part.entries.push(entry);
                }
            }
            Err(why) => self.set_aside(why, 1),
        }
    }

    /// Takes an entry that is confidential, or may be, where `is_marked` says so.
    pub fn take_marked(&mut self, entry: Result<T, SetAside>, is_marked: bool) {
        if let (Ok(entry), true) = (&entry, is_marked) {
            self.part.marked.join(Marked::These([entry.source_id().to_owned()].into()));
        }
        self.take(entry);
    }

    /// Notes which of the entries that were taken are confidential, as [`super::marked`] has it.
    pub fn mark(&mut self, marked: &Marked) {
        let ids = self.part.entries.iter().map(Entry::source_id).filter(|id| marked.has(id));
        let own = match marked {
            Marked::Unknown => Marked::Unknown,
            Marked::These(_) => Marked::These(ids.map(str::to_owned).collect()),
        };
        self.part.marked.join(own);
    }

    /// Whether none of the entries that were taken is known to be confidential.
    pub fn has_no_mark(&self) -> bool {
        self.part.marked.is_none()
    }

    pub fn take_all(&mut self, entries: impl IntoIterator<Item = Result<T, SetAside>>) {
        entries.into_iter().for_each(|entry| self.take(entry));
    }

    /// Counts entries that cannot be shown, and why; what does not count is not counted.
    pub fn set_aside(&mut self, why: SetAside, more: u32) {
        if why.is_counted() {
            self.part.set_aside = self.part.set_aside.saturating_add(more);
            self.part.why_set_aside.count(why, more);
        }
    }

    /// Takes a note, once.
    pub fn note(&mut self, note: SourceNote) {
        if !self.part.notes.contains(&note) {
            self.part.notes.push(note);
        }
    }

    pub fn none_known(&mut self, statement: Option<NoneKnown>) {
        if self.part.none_known.is_none() {
            self.part.none_known = statement;
        }
    }

    /// Forgets a statement that there is nothing where something was left out that is not for the patient.
    pub fn say_none_only_of_a_whole(&mut self, index: &Index) {
        if index.has_gaps() {
            self.part.none_known = None;
        }
    }

    /// Changes every entry that has been taken.
    pub fn change(&mut self, change: impl FnMut(&mut T)) {
        self.part.entries.iter_mut().for_each(change);
    }

    /// Takes all that another one has collected.
    pub fn join(&mut self, other: Gathering<T>) {
        let part = other.part;
        self.take_all(part.entries.into_iter().map(Ok));
        self.none_known(part.none_known);
        self.part.marked.join(part.marked);
        part.notes.into_iter().for_each(|note| self.note(note));
        self.part.set_aside = self.part.set_aside.saturating_add(part.set_aside);
        self.part.why_set_aside.join(&part.why_set_aside);
    }

    pub fn finish(self) -> Part<T> {
        self.part
    }
}
