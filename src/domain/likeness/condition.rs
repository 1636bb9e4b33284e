//! When two conditions are one.

use super::identity::Identity;
use super::near::{is_after, near};
use super::side::Place;
use super::{Alike, Key, Likeness, certainty, standing};
use crate::domain::{Certainty, Clash, Condition, ConditionState, PartialDate};

/// Illnesses that are over, or were ruled out, are one where they began within so many days: pneumonia may come twice.
const SAME_EPISODE: i64 = 31;
/// What is there now is one where both say that it began within so many days: whoever writes it down later often
/// gives a later day, and a broken bone of years ago is not the one of today.
const SAME_NOW: i64 = 366;

/// What is compared of a condition.
pub struct ConditionLikeness {
    keys: Vec<Key>,
    identity: Identity,
    place: Place,
    state: ConditionState,
    certainty: Certainty,
    in_family: bool,
    started: Option<PartialDate>,
    ended: Option<PartialDate>,
    recorded: Option<PartialDate>,
}

impl ConditionLikeness {
    pub fn of(condition: &Condition) -> Self {
        let identity = Identity::of(&condition.name);
        Self {
            keys: identity.keys(),
            identity,
            place: Place::of(&condition.name.text, condition.body_site.as_deref()),
            state: condition.state,
            certainty: condition.certainty,
            in_family: condition.in_family,
            started: condition.started,
            ended: condition.ended,
            recorded: condition.recorded,
        }
    }

    fn is_refuted(&self) -> bool {
        self.certainty == Certainty::Refuted
    }

    fn time(&self, other: &Self) -> Alike {
        let is_over = |one: &Self| one.state == ConditionState::Past || one.is_refuted();
        if self.in_family {
            Alike::Same
        } else if is_over(self) && is_over(other) {
            let when = |one: &Self| one.started.or(one.recorded.filter(|_| one.is_refuted()));
            near(when(self), when(other), SAME_EPISODE)
        } else if self.started.is_some() && other.started.is_some() {
            near(self.started, other.started, SAME_NOW).at_worst_maybe()
        } else {
            Alike::Same
        }
    }

    /// `now` is no new episode after `past`, as far as dates tell.
    fn is_one_episode(now: &Self, past: &Self) -> bool {
        match past.ended.is_some() && now.started.is_some() {
            true => !is_after(now.started, past.ended),
            false => near(now.started, past.started, SAME_NOW) != Alike::Different,
        }
    }
}

impl Likeness for ConditionLikeness {
    fn keys(&self) -> &[Key] {
        &self.keys
    }

    fn alike(&self, other: &Self) -> Alike {
        let identity = self.identity.compare(&other.identity).alike();
        if identity == Alike::Different {
            return Alike::Different;
        }
        Alike::least([
            identity,
            Alike::where_equal(self.in_family == other.in_family),
            standing(self.state, other.state, ConditionState::NotSaid),
            certainty(self.certainty, other.certainty),
            self.place.compare(&other.place),
            self.time(other),
        ])
    }

    /// Only of the person's own, and only where no dates show that one came after the other.
    fn clash(&self, other: &Self) -> Option<Clash> {
        let is_one = !self.in_family
            && !other.in_family
            && self.identity.compare(&other.identity).is_sure()
            && self.place.compare(&other.place) != Alike::Different;
        let is_there = |one: &Self| one.state == ConditionState::Active && !one.is_refuted();
        let (now, other) = match (is_there(self), is_there(other)) {
            _ if !is_one => return None,
            (true, false) => (self, other),
            (false, true) => (other, self),
            _ => return None,
        };
        if other.is_refuted() {
            let looked = other.recorded.or(other.started);
            return (!is_after(now.started, looked)).then_some(Clash::RuledOut);
        }
        let is_past = other.state == ConditionState::Past;
        (is_past && Self::is_one_episode(now, other)).then_some(Clash::Over)
    }
}
