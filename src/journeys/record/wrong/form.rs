//! What a person fills in to say what is wrong, and what is said when it cannot be right.

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::WhatIsWrong;
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// The longest text, in characters.
pub const LONGEST: usize = 2_000;

/// The fields as they were sent; all may be missing.
#[derive(Clone, Default, Deserialize)]
pub struct WrongForm {
    /// Made when the form was shown, so that sending it twice is one report.
    #[serde(default)]
    report: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    text: String,
    /// `send` where it was checked, `change` to go back to the form.
    #[serde(default)]
    step: String,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for WrongForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WrongForm(…)")
    }
}

/// A form in which everything is as it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    pub what: WhatIsWrong,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    NothingChosen,
    TextMissing,
    TextTooLong,
}

impl Problem {
    /// The id of the field it belongs to.
    pub fn field(self) -> &'static str {
        match self {
            Self::NothingChosen => "what",
            Self::TextMissing | Self::TextTooLong => "text",
        }
    }

    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::NothingChosen => t!(locale, "Choose if something is wrong or this is not about you"),
            Self::TextMissing => t!(locale, "Write what is wrong"),
            Self::TextTooLong => t!(locale, "What you write must have 2,000 characters or fewer"),
        }
    }
}

impl WrongForm {
    /// A form that nobody has filled in yet.
    pub fn fresh(what: Option<WhatIsWrong>) -> Self {
        let what = what.map(|what| what.slug().to_owned()).unwrap_or_default();
        Self { report: Uuid::now_v7().to_string(), what, ..Self::default() }
    }

    pub fn id(&self) -> Option<Uuid> {
        Uuid::try_parse(&self.report).ok()
    }

    pub fn is_to_be_sent(&self) -> bool {
        self.step == "send"
    }

    pub fn is_to_be_changed(&self) -> bool {
        self.step == "change"
    }

    /// What was typed, for showing it again.
    pub fn kept(&self) -> FormState {
        FormState::default().keep("report", &self.report).keep("what", &self.what).keep("text", self.text())
    }

    /// Without what no keyboard types, and with one kind of line end.
    fn text(&self) -> String {
        let text = self.text.replace("\r\n", "\n");
        let text: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
        text.trim().to_owned()
    }

    /// # Errors
    /// Everything that can be seen to be wrong, in the order of the fields.
    pub fn checked(&self) -> Result<Checked, Vec<Problem>> {
        let (what, text) = (WhatIsWrong::from_slug(&self.what), self.text());
        let mut problems = Vec::new();
        if what.is_none() {
            problems.push(Problem::NothingChosen);
        }
        if text.chars().count() > LONGEST {
            problems.push(Problem::TextTooLong);
        } else if text.is_empty() && what != Some(WhatIsWrong::NotAboutMe) {
            problems.push(Problem::TextMissing);
        }
        match what {
            Some(what) if problems.is_empty() => Ok(Checked { what, text }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(what: &str, text: &str) -> WrongForm {
        WrongForm { what: what.into(), text: text.into(), ..WrongForm::fresh(None) }
    }

    #[test]
    fn an_empty_form_names_both_fields_at_once() {
        assert_eq!(filled("", " \r\n ").checked(), Err(vec![Problem::NothingChosen, Problem::TextMissing]));
        assert_eq!(filled("something else", "x").checked(), Err(vec![Problem::NothingChosen]));
    }

    #[test]
    fn who_says_that_it_is_not_about_them_need_not_write_more() {
        let checked = Checked { what: WhatIsWrong::NotAboutMe, text: String::new() };
        assert_eq!(filled("not-about-me", "").checked(), Ok(checked));
        assert_eq!(filled("wrong", "").checked(), Err(vec![Problem::TextMissing]));
    }

    #[test]
    fn a_text_that_is_too_long_is_kept_and_said_to_be_so() {
        let (fits, longer) = ("é".repeat(LONGEST), "é".repeat(LONGEST + 1));
        assert!(filled("wrong", &fits).checked().is_ok());
        assert_eq!(filled("wrong", &longer).checked(), Err(vec![Problem::TextTooLong]));
        assert_eq!(filled("wrong", &longer).kept().value("text").chars().count(), LONGEST + 1);
    }

    #[test]
    fn characters_that_no_keyboard_types_are_left_out() {
        let checked = filled("wrong", "One\r\nTwo\u{0}\u{1b}[31m\t").checked().map(|checked| checked.text);
        assert_eq!(checked.as_deref(), Ok("One\nTwo[31m"));
    }

    #[test]
    fn a_form_has_an_id_of_its_own_and_what_was_typed_reaches_no_log() {
        assert_ne!(WrongForm::fresh(None).id(), WrongForm::fresh(None).id());
        assert_eq!(WrongForm::default().id(), None);
        assert!(!format!("{:?}", filled("wrong", "secret")).contains("secret"));
    }
}
