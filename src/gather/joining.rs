//! Puts what everyone told into one list, with the same thing held in several places standing once.

use std::sync::Arc;

use super::grouping::{self, Teller};
use super::who::Who;
use super::{Part, Told, confidential, disagreements};
use crate::access::{Action, Permit};
use crate::domain::{EntryId, Gathered, InAnswer, Kind, OdsCode, Organisation, SourceReport, SourceState};
use crate::store::Hidden;

/// One kind from everyone. The permit is applied, and what the person has hidden left out, before anything
/// is joined or counted.
pub(super) fn gathered<T: InAnswer>(permit: &Permit, who: &Who, told: &Told) -> Gathered<T> {
    let mut tellers = Vec::new();
    // Each with the place of what it told among the tellers.
    let mut stands = Vec::new();
    for (organisation, part) in told {
        if !permit.allows(&organisation.ods_code, T::KIND, Action::See)
            || !is_for(organisation, part, T::KIND)
        {
            continue;
        }
        if let Some(why) = who.withholds(permit, T::KIND) {
            stands.push((organisation, SourceState::NotAsked(why), None));
            continue;
        }
        let (state, told) = part.of(T::KIND);
        let place = told.map(|told| {
            let (entries, told_at, is_old_copy) = told.entries::<T>();
            let at = &organisation.ods_code;
            let entries = entries.iter().filter(|ready| !who.hidden.contains(ready.id));
            let entries = entries.filter(|ready| sees_all(permit, &who.hidden, at, &ready.with)).collect();
            let in_full = matches!(state, SourceState::Answered { .. });
            tellers.push(Teller { organisation, entries, told_at, is_old_copy, in_full });
            tellers.len() - 1
        });
        stands.push((organisation, state, place));
    }
    confidential::leave_out(permit, &mut tellers);
    let report = |(organisation, state, place): (&Arc<Organisation>, SourceState, Option<usize>)| {
        let seen = place.and_then(|place| tellers.get(place)).map_or(0, |teller| teller.entries.len());
        let state = if permit.is_limited() { state.as_seen(seen) } else { state };
        SourceReport { organisation: organisation.clone(), state }
    };
    let sources: Vec<SourceReport> = stands.into_iter().map(report).collect();
    // Demographics stand once, also where they are one of the holders.
    let stands = |report: &SourceReport| {
        sources.iter().any(|known| known.organisation.ods_code == report.organisation.ods_code)
    };
    let deferred = who.deferred_report(permit).filter(|report| !stands(report));
    let mut gathered = joined(&tellers, sources);
    gathered.sources.extend(deferred);
    gathered
}

/// What these told, each thing once, with what they contradict each other in.
pub(super) fn joined<T: InAnswer>(tellers: &[Teller<T>], sources: Vec<SourceReport>) -> Gathered<T> {
    let mut disagreements = disagreements::with_none_known(tellers, &sources);
    let (entries, between) = grouping::grouped(tellers);
    disagreements.extend(between);
    Gathered { entries, sources, disagreements, kept_back: Vec::new() }
}

/// Whether nothing of these, at one organisation, is kept from whoever acts for the person. The person sees all of their own.
/// Who sees nothing that is marked as confidential does not see what is about an entry of another kind: nobody can tell
/// from here if that one is marked.
pub(super) fn sees_all(permit: &Permit, hidden: &Hidden, at: &OdsCode, all: &[(Kind, EntryId)]) -> bool {
    let is_seen = |(kind, id): &(Kind, EntryId)| {
        let may_be_marked = *kind != Kind::Messages && !permit.sees_confidential(at, *kind);
        permit.allows(at, *kind, Action::See) && !may_be_marked && !hidden.contains(*id)
    };
    !permit.is_limited() || all.iter().all(is_seen)
}

/// Whether anything has to be said of this kind there: it is offered, or people look for it there. What a place that is
/// not connected would share, nobody knows.
pub(super) fn is_for(organisation: &Organisation, part: &Part, kind: Kind) -> bool {
    part.offers(kind) || part.is_not_connected() || kind.is_looked_for_at(organisation.setting)
}
