//! A text without what writers do differently: capitals, accents, punctuation, spaces.

use unicode_normalization::UnicodeNormalization;

/// The words and numbers of a text, single-spaced: "Amlodipine 5mg  Tablets." is "amlodipine 5 mg tablets". A number
/// stands apart from its unit and keeps its decimal point; `/` and `%` stay, since they belong to strengths.
pub fn normal(text: &str) -> String {
    let letters: Vec<char> = text
        .nfkd()
        // Accents of Latin and Greek letters; the marks of other scripts are letters of their own.
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .flat_map(char::to_lowercase)
        .collect();
    let mut words = String::with_capacity(letters.len() + 8);
    let mut before = Sort::Space;
    for (at, letter) in letters.iter().enumerate() {
        let next_is_digit = letters.get(at + 1).is_some_and(char::is_ascii_digit);
        let sort = match letter {
            digit if digit.is_ascii_digit() => Sort::Digit,
            '.' if before == Sort::Digit && next_is_digit => Sort::Digit,
            // "1,000" is a thousand.
            ',' if before == Sort::Digit && next_is_digit => continue,
            '/' | '%' => Sort::Mark,
            letter if letter.is_alphanumeric() => Sort::Letter,
            // "patient's" is one word.
            '\'' | '’' => continue,
            _ => Sort::Space,
        };
        let begins_word = sort != before || sort == Sort::Mark;
        if sort != Sort::Space {
            if begins_word && !words.is_empty() {
                words.push(' ');
            }
            words.push(*letter);
        }
        before = sort;
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Space,
    Digit,
    Letter,
    Mark,
}

/// A number as millionths, where it is one that can be told so exactly.
pub fn millionths(number: &str) -> Option<u128> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let padded = format!("{part:0<6}");
    if padded.len() > 6 || whole.len() > 12 {
        return None;
    }
    Some(whole.parse::<u128>().ok()? * 1_000_000 + padded.parse::<u128>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_accents_punctuation_and_spaces_make_no_difference() {
        for (text, expected) in [
            ("Amlodipine 5mg  Tablets.", "amlodipine 5 mg tablets"),
            ("AMLODIPINE 5 MG TABLETS", "amlodipine 5 mg tablets"),
            ("Sjögren’s  syndrome", "sjogrens syndrome"),
            ("Co-codamol 30mg/500mg tablets", "co codamol 30 mg / 500 mg tablets"),
            ("Fucidin 2% cream", "fucidin 2 % cream"),
            ("Nystatin 100,000units/ml", "nystatin 100000 units / ml"),
            ("Levothyroxine 12.5µg", "levothyroxine 12.5 μg"),
            ("  ", ""),
        ] {
            assert_eq!(normal(text), expected);
        }
    }

    #[test]
    fn the_marks_of_other_scripts_are_kept_for_they_make_other_words() {
        assert_ne!(normal("कि"), normal("का"));
    }

    #[test]
    fn a_number_is_the_same_however_many_noughts_follow_it() {
        assert_eq!(millionths("5"), millionths("5.0"));
        assert_eq!(millionths("0.5"), Some(500_000));
        assert_eq!(millionths("0.0000001"), None);
    }
}
