//! Puts what everyone told into one list, with the same thing held in several places standing once.

use std::collections::HashMap;
use std::sync::Arc;

use super::who::Who;
use super::{Part, Told};
use crate::access::{Action, Permit};
use crate::domain::{
    Gathered, Held, Holder, InAnswer, JoinKey, Organisation, Setting, SourceReport, SourceState,
};

/// One kind from everyone. The permit is applied before anything is joined or counted.
pub(super) fn gathered<T: InAnswer>(permit: &Permit, who: &Who, told: &Told) -> Gathered<T> {
    let mut joined = Joined::default();
    let mut sources = Vec::new();
    for (organisation, part) in told {
        if !permit.allows(&organisation.ods_code, T::KIND, Action::See) {
            continue;
        }
        if let Some(why) = who.withholds(permit, T::KIND) {
            let state = SourceState::NotAsked(why);
            sources.push(SourceReport { organisation: organisation.clone(), state });
            continue;
        }
        let (state, _) = part.of(T::KIND);
        // Among all kinds too, a national service stands only with its own.
        if state == SourceState::NotSharedOnline && organisation.setting == Setting::National {
            continue;
        }
        joined.add(organisation, part);
        sources.push(SourceReport { organisation: organisation.clone(), state });
    }
    // Demographics stand once, also where they are one of the holders.
    let stands = |report: &SourceReport| {
        sources.iter().any(|known| known.organisation.ods_code == report.organisation.ods_code)
    };
    let deferred = who.deferred_report().filter(|report| !stands(report));
    sources.extend(deferred);
    Gathered { entries: joined.entries, sources }
}

/// A growing list, with the place of each join key in it.
struct Joined<T> {
    entries: Vec<Held<T>>,
    places: HashMap<JoinKey, usize>,
}

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), places: HashMap::new() }
    }
}

impl<T: InAnswer> Joined<T> {
    fn add(&mut self, organisation: &Arc<Organisation>, part: &Part) {
        let (_, Some(told)) = part.of(T::KIND) else { return };
        let (entries, told_at, is_old_copy) = told.entries::<T>();
        for ready in entries {
            let holder = Holder { organisation: organisation.clone(), told_at, is_old_copy, recorded: None };
            let place = ready.join_key.as_ref().and_then(|key| self.places.get(key)).copied();
            let known = place.and_then(|place| self.entries.get_mut(place));
            match known {
                // One organisation's own list is never shortened: twice there may mean twice.
                Some(held) if held.holders.iter().all(|known| known.organisation != *organisation) => {
                    held.also.push(ready.id);
                    held.named.add(&ready.named);
                    // What was told now stands before what is only a copy.
                    if held.is_old_copy() && !is_old_copy {
                        held.entry = ready.entry.clone();
                        held.fingerprint = ready.fingerprint;
                        held.holders.insert(0, holder);
                    } else {
                        held.holders.push(holder);
                    }
                }
                _ => {
                    if let Some(key) = &ready.join_key {
                        self.places.entry(key.clone()).or_insert(self.entries.len());
                    }
                    self.entries.push(Held {
                        id: ready.id,
                        entry: ready.entry.clone(),
                        fingerprint: ready.fingerprint,
                        holders: vec![holder],
                        also: vec![ready.id],
                        named: ready.named.clone(),
                    });
                }
            }
        }
    }
}
