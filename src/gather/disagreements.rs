//! Who contradicts whom, made from what is joined: only of answers of now, and where silence could mean anything, of
//! full ones.

use super::grouping::{Group, Relation, Teller};
use crate::domain::{
    Clash, Disagreement, EntryId, InAnswer, Kind, Likeness, Says, SourceReport, SourceState, Statement,
};

/// Where somebody states that there is nothing and somebody lists something. Whoever states it must have answered in
/// full; whoever lists something must have told it now.
pub(super) fn with_none_known<T: InAnswer>(
    tellers: &[Teller<T>],
    sources: &[SourceReport],
) -> Vec<Disagreement> {
    // A list that is empty by a code is a statement about the person for allergies alone: of other kinds it says that
    // this organisation wrote none down.
    if T::KIND != Kind::Allergies {
        return Vec::new();
    }
    let lists = |teller: &Teller<T>| {
        let counts = teller
            .entries
            .iter()
            .filter(|ready| ready.likeness.as_ref().is_some_and(Likeness::contradicts_none));
        let ids: Vec<EntryId> = counts.map(|ready| ready.id).collect();
        let is_told_now = !teller.is_old_copy && !ids.is_empty();
        is_told_now.then(|| Statement { organisation: teller.organisation.clone(), says: Says::Entries(ids) })
    };
    let lists: Vec<Statement> = tellers.iter().filter_map(lists).collect();
    if lists.is_empty() {
        return Vec::new();
    }
    let states_none = |source: &SourceReport| match &source.state {
        SourceState::Answered { none_known: Some(none), .. } => {
            let says = Says::NoneKnown(none.text.clone());
            Some(Statement { organisation: source.organisation.clone(), says })
        }
        _ => None,
    };
    let against = |none: Statement| Disagreement {
        clash: Clash::NoneKnown,
        sides: lists.iter().cloned().chain([none]).collect(),
    };
    sources.iter().filter_map(states_none).map(against).collect()
}

/// Where two entries contradict each other, told by organisations that both answered in full. An organisation that
/// holds another entry which goes better with the one side does not stand on the other.
pub(super) fn between<T: InAnswer>(
    groups: &[Group<T>],
    relations: &[Vec<(usize, Relation)>],
    ids: &[EntryId],
    tellers: &[Teller<T>],
) -> Vec<Disagreement> {
    let side_of = |place: usize, against: usize, clash: Clash| -> Vec<Statement> {
        let goes_better = |teller: usize| {
            relations[against].iter().any(|(other, relation)| {
                let is_milder = match relation {
                    Relation::MayBe => true,
                    Relation::Clash(milder) => *milder < clash,
                };
                *other != place && is_milder && groups[*other].is_told_by(teller)
            })
        };
        let stands =
            groups[place].tellers().filter(|teller| tellers[*teller].in_full && !goes_better(*teller));
        let side = |teller: usize| Statement {
            organisation: tellers[teller].organisation.clone(),
            says: Says::Entries(vec![ids[place]]),
        };
        stands.map(side).collect()
    };
    let mut found = Vec::new();
    for (one, own) in relations.iter().enumerate() {
        for (other, relation) in own.iter().filter(|(other, _)| *other > one) {
            let Relation::Clash(clash) = *relation else { continue };
            let (first, second) = (side_of(one, *other, clash), side_of(*other, one, clash));
            if !first.is_empty() && !second.is_empty() {
                found.push(Disagreement { clash, sides: first.into_iter().chain(second).collect() });
            }
        }
    }
    found
}
