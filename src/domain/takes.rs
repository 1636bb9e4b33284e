//! What an organisation lets its patients ask of it where its settings say so, besides reading.

use serde::Deserialize;

use super::Kind;

/// One thing that can be asked of a hospital's own server.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// Word that a patient is coming to an appointment.
    Attendance,
    /// The wish to end a referral that is no longer needed.
    NoLongerNeeded,
}

impl Takes {
    /// As the sources file names it.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::NoLongerNeeded => "no-longer-needed",
        }
    }

    /// The kind of entry that it is about, which must be offered too.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Attendance => Kind::Appointments,
            Self::NoLongerNeeded => Kind::Referrals,
        }
    }
}
