//! What a person tells us of an entry of their record: that something in it is wrong, or that it is not about them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{EntryId, Kind, OdsCode};

/// One report, as it was written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Made with the form that it came in.
    pub id: Uuid,
    pub entry: EntryId,
    pub kind: Kind,
    /// Who holds the entry.
    pub holders: Vec<OdsCode>,
    pub what: WhatIsWrong,
    /// What the person wrote; may be empty where the entry is not about them.
    pub text: String,
    pub made_at: DateTime<Utc>,
    pub state: ReportState,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WhatIsWrong {
    Something,
    /// The entry is hidden from this record at once.
    NotAboutMe,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReportState {
    /// It is in the list of whoever holds the entry; nobody there may have seen it.
    WrittenDown,
    /// By the person; what was hidden is shown again.
    TakenBack,
}

impl WhatIsWrong {
    const ALL: [Self; 2] = [Self::Something, Self::NotAboutMe];

    /// The word used in forms, in addresses and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Something => "wrong",
            Self::NotAboutMe => "not-about-me",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.slug() == slug)
    }
}

impl ReportState {
    const ALL: [Self; 2] = [Self::WrittenDown, Self::TakenBack];

    /// The word used in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::WrittenDown => "written-down",
            Self::TakenBack => "taken-back",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}
