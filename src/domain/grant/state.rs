//! The states of a grant, and the one function that changes them.

use serde::{Deserialize, Serialize};

/// How a grant stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GrantState {
    Requested,
    Active,
    Suspended,
    Ended,
    Refused,
    /// A word of another program's: it opens nothing, and only an end changes it.
    Unknown,
}

/// Why a grant was refused, stopped or ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    PatientStopped,
    CarerRefused,
    CarerSteppedBack,
    /// Its last day is over.
    DateReached,
    Died,
    ResponsibilityChanged,
    Review,
    /// The child can decide, and does not want it.
    ChildDecided,
    /// It is needed no more, or the basis is gone.
    NotNeeded,
    /// Staff are worried. It is shown to nobody else.
    Concern,
    /// A reason of another program's.
    #[serde(other)]
    Unknown,
}

/// What happens to a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrantStep {
    Accept,
    Refuse(Reason),
    Suspend(Reason),
    Resume,
    End(Reason),
}

/// That does not happen to a grant in this state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a grant that is {0:?} does not change so")]
pub struct NotAllowed(pub GrantState);

impl GrantState {
    pub const ALL: [GrantState; 5] = [
        GrantState::Requested,
        GrantState::Active,
        GrantState::Suspended,
        GrantState::Ended,
        GrantState::Refused,
    ];

    pub const fn slug(self) -> &'static str {
        match self {
            GrantState::Requested => "requested",
            GrantState::Active => "active",
            GrantState::Suspended => "suspended",
            GrantState::Ended => "ended",
            GrantState::Refused => "refused",
            GrantState::Unknown => "unknown",
        }
    }

    /// The state of a word; one that is not known opens nothing.
    pub fn from_slug(slug: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.slug() == slug).unwrap_or(GrantState::Unknown)
    }

    /// Whether nothing happens to it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, GrantState::Ended | GrantState::Refused)
    }

    /// The state after a step, and why it is so.
    ///
    /// # Errors
    /// Where that step does not happen in this state: what is over stays over.
    pub fn after(self, step: GrantStep) -> Result<(GrantState, Option<Reason>), NotAllowed> {
        use GrantState::{Active, Ended, Refused, Requested, Suspended, Unknown};
        match (self, step) {
            (Requested, GrantStep::Accept) | (Suspended, GrantStep::Resume) => Ok((Active, None)),
            (Requested, GrantStep::Refuse(why)) => Ok((Refused, Some(why))),
            (Active, GrantStep::Suspend(why)) => Ok((Suspended, Some(why))),
            (Requested | Active | Suspended | Unknown, GrantStep::End(why)) => Ok((Ended, Some(why))),
            _ => Err(NotAllowed(self)),
        }
    }
}
