//! When two entries that different organisations told are one and the same thing: what is compared, and the rules that
//! all kinds share. Each kind's own rules stand in a file of its own; `docs/joining.md` is the table for clinicians.

mod allergy;
mod appointment;
#[cfg(test)]
mod cases;
mod condition;
mod dose;
mod identity;
mod medicine;
mod near;
mod normal;
mod product;
mod referral;
mod side;
mod test_result;
mod vaccination;

use std::hash::{DefaultHasher, Hash, Hasher};

pub use allergy::AllergyLikeness;
pub use appointment::AppointmentLikeness;
pub use condition::ConditionLikeness;
pub use medicine::MedicineLikeness;
pub use referral::ReferralLikeness;
pub use test_result::ResultLikeness;
pub use vaccination::VaccinationLikeness;

use super::{Certainty, Clash};

/// How alike two entries of different organisations are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Alike {
    /// One thing: it stands once, with both holders.
    Same,
    /// It cannot be told: both stand, and each says so.
    MaybeSame,
    Different,
}

impl Alike {
    /// As alike as the facts that are least alike.
    pub fn least<const N: usize>(facts: [Alike; N]) -> Alike {
        facts.into_iter().max().unwrap_or(Alike::Same)
    }

    fn where_equal(equal: bool) -> Alike {
        if equal { Alike::Same } else { Alike::Different }
    }

    /// Never taken for the same, and never ruled out by this fact alone.
    fn at_best_maybe(self) -> Alike {
        self.max(Alike::MaybeSame)
    }

    /// Something that speaks against it and proves nothing.
    fn at_worst_maybe(self) -> Alike {
        self.min(Alike::MaybeSame)
    }
}

/// A fact that either side may leave out: silence neither agrees nor differs.
fn where_told<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Alike {
    match (one, other) {
        (Some(one), Some(other)) => Alike::where_equal(one == other),
        _ => Alike::Same,
    }
}

/// By what an entry is found among others: entries that share no key are never compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key(u64);

impl Key {
    /// Two different things may share a key, since the entries themselves are compared then.
    fn of(what: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What is compared of an entry, worked out once when its answer comes.
pub trait Likeness: Send + Sync + 'static {
    fn keys(&self) -> &[Key];

    /// The same both ways round. Not transitive: dates may be near to one another in a row.
    fn alike(&self, other: &Self) -> Alike;

    /// What the two say of one and the same thing that cannot both be so.
    fn clash(&self, _other: &Self) -> Option<Clash> {
        None
    }

    /// Whether it contradicts a coded statement that there is nothing of its kind.
    fn contradicts_none(&self) -> bool {
        false
    }
}

/// Of kinds that are never joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StandsAlone {}

impl Likeness for StandsAlone {
    fn keys(&self) -> &[Key] {
        match *self {}
    }
    fn alike(&self, _: &Self) -> Alike {
        match *self {}
    }
}

/// How two entries stand, where a source may leave that open.
fn standing<S: PartialEq>(one: S, other: S, not_said: S) -> Alike {
    match (one == other, one == not_said || other == not_said) {
        (true, _) => Alike::Same,
        (false, true) => Alike::MaybeSame,
        (false, false) => Alike::Different,
    }
}

/// How sure two sources are. GP Connect fixes one value for every allergy, so saying nothing goes with "confirmed".
fn certainty(one: Certainty, other: Certainty) -> Alike {
    use Certainty::{Confirmed, NotSaid, Suspected};
    match (one, other) {
        (one, other) if one == other => Alike::Same,
        (Confirmed, NotSaid) | (NotSaid, Confirmed) => Alike::Same,
        (Suspected, Confirmed | NotSaid) | (Confirmed | NotSaid, Suspected) => Alike::MaybeSame,
        _ => Alike::Different,
    }
}
