//! When two referrals are one: by the booking reference alone, never by what they are for.

use super::{Alike, Key, Likeness};
use crate::domain::{Referral, RequestState, Urgency};

/// What is compared of a referral.
pub struct ReferralLikeness {
    keys: [Key; 1],
    ubrn: String,
    state: RequestState,
    urgency: Option<Urgency>,
}

impl ReferralLikeness {
    /// Nothing where the referral has no booking reference.
    pub fn of(referral: &Referral) -> Option<Self> {
        let told = referral.ubrn.as_ref()?;
        let ubrn: String = told.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let (state, urgency) = (referral.state.clone(), referral.urgency.clone());
        (!ubrn.is_empty()).then(|| Self { keys: [Key::of(&ubrn)], ubrn, state, urgency })
    }
}

impl Likeness for ReferralLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// It is one referral for certain; where the two say differently how it stands, neither may hide the other.
    fn alike(&self, other: &Self) -> Alike {
        let as_told = self.state == other.state && self.urgency == other.urgency;
        Alike::where_equal(self.ubrn == other.ubrn).max(Alike::where_equal(as_told).at_worst_maybe())
    }
}
