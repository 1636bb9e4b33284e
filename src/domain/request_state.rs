//! How a request stands: a referral, a care plan, a goal or a part of a plan.

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// FHIR's "request status" and its relatives in the words of the field; every source's own word is kept where we do
/// not know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RequestState {
    /// Thought of or being written; nobody acts on it yet.
    Planned,
    /// A time is agreed, and it has not begun.
    Booked,
    /// In force.
    Active,
    OnHold,
    /// Taken back or stopped before its end.
    Cancelled,
    /// Whoever was asked said no.
    Refused,
    Done,
    /// The source does not say, or says that it does not know.
    NotSaid,
    /// The source's own word, where we do not know it.
    Other(String),
}

impl RequestState {
    /// Whether something is still to come of it, as far as the source says.
    pub fn is_open(&self) -> Option<bool> {
        match self {
            Self::Planned | Self::Booked | Self::Active | Self::OnHold => Some(true),
            Self::Cancelled | Self::Refused | Self::Done => Some(false),
            Self::NotSaid | Self::Other(_) => None,
        }
    }
}

/// What a source says about waiting, in its own words; each only where it was told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Waiting {
    /// How long people are planned to wait there on average: "22 weeks". It says nothing of this person's own wait.
    pub planned: Option<String>,
    /// The time within which 8 in 10 people were seen: "25 weeks".
    pub most_people: Option<String>,
    /// Since when the waiting counts.
    #[serde(default)]
    pub since: Option<PartialDate>,
    /// When it ended, such as by treatment.
    #[serde(default)]
    pub ended: Option<PartialDate>,
    /// When the organisation last said that its list is right.
    #[serde(default)]
    pub confirmed: Option<PartialDate>,
}
