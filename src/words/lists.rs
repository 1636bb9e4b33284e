//! Other people's words, and lists of them, in a sentence of ours.

use std::borrow::Cow;

use super::Locale;
use crate::t;

/// "A", "A and B", "A, B and C".
pub fn and_list(locale: Locale, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => {
            t!(locale, "{before} and {last}", before = before.join(", "), last = last).into_owned()
        }
    }
}

/// A name or text of somebody else's, kept from turning the sentence around it when it is written from right to left
/// (Unicode's first strong isolate).
pub fn isolated(text: &str) -> Cow<'_, str> {
    let right_to_left = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    match text.chars().any(right_to_left) {
        true => Cow::Owned(format!("\u{2068}{text}\u{2069}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_commas_and_one_and() {
        let list = |items: &[&str]| {
            and_list(Locale::English, &items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
    }

    #[test]
    fn only_a_name_written_from_right_to_left_is_isolated() {
        assert!(matches!(isolated("Zoë Ó Néill"), Cow::Borrowed("Zoë Ó Néill")));
        assert_eq!(isolated("ليلى"), "\u{2068}ليلى\u{2069}");
    }
}
