//! What can be chosen to happen at the practice NHS login.

use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// One way in which a log-in goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Works,
    NotProved,
    NotShared,
    Cancelled,
    NotWorking,
    NoNhsNumber,
    OtherNumber,
    OtherBirthDate,
    OtherSubject,
    OtherKey,
    NotSigned,
    OtherAudience,
    OtherIssuer,
    OtherNonce,
    LowerTrust,
    OldToken,
    OldCode,
    OurProof,
}

impl Outcome {
    pub const ALL: [Self; 18] = [
        Self::Works,
        Self::NotProved,
        Self::NotShared,
        Self::Cancelled,
        Self::NotWorking,
        Self::NoNhsNumber,
        Self::OtherNumber,
        Self::OtherBirthDate,
        Self::OtherSubject,
        Self::OtherKey,
        Self::NotSigned,
        Self::OtherAudience,
        Self::OtherIssuer,
        Self::OtherNonce,
        Self::LowerTrust,
        Self::OldToken,
        Self::OldCode,
        Self::OurProof,
    ];

    pub const fn slug(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::NotProved => "not-proved",
            Self::NotShared => "not-shared",
            Self::Cancelled => "cancelled",
            Self::NotWorking => "not-working",
            Self::NoNhsNumber => "no-nhs-number",
            Self::OtherNumber => "other-number",
            Self::OtherBirthDate => "other-birth-date",
            Self::OtherSubject => "other-subject",
            Self::OtherKey => "other-key",
            Self::NotSigned => "not-signed",
            Self::OtherAudience => "other-audience",
            Self::OtherIssuer => "other-issuer",
            Self::OtherNonce => "other-nonce",
            Self::LowerTrust => "lower-trust",
            Self::OldToken => "old-token",
            Self::OldCode => "old-code",
            Self::OurProof => "our-proof",
        }
    }

    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.slug() == slug)
    }

    /// The error with which the browser goes back, where it goes back with one.
    pub const fn error(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::NotShared => Some(("access_denied", "ConsentNotGiven")),
            Self::Cancelled => Some(("access_denied", "")),
            Self::NotWorking => Some(("server_error", "")),
            _ => None,
        }
    }

    pub fn words(self, locale: Locale) -> Words {
        match self {
            Self::Works => t!(locale, "It works"),
            Self::NotProved => t!(locale, "Has not proved yet who they are (P5)"),
            Self::NotShared => t!(locale, "Does not agree to share their details"),
            Self::Cancelled => t!(locale, "Goes back without logging in"),
            Self::NotWorking => t!(locale, "NHS login answers with an error"),
            Self::NoNhsNumber => t!(locale, "There is no NHS number"),
            Self::OtherNumber => t!(locale, "Somebody else’s NHS number"),
            Self::OtherBirthDate => t!(locale, "Another date of birth"),
            Self::OtherSubject => t!(locale, "Tells of another person than the token"),
            Self::OtherKey => t!(locale, "A token signed with another key"),
            Self::NotSigned => t!(locale, "A token that is not signed"),
            Self::OtherAudience => t!(locale, "A token for another service"),
            Self::OtherIssuer => t!(locale, "A token from another provider"),
            Self::OtherNonce => t!(locale, "A token of another log-in"),
            Self::LowerTrust => t!(locale, "Less certain than we asked for"),
            Self::OldToken => t!(locale, "A token that has run out"),
            Self::OldCode => t!(locale, "A code that has run out"),
            Self::OurProof => t!(locale, "It does not know this portal any more"),
        }
    }
}
