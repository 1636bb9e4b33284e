//! How many, as far as it may be told.

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// Fewer people than this might be known again by a number, and few log-ins may all be one person's.
pub const FEWEST: usize = 5;

/// A number that may be read, or that it is too small for that. What it was is not in here any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    None,
    Few,
    Many(usize),
}

impl Told {
    pub const fn of(number: usize) -> Self {
        match number {
            0 => Self::None,
            few if few < FEWEST => Self::Few,
            many => Self::Many(many),
        }
    }

    pub fn said(self, locale: Locale) -> Words {
        match self {
            Self::None => t!(locale, "none"),
            Self::Few => t!(locale, "fewer than {n}", n = FEWEST),
            Self::Many(number) => Words::from(number.to_string()),
        }
    }

    /// For an order in which those that are hidden stand alike.
    pub const fn rank(self) -> usize {
        match self {
            Self::None => 0,
            Self::Few => 1,
            Self::Many(number) => number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_hidden_and_none_is_said() {
        let said = |number| Told::of(number).said(Locale::English).into_owned();
        assert_eq!(said(0), "none");
        for few in 1..5 {
            assert_eq!(said(few), "fewer than 5");
            assert_eq!(Told::of(few), Told::of(1), "nothing of the number is left");
        }
        assert_eq!(said(5), "5");
    }
}
