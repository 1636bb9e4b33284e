//! What a person fills in to log in, and what is said when it cannot be right.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;

use crate::words::Locale;
use crate::{count, t};

/// The fields as they were sent; all may be missing.
#[derive(Default, Deserialize)]
pub struct LogInForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
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
    PasswordMissing,
    /// One message, whichever of the two is wrong: nobody learns who has an account.
    WrongPair,
    TooManyTries {
        wait: Duration,
    },
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
            email if !looks_like_an_email_address(email) => Some(Problem::NotAnEmailAddress),
            _ => None,
        };
        let password = self.password.is_empty().then_some(Problem::PasswordMissing);
        email.into_iter().chain(password).collect()
    }
}

impl Problem {
    /// The name, and the id, of the field it belongs to.
    pub fn field(&self) -> &'static str {
        match self {
            Self::PasswordMissing => "password",
            _ => "email",
        }
    }

    pub fn message(&self, locale: Locale) -> Cow<'static, str> {
        match self {
            Self::EmailMissing => t!(locale, "Enter your email address"),
            Self::NotAnEmailAddress => t!(locale, "Enter your whole email address, like name@example.com"),
            Self::PasswordMissing => t!(locale, "Enter your password"),
            Self::WrongPair => {
                t!(locale, "The email address and password do not match. Check both and try again")
            }
            Self::TooManyTries { wait } => {
                let minutes = wait.as_secs().div_ceil(60).max(1);
                count!(
                    locale,
                    minutes,
                    one = "There were too many tries. Wait 1 minute, then try again",
                    other = "There were too many tries. Wait {n} minutes, then try again"
                )
            }
        }
    }
}

/// Something, an @ and something, without spaces: more would turn away people with unusual addresses.
fn looks_like_an_email_address(text: &str) -> bool {
    let whole = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    whole && text.rsplit_once('@').is_some_and(|(name, place)| !name.is_empty() && !place.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(email: &str, password: &str) -> LogInForm {
        LogInForm { email: email.into(), password: password.into(), return_to: String::new() }
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
    fn a_password_of_spaces_is_a_password() {
        assert_eq!(filled("sam@example.com", "   ").problems(), []);
    }

    #[test]
    fn the_wait_is_said_in_whole_minutes_and_never_too_short() {
        let said =
            |seconds| Problem::TooManyTries { wait: Duration::from_secs(seconds) }.message(Locale::English);
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
