//! Filling in a questionnaire: which questions are asked, in which order, what was answered, and what still must be
//! (FHIR R4, `Questionnaire.item.enableWhen` and `enableBehavior`).

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    AnswerChoices, AnswerComparison, AnswerTest, AnswerValue, QuestionItem, QuestionKind, Questionnaire,
    WhenAsked,
};

/// The most rounds of a group that repeats, and answers to one question.
pub const MOST_ROUNDS: u32 = 20;
/// A longer questionnaire is not filled in here.
const MOST_ITEMS: usize = 1_000;

/// Where an answer stands: the number of its item, from the top, and the round of each repeating group around it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    pub item: usize,
    pub rounds: Vec<u32>,
}

/// One answer that was given.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    Value(AnswerValue),
    /// A file, by our number of it among the draft's files.
    File {
        place: i64,
        title: String,
    },
}

/// Everything that was answered so far.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    given: BTreeMap<Place, Vec<Given>>,
    /// How many rounds of a repeating group there are; one where it does not stand here.
    rounds: BTreeMap<Place, u32>,
}

/// One page: a question, or whether there is another round of a group.
#[derive(Clone, PartialEq, Debug)]
pub struct Step<'q> {
    pub place: Place,
    pub item: &'q QuestionItem,
    /// The headings that it stands under, the outermost first.
    pub under: Vec<&'q QuestionItem>,
    /// Words to read before it.
    pub words: Vec<&'q str>,
    /// Whether it asks for another round of `item`, which is a group.
    pub asks_for_more: bool,
}

/// Why a questionnaire, or one question of it, cannot be filled in here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotHere {
    /// Parts of it could not be read, or it is far too long.
    NotWhole,
    /// It depends on other answers in a way that could not be read.
    Unclear,
    /// It has no question.
    Empty,
    /// A question wants something that can be told only another way.
    OtherWay,
}

/// One item with its number and what stands around it.
struct Numbered<'q> {
    item: &'q QuestionItem,
    number: usize,
    /// The numbers of the items around it.
    around: Vec<usize>,
}

/// A questionnaire whose items are numbered.
pub struct Form<'q> {
    items: Vec<Numbered<'q>>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.item)?;
        self.rounds.iter().try_for_each(|round| write!(f, "-{round}"))
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl TryFrom<String> for Place {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Place::parse(&text).ok_or("not a place in a questionnaire")
    }
}

impl Place {
    /// `7-0-2`, as it stands in addresses.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let item = parts.next()?.parse().ok()?;
        Some(Self { item, rounds: parts.map(|part| part.parse().ok()).collect::<Option<_>>()? })
    }
}

impl Answers {
    /// What was answered at a place.
    pub fn at(&self, place: &Place) -> &[Given] {
        self.given.get(place).map_or(&[], Vec::as_slice)
    }

    /// Puts these answers in the place of those before; none takes them away.
    pub fn put(&mut self, place: Place, given: Vec<Given>) {
        if given.is_empty() {
            self.given.remove(&place);
        } else {
            self.given.insert(place, given);
        }
    }

    /// How many rounds of a group there are.
    pub fn rounds_of(&self, group: &Place) -> u32 {
        self.rounds.get(group).copied().unwrap_or(1)
    }
}

impl<'q> Form<'q> {
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        let mut form = Self { items: Vec::new() };
        form.number(&questionnaire.items, &[]);
        form
    }

    fn number(&mut self, items: &'q [QuestionItem], around: &[usize]) {
        for item in items {
            let number = self.items.len();
            self.items.push(Numbered { item, number, around: around.to_vec() });
            let inner: Vec<_> = around.iter().copied().chain([number]).collect();
            self.number(&item.items, &inner);
        }
    }

    /// Whether it can be filled in here at all.
    ///
    /// # Errors
    /// Why not.
    pub fn can_be_filled_in(&self, questionnaire: &Questionnaire) -> Result<(), NotHere> {
        if questionnaire.items_not_read > 0 || self.items.len() > MOST_ITEMS {
            return Err(NotHere::NotWhole);
        }
        if self.items.iter().any(|one| one.item.when_asked == WhenAsked::Unclear) {
            return Err(NotHere::Unclear);
        }
        if self.items.iter().any(|one| is_asked(one.item)) { Ok(()) } else { Err(NotHere::Empty) }
    }

    /// Sets how many rounds of a repeating group there are, and forgets what was answered in those that are gone.
    pub fn set_rounds(&self, answers: &mut Answers, group: &Place, rounds: u32) {
        if !self.repeats(group.item) {
            return;
        }
        let rounds = rounds.clamp(1, MOST_ROUNDS);
        answers.rounds.insert(group.clone(), rounds);
        let depth = group.rounds.len();
        let is_inside = |place: &Place| {
            let one = self.items.get(place.item);
            one.is_some_and(|one| one.around.contains(&group.item)) && place.rounds.starts_with(&group.rounds)
        };
        let is_gone =
            |place: &Place| is_inside(place) && place.rounds.get(depth).is_some_and(|at| *at >= rounds);
        answers.given.retain(|place, _| !is_gone(place));
        answers.rounds.retain(|place, _| !is_gone(place));
    }

    /// What stands there before anybody has answered.
    pub fn at_first(&self) -> Answers {
        let mut answers = Answers::default();
        for one in self.items.iter().filter(|one| one.item.kind.is_question()) {
            let chosen = match &one.item.choices {
                AnswerChoices::These(these) => these.as_slice(),
                _ => &[],
            };
            let chosen = chosen.iter().filter(|choice| choice.is_chosen_at_first).map(|choice| &choice.value);
            let mut first: Vec<_> =
                one.item.initial.iter().chain(chosen).cloned().map(Given::Value).collect();
            if !one.item.repeats {
                first.truncate(1);
            }
            // What repeats from the start has its first round filled in alone.
            let rounds = one.around.iter().filter(|at| self.repeats(**at)).map(|_| 0).collect();
            answers.put(Place { item: one.number, rounds }, first);
        }
        answers
    }

    fn repeats(&self, number: usize) -> bool {
        self.items.get(number).is_some_and(|one| one.item.repeats && one.item.kind == QuestionKind::Group)
    }

    /// How many rounds the place of an item has: one for each repeating group around it.
    fn depth(&self, one: &Numbered) -> usize {
        one.around.iter().filter(|at| self.repeats(**at)).count()
    }

    /// The pages, in order, as the answers stand.
    pub fn steps(&self, answers: &Answers) -> Vec<Step<'q>> {
        self.pages(answers).0
    }

    /// Words at the end, after which nothing is asked.
    pub fn last_words(&self, answers: &Answers) -> Vec<&'q str> {
        self.pages(answers).1
    }

    fn pages(&self, answers: &Answers) -> (Vec<Step<'q>>, Vec<&'q str>) {
        let (mut steps, mut words) = (Vec::new(), Vec::new());
        Asking::of(self, answers).walk(None, &[], &mut Vec::new(), &mut words, &mut steps);
        (steps, words)
    }

    fn children(&self, of: Option<usize>) -> impl Iterator<Item = &Numbered<'q>> {
        self.items.iter().filter(move |one| one.around.last().copied() == of)
    }

    /// Questions that are asked, must be answered, and are not.
    pub fn missing(&self, answers: &Answers) -> Vec<Step<'q>> {
        let must = |step: &Step| step.item.is_required && !step.asks_for_more;
        self.steps(answers)
            .into_iter()
            .filter(|step| must(step) && answers.at(&step.place).is_empty())
            .collect()
    }

    /// All that goes to the organisation: what is asked as the answers stand, and what it filled in itself.
    pub fn filled(&self, answers: &Answers) -> Vec<FilledItem> {
        Asking::of(self, answers).filled_below(None, &[])
    }
}

/// Which items are asked, as the answers stand; each is worked out once, and what depends on itself is not asked.
struct Asking<'f, 'q> {
    form: &'f Form<'q>,
    answers: &'f Answers,
    known: RefCell<HashMap<Place, bool>>,
}

impl<'f, 'q> Asking<'f, 'q> {
    fn of(form: &'f Form<'q>, answers: &'f Answers) -> Self {
        Self { form, answers, known: RefCell::default() }
    }

    fn walk(
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

    fn filled_below(&self, of: Option<usize>, rounds: &[u32]) -> Vec<FilledItem> {
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

/// One item of what was filled in. What stands below a question follows from its first answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FilledItem {
    pub link_id: String,
    pub text: Option<String>,
    pub kind: QuestionKind,
    pub answers: Vec<Given>,
    pub items: Vec<FilledItem>,
}

/// Whether somebody is to answer it here.
fn is_asked(item: &QuestionItem) -> bool {
    item.kind.is_question() && !item.is_read_only && !item.is_hidden
}

/// Whether a question of this kind can be answered here.
pub fn can_be_answered(item: &QuestionItem) -> bool {
    let has_list = matches!(item.choices, AnswerChoices::These(_));
    match item.kind {
        QuestionKind::Reference | QuestionKind::Other(_) => false,
        QuestionKind::Choice => has_list,
        _ => true,
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

#[cfg(test)]
#[path = "filling_tests.rs"]
mod tests;
