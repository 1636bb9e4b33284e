//! Allergies and intolerances.

use serde::{Deserialize, Serialize};

use super::{Certainty, Coded, Entry, JoinKey, Kind, PartialDate};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Allergy {
    pub source_id: String,
    /// What the person reacts to.
    pub substance: Coded,
    pub state: AllergyState,
    pub certainty: Certainty,
    /// Whether it could harm seriously, where the source said.
    pub severity: Option<String>,
    pub reactions: Vec<String>,
    pub first_noticed: Option<PartialDate>,
    pub recorded: Option<PartialDate>,
    pub recorded_by: Option<String>,
    pub reason_ended: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum AllergyState {
    Active,
    /// The source lists it as ended.
    Ended,
    NotSaid,
}

impl Entry for Allergy {
    const KIND: Kind = Kind::Allergies;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    /// The same coded substance in the same state and with the same certainty.
    fn join_key(&self) -> Option<JoinKey> {
        let code = self.substance.snomed()?;
        Some(JoinKey::of([code, &format!("{:?}", self.state), &format!("{:?}", self.certainty)]))
    }
}
