//! Puts what everyone told into one list, with the same thing held in several places standing once.

use super::grouping::{self, Teller};
use super::who::Who;
use super::{Part, Told, disagreements};
use crate::access::{Action, Permit};
use crate::domain::{EntryId, Gathered, InAnswer, Kind, OdsCode, Organisation, SourceReport, SourceState};
use crate::store::Hidden;

/// One kind from everyone. The permit is applied, and what the person has hidden left out, before anything
/// is joined or counted.
pub(super) fn gathered<T: InAnswer>(permit: &Permit, who: &Who, told: &Told) -> Gathered<T> {
    let mut tellers = Vec::new();
    let mut sources = Vec::new();
    for (organisation, part) in told {
        if !permit.allows(&organisation.ods_code, T::KIND, Action::See)
            || !is_for(organisation, part, T::KIND)
        {
            continue;
        }
        if let Some(why) = who.withholds(permit, T::KIND) {
            let state = SourceState::NotAsked(why);
            sources.push(SourceReport { organisation: organisation.clone(), state });
            continue;
        }
        let (state, told) = part.of(T::KIND);
        let mut seen = 0;
        if let Some(told) = told {
            let (entries, told_at, is_old_copy) = told.entries::<T>();
            let at = &organisation.ods_code;
            let entries = entries.iter().filter(|ready| !who.hidden.contains(ready.id));
            let entries: Vec<_> =
                entries.filter(|ready| sees_all(permit, &who.hidden, at, &ready.with)).collect();
            seen = entries.len();
            let in_full = matches!(state, SourceState::Answered { .. });
            tellers.push(Teller { organisation, entries, told_at, is_old_copy, in_full });
        }
        let state = if permit.is_limited() { state.as_seen(seen) } else { state };
        sources.push(SourceReport { organisation: organisation.clone(), state });
    }
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
pub(super) fn sees_all(permit: &Permit, hidden: &Hidden, at: &OdsCode, all: &[(Kind, EntryId)]) -> bool {
    let is_seen =
        |(kind, id): &(Kind, EntryId)| permit.allows(at, *kind, Action::See) && !hidden.contains(*id);
    !permit.is_limited() || all.iter().all(is_seen)
}

/// Whether anything has to be said of this kind there: it is offered, or people look for it there. What a place that is
/// not connected would share, nobody knows.
pub(super) fn is_for(organisation: &Organisation, part: &Part, kind: Kind) -> bool {
    part.offers(kind) || part.is_not_connected() || kind.is_looked_for_at(organisation.setting)
}
