//! What is looked for, and near where.

use serde::Deserialize;

use crate::domain::PlaceKind;
use crate::gather::{FromWhere, Sought};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// Longer than the name of any town.
const LONGEST: usize = 60;

/// The two fields; both may be missing.
#[derive(Default, Deserialize)]
pub struct FindForm {
    #[serde(default, rename = "where")]
    place: String,
    #[serde(default)]
    what: String,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    NoPlace,
    NotAPlace,
    NoKind,
}

impl FindForm {
    pub fn place(&self) -> &str {
        self.place.trim()
    }

    /// As it was chosen, where it is one of ours.
    pub fn what(&self) -> &'static str {
        self.kind().map_or("", PlaceKind::slug)
    }

    fn kind(&self) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|kind| kind.slug() == self.what)
    }

    /// # Errors
    /// Everything that is wrong with it, in the order of the fields.
    pub fn read(&self) -> Result<Sought, Vec<Problem>> {
        let place = match self.place() {
            "" => Err(Problem::NoPlace),
            text if text.chars().count() > LONGEST || !text.chars().any(char::is_alphabetic) => {
                Err(Problem::NotAPlace)
            }
            text => Ok(FromWhere::read(text)),
        };
        match (self.kind().ok_or(Problem::NoKind), place) {
            (Ok(kind), Ok(from)) => Ok(Sought { kind, from }),
            (kind, place) => Err(kind.err().into_iter().chain(place.err()).collect()),
        }
    }
}

impl Problem {
    pub fn field(self) -> &'static str {
        match self {
            Self::NoKind => "what",
            Self::NoPlace | Self::NotAPlace => "where",
        }
    }

    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::NoKind => t!(locale, "Choose what you are looking for"),
            Self::NoPlace => t!(locale, "Enter a postcode, town or village"),
            Self::NotAPlace => t!(locale, "Enter a postcode, like LS1 4AP, or the name of a town"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(place: &str, what: &str) -> FindForm {
        FindForm { place: place.into(), what: what.into() }
    }

    #[test]
    fn a_postcode_and_a_town_are_told_apart() {
        let read = |place| {
            form(place, "pharmacy").read().map(|sought| matches!(sought.from, FromWhere::Postcode(_)))
        };
        assert_eq!(read(" ls1 4ap "), Ok(true));
        assert_eq!(read("Market Sample"), Ok(false));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let problems = |place: &str, what| form(place, what).read().err().unwrap_or_default();
        assert_eq!(problems("", ""), [Problem::NoKind, Problem::NoPlace]);
        assert_eq!(problems("12345", "pharmacy"), [Problem::NotAPlace]);
        assert_eq!(problems(&"x".repeat(61), "pharmacy"), [Problem::NotAPlace]);
        assert_eq!(problems("Leeds", "zoo"), [Problem::NoKind]);
    }
}
