//! What a grant needs of the staff who gave it.

use chrono::{Months, NaiveDate};

use super::age::birthday;
use super::{Ages, Grant, GrantBasis, GrantState, Reason};

/// What is to be done, the most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Needs {
    /// It is to be looked at anew: the patient has an age for it, or it was stopped until then.
    Review,
    /// It is stopped: to be lifted or ended.
    Decision,
    /// The patient will soon have an age at which it is to be looked at anew.
    ReviewSoon(NaiveDate),
    /// A parent's access will soon end by age.
    EndsByAge(NaiveDate),
    /// Its last day is near.
    EndsSoon(NaiveDate),
    /// The carer has not answered yet.
    Answer,
    Nothing,
}

impl Grant {
    /// What it needs on a day, of a patient who was born on `born`; nothing where it is over.
    pub fn needs(
        &self,
        state: GrantState,
        reason: Option<Reason>,
        day: NaiveDate,
        born: NaiveDate,
        ages: Ages,
    ) -> Needs {
        let is_parents = self.basis == GrantBasis::ParentalResponsibility;
        let has_age = birthday(born, ages.review_from).is_some_and(|from| from <= day);
        let half_a_year = day.checked_add_months(Months::new(6)).unwrap_or(day);
        let soon = |years| birthday(born, years).filter(|of| is_parents && day < *of && *of <= half_a_year);
        match state {
            GrantState::Ended | GrantState::Refused | GrantState::Unknown => Needs::Nothing,
            _ if self.is_over(day) => Needs::Nothing,
            GrantState::Requested => Needs::Answer,
            GrantState::Suspended if reason != Some(Reason::Review) => Needs::Decision,
            GrantState::Suspended => Needs::Review,
            GrantState::Active if self.is_stopped_by_age(day, born, ages) => Needs::Review,
            GrantState::Active if is_parents && has_age && !ages.is_reviewed(born, self.reviewed) => {
                Needs::Review
            }
            GrantState::Active => {
                let ends = self.until.filter(|_| self.due(day).is_some()).map(Needs::EndsSoon);
                soon(ages.parents_end)
                    .map(Needs::EndsByAge)
                    .or(soon(ages.review_from).map(Needs::ReviewSoon))
                    .or(ends)
                    .unwrap_or(Needs::Nothing)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn parent(reviewed: Option<&str>, until: Option<&str>) -> Grant {
        Grant {
            basis: GrantBasis::ParentalResponsibility,
            called: "Alex".into(),
            parts: Vec::new(),
            from: day("2018-01-01"),
            until: until.map(day),
            reviewed: reviewed.map(day),
        }
    }

    #[test]
    fn a_parents_access_is_on_the_list_when_the_child_comes_of_an_age_for_it() {
        let born = day("2015-06-10");
        let on =
            |grant: &Grant, on: &str| grant.needs(GrantState::Active, None, day(on), born, Ages::default());
        let never = parent(None, None);
        assert_eq!(on(&never, "2025-12-09"), Needs::Nothing);
        assert_eq!(on(&never, "2025-12-10"), Needs::ReviewSoon(day("2026-06-10")));
        assert_eq!(on(&never, "2026-06-10"), Needs::Review);
        assert_eq!(on(&never, "2028-06-10"), Needs::Review, "it is stopped, and still to be looked at");
        let reviewed = parent(Some("2026-07-01"), None);
        assert_eq!(on(&reviewed, "2028-06-10"), Needs::Nothing);
        assert_eq!(on(&reviewed, "2030-12-10"), Needs::EndsByAge(day("2031-06-10")));
        assert_eq!(on(&reviewed, "2031-06-10"), Needs::Review);
        let ends = parent(Some("2026-07-01"), Some("2027-03-31"));
        assert_eq!(on(&ends, "2027-03-10"), Needs::EndsSoon(day("2027-03-31")));
        assert_eq!(on(&ends, "2027-04-01"), Needs::Nothing, "it is over");
    }

    #[test]
    fn what_is_stopped_or_unanswered_is_on_the_list_too() {
        let needs = |state, reason| {
            let (day, born) = (day("2026-11-23"), day("2020-01-01"));
            parent(None, None).needs(state, reason, day, born, Ages::default())
        };
        assert_eq!(needs(GrantState::Requested, None), Needs::Answer);
        assert_eq!(needs(GrantState::Suspended, Some(Reason::Review)), Needs::Review);
        assert_eq!(needs(GrantState::Suspended, Some(Reason::Concern)), Needs::Decision);
        assert_eq!(needs(GrantState::Suspended, None), Needs::Decision);
        assert_eq!(needs(GrantState::Ended, Some(Reason::NotNeeded)), Needs::Nothing);
    }
}
