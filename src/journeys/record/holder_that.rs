//! Who can be asked to do something about an entry.

use std::sync::Arc;

use crate::access::{Action, Permit};
use crate::connectors::Connector;
use crate::domain::{Entry, Held, OdsCode, Organisation};
use crate::gather::Gather;

/// The first holder of an entry whose interface `can` do something about it under this permit, with what it told of it
/// itself: now, and not in an old copy.
pub fn holder_that<'h, T: Entry>(
    gather: &Gather,
    permit: &Permit,
    held: &'h Held<T>,
    can: impl Fn(&dyn Connector) -> bool,
) -> Option<(&'h Arc<Organisation>, &'h T)> {
    let able: Vec<_> =
        gather.that_can(T::KIND, can).map(|organisation| organisation.ods_code.clone()).collect();
    let may = |code: &OdsCode| able.contains(code) && permit.allows(code, T::KIND, Action::Act);
    let told = held.told().filter(|(holder, _)| !holder.is_old_copy);
    let mut found = told.filter(|(holder, _)| may(&holder.organisation.ods_code));
    found.next().map(|(holder, member)| (&holder.organisation, &*member.entry))
}
