//! Care plans: what is to be reached for somebody, and what is to be done for it.

use serde::{Deserialize, Serialize};

use super::{Entry, Kind, PartialDate, RequestState, StandsAlone, Ties, Waiting};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CarePlan {
    pub source_id: String,
    pub title: String,
    /// "Weight management plan".
    pub what_kind: Option<String>,
    pub state: RequestState,
    /// The conditions that it is for.
    pub for_what: Vec<String>,
    pub description: Option<String>,
    pub author: Option<String>,
    /// Others who write it or carry it out.
    pub team: Vec<String>,
    pub started: Option<PartialDate>,
    pub ended: Option<PartialDate>,
    pub written: Option<PartialDate>,
    pub waiting: Waiting,
    pub goals: Vec<PlanPart>,
    pub activities: Vec<PlanPart>,
    /// Goals and activities that the plan names and that could not be read.
    pub parts_not_read: u32,
    /// What belongs to it stands in lists of its own, such as appointments and letters.
    #[serde(default)]
    pub has_parts_elsewhere: bool,
    pub note: Option<String>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
}

/// One goal, or one thing to do, in the source's own words.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlanPart {
    pub text: String,
    pub state: RequestState,
    /// The plan says that this must not be done (FHIR `doNotPerform`).
    pub is_not_to_be_done: bool,
    /// When it is due or is to be done.
    pub when: Option<PartialDate>,
    pub who: Option<String>,
    pub place: Option<String>,
    /// How far it has come, and what came of it.
    pub so_far: Option<String>,
    /// More about it, line by line.
    pub lines: Vec<String>,
}

impl Entry for CarePlan {
    const KIND: Kind = Kind::CarePlans;
    type Likeness = StandsAlone;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
