//! Numbers, ranges and amounts in a text.

use super::reader::Reader;
use crate::domain::{Amount, Unit};

const NUMBERS: [(&str, f64); 12] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("half a", 0.5),
    ("half", 0.5),
];

/// "2", "two", "half a", "one and a half".
pub fn number(reader: &mut Reader) -> Option<f64> {
    let number = reader.figure().or_else(|| reader.of(&NUMBERS))?;
    let and_a_half = number.fract() == 0.0 && reader.phrase("and a half");
    Some(if and_a_half { number + 0.5 } else { number })
}

/// A whole number of this size at most.
pub fn whole(reader: &mut Reader, most: u16) -> Option<u16> {
    reader.attempt(|reader| {
        let number = number(reader)?;
        (number.fract() == 0.0 && number >= 1.0 && number <= f64::from(most)).then_some(number as u16)
    })
}

/// "1", "1-2", "one or two", "1 to 2": the upper end only where it is one, in whole numbers.
pub fn range(reader: &mut Reader) -> Option<(f64, Option<f64>)> {
    let from = number(reader)?;
    let to = reader.attempt(|reader| {
        let joined = reader.mark(&['-', '–']) || reader.longest(&["to", "or"]);
        joined.then(|| number(reader)).flatten()
    });
    match to {
        Some(to) if to <= from || to.fract() + from.fract() != 0.0 => None,
        to => Some((from, to)),
    }
}

/// As [`range`], of whole numbers of this size at most.
pub fn whole_range(reader: &mut Reader, most: u8) -> Option<(u8, Option<u8>)> {
    reader.attempt(|reader| {
        let (from, to) = range(reader)?;
        let small = |number: f64| {
            (number.fract() == 0.0 && number >= 1.0 && number <= f64::from(most)).then_some(number as u8)
        };
        let to = match to {
            Some(to) => Some(small(to)?),
            None => None,
        };
        Some((small(from)?, to))
    })
}

/// How much at one time, with its unit where there is one.
pub fn amount(reader: &mut Reader) -> Option<Amount> {
    let (from, to) = range(reader)?;
    Some(Amount { from, to, unit: unit(reader) })
}

/// A unit, if one stands here.
pub fn unit(reader: &mut Reader) -> Option<Unit> {
    const SPOONFULS: [&str; 4] = ["5 ml spoonful", "5 ml spoonfuls", "x 5 ml spoonful", "x 5 ml spoonfuls"];
    if reader.longest(&SPOONFULS) { Some(Unit::Spoonful) } else { reader.word(Unit::named) }
}
