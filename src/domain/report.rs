//! What a person tells us of an entry of their record: that something in it is wrong, or that it is not about them.

use aws_lc_rs::digest;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
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

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum WhatIsWrong {
    Something,
    /// The entry is hidden from this record at once.
    NotAboutMe,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReportState {
    /// It is open: with whoever holds the entry, or waiting for the person to call them.
    WrittenDown,
    /// The person says that they have called those who could not be sent it.
    Called,
    /// By the person; what was hidden is shown again.
    TakenBack,
}

impl Report {
    /// The id of the request that takes it to one of its holders: the same whenever it is worked out.
    pub fn request_to(&self, holder: &OdsCode) -> Uuid {
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(self.id.as_bytes());
        hash.update(holder.as_str().as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finish().as_ref()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
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
    const ALL: [Self; 3] = [Self::WrittenDown, Self::Called, Self::TakenBack];

    /// The word used in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::WrittenDown => "written-down",
            Self::Called => "called",
            Self::TakenBack => "taken-back",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}
