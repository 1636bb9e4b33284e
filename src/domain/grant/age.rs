//! What a patient's age does to acting for them.

use chrono::{Months, NaiveDate};

use super::GrantBasis;

/// The ages, in whole years. The right ones are for the service to decide, so they are settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ages {
    /// From this age people give access by themselves.
    pub gives_alone: u32,
    /// At this age what parents may see is to be looked at anew: the child may be able to decide.
    pub review_from: u32,
    /// From this age parental responsibility opens nothing unless somebody has looked at it since `review_from`.
    pub review_by: u32,
    /// From this age parental responsibility opens nothing.
    pub parents_end: u32,
}

/// National guidance: from 11 a review, by 13 at the latest, and an end at 16 (NHS England, "Proxy access guidance"; Family
/// Law Reform Act 1969, section 8).
impl Default for Ages {
    fn default() -> Self {
        Self { gives_alone: 16, review_from: 11, review_by: 13, parents_end: 16 }
    }
}

impl Ages {
    /// Whether they come in an order that can be.
    pub fn are_in_order(self) -> bool {
        self.review_from <= self.review_by && self.review_by <= self.parents_end
    }

    /// Whether somebody who was born on this day may give access by themselves.
    pub fn may_give(self, born: NaiveDate, day: NaiveDate) -> bool {
        age(born, day) >= self.gives_alone
    }

    /// Whether a grant of this basis opens nothing because of the patient's age; `reviewed` is when somebody last looked
    /// whether it should stand.
    pub fn suspend(
        self,
        basis: GrantBasis,
        born: NaiveDate,
        day: NaiveDate,
        reviewed: Option<NaiveDate>,
    ) -> bool {
        let age = age(born, day);
        let not_reviewed = age >= self.review_by && !self.is_reviewed(born, reviewed);
        basis == GrantBasis::ParentalResponsibility && (age >= self.parents_end || not_reviewed)
    }

    /// Whether a grant of this basis gives nothing that is marked as confidential: a parent's, from the age of the review on
    /// until there was one.
    pub fn keeps_confidential(
        self,
        basis: GrantBasis,
        born: NaiveDate,
        day: NaiveDate,
        reviewed: Option<NaiveDate>,
    ) -> bool {
        let may_decide = age(born, day) >= self.review_from;
        basis == GrantBasis::ParentalResponsibility && may_decide && !self.is_reviewed(born, reviewed)
    }

    /// Whether somebody has looked since the child has an age where it may be able to decide.
    pub fn is_reviewed(self, born: NaiveDate, reviewed: Option<NaiveDate>) -> bool {
        reviewed.is_some_and(|on| age(born, on) >= self.review_from)
    }
}

/// The day on which somebody has this age; somebody who was born on 29 February has it on 1 March.
pub(super) fn birthday(born: NaiveDate, years: u32) -> Option<NaiveDate> {
    let day = born.checked_add_months(Months::new(years.checked_mul(12)?))?;
    if age(born, day) >= years { Some(day) } else { day.succ_opt() }
}

pub(super) fn age(born: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(born).unwrap_or(0)
}
