//! Who may act for whom, as the national service says. It gives nobody access here: only our own grants do.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NhsNumber, OdsCode, PartialDate};

/// One statement of the Validated Relationships Service. Knowing of it opens nothing: no right here is made from it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NationalRelationship {
    /// The service's own id, with its kind before it.
    pub source_id: String,
    pub what: Stated,
    /// Whoever may act, or asks to.
    pub carer: NhsNumber,
    /// For whom.
    pub patient: NhsNumber,
    pub carer_name: Option<String>,
    pub patient_name: Option<String>,
    /// How they are related, in the service's own words: "mother".
    pub related_as: Option<String>,
    /// Why the carer may act.
    pub basis: Option<ActingBasis>,
    pub from: Option<PartialDate>,
    pub until: Option<PartialDate>,
    /// Whoever decided on it.
    pub decided_by: Option<OdsCode>,
}

/// What is stated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stated {
    /// The two are related, as an authoritative source says; nobody may act because of that alone.
    Related,
    /// A role, with the way it stands and why.
    Role { state: RoleState, reason: Option<String> },
    /// Somebody asked for a role.
    Asked { state: RoleState },
}

/// How a role stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RoleState {
    Requested,
    Active,
    /// Not in force now.
    Inactive,
    Refused,
    /// The service's own word, which we do not know.
    Other(String),
}

/// Why somebody may act for another (proxy access standard, "legal basis").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ActingBasis {
    Consent,
    ParentalResponsibility,
    BestInterest,
    HealthAndWelfareLastingPowerOfAttorney,
    CourtAppointedPersonalWelfareDeputy,
    /// The service's own words, which we do not know.
    Other(String),
}

/// Without numbers and names: logs must not hold them.
impl fmt::Debug for NationalRelationship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NationalRelationship").field(&self.what).finish()
    }
}
