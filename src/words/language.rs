//! A language other than English: a catalogue of our words, found by the English ones.
//!
//! ```toml
//! tag = "cy"
//! direction = "ltr"
//!
//! [words]
//! "Log in" = "Mewngofnodi"
//! "Call {phone}" = "Ffoniwch {phone}"
//!
//! # Words about a number are found by the English words for many, and have a form for each of the language's own
//! # plural categories (Unicode CLDR).
//! [words."{n} entries"]
//! zero = "dim cofnodion"
//! other = "{n} cofnod"
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use serde::Deserialize;

use super::catalogue::{Piece, pieces};

/// The catalogues that are built in, one file a language beside this one. A new language is a line here.
const BUILT_IN: &[&str] = &[];

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let read = |text: &&str| {
        Language::parse(text).inspect_err(|error| tracing::error!(%error, "a catalogue of words is left out"))
    };
    BUILT_IN.iter().filter_map(|text| read(text).ok()).collect()
});

/// The languages besides English that pages can be read in.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

/// A language, with all of our words in it.
#[derive(Debug)]
pub struct Language {
    tag: String,
    direction: Direction,
    /// The rules themselves cannot be shared between threads; they are made from data built in, without cost.
    locale: icu_locale_core::Locale,
    words: HashMap<String, Translation>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Ltr,
    Rtl,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Translation {
    Plain(String),
    Counted(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tag: String,
    direction: Direction,
    words: HashMap<String, Translation>,
}

/// What is wrong with a catalogue.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    #[error("the catalogue cannot be read: {0}")]
    Unreadable(String),
    #[error("{0:?} is not a language that plural rules are known for")]
    NoSuchLanguage(String),
    #[error("{english:?}: the translation {translation:?} has other places to fill in")]
    OtherPlaces { english: String, translation: String },
    #[error("{english:?}: the form {category:?} is missing")]
    MissingForm { english: String, category: &'static str },
    #[error("{english:?}: {category:?} is not a plural category of this language")]
    UnknownForm { english: String, category: String },
}

impl Language {
    /// Reads a catalogue and checks that each translation has the places of its English, and each counted one all
    /// the forms of the language.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: File =
            toml::from_str(text).map_err(|error| CatalogueError::Unreadable(error.to_string()))?;
        let no_rules = || CatalogueError::NoSuchLanguage(file.tag.clone());
        let locale: icu_locale_core::Locale = file.tag.parse().map_err(|_| no_rules())?;
        let plurals = rules(&locale).ok_or_else(no_rules)?;
        for (english, translation) in &file.words {
            check(english, translation, &plurals)?;
        }
        Ok(Self { tag: file.tag, direction: file.direction, locale, words: file.words })
    }

    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    pub(super) fn direction(&self) -> &'static str {
        match self.direction {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }

    pub(super) fn words(&self, english: &str) -> Option<&str> {
        match self.words.get(english)? {
            Translation::Plain(words) => Some(words),
            Translation::Counted(_) => None,
        }
    }

    pub(super) fn counted(&self, n: u64, english: &str) -> Option<&str> {
        match self.words.get(english)? {
            Translation::Plain(words) => Some(words),
            Translation::Counted(forms) => {
                let category = rules(&self.locale).map_or("other", |rules| name(rules.category_for(n)));
                forms.get(category).or_else(|| forms.get("other")).map(String::as_str)
            }
        }
    }
}

fn rules(locale: &icu_locale_core::Locale) -> Option<PluralRules> {
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

/// A language is known by its tag.
impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

fn check(english: &str, translation: &Translation, plurals: &PluralRules) -> Result<(), CatalogueError> {
    let forms = match translation {
        Translation::Plain(words) => return same_places(english, words, false),
        Translation::Counted(forms) => forms,
    };
    let needed: BTreeSet<&'static str> = plurals.categories().map(name).collect();
    if let Some(category) = needed.iter().find(|category| !forms.contains_key(**category)) {
        return Err(CatalogueError::MissingForm { english: english.to_owned(), category });
    }
    for (category, words) in forms {
        if !needed.contains(category.as_str()) {
            return Err(CatalogueError::UnknownForm {
                english: english.to_owned(),
                category: category.clone(),
            });
        }
        same_places(english, words, true)?;
    }
    Ok(())
}

/// A form for "1" or "2" may leave the number out, as English does in "1 entry".
fn same_places(english: &str, translation: &str, number_may_be_missing: bool) -> Result<(), CatalogueError> {
    let (mut wanted, mut found) = (places(english), places(translation));
    if number_may_be_missing {
        wanted.remove("n");
        found.remove("n");
    }
    if wanted == found {
        return Ok(());
    }
    Err(CatalogueError::OtherPlaces { english: english.to_owned(), translation: translation.to_owned() })
}

pub(super) fn places(text: &str) -> BTreeSet<&str> {
    pieces(text)
        .filter_map(|piece| match piece {
            Piece::Place(name) => Some(name),
            Piece::Words(_) => None,
        })
        .collect()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Locale;
    use crate::{count, t};

    const WELSH: &str = r#"
        tag = "cy"
        direction = "ltr"
        [words]
        "Log in" = "Mewngofnodi"
        "Call {phone}" = "Ffoniwch {phone}"
        [words."{n} dogs"]
        zero = "dim cŵn"
        one = "1 ci"
        two = "2 gi"
        few = "{n} chi"
        many = "{n} chi"
        other = "{n} ci"
    "#;

    fn welsh() -> Locale {
        Locale::Other(Box::leak(Box::new(Language::parse(WELSH).expect("a good catalogue"))))
    }

    #[test]
    fn every_built_in_catalogue_is_good() {
        for text in BUILT_IN {
            assert!(Language::parse(text).is_ok());
        }
        assert_eq!(languages().len(), BUILT_IN.len());
    }

    #[test]
    fn a_page_in_another_language_finds_its_words_by_the_english_ones() {
        assert_eq!(t!(welsh(), "Log in"), "Mewngofnodi");
        assert_eq!(t!(welsh(), "Call {phone}", phone = "111"), "Ffoniwch 111");
        assert_eq!(welsh().tag(), "cy");
        assert_eq!(welsh().direction(), "ltr");
    }

    #[test]
    fn a_word_that_is_not_translated_yet_is_said_in_english() {
        assert_eq!(t!(welsh(), "Log out"), "Log out");
        assert_eq!(count!(welsh(), 2, one = "1 cat", other = "{n} cats"), "2 cats");
    }

    #[test]
    fn numbers_follow_the_languages_own_plural_rules() {
        let dogs = |n: u64| count!(welsh(), n, one = "1 dog", other = "{n} dogs").into_owned();
        assert_eq!(
            [dogs(0), dogs(1), dogs(2), dogs(3), dogs(6), dogs(9)],
            ["dim cŵn", "1 ci", "2 gi", "3 chi", "6 chi", "9 ci"]
        );
    }

    #[test]
    fn a_translation_without_a_place_of_the_english_is_refused() {
        let wrong = WELSH.replace("Ffoniwch {phone}", "Ffoniwch {ffon}");
        assert!(matches!(Language::parse(&wrong), Err(CatalogueError::OtherPlaces { .. })));
    }

    #[test]
    fn a_missing_or_foreign_plural_form_is_refused() {
        let missing = WELSH.replace(r#"two = "2 gi""#, "");
        assert!(matches!(
            Language::parse(&missing),
            Err(CatalogueError::MissingForm { category: "two", .. })
        ));
        let foreign = WELSH.replace("zero =", "none =");
        assert!(Language::parse(&foreign).is_err());
    }

    #[test]
    fn a_catalogue_that_is_not_toml_or_of_no_language_is_refused() {
        assert!(matches!(Language::parse("tag"), Err(CatalogueError::Unreadable(_))));
        assert!(matches!(
            Language::parse(&WELSH.replace("\"cy\"", "\"?\"")),
            Err(CatalogueError::NoSuchLanguage(_))
        ));
    }
}
