//! What a grant gives at one organisation, and what several grants give together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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

/// What may be seen and done at one organisation, after all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowed {
    pub organisation: OdsCode,
    pub see: Kinds,
    pub act: Kinds,
}

/// What these give together: everything that any of them gives at an organisation, but nothing that any of them hides
/// there, and nothing to do with what is not seen. An organisation with nothing to see is not there.
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
        let act = act.and(see);
        (!see.is_empty()).then(|| Allowed { organisation: organisation.clone(), see, act })
    };
    all.into_iter().filter_map(allowed).collect()
}
