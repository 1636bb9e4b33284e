//! The questions of a questionnaire, as one organisation wrote them (FHIR R4 `Questionnaire`).

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// A list of questions, in the organisation's own words and order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Questionnaire {
    /// The address that an answer names it by (`QuestionnaireResponse.questionnaire`), with its version if it has one.
    pub canonical: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub items: Vec<QuestionItem>,
    /// Items that could not be read: without them the questionnaire is not whole.
    pub items_not_read: u32,
}

/// A question, a heading with questions below it, or words between questions.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct QuestionItem {
    /// What an answer names it by; unique within its questionnaire.
    pub link_id: String,
    /// "1(a)".
    pub prefix: Option<String>,
    pub text: Option<String>,
    pub kind: QuestionKind,
    pub when_asked: WhenAsked,
    pub is_required: bool,
    /// Whether it may be answered, or its whole group filled in, more than once.
    pub repeats: bool,
    /// Filled in by the organisation; the person cannot change it.
    pub is_read_only: bool,
    /// Never shown to people (`questionnaire-hidden`).
    pub is_hidden: bool,
    /// The most signs that an answer may have.
    pub max_length: Option<u32>,
    pub choices: AnswerChoices,
    /// What stands there before anybody has answered.
    pub initial: Vec<AnswerValue>,
    /// What belongs to it: the questions of a group, or those that follow from an answer.
    pub items: Vec<QuestionItem>,
}

#[cfg(test)]
impl QuestionItem {
    /// One that says its name and nothing else, for tests to add to.
    pub fn plain(link_id: &str, kind: QuestionKind) -> Self {
        Self {
            link_id: link_id.to_owned(),
            prefix: None,
            text: Some(link_id.to_owned()),
            kind,
            when_asked: WhenAsked::Always,
            is_required: false,
            repeats: false,
            is_read_only: false,
            is_hidden: false,
            max_length: None,
            choices: AnswerChoices::Any,
            initial: Vec::new(),
            items: Vec::new(),
        }
    }
}

/// What kind of answer is asked for (FHIR R4 "questionnaire item type").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum QuestionKind {
    /// A heading over other items.
    Group,
    /// Words to read, with nothing to answer.
    Display,
    YesNo,
    Decimal,
    Integer,
    Date,
    DateTime,
    Time,
    /// A few words.
    Line,
    /// As many words as one likes.
    Text,
    Url,
    Choice,
    /// A choice, or words of one's own.
    OpenChoice,
    Attachment,
    Reference,
    Quantity,
    /// The source's own word, where we do not know it.
    Other(String),
}

impl QuestionKind {
    /// Whether somebody is to answer it.
    pub fn is_question(&self) -> bool {
        !matches!(self, Self::Group | Self::Display)
    }
}

/// The answers to choose from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum AnswerChoices {
    /// Any answer of its kind.
    Any,
    /// One of these.
    These(Vec<AnswerChoice>),
    /// Those of a list that did not come along, by its address.
    Elsewhere(String),
}

/// One answer to choose.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AnswerChoice {
    pub value: AnswerValue,
    pub is_chosen_at_first: bool,
    /// It cannot be chosen together with another ("none of these": `questionnaire-optionExclusive`).
    pub is_exclusive: bool,
}

/// A value that an answer may have.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum AnswerValue {
    YesNo(bool),
    Decimal(f64),
    Integer(i64),
    /// A `date` or a `dateTime`.
    Date(PartialDate),
    /// `14:30:00`.
    Time(String),
    /// Words, or an address.
    Text(String),
    Coded {
        system: Option<String>,
        code: Option<String>,
        /// The words for people; the code where it has none.
        text: String,
    },
    Quantity {
        number: f64,
        unit: Option<String>,
    },
    Reference {
        target: Option<String>,
        text: Option<String>,
    },
}

/// When an item is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum WhenAsked {
    Always,
    /// When all of these hold, or any of them.
    When {
        all: bool,
        tests: Vec<AnswerTest>,
    },
    /// It depends on other answers in a way that could not be read. It must not be asked as if it were for everybody.
    Unclear,
}

/// A test of the answer to another item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AnswerTest {
    /// The other item's `link_id`.
    pub of: String,
    pub how: AnswerComparison,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum AnswerComparison {
    /// Whether there is an answer at all.
    IsAnswered(bool),
    Equals(AnswerValue),
    Differs(AnswerValue),
    More(AnswerValue),
    Less(AnswerValue),
    AtLeast(AnswerValue),
    AtMost(AnswerValue),
}

impl Questionnaire {
    /// Every item that people see, in the order of the page, with how deep it stands. What belongs to a hidden item is
    /// hidden with it.
    pub fn seen(&self) -> Vec<(usize, &QuestionItem)> {
        let mut seen = Vec::new();
        walk(&self.items, 0, &mut seen);
        seen
    }

    /// The questions that a person may be asked.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionItem> {
        let seen = self.seen().into_iter().map(|(_, item)| item);
        seen.filter(|item| item.kind.is_question() && !item.is_read_only)
    }
}

fn walk<'a>(items: &'a [QuestionItem], depth: usize, seen: &mut Vec<(usize, &'a QuestionItem)>) {
    for item in items.iter().filter(|item| !item.is_hidden) {
        seen.push((depth, item));
        walk(&item.items, depth + 1, seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(link_id: &str, kind: QuestionKind) -> QuestionItem {
        QuestionItem::plain(link_id, kind)
    }

    #[test]
    fn the_questions_are_those_that_somebody_is_to_answer() {
        let group = QuestionItem {
            items: vec![
                item("words", QuestionKind::Display),
                item("asked", QuestionKind::YesNo),
                QuestionItem { is_read_only: true, ..item("known", QuestionKind::Line) },
            ],
            ..item("group", QuestionKind::Group)
        };
        let hidden = QuestionItem {
            is_hidden: true,
            items: vec![item("inside", QuestionKind::Line)],
            ..item("hidden", QuestionKind::Group)
        };
        let all = Questionnaire {
            canonical: None,
            title: None,
            description: None,
            items: vec![group, hidden, item("last", QuestionKind::Text)],
            items_not_read: 0,
        };
        let asked: Vec<_> = all.questions().map(|item| item.link_id.as_str()).collect();
        assert_eq!(asked, ["asked", "last"]);
        let seen: Vec<_> =
            all.seen().into_iter().map(|(depth, item)| (depth, item.link_id.as_str())).collect();
        assert_eq!(seen, [(0, "group"), (1, "words"), (1, "asked"), (1, "known"), (0, "last")]);
    }
}
