//! What a holder marked as confidential.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Which entries of one kind their holder marked as confidential.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Marked {
    /// Nobody can tell: any of them may be. So it is in copies that were kept before marks were read.
    Unknown,
    /// These, by the source's own ids, and no others.
    These(BTreeSet<String>),
}

impl Default for Marked {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl Marked {
    pub(super) fn unknown() -> Self {
        Self::Unknown
    }

    /// Whether an entry with this id counts as confidential.
    pub fn has(&self, source_id: &str) -> bool {
        match self {
            Self::Unknown => true,
            Self::These(ids) => ids.contains(source_id),
        }
    }

    /// Whether nothing is.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::These(ids) if ids.is_empty())
    }

    /// Takes the marks of more entries.
    pub fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::These(own), Self::These(others)) => own.extend(others),
            (_, Self::Unknown) => *self = Self::Unknown,
            (Self::Unknown, _) => {}
        }
    }
}
