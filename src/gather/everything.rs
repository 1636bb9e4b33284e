//! Several kinds together: for the first page, for "where your information comes from", for search and downloads.

use super::who::Who;
use super::{Shown, Told, joining};
use crate::access::{Action, Permit};
use crate::domain::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, EntryId, Gathered, InAnswer, Kinds,
    Letter, Medicine, Message, Prescription, Referral, SourceReport, SourceState, TestResult, Vaccination,
    Visit, WhyNotAsked,
};

/// All that everyone told of every kind that was asked for.
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
    /// Only where they were asked for: they are no part of the record.
    pub messages: Gathered<Message>,
    /// Each organisation once, with its state over all kinds: the worst, with all entries counted.
    pub sources: Vec<SourceReport>,
}

impl Everything {
    pub(super) fn join(permit: &Permit, who: &Who, told: &Told, kinds: Kinds, shown: &Shown) -> Self {
        let over_all = |(organisation, part): &(_, super::Part)| {
            let organisation: &std::sync::Arc<crate::domain::Organisation> = organisation;
            let seen = kinds.iter().filter(|kind| {
                permit.allows(&organisation.ods_code, *kind, Action::See)
                    && joining::is_for(organisation, part, *kind)
            });
            let states = seen.map(|kind| part.of(kind).0);
            let state = states.reduce(worse)?;
            let state = if permit.is_limited() { state.as_seen(0) } else { state };
            Some(SourceReport { organisation: organisation.clone(), state })
        };
        Self {
            appointments: of(permit, who, told, kinds),
            medicines: of(permit, who, told, kinds),
            allergies: of(permit, who, told, kinds),
            conditions: of(permit, who, told, kinds),
            test_results: shown.of(of(permit, who, told, kinds)),
            letters: of(permit, who, told, kinds),
            vaccinations: of(permit, who, told, kinds),
            visits: of(permit, who, told, kinds),
            referrals: of(permit, who, told, kinds),
            care_plans: of(permit, who, told, kinds),
            prescriptions: of(permit, who, told, kinds),
            questionnaires: of(permit, who, told, kinds),
            messages: of(permit, who, told, kinds),
            sources: told.iter().filter_map(over_all).chain(who.deferred_report(permit)).collect(),
        }
    }
}

impl Everything {
    /// Whether an entry stands in it, of whatever kind.
    pub(super) fn shows(&self, id: EntryId) -> bool {
        self.appointments.find(id).is_some()
            || self.medicines.find(id).is_some()
            || self.allergies.find(id).is_some()
            || self.conditions.find(id).is_some()
            || self.test_results.find(id).is_some()
            || self.letters.find(id).is_some()
            || self.vaccinations.find(id).is_some()
            || self.visits.find(id).is_some()
            || self.referrals.find(id).is_some()
            || self.care_plans.find(id).is_some()
            || self.prescriptions.find(id).is_some()
            || self.questionnaires.find(id).is_some()
            || self.messages.find(id).is_some()
    }
}

/// What everyone told of one kind; nothing, and from nobody, where it was not asked for.
fn of<T: InAnswer>(permit: &Permit, who: &Who, told: &Told, kinds: Kinds) -> Gathered<T> {
    match kinds.contains(T::KIND) {
        true => joining::gathered(permit, who, told),
        false => Gathered::of(Vec::new(), Vec::new()),
    }
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
        // Of the rest it may have told in full, and something is missing all the same.
        SourceState::InPart { .. } | SourceState::NotAsked(WhyNotAsked::Stopped) => 6,
        SourceState::Answered { .. } => 5,
        SourceState::DoesNotKnowPerson { .. } => 4,
        SourceState::NotForThisAge => 3,
        SourceState::NotAsked(_) => 2,
        SourceState::NotSharedOnline => 1,
        SourceState::NotConnected => 0,
    }
}
