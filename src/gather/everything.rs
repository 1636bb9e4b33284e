//! All kinds together, for the first page and for "where your information comes from".

use std::sync::Arc;

use super::who::Who;
use super::{Told, joining};
use crate::access::{Action, Permit};
use crate::domain::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, Gathered, Kinds, Letter, Medicine,
    Organisation, Prescription, Referral, SourceReport, SourceState, TestResult, Vaccination, Visit,
};

/// All that everyone told of every kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Everything {
    pub appointments: Gathered<Appointment>,
    pub medicines: Gathered<Medicine>,
    pub allergies: Gathered<Allergy>,
    pub conditions: Gathered<Condition>,
    pub test_results: Gathered<TestResult>,
    pub letters: Gathered<Letter>,
    pub vaccinations: Gathered<Vaccination>,
    pub visits: Gathered<Visit>,
    pub referrals: Gathered<Referral>,
    pub care_plans: Gathered<CarePlan>,
    pub prescriptions: Gathered<Prescription>,
    pub questionnaires: Gathered<AskedQuestionnaire>,
    /// Each organisation once, with its state over all kinds: the worst, with all entries counted.
    pub sources: Vec<SourceReport>,
}

impl Everything {
    pub(super) fn join(permit: &Permit, who: &Who, told: &Told) -> Self {
        Self {
            appointments: joining::gathered(permit, who, told),
            medicines: joining::gathered(permit, who, told),
            allergies: joining::gathered(permit, who, told),
            conditions: joining::gathered(permit, who, told),
            test_results: joining::gathered(permit, who, told),
            letters: joining::gathered(permit, who, told),
            vaccinations: joining::gathered(permit, who, told),
            visits: joining::gathered(permit, who, told),
            referrals: joining::gathered(permit, who, told),
            care_plans: joining::gathered(permit, who, told),
            prescriptions: joining::gathered(permit, who, told),
            questionnaires: joining::gathered(permit, who, told),
            sources: over_all(permit, who, told, Kinds::in_record()),
        }
    }
}

/// Each organisation once, with its state over these kinds.
pub(super) fn over_all(permit: &Permit, who: &Who, told: &Told, kinds: Kinds) -> Vec<SourceReport> {
    let report = |(organisation, part): &(Arc<Organisation>, super::Part)| {
        let seen = kinds.iter().filter(|kind| permit.allows(&organisation.ods_code, *kind, Action::See));
        let state = seen.map(|kind| part.of(kind).0).reduce(worse)?;
        Some(SourceReport { organisation: organisation.clone(), state })
    };
    told.iter().filter_map(report).chain(who.deferred_report()).collect()
}

/// How an organisation stands over two kinds: what most needs saying, with the entries of both.
fn worse(one: SourceState, other: SourceState) -> SourceState {
    use SourceState::{Answered, Failed, InPart};
    match (one, other) {
        (Answered { at, entries, .. }, Answered { at: other_at, entries: others, .. }) => {
            Answered { at: at.min(other_at), entries: entries + others, none_known: None }
        }
        (
            InPart { at, entries, set_aside, mut notes },
            InPart { entries: others, set_aside: aside, notes: more, .. },
        ) => {
            notes.extend(more);
            notes.dedup();
            InPart { at, entries: entries + others, set_aside: set_aside + aside, notes }
        }
        (InPart { at, entries, set_aside, notes }, Answered { entries: others, .. })
        | (Answered { entries: others, .. }, InPart { at, entries, set_aside, notes }) => {
            InPart { at, entries: entries + others, set_aside, notes }
        }
        (Failed { why, copy }, Failed { copy: other, .. }) => {
            let copy = match (copy, other) {
                (Some(mut copy), Some(other)) => {
                    copy.entries += other.entries;
                    copy.told_at = copy.told_at.min(other.told_at);
                    Some(copy)
                }
                (copy, other) => copy.or(other),
            };
            Failed { why, copy }
        }
        (one, other) if weight(&other) > weight(&one) => other,
        (one, _) => one,
    }
}

/// What most needs saying of an organisation that stands differently to different kinds.
fn weight(state: &SourceState) -> u8 {
    match state {
        SourceState::Failed { .. } => 8,
        SourceState::Waiting => 7,
        SourceState::InPart { .. } => 6,
        SourceState::Answered { .. } => 5,
        SourceState::DoesNotKnowPerson { .. } => 4,
        SourceState::NotForThisAge => 3,
        SourceState::NotAsked(_) => 2,
        SourceState::NotSharedOnline => 1,
        SourceState::NotConnected => 0,
    }
}
