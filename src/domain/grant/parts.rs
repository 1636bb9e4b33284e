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
    pub act: Kinds,
}

/// What these give together: everything that any of them gives at an organisation, but nothing that any of them hides
/// there, and nothing to do without what must be seen for it. An organisation with nothing to see is not there.
pub fn together<'a>(parts: impl IntoIterator<Item = &'a GrantPart>) -> Vec<Allowed> {
    let mut all: BTreeMap<&OdsCode, (Kinds, Kinds, Kinds)> = BTreeMap::new();
    for part in parts {
        let (see, act, hidden) = all.entry(&part.organisation).or_default();
        *see = see.with(part.see);
        *act = act.with(part.act);
        *hidden = hidden.with(part.hidden);
    }
    let allowed = |(organisation, (see, act, hidden)): (&OdsCode, (Kinds, Kinds, Kinds))| {
        let see = see.without(hidden);
        let act = may_do(see, act);
        (!see.is_empty()).then(|| Allowed { organisation: organisation.clone(), see, act })
    };
    all.into_iter().filter_map(allowed).collect()
}
