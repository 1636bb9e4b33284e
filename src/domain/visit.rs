//! Visits: consultations, clinics, stays in hospital.

use serde::{Deserialize, Serialize};

use super::{Entry, Kind, PartialDate, StandsAlone, Ties};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Visit {
    pub source_id: String,
    /// "Telephone consultation", "Stay in hospital".
    pub what: String,
    pub started: Option<PartialDate>,
    pub ended: Option<PartialDate>,
    pub place: Option<String>,
    pub with_whom: Option<String>,
    pub reason: Option<String>,
    /// What was written down, in the source's own words and order.
    pub notes: Vec<VisitNote>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
}

/// One part of what was written: a heading ("History") and its lines.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VisitNote {
    pub heading: Option<String>,
    pub lines: Vec<String>,
}

impl Entry for Visit {
    const KIND: Kind = Kind::Visits;
    type Likeness = StandsAlone;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
