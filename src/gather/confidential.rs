//! What holders marked as confidential, left out for whoever may see the rest of a record and not that.

use std::collections::HashSet;

use super::grouping::{self, Teller};
use crate::access::Permit;
use crate::domain::{EntryId, Held, InAnswer};

/// Takes out what is confidential and kept from whoever asks. Where one of several holders marked what they hold together,
/// it is hidden with all of them.
pub(super) fn leave_out<T: InAnswer>(permit: &Permit, tellers: &mut [Teller<T>]) {
    let kept: HashSet<EntryId> = tellers
        .iter()
        .filter(|teller| !permit.sees_confidential(&teller.organisation.ods_code, T::KIND))
        .flat_map(|teller| teller.entries.iter().filter(|ready| ready.is_confidential))
        .map(|ready| ready.id)
        .collect();
    if kept.is_empty() {
        return;
    }
    let (all, _) = grouping::grouped(tellers);
    let is_kept = |held: &&Held<T>| held.all_ids().any(|id| kept.contains(&id));
    let kept: HashSet<EntryId> = all.iter().filter(is_kept).flat_map(Held::all_ids).collect();
    for teller in tellers {
        teller.entries.retain(|ready| !kept.contains(&ready.id));
    }
}
