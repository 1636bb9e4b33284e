//! Why a log-in at a hospital came to nothing.

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// Each with words of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The person said no there, or went back.
    SaidNo,
    /// Somebody else's record was opened there.
    SomebodyElse,
    /// It took too long, or was begun in another window.
    StartAgain,
    /// The hospital's log-in does not work now.
    NotWorking,
}

impl Why {
    /// What OAuth 2.0 calls it (RFC 6749, section 4.1.2.1).
    pub fn of_error(error: &str) -> Self {
        match error {
            "access_denied" => Self::SaidNo,
            _ => Self::NotWorking,
        }
    }

    pub fn words(self, locale: Locale) -> Words {
        match self {
            Self::SaidNo => {
                t!(locale, "You did not let Front Door in. Nothing has changed. You can do it at any time.")
            }
            Self::SomebodyElse => {
                t!(locale, "Somebody else logged in there, so we took nothing. Log in there as yourself.")
            }
            Self::StartAgain => {
                t!(locale, "It took too long, or another window was used. Nothing has changed.")
            }
            Self::NotWorking => {
                t!(locale, "Its log-in is not working now. Nothing has changed. Try again later.")
            }
        }
    }
}
