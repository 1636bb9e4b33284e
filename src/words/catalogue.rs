//! Finds our words in the reader's language.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use super::acting::of_the_patient;
use super::language::Language;

/// The language and customs a page is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Locale {
    #[default]
    English,
    /// Not a language: marks every one of our words, so that a test finds those outside of it.
    Pseudo,
    /// A language with a catalogue.
    Other(&'static Language),
    /// For a reader who acts for the patient, in English or in a language with a catalogue: what says "you" of the
    /// patient has other words.
    OfThePatient(Option<&'static Language>),
}

impl Locale {
    /// The BCP 47 tag that the page carries.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English | Self::OfThePatient(None) => "en",
            // A tag that BCP 47 keeps for private use.
            Self::Pseudo => "en-x-pseudo",
            Self::Other(language) | Self::OfThePatient(Some(language)) => language.tag(),
        }
    }

    /// The direction of writing, as HTML has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Pseudo | Self::OfThePatient(None) => "ltr",
            Self::Other(language) | Self::OfThePatient(Some(language)) => language.direction(),
        }
    }

    /// Whether it is English, whoever reads it.
    pub fn is_english(self) -> bool {
        matches!(self, Self::English | Self::OfThePatient(None))
    }

    /// The same language for a reader who acts for the patient.
    #[must_use]
    pub fn of_the_patient(self) -> Self {
        match self {
            Self::English => Self::OfThePatient(None),
            Self::Other(language) => Self::OfThePatient(Some(language)),
            Self::Pseudo | Self::OfThePatient(_) => self,
        }
    }
}

/// What stands in the place of `{name}`.
pub type Value<'a> = (&'a str, &'a dyn Display);

/// Our words `english` in the reader's language, with `{name}` filled in. English without values costs nothing.
pub fn say(locale: Locale, english: &'static str, values: &[Value<'_>]) -> Cow<'static, str> {
    match locale {
        Locale::English => filled(english, values),
        Locale::Pseudo => Cow::Owned(marked(english, values)),
        Locale::Other(language) => filled(language.words(english).unwrap_or(english), values),
        Locale::OfThePatient(language) => {
            let english = of_the_patient(english);
            filled(language.and_then(|language| language.words(english)).unwrap_or(english), values)
        }
    }
}

/// Our words about `n` things, by the language's plural rules. A catalogue knows them by `other`.
pub fn count(
    locale: Locale,
    n: u64,
    one: &'static str,
    other: &'static str,
    values: &[Value<'_>],
) -> Cow<'static, str> {
    let english = if n == 1 { one } else { other };
    match locale {
        Locale::English => filled(english, values),
        Locale::Pseudo => Cow::Owned(marked(english, values)),
        Locale::Other(language) => filled(language.counted(n, other).unwrap_or(english), values),
        Locale::OfThePatient(language) => {
            let (english, other) = (of_the_patient(english), of_the_patient(other));
            filled(language.and_then(|language| language.counted(n, other)).unwrap_or(english), values)
        }
    }
}

/// A piece of a text with places to fill in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    Place(&'a str),
}

/// Takes "Call {phone}" apart.
pub(super) fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let place = rest.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        if let Some((name, after)) = place {
            rest = after;
            return Some(Piece::Place(name));
        }
        let end =
            rest.char_indices().skip(1).find(|(_, letter)| *letter == '{').map_or(rest.len(), |(at, _)| at);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Words(words))
    })
}

fn filled(template: &'static str, values: &[Value<'_>]) -> Cow<'static, str> {
    if values.is_empty() {
        return Cow::Borrowed(template);
    }
    let mut text = String::with_capacity(template.len() + 24);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Place(name) => put(&mut text, name, values),
        }
    }
    Cow::Owned(text)
}

/// Every one of our own words between ⟦ and ⟧; what is filled in stays outside.
fn marked(template: &str, values: &[Value<'_>]) -> String {
    let mut text = String::with_capacity(template.len() + 48);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => {
                let _ = write!(text, "⟦{words}⟧");
            }
            Piece::Place(name) => put(&mut text, name, values),
        }
    }
    text
}

fn put(text: &mut String, name: &str, values: &[Value<'_>]) {
    if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
        let _ = write!(text, "{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{count, t};

    #[test]
    fn english_without_values_is_borrowed() {
        assert!(matches!(t!(Locale::English, "Log in"), Cow::Borrowed("Log in")));
    }

    #[test]
    fn values_stand_where_their_names_stood() {
        let text = t!(Locale::English, "Call {phone} or {other}.", phone = "01632 960 001", other = 111);
        assert_eq!(text, "Call 01632 960 001 or 111.");
    }

    #[test]
    fn one_thing_and_more_things_have_their_own_words() {
        let entries = |n: u32| count!(Locale::English, n, one = "1 entry", other = "{n} entries");
        assert_eq!(entries(0), "0 entries");
        assert_eq!(entries(1), "1 entry");
        assert_eq!(entries(2), "2 entries");
    }

    #[test]
    fn the_pseudo_language_marks_our_words_and_not_what_is_filled_in() {
        assert_eq!(t!(Locale::Pseudo, "Call {phone} now", phone = "111"), "⟦Call ⟧111⟦ now⟧");
        assert_eq!(count!(Locale::Pseudo, 2, one = "1 entry", other = "{n} entries"), "2⟦ entries⟧");
    }

    #[test]
    fn whoever_acts_for_the_patient_reads_the_twin_and_what_has_none_as_it_stands() {
        let acting = Locale::English.of_the_patient();
        assert_eq!(t!(acting, "Your medicines"), "Medicines");
        assert_eq!(t!(acting, "Call {phone} for your record.", phone = "111"), "Call 111 for the record.");
        assert_eq!(t!(acting, "Log in"), "Log in");
        assert_eq!(count!(acting, 2, one = "1 entry", other = "{n} entries"), "2 entries");
        assert!(acting.is_english() && acting.tag() == "en" && acting.of_the_patient() == acting);
        assert_eq!(Locale::Pseudo.of_the_patient(), Locale::Pseudo);
    }

    #[test]
    fn a_brace_that_opens_no_place_is_only_a_brace() {
        assert_eq!(pieces("a {").collect::<Vec<_>>(), [Piece::Words("a "), Piece::Words("{")]);
    }
}
