//! Medicines that a surgery lets a person ask for again, and what came of asking.

use chrono::Days;

use super::{Coded, CodedDosage, OdsCode, PartialDate, PrescriptionState};

/// A medicine that a surgery may give again.
#[derive(Clone, PartialEq, Debug)]
pub struct Repeat {
    /// The surgery's own id of the plan, by which it is asked for.
    pub id: String,
    pub name: Coded,
    /// How to take it, in the surgery's own words.
    pub dosage: Option<String>,
    /// The same in codes, where the surgery gave any.
    pub coded_dosage: Option<CodedDosage>,
    pub quantity: Option<String>,
    pub last_issued: Option<PartialDate>,
    /// How often it was given under this plan, and how often it may be.
    pub issues: Option<u32>,
    pub issues_allowed: Option<u32>,
    /// The surgery wants to look at it again by then.
    pub review_by: Option<PartialDate>,
    /// How long one issue lasts, in days.
    pub lasts_days: Option<u32>,
    pub can_be_ordered: CanBeOrdered,
}

/// Whether a medicine can be asked for now, as far as the surgery's record says; it decides on each request.
#[derive(Clone, PartialEq, Debug)]
pub enum CanBeOrdered {
    Yes,
    /// It was asked for already, and stands so since then.
    AlreadyAskedFor(PrescriptionState, Option<PartialDate>),
    /// It was given for one time only.
    OneOff,
    /// It was stopped, is on hold or has run its course.
    NotInForce,
    /// Every issue that was allowed has been given.
    NoIssuesLeft,
    /// The surgery's leave ended; it must look at the medicine first.
    NeedsReview,
    /// The record does not say that it is given again.
    NotSaid,
}

impl Repeat {
    /// The day on which the last issue should run out. Nothing says that it may be asked for only then.
    pub fn runs_out(&self) -> Option<PartialDate> {
        let day = self.last_issued?.day()?;
        day.checked_add_days(Days::new(u64::from(self.lasts_days?))).map(PartialDate::Day)
    }
}

/// All that can, or cannot, be asked for again.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Repeats {
    pub medicines: Vec<Repeat>,
    /// Medicines that could not be read.
    pub set_aside: u32,
    /// The surgery said that something is missing.
    pub is_incomplete: bool,
}

/// What a person asks a surgery for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asking<'a> {
    /// The surgery's own id of the plan.
    pub repeat: &'a str,
    /// For the surgery to read.
    pub comment: Option<&'a str>,
    /// A pharmacy for this one time, in place of the one that was chosen for all prescriptions.
    pub pharmacy: Option<&'a OdsCode>,
}

impl<'a> Asking<'a> {
    /// For one more issue, and nothing else.
    pub const fn again(repeat: &'a str) -> Self {
        Self { repeat, comment: None, pharmacy: None }
    }
}

/// What became of one request.
#[derive(Clone, PartialEq, Debug)]
pub struct Requested {
    /// The surgery's own id of the request.
    pub id: String,
    /// The id of the same in the list of prescriptions (`Prescription::source_id`).
    pub listed_as: String,
    /// The plan that it asks for.
    pub repeat: Option<String>,
    pub state: PrescriptionState,
    pub asked: Option<PartialDate>,
    pub changed: Option<PartialDate>,
    /// Why it was refused, in the surgery's own words.
    pub reason: Option<String>,
    /// The pharmacy that was named for this one time.
    pub pharmacy: Option<OdsCode>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasting(issued: &str, days: Option<u32>) -> Repeat {
        Repeat {
            id: "1".into(),
            name: Coded::text("Metformin"),
            dosage: None,
            coded_dosage: None,
            quantity: None,
            last_issued: PartialDate::parse(issued),
            issues: None,
            issues_allowed: None,
            review_by: None,
            lasts_days: days,
            can_be_ordered: CanBeOrdered::Yes,
        }
    }

    #[test]
    fn a_medicine_runs_out_when_its_last_issue_has_lasted() {
        assert_eq!(lasting("2026-11-01", Some(28)).runs_out(), PartialDate::parse("2026-11-29"));
    }

    #[test]
    fn nothing_is_said_of_running_out_where_either_is_unknown_or_vague() {
        assert_eq!(lasting("2026-11", Some(28)).runs_out(), None);
        assert_eq!(lasting("2026-11-01", None).runs_out(), None);
        assert_eq!(lasting("", Some(28)).runs_out(), None);
    }
}
