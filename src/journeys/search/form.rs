//! The words to search for, as they were sent, and what is said where they are none.

use serde::Deserialize;

use super::words::Wanted;
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// Longer than anything that could be found.
const LONGEST: usize = 200;

/// The one field; it may be missing.
#[derive(Default, Deserialize)]
pub struct SearchForm {
    #[serde(default)]
    words: String,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for SearchForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchForm(…)")
    }
}

/// What is wrong with the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    Missing,
    /// Only dots and dashes and the like.
    NoWords,
    TooLong,
}

impl SearchForm {
    pub fn words(&self) -> &str {
        self.words.trim()
    }

    pub fn problem(&self) -> Option<Problem> {
        match self.words() {
            "" => Some(Problem::Missing),
            long if long.chars().count() > LONGEST => Some(Problem::TooLong),
            words if Wanted::read(words).is_none() => Some(Problem::NoWords),
            _ => None,
        }
    }
}

impl Problem {
    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::Missing => t!(locale, "Enter what you want to search for"),
            Self::NoWords => t!(locale, "Enter letters or numbers to search for"),
            Self::TooLong => t!(locale, "Search for {n} letters or fewer", n = LONGEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(words: &str) -> Option<Problem> {
        SearchForm { words: words.to_owned() }.problem()
    }

    #[test]
    fn what_cannot_be_searched_for_is_said_to_be_so() {
        assert_eq!(problem("  "), Some(Problem::Missing));
        assert_eq!(problem("?!"), Some(Problem::NoWords));
        assert_eq!(problem(&"x".repeat(201)), Some(Problem::TooLong));
        assert_eq!(problem(&"ö".repeat(200)), None);
        assert_eq!(problem(" ب "), None);
    }

    #[test]
    fn what_was_typed_never_reaches_a_log() {
        let form = SearchForm { words: "asthma".to_owned() };
        assert!(!format!("{form:?}").contains("asthma"));
    }
}
