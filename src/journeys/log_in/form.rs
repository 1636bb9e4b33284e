//! What a person fills in to log in, and what is said when it cannot be right.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;

use crate::access::Weak;
use crate::domain::NhsNumber;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::{count, t};

/// The fields as they were sent; all may be missing.
#[derive(Default, Deserialize)]
pub struct LogInForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
    /// A printed code, of somebody whom a stranger's tries would make wait.
    #[serde(default)]
    pub code: String,
    /// The page to go to afterwards.
    #[serde(default, rename = "return")]
    pub return_to: String,
}

/// Without what was typed: logs must not hold it.
impl std::fmt::Debug for LogInForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogInForm(…)")
    }
}

/// What is wrong with one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    EmailMissing,
    NotAnEmailAddress,
    NotAnNhsNumber,
    PasswordMissing,
    /// One message, whichever of the two is wrong: nobody learns who has an account.
    WrongPair,
    WrongNumberPair,
    WrongWithCode,
}

impl LogInForm {
    /// The email address as it is looked up.
    pub fn email(&self) -> &str {
        self.email.trim()
    }

    /// What can be seen to be wrong before anything is looked up.
    pub fn problems(&self) -> Vec<Problem> {
        let email = match self.email() {
            "" => Some(Problem::EmailMissing),
            number if looks_like_a_number(number) => {
                NhsNumber::parse(number).is_err().then_some(Problem::NotAnNhsNumber)
            }
            email if !looks_like_an_email_address(email) => Some(Problem::NotAnEmailAddress),
            _ => None,
        };
        let password = self.password.is_empty().then_some(Problem::PasswordMissing);
        email.into_iter().chain(password).collect()
    }

    /// That the password does not belong to what was typed.
    pub fn wrong_pair(&self) -> Problem {
        if !self.code.trim().is_empty() {
            Problem::WrongWithCode
        } else if looks_like_a_number(self.email()) {
            Problem::WrongNumberPair
        } else {
            Problem::WrongPair
        }
    }
}

impl Problem {
    /// The name, and the id, of the field it belongs to.
    pub fn field(&self) -> &'static str {
        match self {
            Self::PasswordMissing => "password",
            Self::WrongWithCode => "code",
            _ => "email",
        }
    }

    pub fn message(&self, locale: Locale) -> Cow<'static, str> {
        match self {
            Self::EmailMissing => t!(locale, "Enter your email address or NHS number"),
            Self::NotAnEmailAddress => t!(locale, "Enter your whole email address, like name@example.com"),
            Self::NotAnNhsNumber => t!(locale, "Check your NHS number. It has 10 digits"),
            Self::WrongNumberPair => {
                t!(locale, "The NHS number and password do not match. Check both and try again")
            }
            Self::WrongWithCode => {
                t!(
                    locale,
                    "What you typed does not go together, or the code was used before. Check it and use another code"
                )
            }
            Self::PasswordMissing => t!(locale, "Enter your password"),
            Self::WrongPair => {
                t!(locale, "The email address and password do not match. Check both and try again")
            }
        }
    }
}

/// Too many tries: says at a field for how long to wait.
pub fn must_wait(form: &mut FormState, field: &'static str, locale: Locale, wait: chrono::Duration) {
    let wait = wait.to_std().unwrap_or_default();
    form.must_wait(field, too_many_tries(locale, wait), wait);
}

fn too_many_tries(locale: Locale, wait: Duration) -> Words {
    let minutes = wait.as_secs().div_ceil(60).max(1);
    count!(
        locale,
        minutes,
        one = "There were too many tries. Wait 1 minute, then try again",
        other = "There were too many tries. Wait {n} minutes, then try again"
    )
}

/// What is said of a new password that is not taken.
pub fn weak_password(locale: Locale, weak: Weak) -> Words {
    match weak {
        Weak::TooShort => t!(locale, "Choose a password of at least 8 characters"),
        Weak::TooLong => t!(locale, "Choose a shorter password"),
        Weak::Common => t!(
            locale,
            "Many people use that password. Choose another, such as 3 words that do not belong together"
        ),
        Weak::Leaked => t!(
            locale,
            "That password was stolen from another website, so other people know it. Choose another, such as 3 words that do not belong together"
        ),
        Weak::Name => {
            t!(locale, "Names are easy to guess. Add 2 or 3 words that have nothing to do with you")
        }
        Weak::Pattern => t!(
            locale,
            "Letters and numbers in a row are easy to guess. Choose 3 words that do not belong together"
        ),
        Weak::Date => {
            t!(locale, "Dates and years are easy to guess. Choose 3 words that do not belong together")
        }
        Weak::Guessable => t!(locale, "That password is easy to guess. Add 1 or 2 more words"),
    }
}

/// Nothing but digits and what people put between them.
fn looks_like_a_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && text.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}')
        })
}

/// Something, an @ and something, without spaces: more would turn away people with unusual addresses.
pub fn looks_like_an_email_address(text: &str) -> bool {
    let whole = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    whole && text.rsplit_once('@').is_some_and(|(name, place)| !name.is_empty() && !place.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(email: &str, password: &str) -> LogInForm {
        LogInForm { email: email.into(), password: password.into(), ..LogInForm::default() }
    }

    #[test]
    fn both_empty_fields_are_named_at_once() {
        assert_eq!(filled(" ", "").problems(), [Problem::EmailMissing, Problem::PasswordMissing]);
    }

    #[test]
    fn something_that_is_not_an_email_address_is_said_to_be_so() {
        for email in ["sam", "sam@", "@example.com", "sam sample@example.com", "a@b\u{0}"] {
            assert_eq!(filled(email, "x").problems(), [Problem::NotAnEmailAddress], "{email}");
        }
    }

    #[test]
    fn unusual_addresses_and_spaces_around_them_pass() {
        for email in
            [" sam@example.com ", "o'neil+nhs@a.b.example", "用户@例子.example", "\"a@b\"@example.com"]
        {
            assert_eq!(filled(email, "x").problems(), [], "{email}");
        }
    }

    #[test]
    fn an_nhs_number_is_taken_in_the_place_of_an_email_address_if_it_can_be_one() {
        assert_eq!(filled("999 000 0018", "x").problems(), []);
        assert_eq!(filled("999-000-0018", "x").wrong_pair(), Problem::WrongNumberPair);
        for number in ["999 000 0019", "12345", "99900000181"] {
            assert_eq!(filled(number, "x").problems(), [Problem::NotAnNhsNumber], "{number}");
        }
    }

    #[test]
    fn a_password_of_spaces_is_a_password() {
        assert_eq!(filled("sam@example.com", "   ").problems(), []);
    }

    #[test]
    fn the_wait_is_said_in_whole_minutes_and_never_too_short() {
        let said = |seconds| too_many_tries(Locale::English, Duration::from_secs(seconds));
        assert!(said(1).contains("Wait 1 minute,"));
        assert!(said(60).contains("Wait 1 minute,"));
        assert!(said(61).contains("Wait 2 minutes,"));
        assert!(said(0).contains("Wait 1 minute,"));
    }

    #[test]
    fn what_was_typed_never_reaches_a_log() {
        let shown = format!("{:?}", filled("sam@example.com", "secret"));
        assert!(!shown.contains("sam") && !shown.contains("secret"));
    }
}
