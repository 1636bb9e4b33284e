//! When two vaccinations are one.

use super::identity::{Identical, Identity};
use super::near::near;
use super::normal::normal;
use super::side::Place;
use super::{Alike, Key, Likeness, where_told};
use crate::domain::{Clash, PartialDate, Vaccination};

/// One that is written down elsewhere often has the day on which it was written down there.
const WRITTEN_DOWN_LATER: i64 = 7;

/// What is compared of a vaccination.
pub struct VaccinationLikeness {
    keys: Vec<Key>,
    identity: Identity,
    was_given: bool,
    given: Option<PartialDate>,
    number: Option<String>,
    batch: Option<String>,
    site: Place,
}

impl VaccinationLikeness {
    pub fn of(vaccination: &Vaccination) -> Self {
        let identity = Identity::of(&vaccination.name);
        Self {
            keys: identity.keys(),
            identity,
            was_given: vaccination.was_given,
            given: vaccination.given,
            number: vaccination.dose.as_deref().and_then(dose_number),
            batch: vaccination.batch.as_deref().map(normal),
            site: Place::of("", vaccination.site.as_deref()),
        }
    }

    /// GP systems tell the procedure alone, others the product beside it.
    fn identity(&self, other: &Self) -> Alike {
        match self.identity.compare(&other.identity) {
            Identical::CodesAndMore => Alike::Same,
            identical => identical.alike(),
        }
    }

    fn day(&self, other: &Self) -> Alike {
        match near(self.given, other.given, 0) {
            Alike::Different => near(self.given, other.given, WRITTEN_DOWN_LATER).at_best_maybe(),
            alike => alike,
        }
    }

    /// Systems count doses each in its own way, so a batch that both tell comes before the number.
    fn batch_or_number(&self, other: &Self) -> Alike {
        match (&self.batch, &other.batch) {
            (Some(one), Some(other)) => Alike::where_equal(one == other),
            _ => where_told(self.number.as_ref(), other.number.as_ref()),
        }
        .at_worst_maybe()
    }

    /// One vaccination may be told without its arm; two arms make it doubtful.
    fn arm(&self, other: &Self) -> Alike {
        match self.site.compare(&other.site) {
            Alike::Different => Alike::MaybeSame,
            _ => Alike::Same,
        }
    }
}

/// "2" of "Dose 2, 0.5 ml".
fn dose_number(dose: &str) -> Option<String> {
    let dose = normal(dose);
    let mut words = dose.strip_prefix("dose ")?.split(' ');
    words.next().map(str::to_owned)
}

impl Likeness for VaccinationLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        Alike::least([
            self.identity(other),
            Alike::where_equal(self.was_given == other.was_given),
            self.day(other),
            self.batch_or_number(other),
            self.arm(other),
        ])
    }

    /// On the very same day, the one says that it was given and the other that it was not.
    fn clash(&self, other: &Self) -> Option<Clash> {
        let is_one = self.identity(other) == Alike::Same && near(self.given, other.given, 0) == Alike::Same;
        (is_one && self.was_given != other.was_given).then_some(Clash::NotGiven)
    }
}
