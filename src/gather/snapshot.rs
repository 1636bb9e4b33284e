//! What was joined for somebody, kept while nothing in it changes, together with what pages made of it.
//!
//! A page that is made hangs on the very data that it was made from, so it can neither outlive nor outgrow it.

use std::any::Any;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use moka::sync::Cache;

use super::Shown;
use super::asking::{Asked, Heard, Part, Told};
use crate::access::{AsksAs, Contents, Limits, Permit};
use crate::domain::{AccountId, KeptBack, Kinds, OdsCode, PersonId, ResultWait, SourceReport, Stops};
use crate::store::HiddenEntries;

/// How many things made of one snapshot are kept: a few pages of one list.
pub(super) const MADE_KEPT: usize = 4;
/// How many people's snapshots are kept. With its pages one takes about 100 KB.
const KEPT: u64 = 256;
/// For how many people, and for how long, it is known that something was done.
const ACTS_KEPT: u64 = 20_000;
const ACTS_LIFE: Duration = Duration::from_secs(300);

/// Joined answers, and what was made of them.
#[derive(Debug)]
pub struct Snapshot<J> {
    joined: J,
    pub(super) contents: Contents,
    kept_back: Vec<KeptBack>,
    made: Mutex<Vec<Box<dyn Any + Send>>>,
    /// How many made things may be kept.
    most: usize,
}

impl<J> Deref for Snapshot<J> {
    type Target = J;
    fn deref(&self) -> &J {
        &self.joined
    }
}

impl<J> Snapshot<J> {
    pub(super) fn of(joined: J, contents: Contents, most: usize) -> Self {
        Self { joined, contents, kept_back: Vec::new(), made: Mutex::default(), most }
    }

    /// The same, with the results that wait.
    pub(super) fn keeping_back(self, kept_back: Vec<KeptBack>) -> Self {
        Self { kept_back, ..self }
    }

    pub(super) fn kept_back(&self) -> &[KeptBack] {
        &self.kept_back
    }

    /// What was made of this snapshot under the same key, if anything. The key must hold all that it is made of
    /// besides the snapshot itself.
    pub fn made<K: PartialEq + 'static, V: Clone + 'static>(&self, key: &K) -> Option<V> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pairs = made.iter().filter_map(|pair| pair.downcast_ref::<(K, V)>());
        pairs.find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }

    /// Keeps something that was made of this snapshot.
    pub fn keep<K: Send + 'static, V: Send + 'static>(&self, key: K, value: V) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= self.most.max(1) {
            made.remove(0);
        }
        if self.most > 0 {
            made.push(Box::new((key, value)));
        }
    }
}

/// Whose view of whom, asked as whom, of which kinds.
type View = (AccountId, PersonId, AsksAs, Kinds);

/// The last snapshot of each view.
pub struct Snapshots {
    kept: Cache<View, Arc<Kept>>,
    /// How often something was done for a person of late: what was asked before that is kept by nobody.
    acts: Cache<PersonId, u64>,
}

/// As how often something had been done when a page began to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acts(u64);

/// A snapshot with all that it was joined from.
struct Kept {
    limits: Limits,
    known_to: Arc<HashSet<OdsCode>>,
    /// What the person has hidden, which is in none of it.
    hidden: HiddenEntries,
    /// What organisations asked not to show, which is in none of it either.
    stops: Arc<Stops>,
    /// Until when nobody would be asked anew; none when somebody has not told yet.
    fresh_until: Option<DateTime<Utc>>,
    told: Told,
    deferred: Option<SourceReport>,
    /// When whoever asks wants to see new results.
    wait: Arc<ResultWait>,
    /// When the first of the results that wait may be seen.
    shows_more_at: Option<DateTime<Utc>>,
    snapshot: Arc<dyn Any + Send + Sync>,
}

impl Kept {
    /// Whether the same results are shown and the same wait.
    fn shows_the_same(&self, wait: &ResultWait, now: DateTime<Utc>) -> bool {
        *self.wait == *wait && self.shows_more_at.is_none_or(|at| now < at)
    }

    fn snapshot<J: Send + Sync + 'static>(&self) -> Option<Arc<Snapshot<J>>> {
        self.snapshot.clone().downcast().ok()
    }
}

impl Snapshots {
    pub fn new(longest: Duration) -> Self {
        let kept = Cache::builder().max_capacity(KEPT).time_to_live(longest).build();
        // No page asks for longer than that.
        let acts = Cache::builder().max_capacity(ACTS_KEPT).time_to_idle(ACTS_LIFE).build();
        Self { kept, acts }
    }

    pub fn forget_all(&self) {
        self.kept.invalidate_all();
    }

    /// To be told to [`Snapshots::joined`] by whoever begins to ask now.
    pub fn acts(&self, person: PersonId) -> Acts {
        Acts(self.acts.get(&person).unwrap_or_default())
    }

    /// What was joined of a person is joined anew from now on.
    pub fn forget(&self, person: PersonId) {
        self.acts.insert(person, self.acts(person).0 + 1);
        for (view, _) in self.kept.iter().filter(|(view, _)| view.1 == person) {
            self.kept.invalidate(&*view);
        }
    }

    /// The snapshot that asking everyone again would come to, as long as nobody would be asked anew.
    pub fn fresh<J: Send + Sync + 'static>(
        &self,
        permit: &Permit,
        kinds: Kinds,
        (known_to, hidden, stops): (&Arc<HashSet<OdsCode>>, &HiddenEntries, &Arc<Stops>),
        wait: &ResultWait,
        now: DateTime<Utc>,
    ) -> Option<Arc<Snapshot<J>>> {
        let kept = self.kept.get(&view(permit, kinds))?;
        let stands = kept.fresh_until.is_some_and(|until| now < until)
            && Arc::ptr_eq(&kept.known_to, known_to)
            && kept.shows_the_same(wait, now)
            && Arc::ptr_eq(&kept.hidden, hidden)
            && Arc::ptr_eq(&kept.stops, stops)
            && kept.limits == *permit.limits();
        if stands { kept.snapshot() } else { None }
    }

    /// The snapshot joined from exactly this under exactly these limits, or else a new one.
    pub fn joined<J: Send + Sync + 'static>(
        &self,
        permit: &Permit,
        kinds: Kinds,
        (asked, acts): (Asked, Acts),
        shown: Shown,
        join: impl FnOnce(&Asked, &Shown) -> Snapshot<J>,
    ) -> Arc<Snapshot<J>> {
        let deferred = asked.who.deferred_report(permit);
        let before = self.kept.get(&view(permit, kinds)).filter(|kept| {
            kept.limits == *permit.limits()
                && kept.deferred == deferred
                && kept.shows_the_same(&shown.wait, shown.now)
                && kept.hidden == asked.who.hidden
                && same(&kept.told, &asked.told)
        });
        let snapshot =
            before.and_then(|kept| kept.snapshot()).unwrap_or_else(|| Arc::new(join(&asked, &shown)));
        let kept = Kept {
            limits: permit.limits().clone(),
            known_to: asked.who.known_to,
            hidden: asked.who.hidden,
            stops: asked.who.stops,
            fresh_until: asked.fresh_until,
            told: asked.told,
            deferred,
            shows_more_at: snapshot.kept_back.iter().map(|kept| kept.until).min(),
            wait: shown.wait,
            snapshot: snapshot.clone(),
        };
        self.kept.insert(view(permit, kinds), Arc::new(kept));
        if self.acts(permit.subject().id) != acts {
            self.kept.invalidate(&view(permit, kinds));
        }
        snapshot
    }
}

fn view(permit: &Permit, kinds: Kinds) -> View {
    (permit.actor(), permit.subject().id, permit.asks_as(), kinds)
}

/// Whether it is the very same answers, not only equal ones.
fn same(one: &Told, other: &Told) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|((organisation, part), (other, other_part))| {
            Arc::ptr_eq(organisation, other) && part.is_same(other_part)
        })
}

impl Part {
    fn is_same(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Stands { offers, state }, Part::Stands { offers: others, state: other }) => {
                (offers, state) == (others, other)
            }
            (Part::Asked { offers, heard }, Part::Asked { offers: others, heard: other }) => {
                offers == others
                    && heard.len() == other.len()
                    && heard
                        .iter()
                        .zip(other)
                        .all(|((kinds, heard), (others, other))| kinds == others && heard.is_same(other))
            }
            _ => false,
        }
    }
}

impl Heard {
    fn is_same(&self, other: &Heard) -> bool {
        match (self, other) {
            (Heard::Told(told), Heard::Told(other)) => Arc::ptr_eq(told, other),
            (Heard::Stands(state), Heard::Stands(other)) => state == other,
            (Heard::Nothing, Heard::Nothing) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot() -> Snapshot<&'static str> {
        Snapshot::of("joined", Contents::default(), MADE_KEPT)
    }

    #[test]
    fn what_was_made_is_found_again_under_its_own_key_alone() {
        let snapshot = snapshot();
        snapshot.keep(("page", 1), "first".to_owned());
        snapshot.keep(("page", 2), "second".to_owned());
        assert_eq!(snapshot.made::<_, String>(&("page", 2)).as_deref(), Some("second"));
        assert_eq!(snapshot.made::<_, String>(&("page", 3)), None);
        assert_eq!(snapshot.made::<_, String>(&"page"), None, "a key of another kind");
    }

    #[test]
    fn only_the_last_few_are_kept() {
        let snapshot = snapshot();
        for n in 0..10 {
            snapshot.keep(n, n);
        }
        let kept: Vec<i32> = (0..10).filter(|n| snapshot.made::<i32, i32>(n).is_some()).collect();
        assert_eq!(kept, [6, 7, 8, 9]);
    }
}
