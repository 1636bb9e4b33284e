//! Which entries of different organisations stand together, which may be the same, and which contradict each other.
//!
//! In the order of the sources file each entry joins the first group with every member of which it is the same, so a
//! row of near dates does not join its two ends. Two entries of one organisation never stand together: twice there may
//! mean twice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::disagreements;
use super::prepared::Ready;
use crate::domain::{
    Alike, Clash, Disagreement, Held, Holder, InAnswer, Key, Likeness, MayBe, Member, Organisation, Setting,
};

/// What one organisation told of one kind.
pub(super) struct Teller<'a, T: InAnswer> {
    pub organisation: &'a Arc<Organisation>,
    /// Without what the person has hidden.
    pub entries: Vec<&'a Ready<T>>,
    pub told_at: DateTime<Utc>,
    pub is_old_copy: bool,
    /// It answered now, and says that this is all.
    pub in_full: bool,
}

/// Entries of which so many share a key are joined, and are too many to be searched for what may be the same.
const MOST_COMPARED: usize = 200;
/// An entry names at most so many others that it may be the same as.
const MOST_NAMED: usize = 5;

/// The members of a group are all the same, so that the first few are compared with those of another.
const SPEAK_FOR_ALL: usize = 3;

/// One entry, and the place of its organisation among all that told.
struct Told<'a, T: InAnswer> {
    ready: &'a Ready<T>,
    teller: usize,
}

/// Entries that are one, in the order of their organisations.
pub(super) struct Group<'a, T: InAnswer>(Vec<Told<'a, T>>);

/// How two groups stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relation {
    MayBe,
    Clash(Clash),
}

impl<T: InAnswer> Group<'_, T> {
    pub(super) fn tellers(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|told| told.teller)
    }

    pub(super) fn is_told_by(&self, teller: usize) -> bool {
        self.tellers().any(|own| own == teller)
    }

    fn likenesses(&self) -> impl Iterator<Item = &T::Likeness> {
        self.0.iter().filter_map(|told| told.ready.likeness.as_ref())
    }

    fn takes(&self, likeness: &T::Likeness, teller: usize) -> bool {
        let is_another = self.0.last().is_some_and(|last| last.teller != teller);
        is_another && self.likenesses().all(|own| own.alike(likeness) == Alike::Same)
    }

    /// Nothing where an organisation tells of both: it holds them apart, and we do not know better.
    fn relation(&self, other: &Self) -> Option<Relation> {
        if self.tellers().any(|teller| other.is_told_by(teller)) {
            return None;
        }
        let mut may_be = false;
        let mut clash: Option<Clash> = None;
        for one in self.likenesses().take(SPEAK_FOR_ALL) {
            for other in other.likenesses().take(SPEAK_FOR_ALL) {
                may_be |= one.alike(other) != Alike::Different;
                clash = clash.max(one.clash(other));
            }
        }
        clash.map(Relation::Clash).or(may_be.then_some(Relation::MayBe))
    }
}

/// All entries, each thing once, and where two of them contradict each other.
pub(super) fn grouped<T: InAnswer>(tellers: &[Teller<T>]) -> (Vec<Held<T>>, Vec<Disagreement>) {
    let mut groups: Vec<Group<T>> = Vec::new();
    let mut places: HashMap<Key, Vec<usize>> = HashMap::new();
    for (teller, told) in tellers.iter().enumerate() {
        for ready in told.entries.iter().copied() {
            let keys = ready.likeness.as_ref().map_or(&[][..], Likeness::keys);
            let takes = |place: &&usize| {
                let likeness = ready.likeness.as_ref();
                groups
                    .get(**place)
                    .zip(likeness)
                    .is_some_and(|(group, likeness)| group.takes(likeness, teller))
            };
            let place = keys.iter().filter_map(|key| places.get(key)).flatten().find(takes).copied();
            let told = Told { ready, teller };
            match place.and_then(|place| groups.get_mut(place)) {
                Some(group) => group.0.push(told),
                None => groups.push(Group(vec![told])),
            }
            let place = place.unwrap_or(groups.len() - 1);
            for key in keys {
                let sharing = places.entry(*key).or_default();
                if !sharing.contains(&place) {
                    sharing.push(place);
                }
            }
        }
    }
    let relations = relations(&groups, &places);
    let mut held: Vec<Held<T>> = groups.iter().map(|group| one(group, tellers)).collect();
    let may_be: Vec<Vec<MayBe<T>>> = relations.iter().map(|own| named(own, &held)).collect();
    for (held, may_be) in held.iter_mut().zip(may_be) {
        held.may_be = may_be;
    }
    let ids: Vec<_> = held.iter().map(|held| held.id).collect();
    (held, disagreements::between(&groups, &relations, &ids, tellers))
}

/// How each group stands to others; each pair stands with both.
fn relations<T: InAnswer>(
    groups: &[Group<T>],
    places: &HashMap<Key, Vec<usize>>,
) -> Vec<Vec<(usize, Relation)>> {
    let mut relations: Vec<Vec<(usize, Relation)>> = groups.iter().map(|_| Vec::new()).collect();
    let mut compared = HashSet::new();
    let several = places.values().filter(|sharing| (2..=MOST_COMPARED).contains(&sharing.len()));
    for sharing in several {
        for (at, one) in sharing.iter().enumerate() {
            for other in &sharing[at + 1..] {
                let pair = (*one.min(other), *one.max(other));
                if !compared.insert(pair) {
                    continue;
                }
                if let Some(relation) = groups[pair.0].relation(&groups[pair.1]) {
                    relations[pair.0].push((pair.1, relation));
                    relations[pair.1].push((pair.0, relation));
                }
            }
        }
    }
    // Keys come in no order, and pages are the same at every request.
    relations.iter_mut().for_each(|own| own.sort_by_key(|(place, _)| *place));
    relations
}

/// A group as one entry. What was told now stands before what is only a copy, and the organisation itself before a
/// national service that tells of it.
fn one<T: InAnswer>(group: &Group<T>, tellers: &[Teller<T>]) -> Held<T> {
    let mut told: Vec<&Told<T>> = group.0.iter().collect();
    told.sort_by_key(|told| {
        let teller = &tellers[told.teller];
        (teller.is_old_copy, teller.organisation.setting == Setting::National)
    });
    let holder = |told: &&Told<T>| {
        let Teller { organisation, told_at, is_old_copy, .. } = &tellers[told.teller];
        let organisation = (*organisation).clone();
        Holder { organisation, told_at: *told_at, is_old_copy: *is_old_copy, recorded: None }
    };
    let member = |told: &&Told<T>| {
        let Ready { id, entry, fingerprint, named, .. } = told.ready;
        Member { id: *id, entry: entry.clone(), fingerprint: *fingerprint, named: named.clone() }
    };
    let first = told[0].ready;
    Held {
        // Whoever answers or fails, its address stays.
        id: group.0[0].ready.id,
        entry: first.entry.clone(),
        fingerprint: first.fingerprint,
        holders: told.iter().map(holder).collect(),
        members: told.iter().map(member).collect(),
        may_be: Vec::new(),
    }
}

fn named<T: InAnswer>(relations: &[(usize, Relation)], held: &[Held<T>]) -> Vec<MayBe<T>> {
    let may_be = relations.iter().filter(|(_, relation)| *relation == Relation::MayBe);
    let name = |(place, _): &(usize, Relation)| {
        let other = &held[*place];
        let holders = other.holders.iter().map(|holder| holder.organisation.clone()).collect();
        MayBe { id: other.id, entry: other.entry.clone(), holders }
    };
    may_be.take(MOST_NAMED).map(name).collect()
}
