//! What a person writes, and what is said when it cannot be sent so.

use serde::Deserialize;

use crate::domain::{MOST_SUBJECT, MOST_TEXT};
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The fields as they were sent.
#[derive(Clone, Default, Deserialize)]
pub struct WriteForm {
    /// The organisation's code; only with the first form of a message.
    #[serde(default)]
    pub to: String,
    /// The id of the conversation that it answers; only with the first form of an answer.
    #[serde(default)]
    pub answers: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    step: String,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for WriteForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WriteForm(…)")
    }
}

/// Which button was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Check,
    Save,
    /// On to the page where files are added.
    Files,
    /// A file by our number of it.
    DropFile(i64),
    ThrowAway,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    SubjectMissing,
    SubjectTooLong,
    TextMissing,
    TextTooLong,
}

impl Problem {
    pub fn field(self) -> &'static str {
        match self {
            Self::SubjectMissing | Self::SubjectTooLong => "subject",
            Self::TextMissing | Self::TextTooLong => "text",
        }
    }

    pub fn is_too_long(self) -> bool {
        matches!(self, Self::SubjectTooLong | Self::TextTooLong)
    }

    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::SubjectMissing => t!(locale, "Write what your message is about"),
            Self::SubjectTooLong => {
                t!(locale, "What your message is about must have 100 characters or fewer")
            }
            Self::TextMissing => t!(locale, "Write your message"),
            Self::TextTooLong => t!(locale, "Your message must have 4,000 characters or fewer"),
        }
    }
}

impl WriteForm {
    pub fn step(&self) -> Step {
        match self.step.as_str() {
            "save" => Step::Save,
            "files" => Step::Files,
            "throw-away" => Step::ThrowAway,
            other => match other.strip_prefix("drop-").and_then(|place| place.parse().ok()) {
                Some(place) => Step::DropFile(place),
                None => Step::Check,
            },
        }
    }

    /// The subject in one line, and the text with nothing in it but lines of words.
    pub fn words(&self) -> (String, String) {
        (clean(&self.subject).replace('\n', " "), clean(&self.text))
    }

    /// What was typed, for showing it again.
    pub fn kept(&self) -> FormState {
        FormState::default().keep("subject", &self.subject).keep("text", &self.text)
    }

    /// Everything that can be seen to be wrong, in the order of the fields. An answer has the subject of what it answers.
    pub fn problems(&self, is_answer: bool) -> Vec<Problem> {
        let (subject, text) = self.words();
        let mut problems = Vec::new();
        match subject.chars().count() {
            _ if is_answer => {}
            0 => problems.push(Problem::SubjectMissing),
            letters if letters > MOST_SUBJECT => problems.push(Problem::SubjectTooLong),
            _ => {}
        }
        match text.chars().count() {
            0 => problems.push(Problem::TextMissing),
            letters if letters > MOST_TEXT => problems.push(Problem::TextTooLong),
            _ => {}
        }
        problems
    }
}

/// Without control characters, but for the ends of lines; those that say which way text runs stay.
pub fn clean(typed: &str) -> String {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = typed.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(subject: &str, text: &str) -> WriteForm {
        WriteForm { subject: subject.into(), text: text.into(), ..WriteForm::default() }
    }

    #[test]
    fn a_message_has_a_subject_and_words_and_an_answer_needs_words_alone() {
        assert_eq!(form(" ", "\n").problems(false), [Problem::SubjectMissing, Problem::TextMissing]);
        assert_eq!(form("", "Yes").problems(true), []);
        assert_eq!(form("Drops", "Which?").problems(false), []);
    }

    #[test]
    fn letters_are_counted_and_not_bytes() {
        let full = "😕".repeat(MOST_TEXT);
        assert_eq!(form("x", &full).problems(false), []);
        assert_eq!(form("x", &format!("{full}!")).problems(false), [Problem::TextTooLong]);
        let subject = "م".repeat(MOST_SUBJECT + 1);
        assert_eq!(form(&subject, "x").problems(false), [Problem::SubjectTooLong]);
    }

    #[test]
    fn what_runs_from_right_to_left_emoji_and_angle_brackets_stay_as_they_were_typed() {
        let typed = "هل 😕 <b>نعم</b>\r\n\u{200f}ثانيا\u{0}\u{7}";
        assert_eq!(form("a\nb", typed).words(), ("a b".into(), "هل 😕 <b>نعم</b>\n\u{200f}ثانيا".into()));
    }

    #[test]
    fn a_button_that_is_not_known_leads_to_the_check_and_sends_nothing() {
        let step = |step: &str| WriteForm { step: step.into(), ..WriteForm::default() }.step();
        assert_eq!([step(""), step("send"), step("drop-x")], [Step::Check; 3]);
        assert_eq!([step("drop-3"), step("save")], [Step::DropFile(3), Step::Save]);
    }
}
