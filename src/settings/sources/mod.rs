//! The sources file: which organisations are asked, and how.

mod auth;
mod directory;
mod entry;
mod interface;
mod place;
mod protocol;
mod staff_log_in;
mod token_auth;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod changes_tests;
#[cfg(test)]
mod takes_tests;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use auth::{Auth, read_secret};
pub use directory::{Directories, DirectoryEntry};
pub use entry::{SourceEntry, UnconnectedEntry};
pub use interface::InterfaceEntry;
use place::{Place, Wrong};
pub use protocol::Protocol;
pub use staff_log_in::StaffLogInEntry;
pub use token_auth::{SignedJwtAuth, SmartAuth, TokenExchangeAuth};

/// What is wrong with a sources file.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    #[error("the sources file {path} cannot be read: {why}")]
    Unreadable { path: PathBuf, why: std::io::Error },
    /// The message of the parser names the line and what it expected there.
    #[error("the sources file {path} has an error:\n{why}")]
    Malformed { path: PathBuf, why: String },
    #[error("the sources file {path} has an error{}: {why}", line.map(|line| format!(" in what begins on line {line}")).unwrap_or_default())]
    Meaningless { path: PathBuf, line: Option<usize>, why: String },
}

/// A whole sources file.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// The organisations that are asked, in the order in which pages list them.
    #[serde(default)]
    pub source: Vec<SourceEntry>,
    /// Organisations that people may be known to and that cannot be asked yet; pages say so.
    #[serde(default)]
    pub not_connected: Vec<UnconnectedEntry>,
    /// National directories of organisations and places, which are about nobody.
    #[serde(default)]
    pub directories: Directories,
    /// The log-ins that staff have already.
    #[serde(default)]
    pub staff_log_in: Vec<StaffLogInEntry>,
    /// As it was read, so that what is found wrong later names its line too.
    #[serde(skip)]
    text: String,
}

impl SourcesFile {
    /// # Errors
    /// Names the file, the line and what was expected there.
    pub fn read(path: &Path) -> Result<Self, SourcesError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| SourcesError::Unreadable { path: path.to_owned(), why })?;
        Self::parse(&text, path)
    }

    /// Reads the text of a sources file; `path` is for messages.
    ///
    /// # Errors
    /// As [`SourcesFile::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, SourcesError> {
        let mut file: Self = toml::from_str(text)
            .map_err(|why| SourcesError::Malformed { path: path.to_owned(), why: why.to_string() })?;
        text.clone_into(&mut file.text);
        file.check().map_err(|wrong| file.meaningless(path, wrong))?;
        Ok(file)
    }

    /// Refuses what only the made-up organisations of practice mode may say; `path` is for messages.
    ///
    /// # Errors
    /// Names the organisation.
    pub fn check_for_real_people(&self, path: &Path) -> Result<(), SourcesError> {
        for (place, interface) in self.interfaces() {
            let why = if interface.protocol.is_for_the_patient_alone() && !interface.needs_nhs_login() {
                "it answers only to the patient's own national log-in; needs_nhs_login = false is for practice mode"
            } else if interface.changes_need_nhs_login() == Some(false) {
                "it takes changes only with the patient's own national token: changes_auth must be a token-exchange"
            } else {
                continue;
            };
            let why = format!("{}: {why}", interface.name);
            return Err(self.meaningless(path, Wrong { place, why }));
        }
        Ok(())
    }

    fn meaningless(&self, path: &Path, Wrong { place, why }: Wrong) -> SourcesError {
        SourcesError::Meaningless { path: path.to_owned(), line: place.line(&self.text), why }
    }

    /// Every interface of every source, each with where it stands.
    fn interfaces(&self) -> impl Iterator<Item = (Place, SourceEntry)> {
        self.source.iter().enumerate().flat_map(|(at, source)| {
            let placed = move |further: usize| match further.checked_sub(1) {
                None => Place::Source(at),
                Some(further) => Place::Interface(at, further),
            };
            let all = source.interfaces().into_iter().enumerate();
            all.map(move |(further, interface)| (placed(further), interface))
        })
    }

    fn check(&self) -> Result<(), Wrong> {
        let mut codes = HashSet::new();
        let sources = self.source.iter().enumerate();
        let sources = sources.map(|(at, source)| (Place::Source(at), &source.ods_code, &source.name));
        let others = self.not_connected.iter().enumerate();
        let others = others.map(|(at, other)| (Place::NotConnected(at), &other.ods_code, &other.name));
        let directories = self.directories.all();
        let directories =
            directories.map(|(_, key, entry)| (Place::Directory(key), &entry.ods_code, &entry.name));
        for (place, code, name) in sources.chain(others).chain(directories) {
            if name.trim().is_empty() {
                return Err(Wrong { place, why: format!("the organisation {code} has no name") });
            }
            if !codes.insert(code) {
                return Err(Wrong {
                    place,
                    why: format!("the organisation {code} ({name}) is listed twice"),
                });
            }
        }
        for (at, source) in self.source.iter().enumerate() {
            source.check().map_err(|(interface, why)| Wrong {
                place: interface.map_or(Place::Source(at), |interface| Place::Interface(at, interface)),
                why: format!("{}: {why}", source.name),
            })?;
        }
        self.check_one_of_each()?;
        self.check_staff_log_ins()?;
        self.directories.check()
    }

    fn check_staff_log_ins(&self) -> Result<(), Wrong> {
        let mut keys = HashSet::new();
        for (at, entry) in self.staff_log_in.iter().enumerate() {
            let place = Place::StaffLogIn(at);
            entry.check().map_err(|why| Wrong { place, why: format!("staff_log_in: {why}") })?;
            if !keys.insert(&entry.key) {
                let why = format!("two staff log-ins have the key {}", entry.key);
                return Err(Wrong { place, why });
            }
        }
        Ok(())
    }

    /// There is one service that says who somebody is, and one that says who may act for whom.
    fn check_one_of_each(&self) -> Result<(), Wrong> {
        for protocol in [Protocol::Pds, Protocol::ValidatedRelationships] {
            let mut all = self.interfaces().filter(|(_, interface)| interface.protocol == protocol);
            if let (Some((_, first)), Some((place, second))) = (all.next(), all.next()) {
                let why = format!(
                    "{}: there can be one source with the protocol {protocol}, and {} is one already",
                    second.name, first.name
                );
                return Err(Wrong { place, why });
            }
        }
        Ok(())
    }
}
