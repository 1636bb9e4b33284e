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

impl GrantBasis {
    pub const ALL: [GrantBasis; 5] = [
        GrantBasis::Consent,
        GrantBasis::ParentalResponsibility,
        GrantBasis::BestInterest,
        GrantBasis::HealthAndWelfareLastingPowerOfAttorney,
        GrantBasis::CourtAppointedPersonalWelfareDeputy,
    ];

    /// The word in addresses, as the national service writes it.
    pub const fn slug(self) -> &'static str {
        match self {
            GrantBasis::Consent => "consent",
            GrantBasis::ParentalResponsibility => "parental-responsibility",
            GrantBasis::BestInterest => "best-interest",
            GrantBasis::HealthAndWelfareLastingPowerOfAttorney => {
                "health-and-welfare-lasting-power-of-attorney"
            }
            GrantBasis::CourtAppointedPersonalWelfareDeputy => "court-appointed-personal-welfare-deputy",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.slug() == slug)
    }
}
