//! What somebody may do for a patient, besides looking.

use crate::domain::{Kind, Kinds};

/// The kinds of which something can be done for somebody else: appointments are booked, changed, cancelled and confirmed,
/// repeat medicines ordered, which makes a prescription, referrals said to be no longer needed, and messages written.
pub fn kinds_to_do() -> Kinds {
    Kind::ALL.into_iter().filter(|kind| needed(*kind).is_some()).collect()
}

/// What somebody must see to do all of this: nobody orders medicines who does not see which there are.
pub fn seen_to_do(act: Kinds) -> Kinds {
    act.iter().filter_map(needed).fold(Kinds::NONE, Kinds::with)
}

/// Of `act`, what can be done by whoever sees `see`.
pub fn may_do(see: Kinds, act: Kinds) -> Kinds {
    act.iter().filter(|kind| needed(*kind).is_some_and(|needed| needed.without(see).is_empty())).collect()
}

/// Nothing of a kind of which nothing can be done for somebody else.
const fn needed(kind: Kind) -> Option<Kinds> {
    match kind {
        Kind::Appointments => Some(Kinds::just(Kind::Appointments)),
        Kind::Prescriptions => Some(Kinds::just(Kind::Prescriptions).with(Kinds::just(Kind::Medicines))),
        Kind::Referrals => Some(Kinds::just(Kind::Referrals)),
        Kind::Messages => Some(Kinds::just(Kind::Messages)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_done_without_seeing_what_it_is_done_with() {
        let all = kinds_to_do();
        let expected = [Kind::Appointments, Kind::Prescriptions, Kind::Referrals, Kind::Messages];
        assert_eq!(all, expected.into_iter().collect());
        assert_eq!(may_do(seen_to_do(all), all), all);
        for kind in seen_to_do(all).iter() {
            let without = seen_to_do(all).without(Kinds::just(kind));
            assert!(may_do(without, all) != all, "without {kind:?}");
        }
        assert_eq!(
            may_do(Kinds::all(), Kinds::just(Kind::Letters)),
            Kinds::NONE,
            "nobody does anything with those"
        );
    }
}
