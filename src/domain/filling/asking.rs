//! Which questions are asked as the answers stand: `enableWhen` and `enableBehavior`, worked out item by item.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Answers, FilledItem, Form, Given, Numbered, Place, Step, is_asked};
use crate::domain::{AnswerComparison, AnswerTest, AnswerValue, QuestionItem, QuestionKind, WhenAsked};

/// Which items are asked, as the answers stand; each is worked out once, and what depends on itself is not asked.
pub(super) struct Asking<'f, 'q> {
    form: &'f Form<'q>,
    answers: &'f Answers,
    known: RefCell<HashMap<Place, bool>>,
}

impl<'f, 'q> Asking<'f, 'q> {
    pub(super) fn of(form: &'f Form<'q>, answers: &'f Answers) -> Self {
        Self { form, answers, known: RefCell::default() }
    }

    pub(super) fn walk(
        &self,
        of: Option<usize>,
        rounds: &[u32],
        under: &mut Vec<&'q QuestionItem>,
        words: &mut Vec<&'q str>,
        steps: &mut Vec<Step<'q>>,
    ) {
        for one in self.form.children(of) {
            let place = Place { item: one.number, rounds: rounds.to_vec() };
            if one.item.is_hidden || !self.is_enabled(one, rounds) {
                continue;
            }
            match one.item.kind {
                QuestionKind::Display => words.extend(one.item.text.as_deref()),
                QuestionKind::Group => {
                    under.push(one.item);
                    for inner in self.rounds_in(one, &place) {
                        self.walk(Some(one.number), &inner, under, words, steps);
                    }
                    if one.item.repeats {
                        let (under, words) = (under.clone(), std::mem::take(words));
                        steps.push(Step { place, item: one.item, under, words, asks_for_more: true });
                    }
                    under.pop();
                }
                _ => {
                    if is_asked(one.item) {
                        let (under, words) = (under.clone(), std::mem::take(words));
                        steps.push(Step { place, item: one.item, under, words, asks_for_more: false });
                    }
                    // Questions that follow from an answer stand inside of it.
                    self.walk(Some(one.number), rounds, under, words, steps);
                }
            }
        }
    }

    /// The rounds of what stands in a group: each of its own where it repeats.
    fn rounds_in(&self, group: &Numbered, place: &Place) -> Vec<Vec<u32>> {
        if !group.item.repeats {
            return vec![place.rounds.clone()];
        }
        let all = 0..self.answers.rounds_of(place);
        all.map(|round| place.rounds.iter().copied().chain([round]).collect()).collect()
    }

    /// Whether anything is answered in a group, in any round of it.
    pub(super) fn is_filled_in(&self, group: &Place) -> bool {
        let Some(one) = self.form.items.get(group.item) else { return false };
        let mut rounds = self.rounds_in(one, group).into_iter();
        rounds.any(|rounds| !self.filled_below(Some(one.number), &rounds).is_empty())
    }

    pub(super) fn filled_below(&self, of: Option<usize>, rounds: &[u32]) -> Vec<FilledItem> {
        let mut all = Vec::new();
        for one in self.form.children(of) {
            if one.item.kind == QuestionKind::Display || !self.is_enabled(one, rounds) {
                continue;
            }
            let place = Place { item: one.number, rounds: rounds.to_vec() };
            let item = |answers, items| FilledItem {
                link_id: one.item.link_id.clone(),
                text: one.item.text.clone(),
                kind: one.item.kind.clone(),
                answers,
                items,
            };
            if one.item.kind == QuestionKind::Group {
                let rounds = self.rounds_in(one, &place).into_iter();
                let below = rounds.map(|inner| self.filled_below(Some(one.number), &inner));
                all.extend(below.filter(|below| !below.is_empty()).map(|below| item(Vec::new(), below)));
                continue;
            }
            let given = self.answers.at(&place).to_vec();
            let below = self.filled_below(Some(one.number), rounds);
            if !given.is_empty() || !below.is_empty() {
                all.push(item(given, below));
            }
        }
        all
    }

    /// Whether an item is asked in this round. What stands in something that is not asked is not.
    fn is_enabled(&self, one: &Numbered, rounds: &[u32]) -> bool {
        let depth = self.form.depth(one).min(rounds.len());
        let place = Place { item: one.number, rounds: rounds[..depth].to_vec() };
        if let Some(known) = self.known.borrow().get(&place) {
            return *known;
        }
        // Whoever asks for it again before it is worked out depends on itself.
        self.known.borrow_mut().insert(place.clone(), false);
        let outer = one.around.last().and_then(|at| self.form.items.get(*at));
        let is_enabled = outer.is_none_or(|outer| self.is_enabled(outer, rounds))
            && match &one.item.when_asked {
                WhenAsked::Always => true,
                WhenAsked::Unclear => false,
                WhenAsked::When { all: true, tests } => tests.iter().all(|test| self.holds(test, rounds)),
                WhenAsked::When { all: false, tests } => tests.iter().any(|test| self.holds(test, rounds)),
            };
        self.known.borrow_mut().insert(place, is_enabled);
        is_enabled
    }

    /// A test looks at the answers in the same round, or, where the other question stands in rounds of its own, at all.
    fn holds(&self, test: &AnswerTest, rounds: &[u32]) -> bool {
        let mut given: Vec<&AnswerValue> = Vec::new();
        let mut is_answered = false;
        for one in self.form.items.iter().filter(|one| one.item.link_id == test.of) {
            let common = &rounds[..self.form.depth(one).min(rounds.len())];
            let first = Place { item: one.number, rounds: common.to_vec() };
            let there = self
                .answers
                .given
                .range(first..)
                .take_while(|(place, _)| place.item == one.number && place.rounds.starts_with(common));
            for (place, answers) in there {
                if !self.is_enabled(one, &place.rounds) {
                    continue;
                }
                is_answered |= !answers.is_empty();
                given.extend(answers.iter().filter_map(|answer| match answer {
                    Given::Value(value) => Some(value),
                    Given::File { .. } => None,
                }));
            }
        }
        let any = |fits: fn(Ordering) -> bool, other: &AnswerValue| {
            given.iter().any(|value| compared(value, other).is_some_and(fits))
        };
        match &test.how {
            AnswerComparison::IsAnswered(wanted) => is_answered == *wanted,
            AnswerComparison::Equals(other) => given.iter().any(|value| is_same(value, other)),
            // R4: "true if … no answer has a value that is equal", so also where there is no answer.
            AnswerComparison::Differs(other) => !given.iter().any(|value| is_same(value, other)),
            AnswerComparison::More(other) => any(Ordering::is_gt, other),
            AnswerComparison::Less(other) => any(Ordering::is_lt, other),
            AnswerComparison::AtLeast(other) => any(Ordering::is_ge, other),
            AnswerComparison::AtMost(other) => any(Ordering::is_le, other),
        }
    }
}

fn is_same(one: &AnswerValue, other: &AnswerValue) -> bool {
    match (one, other) {
        // Codes are the same by code and system; their words may differ.
        (
            AnswerValue::Coded { system, code: Some(code), .. },
            AnswerValue::Coded { system: of, code: Some(known), .. },
        ) => code == known && (system == of || system.is_none() || of.is_none()),
        _ => compared(one, other).map_or(one == other, Ordering::is_eq),
    }
}

/// Which is more; nothing where they cannot be compared.
fn compared(one: &AnswerValue, other: &AnswerValue) -> Option<Ordering> {
    use AnswerValue::{Date, Decimal, Integer, Quantity, Text, Time};
    let number = |value: &AnswerValue| match value {
        Decimal(number) => Some(*number),
        // Whole numbers up to 2^53 stay what they are.
        Integer(number) => Some(*number as f64),
        _ => None,
    };
    match (one, other) {
        (Quantity { number, unit }, Quantity { number: of, unit: known }) => {
            (unit == known || known.is_none()).then(|| number.partial_cmp(of)).flatten()
        }
        (Date(one), Date(other)) => match (one.moment(), other.moment()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ if one.latest_day() < other.earliest_day() => Some(Ordering::Less),
            _ if one.earliest_day() > other.latest_day() => Some(Ordering::Greater),
            _ => (one == other).then_some(Ordering::Equal),
        },
        (Time(one), Time(other)) | (Text(one), Text(other)) => Some(one.cmp(other)),
        _ => number(one)?.partial_cmp(&number(other)?),
    }
}
