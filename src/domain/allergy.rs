//! Allergies and intolerances.

use serde::{Deserialize, Serialize};

use super::{AllergyLikeness, Certainty, Coded, Entry, Kind, Organisation, PartialDate};

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
    type Likeness = AllergyLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<AllergyLikeness> {
        Some(AllergyLikeness::of(self))
    }
}
