//! How to take a medicine, in words: "Take 1 tablet 2 times a day" for "1 tab BD".
//!
//! Only a text that is understood to its last word is put into words, so that nothing in it can be lost: no days of
//! the week, no reducing doses, no units of insulin. The source's own text always stands beside. Until a pharmacist has
//! reviewed the patterns nobody but made-up people reads our words: they take a [`MayBeRead`].

mod amounts;
mod clauses;
mod reader;
mod review;
mod say;
mod supplied;
#[cfg(test)]
mod tests;
mod tokens;

use super::Locale;
use crate::domain::{CodedDosage, Dosage, plain};

pub use review::{MayBeRead, Review};
pub use supplied::supplied;

/// Medicines whose dose is no matter of a whole tablet a day, under whatever name: a weekly one that is taken daily
/// kills, and others are dosed by blood tests. They are left in the prescriber's own words however plain those are.
const NEVER: [&str; 9] = [
    "methotrexate",
    "maxtrex",
    "metoject",
    "jylamvo",
    "nordimet",
    "zlatal",
    "insulin",
    "warfarin",
    "marevan",
];

/// How to take `medicine`, where all that was told of it is understood: from the text alone, or from codes where there
/// is no text. Where there are both, they must agree.
pub fn in_words(
    _: MayBeRead,
    locale: Locale,
    medicine: &str,
    text: Option<&str>,
    coded: Option<&CodedDosage>,
) -> Option<String> {
    let name = medicine.to_lowercase();
    if NEVER.iter().any(|never| name.contains(never)) {
        return None;
    }
    let words = say::say(locale, &understood(text, coded)?)?;
    // What is as plain already is not said twice.
    text.is_none_or(|text| plain(text) != plain(&words)).then_some(words)
}

fn understood(text: Option<&str>, coded: Option<&CodedDosage>) -> Option<Dosage> {
    match coded {
        Some(CodedDosage::NotUnderstood) => None,
        Some(CodedDosage::Understood { dosage, stands_alone: true }) => {
            (dosage.makes_sense() && dosage.says_when()).then(|| dosage.clone())
        }
        Some(CodedDosage::Understood { dosage: coded, stands_alone: false }) => {
            clauses::read(text?).filter(|dosage| dosage.agrees_with(coded))
        }
        None => clauses::read(text?),
    }
}
