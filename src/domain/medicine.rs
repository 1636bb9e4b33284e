//! Medicines that somebody prescribed, gave or recorded.

use serde::{Deserialize, Serialize};

use super::{Coded, CodedDosage, Entry, Kind, MedicineLikeness, Organisation, PartialDate};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Medicine {
    pub source_id: String,
    /// The product with its strength and form, as the source names it.
    pub name: Coded,
    /// How to take it, in the source's own words; these always stand.
    pub dosage: Option<String>,
    /// By which way it is taken, where the source says so apart from the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Coded>,
    /// The same in codes, where the source gave some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coded_dosage: Option<CodedDosage>,
    /// Further instructions of the source.
    pub instructions: Option<String>,
    pub quantity: Option<String>,
    pub course: Course,
    pub state: MedicineState,
    pub started: Option<PartialDate>,
    pub ended: Option<PartialDate>,
    pub last_issued: Option<PartialDate>,
    pub recorded: Option<PartialDate>,
    pub reason: Option<String>,
    pub reason_stopped: Option<String>,
    pub prescriber: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Course {
    OneOff,
    Repeat,
    NotSaid,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum MedicineState {
    Current,
    /// Ended as planned.
    Finished,
    /// Ended early.
    Stopped,
    OnHold,
    NotSaid,
}

impl Medicine {
    /// Whether it belongs under "medicines you take now"; what the source left open counts as now.
    pub fn is_current(&self) -> bool {
        matches!(self.state, MedicineState::Current | MedicineState::OnHold | MedicineState::NotSaid)
    }
}

impl Entry for Medicine {
    const KIND: Kind = Kind::Medicines;
    type Likeness = MedicineLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<MedicineLikeness> {
        Some(MedicineLikeness::of(self))
    }
}
