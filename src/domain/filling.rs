//! Filling in a questionnaire: which questions are asked, in which order, what was answered, and what still must be
//! (FHIR R4, `Questionnaire.item.enableWhen` and `enableBehavior`).

mod asking;
mod required;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AnswerChoices, AnswerValue, QuestionItem, QuestionKind, Questionnaire, WhenAsked};
use asking::Asking;
pub use required::Missing;

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

    /// All that goes to the organisation: what is asked as the answers stand, and what it filled in itself.
    pub fn filled(&self, answers: &Answers) -> Vec<FilledItem> {
        Asking::of(self, answers).filled_below(None, &[])
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

#[cfg(test)]
#[path = "filling_tests.rs"]
mod tests;
