//! On what somebody may act for somebody else.

use serde::{Deserialize, Serialize};

/// The five that there are (Validated Relationships Service, consent categories).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantBasis {
    Consent,
    ParentalResponsibility,
    BestInterest,
    HealthAndWelfareLastingPowerOfAttorney,
    CourtAppointedPersonalWelfareDeputy,
}
