//! Conditions and problems.

use serde::{Deserialize, Serialize};

use super::{Certainty, Coded, ConditionLikeness, Entry, Kind, Organisation, PartialDate};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Condition {
    pub source_id: String,
    pub name: Coded,
    pub state: ConditionState,
    pub certainty: Certainty,
    /// The source's own word, such as "major" or "minor".
    pub significance: Option<String>,
    /// The part and side of the body.
    pub body_site: Option<String>,
    /// A relative has it, not the person.
    pub in_family: bool,
    pub started: Option<PartialDate>,
    pub ended: Option<PartialDate>,
    pub recorded: Option<PartialDate>,
    pub recorded_by: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ConditionState {
    Active,
    Past,
    NotSaid,
}

impl Condition {
    pub fn is_current(&self) -> bool {
        self.state != ConditionState::Past
    }
}

impl Entry for Condition {
    const KIND: Kind = Kind::Conditions;
    type Likeness = ConditionLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<ConditionLikeness> {
        Some(ConditionLikeness::of(self))
    }
}
