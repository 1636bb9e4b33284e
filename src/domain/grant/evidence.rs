//! What staff check before they give somebody access to another person's record, and what they then write down.

use serde::{Deserialize, Serialize};

use super::{GrantBasis, Reason};

/// A paper that shows on what basis somebody acts. Each belongs to one basis.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    BirthCertificate,
    /// Adoption, or a parental order after surrogacy.
    AdoptionOrParentalOrder,
    /// An agreement or an order of a court that gives parental responsibility.
    ResponsibilityAgreementOrOrder,
    /// A lasting power of attorney on paper, with the stamp of the Office of the Public Guardian on each page.
    StampedPowerOfAttorney,
    /// The same looked up with the code that the attorney was given ("Use a lasting power of attorney").
    PowerOfAttorneyOnline,
    DeputyOrder,
    /// An assessment of capacity, and a decision in the person's best interests (Mental Capacity Act 2005, sections 2 to 4).
    CapacityAndBestInterests,
}

impl Document {
    pub const ALL: [Document; 7] = [
        Document::BirthCertificate,
        Document::AdoptionOrParentalOrder,
        Document::ResponsibilityAgreementOrOrder,
        Document::StampedPowerOfAttorney,
        Document::PowerOfAttorneyOnline,
        Document::DeputyOrder,
        Document::CapacityAndBestInterests,
    ];

    /// What it shows.
    pub const fn basis(self) -> GrantBasis {
        match self {
            Document::BirthCertificate
            | Document::AdoptionOrParentalOrder
            | Document::ResponsibilityAgreementOrOrder => GrantBasis::ParentalResponsibility,
            Document::StampedPowerOfAttorney | Document::PowerOfAttorneyOnline => {
                GrantBasis::HealthAndWelfareLastingPowerOfAttorney
            }
            Document::DeputyOrder => GrantBasis::CourtAppointedPersonalWelfareDeputy,
            Document::CapacityAndBestInterests => GrantBasis::BestInterest,
        }
    }

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Document::BirthCertificate => "birth-certificate",
            Document::AdoptionOrParentalOrder => "adoption-or-parental-order",
            Document::ResponsibilityAgreementOrOrder => "responsibility-agreement-or-order",
            Document::StampedPowerOfAttorney => "stamped-power-of-attorney",
            Document::PowerOfAttorneyOnline => "power-of-attorney-online",
            Document::DeputyOrder => "deputy-order",
            Document::CapacityAndBestInterests => "capacity-and-best-interests",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// What was checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Evidence {
    pub document: Document,
    /// Its number, or where it is kept.
    pub reference: String,
    /// Who looked at it, by name: not always who fills in the form.
    pub checked_by: String,
}

/// Whether a child of an age for it can decide who sees their record, and what they want.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChildDecides {
    NotYet,
    Agrees,
    Refuses,
}

impl ChildDecides {
    pub const ALL: [ChildDecides; 3] = [ChildDecides::NotYet, ChildDecides::Agrees, ChildDecides::Refuses];

    pub const fn slug(self) -> &'static str {
        match self {
            ChildDecides::NotYet => "not-yet",
            ChildDecides::Agrees => "agrees",
            ChildDecides::Refuses => "refuses",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// What staff did.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Decided {
    Made,
    Reviewed,
    Suspended,
    Lifted,
    Ended,
    /// The patient's own access, at their wish.
    OwnStopped,
    OwnGivenBack,
    /// The patient has died: everybody's access is stopped, and nobody writes to them.
    Died,
}

impl Decided {
    const ALL: [Decided; 8] = [
        Decided::Made,
        Decided::Reviewed,
        Decided::Suspended,
        Decided::Lifted,
        Decided::Ended,
        Decided::OwnStopped,
        Decided::OwnGivenBack,
        Decided::Died,
    ];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Decided::Made => "made",
            Decided::Reviewed => "reviewed",
            Decided::Suspended => "suspended",
            Decided::Lifted => "lifted",
            Decided::Ended => "ended",
            Decided::OwnStopped => "own-stopped",
            Decided::OwnGivenBack => "own-given-back",
            Decided::Died => "died",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// Why, and what was checked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Because {
    pub reason: Option<Reason>,
    pub evidence: Option<Evidence>,
    pub child: Option<ChildDecides>,
    /// In the words of whoever decided, for colleagues.
    pub note: String,
}
