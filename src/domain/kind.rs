//! The kinds of thing a record holds, and sets of them.

use serde::{Deserialize, Serialize};

use super::Setting;

/// A kind of entry in a health record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Appointments,
    Medicines,
    Allergies,
    Conditions,
    TestResults,
    Letters,
    Vaccinations,
    Visits,
    Referrals,
    CarePlans,
    Prescriptions,
    Questionnaires,
    /// Who the person is and how to reach them; one entry from each holder.
    Details,
    /// What the person and an organisation write to each other.
    Messages,
}

impl Kind {
    /// Every kind, in the order in which pages list them.
    pub const ALL: [Kind; 14] = [
        Kind::Appointments,
        Kind::Medicines,
        Kind::Prescriptions,
        Kind::Allergies,
        Kind::Conditions,
        Kind::TestResults,
        Kind::Letters,
        Kind::Vaccinations,
        Kind::Visits,
        Kind::Referrals,
        Kind::CarePlans,
        Kind::Questionnaires,
        Kind::Details,
        Kind::Messages,
    ];

    /// The word used in URLs, in the sources file and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Kind::Appointments => "appointments",
            Kind::Medicines => "medicines",
            Kind::Allergies => "allergies",
            Kind::Conditions => "conditions",
            Kind::TestResults => "test-results",
            Kind::Letters => "letters",
            Kind::Vaccinations => "vaccinations",
            Kind::Visits => "visits",
            Kind::Referrals => "referrals",
            Kind::CarePlans => "care-plans",
            Kind::Prescriptions => "prescriptions",
            Kind::Questionnaires => "questionnaires",
            Kind::Details => "details",
            Kind::Messages => "messages",
        }
    }

    /// Whether people look for this kind at such a place, so that it has to be said where it is not shared. A hospital
    /// that shares no letters still has some; prescriptions are looked for at the surgery. A national service is there
    /// for what it offers and for nothing else.
    pub const fn is_looked_for_at(self, setting: Setting) -> bool {
        match setting {
            Setting::Gp => true,
            Setting::Hospital | Setting::Community => !matches!(self, Kind::Prescriptions),
            Setting::National => false,
        }
    }

    /// The kind a slug names.
    pub fn from_slug(slug: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Kinds(u16);

impl Kinds {
    /// No kind at all.
    pub const NONE: Kinds = Kinds(0);

    /// Every kind there is.
    pub fn all() -> Kinds {
        Kind::ALL.into_iter().collect()
    }

    /// The kinds of entry in a record: all but how to reach the person and messages, which are asked for on their own
    /// pages alone.
    pub fn in_record() -> Kinds {
        Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Details | Kind::Messages)).collect()
    }

    pub const fn just(kind: Kind) -> Kinds {
        Kinds(1 << kind as u16)
    }

    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub const fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Kinds::NONE, |set, kind| set.with(Kinds::just(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_again_by_its_slug() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_slug(kind.slug()), Some(kind));
            assert!(Kinds::all().contains(kind));
            assert!(!Kinds::NONE.contains(kind));
        }
        assert_eq!(Kind::from_slug("medicine"), None);
    }
}
