//! Where in the sources file something stands, so that a message can name the line.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

/// One table of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Source(usize),
    /// A further interface of a source; the first is 0.
    Interface(usize, usize),
    NotConnected(usize),
    Directory(&'static str),
    StaffLogIn(usize),
}

/// What is wrong, and in which table.
#[derive(Debug)]
pub(super) struct Wrong {
    pub place: Place,
    pub why: String,
}

/// The tables of a file, with nothing of what they say.
#[derive(Deserialize)]
struct Tables {
    #[serde(default)]
    source: Vec<Spanned<SourceTable>>,
    #[serde(default)]
    not_connected: Vec<Spanned<IgnoredAny>>,
    #[serde(default)]
    directories: BTreeMap<String, Spanned<IgnoredAny>>,
    #[serde(default)]
    staff_log_in: Vec<Spanned<IgnoredAny>>,
}

#[derive(Deserialize)]
struct SourceTable {
    #[serde(default)]
    interface: Vec<Spanned<IgnoredAny>>,
}

impl Place {
    /// The line, from 1, on which this table of the file begins.
    pub(super) fn line(self, file: &str) -> Option<usize> {
        let tables: Tables = toml::from_str(file).ok()?;
        let begins = match self {
            Place::Source(at) => tables.source.get(at)?.span(),
            Place::Interface(source, at) => tables.source.get(source)?.get_ref().interface.get(at)?.span(),
            Place::NotConnected(at) => tables.not_connected.get(at)?.span(),
            Place::Directory(name) => tables.directories.get(name)?.span(),
            Place::StaffLogIn(at) => tables.staff_log_in.get(at)?.span(),
        }
        .start;
        Some(file.get(..begins)?.matches('\n').count() + 1)
    }
}
