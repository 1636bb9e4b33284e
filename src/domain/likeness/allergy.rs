//! When two allergies are one.

use super::identity::Identity;
use super::normal::normal;
use super::{Alike, Key, Likeness, MedicineLikeness, certainty, standing};
use crate::domain::{Allergy, AllergyState, Certainty, Clash};

/// What is compared of an allergy. An allergy is for life, so no date is.
pub struct AllergyLikeness {
    keys: Vec<Key>,
    identity: Identity,
    state: AllergyState,
    certainty: Certainty,
}

impl AllergyLikeness {
    pub fn of(allergy: &Allergy) -> Self {
        let identity = Identity::named(&allergy.substance, substance(&allergy.substance.text));
        Self { keys: identity.keys(), identity, state: allergy.state, certainty: allergy.certainty }
    }

    /// Whether it is listed, and to this very medicine. What contains a substance under another name is not known here.
    pub fn is_to(&self, medicine: &MedicineLikeness) -> bool {
        self.is_listed() && medicine.is_of(&self.identity)
    }

    /// One whose state is not said counts as one that the person has.
    fn is_listed(&self) -> bool {
        self.state != AllergyState::Ended && self.certainty != Certainty::Refuted
    }
}

/// "penicillin" of "Allergy to penicillin" and "Penicillin allergy". An intolerance is no allergy and keeps its word.
fn substance(name: &str) -> String {
    let name = normal(name);
    let without = ["allergy to ", "allergic to "].iter().find_map(|words| name.strip_prefix(words));
    without.or_else(|| name.strip_suffix(" allergy")).unwrap_or(&name).to_owned()
}

impl Likeness for AllergyLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        Alike::least([
            self.identity.compare(&other.identity).alike(),
            standing(self.state, other.state, AllergyState::NotSaid),
            certainty(self.certainty, other.certainty),
        ])
    }

    fn clash(&self, other: &Self) -> Option<Clash> {
        let against = match (self.is_listed(), other.is_listed()) {
            (true, false) => other,
            (false, true) => self,
            _ => return None,
        };
        let clash = if against.certainty == Certainty::Refuted { Clash::RuledOut } else { Clash::Over };
        self.identity.compare(&other.identity).is_sure().then_some(clash)
    }

    fn contradicts_none(&self) -> bool {
        self.is_listed()
    }
}
