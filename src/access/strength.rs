//! Whether a new password is good enough, and in which way it is not (NIST SP 800-63B, section 5.1.1.2; NCSC: three
//! random words).

use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use super::{leaked, passwords};

/// What a long password says beyond this is not looked at: it takes long, and changes nothing.
const LOOKED_AT: usize = 64;

/// Why a password is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weak {
    TooShort,
    TooLong,
    /// One of those that many people have.
    Common,
    /// One that was stolen elsewhere and published.
    Leaked,
    /// A name, or something of the person's own.
    Name,
    /// Keys beside one another, the same again and again, or counting up.
    Pattern,
    Date,
    /// Some other way in which it is guessed quickly.
    Guessable,
}

/// Checks a new password; `known` is what others may know of the person, such as names and the email address.
///
/// # Errors
/// Why it is not taken.
pub fn check(password: &str, known: &[&str]) -> Result<(), Weak> {
    if password.chars().count() < passwords::SHORTEST {
        return Err(Weak::TooShort);
    }
    if password.len() > passwords::LONGEST {
        return Err(Weak::TooLong);
    }
    if known.iter().any(|known| is_hardly_more_than(password, known)) {
        return Err(Weak::Name);
    }
    if leaked::is_listed(password) {
        return Err(Weak::Leaked);
    }
    let looked_at: String = password.chars().take(LOOKED_AT).collect();
    let known: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .chain(["front", "door", "nhs"])
        .collect();
    let told = zxcvbn(&looked_at, &known);
    if told.score() >= Score::Three {
        return Ok(());
    }
    Err(match told.feedback().and_then(|feedback| feedback.warning()) {
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => Weak::Common,
        Some(
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => Weak::Name,
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => Weak::Pattern,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => Weak::Date,
        _ => Weak::Guessable,
    })
}

/// Whether a password is a known text with next to nothing added, however it is spaced and written.
fn is_hardly_more_than(password: &str, known: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (password, known) = (plain(password), plain(known));
    known.chars().count() >= 4 && password.contains(&known) && password.len() < known.len() + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_guessed_quickly_is_refused_with_the_reason() {
        for (password, why) in [
            ("short1", Weak::TooShort),
            ("password", Weak::Leaked),
            ("Trustno1", Weak::Leaked),
            ("qwertyuiop", Weak::Leaked),
            ("aaaaaaaaaaaaaaaaaaaaaaaaa", Weak::Pattern),
            ("abcdefghijklmnopq", Weak::Pattern),
        ] {
            assert_eq!(check(password, &[]), Err(why), "{password}");
        }
        assert_eq!(check(&"x".repeat(1025), &[]), Err(Weak::TooLong));
        for own in ["sam.sample@example.org", "Sam Sample 61", "SAM-SAMPLE"] {
            assert_eq!(check(own, &["Sam Sample", "sam.sample@example.org"]), Err(Weak::Name), "{own}");
        }
    }

    #[test]
    fn three_random_words_and_what_a_password_manager_makes_are_taken() {
        for password in
            ["coffee tractor window", "correct horse battery", "xK4!p09vQzzR", "größe lampe fluss"]
        {
            assert_eq!(check(password, &["Sam Sample"]), Ok(()), "{password}");
        }
    }

    #[test]
    fn a_very_long_password_takes_no_longer() {
        let begun = std::time::Instant::now();
        let _ = check(&"correct horse ".repeat(70), &[]);
        assert!(begun.elapsed() < std::time::Duration::from_secs(2));
    }
}
