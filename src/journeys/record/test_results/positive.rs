//! What "positive" and "negative" mean for a test, which many people read backwards.

use std::borrow::Cow;

use crate::domain::{Coded, ResultValue, plain};
use crate::t;
use crate::words::Locale;
use crate::words::glossary::{self, Place, PracticeMode};

/// What the words say and nothing more. What this very test looks for is said only where the glossary knows the test
/// by its code or its whole name, and where our words may be read; nothing is said of other values.
pub fn explained(
    locale: Locale,
    test: &Coded,
    value: &ResultValue,
    practice: Option<PracticeMode>,
) -> Option<Cow<'static, str>> {
    let ResultValue::Text(text) = value else { return None };
    let found = match plain(text).as_str() {
        "positive" => true,
        "negative" => false,
        _ => return None,
    };
    // The glossary is in English until it stands in other languages too.
    let known = locale.is_english().then(|| glossary::explain(test, Place::Test)).flatten();
    let looks_for = known.and_then(|known| known.looks_for(practice)).map(|(what, _)| what);
    Some(match (looks_for, found) {
        (Some(what), true) => t!(locale, "“Positive” means that the test found {what}.", what = what),
        (Some(what), false) => t!(locale, "“Negative” means that the test did not find {what}.", what = what),
        (None, true) => t!(
            locale,
            "“Positive” means that the test found what it was looking for. Ask those who asked for the test what that was."
        ),
        (None, false) => t!(
            locale,
            "“Negative” means that the test did not find what it was looking for. Ask those who asked for the test what that was."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(test: &str, value: &str, practice: bool) -> Option<String> {
        let practice = PracticeMode::where_set(practice);
        let value = ResultValue::Text(value.into());
        explained(Locale::English, &Coded::text(test), &value, practice).map(Cow::into_owned)
    }

    #[test]
    fn positive_and_negative_are_explained_and_nothing_else_is() {
        assert!(
            explain("Odd test", "Negative.", true).is_some_and(|words| words.contains("did not find what"))
        );
        assert!(explain("Odd test", "POSITIVE", true).is_some_and(|words| words.contains("found what")));
        for other in ["O positive", "Weakly positive", "Not detected", "Equivocal", ""] {
            assert_eq!(explain("Pregnancy test", other, true), None, "{other}");
        }
    }

    #[test]
    fn a_test_that_we_know_says_what_it_looks_for() {
        assert_eq!(
            explain("Pregnancy test", "Negative", true).as_deref(),
            Some("“Negative” means that the test did not find a hormone that the body makes in pregnancy.")
        );
        assert_eq!(
            explain("Blood culture", "positive", true).as_deref(),
            Some("“Positive” means that the test found germs in the blood.")
        );
    }

    #[test]
    fn a_test_with_only_a_like_name_is_never_taken_for_one_that_we_know() {
        let words = explain("Pregnancy test kit returned", "Positive", true);
        assert!(words.is_some_and(|words| words.contains("Ask those who asked")));
    }

    #[test]
    fn words_that_nobody_has_reviewed_never_reach_real_people() {
        let words = explain("Pregnancy test", "Positive", false);
        assert!(words.is_some_and(|words| !words.contains("pregnancy")));
    }
}
