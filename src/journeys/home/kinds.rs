//! What the kinds of entry are called.

use std::borrow::Cow;

use crate::domain::Kind;
use crate::t;
use crate::words::Locale;

/// As a heading or on a door: "Test results".
pub fn title(locale: Locale, kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::Appointments => t!(locale, "Appointments"),
        Kind::Medicines => t!(locale, "Medicines"),
        Kind::Allergies => t!(locale, "Allergies"),
        Kind::Conditions => t!(locale, "Conditions"),
        Kind::TestResults => t!(locale, "Test results"),
        Kind::Letters => t!(locale, "Letters"),
        Kind::Vaccinations => t!(locale, "Vaccinations"),
        Kind::Visits => t!(locale, "Visits"),
    }
}

/// Inside a sentence: "test results".
pub fn word(locale: Locale, kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::Appointments => t!(locale, "appointments"),
        Kind::Medicines => t!(locale, "medicines"),
        Kind::Allergies => t!(locale, "allergies"),
        Kind::Conditions => t!(locale, "conditions"),
        Kind::TestResults => t!(locale, "test results"),
        Kind::Letters => t!(locale, "letters"),
        Kind::Vaccinations => t!(locale, "vaccinations"),
        Kind::Visits => t!(locale, "visits"),
    }
}
