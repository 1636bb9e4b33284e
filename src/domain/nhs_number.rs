//! The NHS number: ten digits, the last of which checks the others.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An NHS number of ten digits.
///
/// What a person types is checked with [`NhsNumber::parse`]; what a source sends is read with
/// [`NhsNumber::from_source`], because published examples carry wrong check digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NhsNumber([u8; 10]);

/// Why something typed is not an NHS number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAnNhsNumber {
    #[error("an NHS number has 10 digits")]
    WrongLength,
    #[error("an NHS number has only digits")]
    NotDigits,
    #[error("the last digit does not fit the others")]
    WrongCheckDigit,
}

impl NhsNumber {
    /// Reads a number as people write it, with any spaces or dashes, and checks its last digit
    /// (weights 10 to 2, check = 11 − sum mod 11; NHS Data Model and Dictionary, "NHS NUMBER").
    pub fn parse(text: &str) -> Result<Self, NotAnNhsNumber> {
        let number = Self::from_source(text)?;
        if number.check_digit_fits() { Ok(number) } else { Err(NotAnNhsNumber::WrongCheckDigit) }
    }

    /// Reads ten digits without checking the last one.
    pub fn from_source(text: &str) -> Result<Self, NotAnNhsNumber> {
        let mut digits = [0; 10];
        let mut count = 0;
        for character in text.chars() {
            match character {
                '0'..='9' if count < 10 => {
                    digits[count] = character as u8 - b'0';
                    count += 1;
                }
                '0'..='9' => return Err(NotAnNhsNumber::WrongLength),
                c if c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.') => {}
                _ => return Err(NotAnNhsNumber::NotDigits),
            }
        }
        if count == 10 { Ok(Self(digits)) } else { Err(NotAnNhsNumber::WrongLength) }
    }

    fn check_digit_fits(&self) -> bool {
        let sum: u32 =
            self.0[..9].iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
        let check = (11 - sum % 11) % 11;
        check == u32::from(self.0[9])
    }

    /// The ten digits without spaces, as sources and identifiers have them.
    pub fn digits(&self) -> String {
        self.0.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    /// As people read it: `999 123 4567`.
    pub fn spaced(&self) -> String {
        let digits = self.digits();
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }
}

/// Never the number itself: logs must not hold it.
impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_good_numbers_are_read_with_any_separators() {
        for text in
            ["9990000018", "999 000 0026", "999-000-0034", " 9990 0000 42 ", "999\u{2013}000\u{2013}0050"]
        {
            assert!(NhsNumber::parse(text).is_ok(), "{text}");
        }
        assert_eq!(NhsNumber::parse("9990000018").map(|n| n.spaced()), Ok("999 000 0018".into()));
    }

    #[test]
    fn a_wrong_last_digit_is_refused_when_typed_and_read_when_a_source_sends_it() {
        for text in ["9000000001", "9000000018", "9912003890", "9990000019"] {
            assert_eq!(NhsNumber::parse(text), Err(NotAnNhsNumber::WrongCheckDigit), "{text}");
            assert!(NhsNumber::from_source(text).is_ok());
        }
    }

    #[test]
    fn anything_else_is_not_a_number() {
        assert_eq!(NhsNumber::parse("999000001"), Err(NotAnNhsNumber::WrongLength));
        assert_eq!(NhsNumber::parse("99900000180"), Err(NotAnNhsNumber::WrongLength));
        assert_eq!(NhsNumber::parse("99900000l8"), Err(NotAnNhsNumber::NotDigits));
        assert_eq!(NhsNumber::parse(""), Err(NotAnNhsNumber::WrongLength));
    }

    #[test]
    fn debug_output_hides_the_number() {
        let number = NhsNumber::parse("9990000018").expect("a good number");
        assert!(!format!("{number:?}").contains("999"));
    }
}
