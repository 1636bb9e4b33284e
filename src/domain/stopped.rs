//! What organisations asked not to show, and why.

use super::{Kind, Kinds, OdsCode};

/// Everything that organisations asked not to show at a time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stops(pub Vec<(OdsCode, Option<Kind>)>);

impl Stops {
    /// The kinds of an organisation's that are not shown.
    pub fn of(&self, organisation: &OdsCode) -> Kinds {
        let own = self.0.iter().filter(|(code, _)| code == organisation);
        own.fold(Kinds::NONE, |all, (_, kind)| all.with(kind.map_or_else(Kinds::all, Kinds::just)))
    }
}

/// Why something is not shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyStopped {
    /// What is shown is wrong, or may be somebody else's.
    WrongEntries,
    /// The organisation's own system is being changed or repaired.
    Maintenance,
    /// Whoever answers for safety there asked for it.
    Safety,
    Other,
}

impl WhyStopped {
    pub const ALL: [Self; 4] = [Self::WrongEntries, Self::Maintenance, Self::Safety, Self::Other];

    /// The word in the database and in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::WrongEntries => "wrong-entries",
            Self::Maintenance => "maintenance",
            Self::Safety => "safety",
            Self::Other => "other",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_or_one_kind_is_stopped_for_the_organisation_that_asked_alone() {
        let code = |text| OdsCode::parse(text).expect("a code");
        let stops = Stops(vec![(code("RXX"), Some(Kind::Letters)), (code("RYY"), None)]);
        assert_eq!(stops.of(&code("RXX")), Kinds::just(Kind::Letters));
        assert_eq!(stops.of(&code("RYY")), Kinds::all());
        assert!(stops.of(&code("RZZ")).is_empty());
    }
}
