//! What a grant gives at one organisation, and what several grants give together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::may_do;
use crate::domain::{Kinds, OdsCode};

/// What a grant gives at one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantPart {
    pub organisation: OdsCode,
    pub see: Kinds,
    /// What may be done too; never more than may be seen.
    pub act: Kinds,
    /// What stays hidden, whatever any other grant says.
    pub hidden: Kinds,
}

/// Whether everything stays, and what of it goes or comes, where somebody chooses anew at all organisations at once.
fn chosen(here: Kinds, anywhere: Kinds, chosen: Kinds) -> Kinds {
    here.and(chosen).with(chosen.without(anywhere))
}

/// The same parts where this may be seen and done from now on. What was given at one organisation alone is not given at
/// another by that: only what is new is given everywhere.
pub fn changed(parts: &[GrantPart], see: Kinds, act: Kinds) -> Vec<GrantPart> {
    let anywhere = |of: fn(&GrantPart) -> Kinds| parts.iter().map(of).fold(Kinds::NONE, Kinds::with);
    let (seen, done) = (anywhere(|part| part.see), anywhere(|part| part.act));
    let change = |part: &GrantPart| {
        let see = chosen(part.see, seen, see).without(part.hidden);
        let act = may_do(see, chosen(part.act, done, act));
        GrantPart { see, act, ..part.clone() }
    };
    parts.iter().map(change).collect()
}

/// What may be seen and done at one organisation, after all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowed {
    pub organisation: OdsCode,
    pub see: Kinds,
    /// Of these kinds what the organisation marked as confidential too; never more than may be seen.
    pub confidential: Kinds,
    pub act: Kinds,
}

/// What these give together, each with whether it gives what is marked as confidential too: everything that any of them
/// gives at an organisation, but nothing that any of them hides there, and nothing to do without what must be seen for it.
/// An organisation with nothing to see is not there.
pub fn together<'a>(parts: impl IntoIterator<Item = (&'a GrantPart, bool)>) -> Vec<Allowed> {
    #[derive(Default)]
    struct All {
        see: Kinds,
        confidential: Kinds,
        act: Kinds,
        hidden: Kinds,
    }
    let mut all: BTreeMap<&OdsCode, All> = BTreeMap::new();
    for (part, with_confidential) in parts {
        let all = all.entry(&part.organisation).or_default();
        all.see = all.see.with(part.see);
        if with_confidential {
            all.confidential = all.confidential.with(part.see);
        }
        all.act = all.act.with(part.act);
        all.hidden = all.hidden.with(part.hidden);
    }
    let allowed = |(organisation, all): (&OdsCode, All)| {
        let see = all.see.without(all.hidden);
        let (confidential, act) = (all.confidential.and(see), may_do(see, all.act));
        (!see.is_empty()).then(|| Allowed { organisation: organisation.clone(), see, confidential, act })
    };
    all.into_iter().filter_map(allowed).collect()
}
