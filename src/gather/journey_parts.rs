//! The kinds that a care journey is made of, together: what was asked for, and all that may have come of it.

use super::everything::over_all;
use super::who::Who;
use super::{Told, joining};
use crate::access::Permit;
use crate::domain::{
    Appointment, CarePlan, Gathered, Kind, Kinds, Letter, Referral, SourceReport, TestResult, Visit,
};

/// All that everyone told of those kinds.
#[derive(Clone, PartialEq, Debug)]
pub struct JourneyParts {
    pub referrals: Gathered<Referral>,
    pub care_plans: Gathered<CarePlan>,
    pub appointments: Gathered<Appointment>,
    pub letters: Gathered<Letter>,
    pub test_results: Gathered<TestResult>,
    pub visits: Gathered<Visit>,
    /// Each organisation once, with its state over these kinds.
    pub sources: Vec<SourceReport>,
}

impl JourneyParts {
    pub(super) fn kinds() -> Kinds {
        let kinds = [Kind::Referrals, Kind::CarePlans, Kind::Appointments, Kind::Letters];
        kinds.into_iter().chain([Kind::TestResults, Kind::Visits]).collect()
    }

    pub(super) fn join(permit: &Permit, who: &Who, told: &Told) -> Self {
        Self {
            referrals: joining::gathered(permit, who, told),
            care_plans: joining::gathered(permit, who, told),
            appointments: joining::gathered(permit, who, told),
            letters: joining::gathered(permit, who, told),
            test_results: joining::gathered(permit, who, told),
            visits: joining::gathered(permit, who, told),
            sources: over_all(permit, who, told, Self::kinds()),
        }
    }
}
