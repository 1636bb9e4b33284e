//! Where a value stands to the range that the laboratory gave with it. Nothing is ever worked out without that range.

use crate::domain::{ResultValue, UsualRange};
use crate::t;
use crate::words::Locale;
use crate::words::numbers::quantity;

/// Where a value stands to a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Position {
    Below,
    Within,
    Above,
}

/// The ends of a range that can be reasoned with: finite, and not the wrong way round.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Ends {
    Both(f64, f64),
    AtLeast(f64),
    AtMost(f64),
}

impl Ends {
    pub fn of(range: &UsualRange) -> Option<Self> {
        let finite = |end: Option<f64>| end.filter(|number| number.is_finite());
        if range.low.is_some() != finite(range.low).is_some()
            || range.high.is_some() != finite(range.high).is_some()
        {
            return None;
        }
        match (range.low, range.high) {
            (Some(low), Some(high)) if low <= high => Some(Self::Both(low, high)),
            (Some(low), None) => Some(Self::AtLeast(low)),
            (None, Some(high)) => Some(Self::AtMost(high)),
            _ => None,
        }
    }

    pub fn low(self) -> f64 {
        match self {
            Self::Both(low, _) | Self::AtLeast(low) => low,
            Self::AtMost(_) => f64::NEG_INFINITY,
        }
    }

    pub fn high(self) -> f64 {
        match self {
            Self::Both(_, high) | Self::AtMost(high) => high,
            Self::AtLeast(_) => f64::INFINITY,
        }
    }

    /// "20 to 41", "60 or more", "5 or less".
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Both(low, high) => {
                t!(locale, "{low} to {high}", low = quantity(low), high = quantity(high))
            }
            Self::AtLeast(low) => t!(locale, "{low} or more", low = quantity(low)),
            Self::AtMost(high) => t!(locale, "{high} or less", high = quantity(high)),
        }
        .into_owned()
    }
}

/// Where the value stands, where that is certain: a value that is only bounded ("<5") may stand anywhere below.
pub fn position(value: &ResultValue, range: &UsualRange) -> Option<Position> {
    let ends = Ends::of(range)?;
    let ResultValue::Quantity { comparator, number, .. } = value else { return None };
    if !number.is_finite() {
        return None;
    }
    let (low, high) = (ends.low(), ends.high());
    match comparator.as_deref() {
        None | Some("") => Some(match *number {
            number if number < low => Position::Below,
            number if number > high => Position::Above,
            _ => Position::Within,
        }),
        Some("<") if *number <= low => Some(Position::Below),
        Some("<=") if *number < low => Some(Position::Below),
        Some(">") if *number >= high => Some(Position::Above),
        Some(">=") if *number > high => Some(Position::Above),
        Some(">" | ">=") if *number >= low && high.is_infinite() => Some(Position::Within),
        Some("<" | "<=") if *number <= high && low.is_infinite() => Some(Position::Within),
        _ => None,
    }
}

/// The sentence about the range that came with the result; nothing where none came.
pub fn sentence(locale: Locale, value: Option<&ResultValue>, range: Option<&UsualRange>) -> Option<String> {
    let range = range?;
    let Some(ends) = Ends::of(range) else {
        let words = range.text.as_deref().filter(|text| !text.trim().is_empty())?;
        return Some(t!(locale, "The laboratory’s usual range is “{range}”.", range = words).into_owned());
    };
    let words = ends.words(locale);
    let sentence = match value.and_then(|value| position(value, range)) {
        Some(Position::Below) => {
            t!(locale, "This is below the laboratory’s usual range of {range}.", range = words)
        }
        Some(Position::Within) => {
            t!(locale, "This is in the laboratory’s usual range of {range}.", range = words)
        }
        Some(Position::Above) => {
            t!(locale, "This is above the laboratory’s usual range of {range}.", range = words)
        }
        None => t!(locale, "The laboratory’s usual range is {range}.", range = words),
    };
    Some(sentence.into_owned())
}

/// The range alone, for a table: in numbers, or in the source's own words.
pub fn words(locale: Locale, range: Option<&UsualRange>) -> Option<String> {
    let range = range?;
    match Ends::of(range) {
        Some(ends) => Some(ends.words(locale)),
        None => range.text.clone().filter(|text| !text.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(comparator: &str, number: f64) -> ResultValue {
        let comparator = (!comparator.is_empty()).then(|| comparator.to_owned());
        ResultValue::Quantity { comparator, number, unit: "mmol/mol".into() }
    }

    fn range(low: impl Into<Option<f64>>, high: impl Into<Option<f64>>) -> UsualRange {
        UsualRange { low: low.into(), high: high.into(), text: None }
    }

    #[test]
    fn a_value_above_the_range_says_so_with_the_range() {
        assert_eq!(
            sentence(Locale::English, Some(&value("", 61.0)), Some(&range(20.0, 41.0))).as_deref(),
            Some("This is above the laboratory’s usual range of 20 to 41.")
        );
    }

    #[test]
    fn both_ends_belong_to_the_range() {
        assert_eq!(position(&value("", 20.0), &range(20.0, 41.0)), Some(Position::Within));
        assert_eq!(position(&value("", 41.0), &range(20.0, 41.0)), Some(Position::Within));
        assert_eq!(position(&value("", 19.9), &range(20.0, 41.0)), Some(Position::Below));
    }

    #[test]
    fn a_result_without_a_range_says_nothing_about_high_or_low() {
        assert_eq!(sentence(Locale::English, Some(&value("", 61.0)), None), None);
        assert_eq!(sentence(Locale::English, Some(&value("", 61.0)), Some(&range(None, None))), None);
    }

    #[test]
    fn a_bounded_value_is_placed_only_where_it_is_certain() {
        assert_eq!(position(&value("<", 5.0), &range(3.0, 10.0)), None);
        assert_eq!(position(&value("<", 3.0), &range(3.0, 10.0)), Some(Position::Below));
        assert_eq!(position(&value("<=", 3.0), &range(3.0, 10.0)), None);
        assert_eq!(position(&value(">", 90.0), &range(60.0, None)), Some(Position::Within));
        assert_eq!(position(&value(">", 90.0), &range(None, 60.0)), Some(Position::Above));
        assert_eq!(position(&value("<", 5.0), &range(None, 5.0)), Some(Position::Within));
        assert_eq!(position(&value("~", 5.0), &range(1.0, 2.0)), None);
    }

    #[test]
    fn a_range_the_wrong_way_round_is_never_compared_with() {
        assert_eq!(position(&value("", 30.0), &range(41.0, 20.0)), None);
        assert_eq!(position(&value("", 30.0), &range(f64::NAN, 41.0)), None);
        assert_eq!(sentence(Locale::English, Some(&value("", 30.0)), Some(&range(41.0, 20.0))), None);
    }

    #[test]
    fn a_range_in_words_stands_in_the_laboratory_s_own_words() {
        let in_words = UsualRange { text: Some("20-41 (fasting)".into()), ..UsualRange::default() };
        assert_eq!(
            sentence(Locale::English, Some(&value("", 30.0)), Some(&in_words)).as_deref(),
            Some("The laboratory’s usual range is “20-41 (fasting)”.")
        );
    }

    #[test]
    fn a_range_with_one_end_says_or_more_or_or_less() {
        assert_eq!(
            sentence(Locale::English, Some(&value("", 55.0)), Some(&range(60.0, None))).as_deref(),
            Some("This is below the laboratory’s usual range of 60 or more.")
        );
    }
}
