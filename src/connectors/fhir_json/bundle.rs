//! Bundles: their entries, links and the notes in them.

use super::{Node, datatypes};
use crate::domain::SourceNote;

/// Why an entry stands in a search's answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Match,
    Include,
    /// A note on the search itself.
    Outcome,
    NotSaid,
}

/// One entry of a bundle.
#[derive(Clone, Copy, Debug)]
pub struct BundleEntry<'a> {
    pub full_url: Option<&'a str>,
    pub mode: Mode,
    pub resource: Node<'a>,
}

/// A bundle's entries, bad ones included: their resource is then nothing.
pub fn entries<'a>(bundle: Node<'a>) -> impl Iterator<Item = BundleEntry<'a>> {
    bundle.all("entry").map(|entry| {
        let mode = match entry.at("search").str_at("mode") {
            Some("match") => Mode::Match,
            Some("include") => Mode::Include,
            Some("outcome") => Mode::Outcome,
            _ => Mode::NotSaid,
        };
        BundleEntry { full_url: entry.str_at("fullUrl"), mode, resource: entry.at("resource") }
    })
}

/// The address of a link of that relation.
pub fn link<'a>(bundle: Node<'a>, relation: &str) -> Option<&'a str> {
    bundle
        .all("link")
        .find(|link| link.str_at("relation") == Some(relation))
        .and_then(|link| link.str_at("url"))
}

/// What an `OperationOutcome` says, as notes on the list: whatever is not mere information may mean that entries
/// are missing.
pub fn issue_notes(outcome: Node) -> Vec<SourceNote> {
    let note = |issue: Node| {
        let text = issue_words(issue);
        match issue.str_at("severity") {
            Some("information") => text.map(SourceNote::Words),
            _ => Some(SourceNote::Incomplete { text }),
        }
    };
    outcome.all("issue").filter_map(note).collect()
}

/// An issue's words: `details.text`, a coding's display, or `diagnostics`.
pub fn issue_words(issue: Node) -> Option<String> {
    datatypes::words(issue.at("details")).or_else(|| issue.text_at("diagnostics"))
}
