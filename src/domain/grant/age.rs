//! What a patient's age does to acting for them.

use chrono::NaiveDate;

use super::GrantBasis;

/// The ages, in whole years. The right ones are for the service to decide, so they are settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ages {
    /// From this age people give access by themselves.
    pub gives_alone: u32,
    /// From this age parental responsibility opens nothing until somebody has looked at it anew.
    pub parents_end: u32,
}

/// National rules have both at 16 (NHS England, "Proxy access guidance"; Family Law Reform Act 1969, section 8).
impl Default for Ages {
    fn default() -> Self {
        Self { gives_alone: 16, parents_end: 16 }
    }
}

impl Ages {
    /// Whether somebody who was born on this day may give access by themselves.
    pub fn may_give(self, born: NaiveDate, day: NaiveDate) -> bool {
        age(born, day) >= self.gives_alone
    }

    /// Whether a grant of this basis opens nothing because of the patient's age.
    pub fn suspend(self, basis: GrantBasis, born: NaiveDate, day: NaiveDate) -> bool {
        basis == GrantBasis::ParentalResponsibility && age(born, day) >= self.parents_end
    }
}

fn age(born: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(born).unwrap_or(0)
}
