//! Conditions and problems.

use serde::{Deserialize, Serialize};

use super::{Certainty, Coded, Entry, JoinKey, Kind, PartialDate};

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
    fn source_id(&self) -> &str {
        &self.source_id
    }
    /// The same code, state, certainty, side of the body, and whose it is.
    fn join_key(&self) -> Option<JoinKey> {
        let code = self.name.snomed()?;
        let site = self.body_site.as_deref().map(super::plain).unwrap_or_default();
        let whose = if self.in_family { "family" } else { "own" };
        Some(JoinKey::of([
            code,
            &format!("{:?}", self.state),
            &format!("{:?}", self.certainty),
            &site,
            whose,
        ]))
    }
}
