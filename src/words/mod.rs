//! Plain language: our own words in each language, dates and numbers.
//!
//! English stands in the code and is the key; every other language is a catalogue. See
//! `docs/decisions/0002-words-in-code.md`.

mod acting;
mod catalogue;
pub mod dates;
pub mod dosage;
pub mod glossary;
mod language;
mod lists;
#[cfg(test)]
mod markers;
pub mod numbers;
pub mod units;
#[cfg(test)]
mod said_to_carers;
#[cfg(test)]
mod wording;

pub use catalogue::{Locale, count, say};
pub use language::{CatalogueError, Language, languages};
pub use lists::{and_list, isolated};
#[cfg(test)]
pub use markers::outside_markers;
#[cfg(test)]
pub(crate) use said_to_carers::SaysYou;

/// Our words in the reader's language: `t!(locale, "Log in")`, `t!(locale, "Call {phone}", phone = number)`.
#[macro_export]
macro_rules! t {
    ($locale:expr, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::say($locale, $english, &[$((stringify!($name), &$value as &dyn ::std::fmt::Display)),*])
    };
}

/// Our words about a number of things, by the plural rules of the language:
/// `count!(locale, n, one = "1 entry", other = "{n} entries")`.
#[macro_export]
macro_rules! count {
    ($locale:expr, $n:expr, one = $one:literal, other = $other:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let n = $n;
        $crate::words::count($locale, n as u64, $one, $other, &[("n", &n as &dyn ::std::fmt::Display) $(, (stringify!($name), &$value as &dyn ::std::fmt::Display))*])
    }};
}
