//! One file of the glossary: its shape. `build.rs` reads the files with this very code.

use serde::Deserialize;

/// What the terms of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    Condition,
    Procedure,
    Body,
    Medicine,
    /// A group of medicines.
    Class,
    Allergen,
    Test,
    Vaccine,
    Dosage,
    Letter,
    /// Short forms with several meanings.
    Several,
}

/// Where in a record the words stand that are to be explained.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    Condition,
    Medicine,
    Allergy,
    Test,
    Vaccination,
    /// How to take a medicine.
    Dosage,
    Letter,
}

impl Place {
    /// What can stand there; nothing else is looked up. What is written "BD" in a letter may be a condition.
    pub fn holds(self) -> &'static [About] {
        match self {
            Self::Condition => &[About::Condition, About::Procedure, About::Body],
            Self::Medicine => &[About::Medicine, About::Class],
            Self::Allergy => &[About::Medicine, About::Class, About::Allergen],
            Self::Test => &[About::Test],
            Self::Vaccination => &[About::Vaccine],
            Self::Dosage => &[About::Dosage],
            Self::Letter => {
                &[About::Letter, About::Condition, About::Procedure, About::Body, About::Test, About::Class]
            }
        }
    }
}

/// A file as it is written.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub about: About,
    #[serde(default)]
    pub term: Vec<Term>,
    #[serde(default)]
    pub several: Vec<Several>,
}

/// A term and its explanation.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// As sources write it.
    pub name: String,
    /// Its other spellings and names, found whatever their capitals.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its short forms, found only in these capitals: "PSA" is not "PsA".
    #[serde(default)]
    pub short: Vec<String>,
    /// Codes of SNOMED CT and dm+d.
    #[serde(default)]
    pub snomed: Vec<String>,
    /// A plain name, as it would stand inside of a sentence.
    pub plain: String,
    /// One or two sentences.
    pub says: String,
    /// What a test that is "positive" or "negative" looks for, as it would stand inside of a sentence: "blood in poo".
    pub looks_for: Option<String>,
    /// Where to read more: a page of <https://www.nhs.uk/> that is known to be there.
    pub more: Option<String>,
    /// Left out until somebody has reviewed it.
    pub reviewed: Option<Reviewed>,
}

/// A short form that means several things, and is never taken for one of them.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Several {
    pub short: String,
    pub may_mean: Vec<String>,
    pub reviewed: Option<Reviewed>,
}

/// A review by a healthcare professional.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// Name and profession.
    pub by: String,
    /// The day, as `2026-11-22`.
    pub on: String,
}

/// Reads one file.
///
/// # Errors
/// What is not TOML of this shape, in words.
pub fn read(text: &str) -> Result<File, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}
