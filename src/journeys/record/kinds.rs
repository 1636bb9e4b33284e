//! How the pages of each kind of entry are named: the one place to look for a heading or a link.

use std::borrow::Cow;

use crate::domain::Kind;
use crate::t;
use crate::words::Locale;

/// The words and the address of one kind's pages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KindWords {
    /// Where the list is.
    pub href: &'static str,
    /// The list's h1 and title.
    pub list: Cow<'static, str>,
    /// The title of one entry's page; says nothing about the person.
    pub one: Cow<'static, str>,
    /// The link to the list from one entry.
    pub all: Cow<'static, str>,
    /// The name on the door.
    pub door: Cow<'static, str>,
    /// Inside a sentence.
    pub word: Cow<'static, str>,
    /// The h1 where an address leads to no entry.
    pub cannot_find: Cow<'static, str>,
}

/// The words for one kind.
pub fn words(locale: Locale, kind: Kind) -> KindWords {
    let (href, list, one, all, door, word, cannot_find) = match kind {
        Kind::Appointments => (
            "/appointments",
            t!(locale, "Your appointments"),
            t!(locale, "Appointment"),
            t!(locale, "All your appointments"),
            t!(locale, "Appointments"),
            t!(locale, "appointments"),
            t!(locale, "We cannot find this appointment"),
        ),
        Kind::Medicines => (
            "/record/medicines",
            t!(locale, "Your medicines"),
            t!(locale, "Medicine"),
            t!(locale, "All your medicines"),
            t!(locale, "Medicines"),
            t!(locale, "medicines"),
            t!(locale, "We cannot find this medicine"),
        ),
        Kind::Allergies => (
            "/record/allergies",
            t!(locale, "Your allergies"),
            t!(locale, "Allergy"),
            t!(locale, "All your allergies"),
            t!(locale, "Allergies"),
            t!(locale, "allergies"),
            t!(locale, "We cannot find this allergy"),
        ),
        Kind::Conditions => (
            "/record/conditions",
            t!(locale, "Your conditions"),
            t!(locale, "Condition"),
            t!(locale, "All your conditions"),
            t!(locale, "Conditions"),
            t!(locale, "conditions"),
            t!(locale, "We cannot find this condition"),
        ),
        Kind::TestResults => (
            "/record/test-results",
            t!(locale, "Your test results"),
            t!(locale, "Test result"),
            t!(locale, "All your test results"),
            t!(locale, "Test results"),
            t!(locale, "test results"),
            t!(locale, "We cannot find this test result"),
        ),
        Kind::Letters => (
            "/record/letters",
            t!(locale, "Your letters and documents"),
            t!(locale, "Letter or document"),
            t!(locale, "All your letters and documents"),
            t!(locale, "Letters and documents"),
            t!(locale, "letters"),
            t!(locale, "We cannot find this letter"),
        ),
        Kind::Vaccinations => (
            "/record/vaccinations",
            t!(locale, "Your vaccinations"),
            t!(locale, "Vaccination"),
            t!(locale, "All your vaccinations"),
            t!(locale, "Vaccinations"),
            t!(locale, "vaccinations"),
            t!(locale, "We cannot find this vaccination"),
        ),
        Kind::Visits => (
            "/record/visits",
            t!(locale, "Your visits"),
            t!(locale, "Visit"),
            t!(locale, "All your visits"),
            t!(locale, "Visits"),
            t!(locale, "visits"),
            t!(locale, "We cannot find this visit"),
        ),
        Kind::Referrals => (
            "/record/referrals",
            t!(locale, "Your referrals"),
            t!(locale, "Referral"),
            t!(locale, "All your referrals"),
            t!(locale, "Referrals"),
            t!(locale, "referrals"),
            t!(locale, "We cannot find this referral"),
        ),
        Kind::CarePlans => (
            "/record/care-plans",
            t!(locale, "Your care plans"),
            t!(locale, "Care plan"),
            t!(locale, "All your care plans"),
            t!(locale, "Care plans"),
            t!(locale, "care plans"),
            t!(locale, "We cannot find this care plan"),
        ),
        Kind::Prescriptions => (
            "/record/prescriptions",
            t!(locale, "Your prescriptions"),
            t!(locale, "Prescription"),
            t!(locale, "All your prescriptions"),
            t!(locale, "Prescriptions"),
            t!(locale, "prescriptions"),
            t!(locale, "We cannot find this prescription"),
        ),
        Kind::Questionnaires => (
            "/record/questionnaires",
            t!(locale, "Questionnaires to fill in"),
            t!(locale, "Questionnaire"),
            t!(locale, "All your questionnaires"),
            t!(locale, "Questionnaires"),
            t!(locale, "questionnaires"),
            t!(locale, "We cannot find this questionnaire"),
        ),
        Kind::Details => (
            "/your-details",
            t!(locale, "Your details"),
            t!(locale, "Your details"),
            t!(locale, "Your details"),
            t!(locale, "Your details"),
            t!(locale, "details"),
            t!(locale, "We cannot find your details"),
        ),
        Kind::Messages => (
            "/messages",
            t!(locale, "Your messages"),
            t!(locale, "Messages"),
            t!(locale, "All your messages"),
            t!(locale, "Messages"),
            t!(locale, "messages"),
            t!(locale, "We cannot find this message"),
        ),
    };
    KindWords { href, list, one, all, door, word, cannot_find }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_fits_in_65_characters() {
        for kind in Kind::ALL {
            let words = words(Locale::English, kind);
            assert!(words.list.chars().count() <= 65 && words.cannot_find.chars().count() <= 65);
        }
    }

    #[test]
    fn every_address_ends_in_the_slug_of_its_kind() {
        for kind in Kind::ALL {
            assert!(words(Locale::English, kind).href.ends_with(kind.slug()));
        }
    }
}
