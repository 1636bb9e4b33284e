//! When two medicines are one.

use super::dose::Dose;
use super::identity::{Identical, Identity};
use super::near::{is_after, near};
use super::product::Product;
use super::{Alike, Key, Likeness, standing};
use crate::domain::{Clash, Course, Medicine, MedicineState, PartialDate};

/// Two courses that are over are one where they began within so many days.
const SAME_COURSE: i64 = 3;

/// What is compared of a medicine.
pub struct MedicineLikeness {
    keys: Vec<Key>,
    identity: Identity,
    product: Product,
    dose: Dose,
    route: Option<Identity>,
    state: MedicineState,
    course: Course,
    started: Option<PartialDate>,
    ended: Option<PartialDate>,
}

impl MedicineLikeness {
    pub fn of(medicine: &Medicine) -> Self {
        let identity = Identity::of(&medicine.name);
        Self {
            keys: identity.keys(),
            identity,
            product: Product::of(&medicine.name.text),
            dose: Dose::of(medicine.dosage.as_deref()),
            route: medicine.route.as_ref().map(Identity::of),
            state: medicine.state,
            course: medicine.course,
            started: medicine.started,
            ended: medicine.ended,
        }
    }

    /// Whether both are taken now, and differ in strength alone. By name: another strength has another code.
    pub fn is_other_strength_of(&self, other: &Self) -> bool {
        let are_taken = [self.state, other.state] == [MedicineState::Current; 2];
        are_taken && self.product.is_other_strength_of(&other.product)
    }

    /// Whether it is the very thing of this name and these codes: by a code that both have, or by its name without
    /// strength and form.
    pub(super) fn is_of(&self, substance: &Identity) -> bool {
        self.product.is_named(substance.name())
            || match self.identity.compare(substance) {
                Identical::Codes | Identical::CodesAndMore | Identical::SomeCodes | Identical::Name => true,
                Identical::NameAgainstCodes | Identical::No => false,
            }
    }

    /// One that is told on one side only matters where the form leaves it open.
    fn route(&self, other: &Self) -> Alike {
        match (&self.route, &other.route) {
            (Some(one), Some(other)) => match one.compare(other) {
                Identical::No if one.is_coded() && other.is_coded() => Alike::Different,
                // Two words for one way: "Oral" and "By mouth".
                Identical::No => Alike::MaybeSame,
                identical => identical.alike(),
            },
            (None, None) => Alike::Same,
            _ if self.product.form_says_route() && other.product.form_says_route() => Alike::Same,
            _ => Alike::MaybeSame,
        }
    }

    fn course(&self, other: &Self) -> Alike {
        match (self.course, other.course) {
            (Course::OneOff, Course::Repeat) | (Course::Repeat, Course::OneOff) => Alike::MaybeSame,
            _ => Alike::Same,
        }
    }

    /// What is taken now is one thing whenever it was started; what is over is one course or another.
    fn time(&self, other: &Self) -> Alike {
        let is_over = |state| matches!(state, MedicineState::Finished | MedicineState::Stopped);
        match is_over(self.state) && is_over(other.state) {
            true => near(self.started, other.started, SAME_COURSE),
            false => Alike::Same,
        }
    }

    /// Whether `taken` is taken again after `stopped` was stopped.
    fn begun_again(taken: &Self, stopped: &Self) -> bool {
        is_after(taken.started, stopped.ended)
    }
}

impl Likeness for MedicineLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        let identity = self.identity.compare(&other.identity).alike();
        if identity == Alike::Different {
            return Alike::Different;
        }
        Alike::least([
            identity,
            standing(self.state, other.state, MedicineState::NotSaid),
            self.product.compare(&other.product),
            self.route(other),
            self.dose.compare(&other.dose),
            self.course(other),
            self.time(other),
        ])
    }

    /// Only of a product that is surely the same, in strength and form too as far as both tell them.
    fn clash(&self, other: &Self) -> Option<Clash> {
        use MedicineState::{Current, OnHold, Stopped};
        let is_same = self.identity.compare(&other.identity).is_sure()
            && self.product.compare(&other.product) != Alike::Different
            && self.route(other) != Alike::Different;
        if !is_same {
            return None;
        }
        match (self.state, other.state) {
            (Current, Stopped) if !Self::begun_again(self, other) => Some(Clash::Stopped),
            (Stopped, Current) if !Self::begun_again(other, self) => Some(Clash::Stopped),
            (Current, OnHold) | (OnHold, Current) => Some(Clash::OnHold),
            (Current, Current) if self.dose.compare(&other.dose) == Alike::Different => {
                Some(Clash::OtherDose)
            }
            _ => None,
        }
    }
}
