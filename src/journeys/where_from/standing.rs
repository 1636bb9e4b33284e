//! How each organisation stands, over all kinds of entry.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::{Gathered, Kind, OdsCode, Organisation, SourceReport, SourceState, WhyNotAsked};
use crate::gather::Everything;
use crate::journeys::record::all::{EachKind, each_kind};
use crate::journeys::record::listed::Listed;

/// The groups of the page, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    Answered,
    InPart,
    NotAnswered,
    NotAsked,
    NotConnected,
}

/// One organisation with its state for each kind that it was asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    pub organisation: Arc<Organisation>,
    pub group: Group,
    /// Its worst state over all kinds.
    pub state: SourceState,
    pub by_kind: Vec<(Kind, SourceState)>,
    /// How many entries of all kinds it holds among those shown.
    pub entries: usize,
    /// How many of its results wait because the person wants to see new ones later.
    pub waiting: usize,
    pub last_answered: Option<DateTime<Utc>>,
}

/// Every organisation that was told of, in the order of the sources file.
pub fn standings(everything: &Everything) -> Vec<Standing> {
    everything.sources.iter().map(|report| standing(everything, report)).collect()
}

fn standing(everything: &Everything, report: &SourceReport) -> Standing {
    let code = &report.organisation.ods_code;
    let mut found = Found { code, by_kind: Vec::new(), entries: 0, waiting: 0 };
    each_kind(everything, &mut found);
    let Found { by_kind, entries, waiting, .. } = found;
    let mut states: Vec<&SourceState> = by_kind.iter().map(|(_, state)| state).collect();
    if states.is_empty() {
        states.push(&report.state);
    }
    Standing {
        organisation: report.organisation.clone(),
        group: group(&states),
        last_answered: states.iter().filter_map(|state| state.answered_at()).max(),
        state: report.state.clone(),
        by_kind,
        entries,
        waiting,
    }
}

struct Found<'a> {
    code: &'a OdsCode,
    by_kind: Vec<(Kind, SourceState)>,
    entries: usize,
    waiting: usize,
}

impl EachKind for Found<'_> {
    fn kind<T: Listed>(&mut self, gathered: &Gathered<T>) {
        let own = gathered.sources.iter().find(|source| source.organisation.ods_code == *self.code);
        self.by_kind.extend(own.map(|source| (T::KIND, source.state.clone())));
        let holds = |holders: &[crate::domain::Holder]| {
            holders.iter().any(|holder| holder.organisation.ods_code == *self.code)
        };
        self.entries += gathered.entries.iter().filter(|held| holds(&held.holders)).count();
        self.waiting += gathered.kept_back.iter().filter(|kept| kept.holders.contains(self.code)).count();
    }
}

/// A refusal is an answer; an answer to some questions and none to others is an answer in part.
fn group(states: &[&SourceState]) -> Group {
    let is_answer = |state: &SourceState| {
        matches!(
            state,
            SourceState::Answered { .. }
                | SourceState::NotSharedOnline
                | SourceState::NotForThisAge
                | SourceState::DoesNotKnowPerson { .. }
        )
    };
    let in_part = |state: &SourceState| matches!(state, SourceState::InPart { .. });
    let not_answered =
        |state: &SourceState| matches!(state, SourceState::Failed { .. } | SourceState::Waiting);
    let any = |test: &dyn Fn(&SourceState) -> bool| states.iter().any(|state| test(state));
    let stopped = |state: &SourceState| *state == SourceState::NotAsked(WhyNotAsked::Stopped);
    if any(&in_part) || (any(&is_answer) && (any(&not_answered) || any(&stopped))) {
        Group::InPart
    } else if any(&not_answered) {
        Group::NotAnswered
    } else if any(&is_answer) {
        Group::Answered
    } else if any(&|state| matches!(state, SourceState::NotAsked(_))) {
        Group::NotAsked
    } else {
        Group::NotConnected
    }
}

/// The kinds for which a state holds.
pub fn kinds_where(standing: &Standing, test: impl Fn(&SourceState) -> bool) -> Vec<Kind> {
    standing.by_kind.iter().filter(|(_, state)| test(state)).map(|(kind, _)| *kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Failure;
    use crate::journeys::home::samples::*;

    fn only(everything: &Everything) -> Standing {
        let all = standings(everything);
        assert_eq!(all.len(), 1);
        all.into_iter().next().expect("one organisation")
    }

    fn group_of(state: SourceState) -> Group {
        only(&nothing(vec![report(hospital(), state)])).group
    }

    #[test]
    fn every_state_has_its_group() {
        assert_eq!(group_of(answered(hospital(), 3).state), Group::Answered);
        assert_eq!(group_of(SourceState::DoesNotKnowPerson { at: at(NOW) }), Group::Answered);
        assert_eq!(group_of(SourceState::NotSharedOnline), Group::Answered);
        assert_eq!(group_of(SourceState::NotForThisAge), Group::Answered);
        let in_part = SourceState::InPart { at: at(NOW), entries: 1, set_aside: 1, notes: vec![] };
        assert_eq!(group_of(in_part), Group::InPart);
        assert_eq!(group_of(SourceState::Waiting), Group::NotAnswered);
        assert_eq!(group_of(SourceState::Failed { why: Failure::Busy, copy: None }), Group::NotAnswered);
        assert_eq!(group_of(SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin)), Group::NotAsked);
        assert_eq!(group_of(SourceState::NotConnected), Group::NotConnected);
    }

    #[test]
    fn an_answer_about_some_kinds_only_is_an_answer_in_part() {
        let mut everything = nothing(vec![answered(hospital(), 0)]);
        everything.letters.sources = vec![failed(hospital())];
        everything.sources = vec![failed(hospital())];
        let standing = only(&everything);
        assert_eq!(standing.group, Group::InPart);
        assert_eq!(standing.last_answered, Some(at(NOW)));
        let missing = kinds_where(&standing, |state| matches!(state, SourceState::Failed { .. }));
        assert_eq!(missing, [Kind::Letters]);
    }

    #[test]
    fn an_organisation_that_is_asked_for_nothing_stands_as_it_is() {
        let mut everything = nothing(vec![]);
        everything.sources = vec![report(hospital(), SourceState::NotConnected)];
        assert_eq!(only(&everything).group, Group::NotConnected);
    }

    #[test]
    fn entries_are_counted_for_each_of_their_holders() {
        let mut everything = nothing(vec![answered(surgery(), 1), answered(hospital(), 2)]);
        let mut joined = held_by(1, letter("a", "2026-11-19"), surgery());
        joined.holders.push(holder(hospital()));
        everything.letters.entries = vec![joined, held_by(2, letter("b", "2026-11-19"), hospital())];
        let entries: Vec<_> = standings(&everything).iter().map(|standing| standing.entries).collect();
        assert_eq!(entries, [1, 2]);
    }
}
