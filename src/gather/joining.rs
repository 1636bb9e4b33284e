//! Puts what everyone told into one list, with the same thing held in several places standing once.

use std::collections::HashMap;
use std::sync::Arc;

use super::who::Who;
use super::{Part, Told};
use crate::access::{Action, Permit};
use crate::domain::{
    Gathered, Held, Holder, InAnswer, JoinKey, Organisation, Setting, SourceReport, SourceState,
};
use crate::store::Hidden;

/// One kind from everyone. The permit is applied, and what the person has hidden left out, before anything
/// is joined or counted.
pub(super) fn gathered<T: InAnswer>(permit: &Permit, who: &Who, told: &Told) -> Gathered<T> {
    let mut joined = Joined::default();
    let mut sources = Vec::new();
    let mut deferred = who.deferred_report();
    for (organisation, part) in told {
        if !permit.allows(&organisation.ods_code, T::KIND, Action::See) {
            continue;
        }
        let (state, _) = part.of(T::KIND);
        // Among all kinds too, a national service stands only with its own.
        if state == SourceState::NotSharedOnline && organisation.setting == Setting::National {
            continue;
        }
        joined.add(organisation, part, &who.hidden);
        sources.push(SourceReport { organisation: organisation.clone(), state });
    }
    sources.extend(deferred.take());
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
    /// Adds what one organisation told, without what the person said is not about them.
    fn add(&mut self, organisation: &Arc<Organisation>, part: &Part, hidden: &Hidden) {
        let (_, Some(told)) = part.of(T::KIND) else { return };
        let (entries, told_at, is_old_copy) = told.entries::<T>();
        for ready in entries.iter().filter(|ready| !hidden.contains(ready.id)) {
            let holder = Holder { organisation: organisation.clone(), told_at, is_old_copy, recorded: None };
            let place = ready.join_key.as_ref().and_then(|key| self.places.get(key)).copied();
            let known = place.and_then(|place| self.entries.get_mut(place));
            match known {
                // One organisation's own list is never shortened: twice there may mean twice.
                Some(held) if held.holders.iter().all(|known| known.organisation != *organisation) => {
                    held.also.push(ready.id);
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
                    });
                }
            }
        }
    }
}
