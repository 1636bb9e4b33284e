//! Vaccinations, given and not given.

use serde::{Deserialize, Serialize};

use super::{Coded, Entry, Kind, Organisation, PartialDate, VaccinationLikeness};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Vaccination {
    pub source_id: String,
    /// The vaccine, or the procedure where only that was told.
    pub name: Coded,
    /// What it protects against, where told.
    pub protects_against: Vec<String>,
    /// False where the record says that it was not given.
    pub was_given: bool,
    pub reason_not_given: Option<String>,
    pub given: Option<PartialDate>,
    pub recorded: Option<PartialDate>,
    pub dose: Option<String>,
    pub batch: Option<String>,
    /// The part of the body.
    pub site: Option<String>,
    pub place: Option<String>,
    pub given_by: Option<String>,
    pub note: Option<String>,
}

impl Entry for Vaccination {
    const KIND: Kind = Kind::Vaccinations;
    type Likeness = VaccinationLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<VaccinationLikeness> {
        Some(VaccinationLikeness::of(self))
    }
}
