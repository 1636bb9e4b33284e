//! What can be chosen to happen at the practice log-in at work.

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One way in which it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Works,
    NoSecondStep,
    Cancelled,
    NotWorking,
    OtherKey,
    OtherAudience,
    OtherIssuer,
    OtherNonce,
    OldToken,
    OldLogIn,
    OldCode,
    OurProof,
}

impl Outcome {
    pub const ALL: [Self; 12] = [
        Self::Works,
        Self::NoSecondStep,
        Self::Cancelled,
        Self::NotWorking,
        Self::OtherKey,
        Self::OtherAudience,
        Self::OtherIssuer,
        Self::OtherNonce,
        Self::OldToken,
        Self::OldLogIn,
        Self::OldCode,
        Self::OurProof,
    ];

    pub const fn slug(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::NoSecondStep => "no-second-step",
            Self::Cancelled => "cancelled",
            Self::NotWorking => "not-working",
            Self::OtherKey => "other-key",
            Self::OtherAudience => "other-audience",
            Self::OtherIssuer => "other-issuer",
            Self::OtherNonce => "other-nonce",
            Self::OldToken => "old-token",
            Self::OldLogIn => "old-log-in",
            Self::OldCode => "old-code",
            Self::OurProof => "our-proof",
        }
    }

    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.slug() == slug)
    }

    pub fn words(self, locale: Locale) -> Words {
        match self {
            Self::Works => t!(locale, "It works, with a second step"),
            Self::NoSecondStep => t!(locale, "It works with a password alone"),
            Self::Cancelled => t!(locale, "They go back"),
            Self::NotWorking => t!(locale, "It is not working"),
            Self::OtherKey => t!(locale, "The ID token is signed with another key"),
            Self::OtherAudience => t!(locale, "The ID token is for another service"),
            Self::OtherIssuer => t!(locale, "The ID token is from elsewhere"),
            Self::OtherNonce => t!(locale, "The ID token belongs to another log-in"),
            Self::OldToken => t!(locale, "The ID token has run out"),
            Self::OldLogIn => t!(locale, "It did not ask again, as it should"),
            Self::OldCode => t!(locale, "The code has run out"),
            Self::OurProof => t!(locale, "It does not take Front Door's secret"),
        }
    }

    /// The error that it sends back with the browser (RFC 6749, section 4.1.2.1).
    pub const fn error(self) -> Option<&'static str> {
        match self {
            Self::Cancelled => Some("access_denied"),
            Self::NotWorking => Some("server_error"),
            _ => None,
        }
    }
}
