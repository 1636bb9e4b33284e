//! Who a person is and how to reach them, as one organisation has it written down.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact_details::holds;
use super::{ContactPoint, Entry, Kind, NhsNumber, OdsCode, PartialDate, PostalAddress, StandsAlone};

/// All that one organisation holds of a person's own details.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonDetails {
    pub source_id: String,
    /// The number in force; only national demographics decide on it.
    pub nhs_number: Option<NhsNumber>,
    /// The name in use first.
    pub names: Vec<PersonName>,
    pub birth_date: Option<PartialDate>,
    pub points: Vec<ContactPoint>,
    pub addresses: Vec<PostalAddress>,
    pub surgery: Option<WrittenSurgery>,
    /// The doctor whom a surgery names for the person.
    pub doctor: Option<String>,
    /// The languages in which the person is to be spoken to, the preferred one first.
    pub languages: Vec<SpokenLanguage>,
    /// Whether an interpreter is needed; nothing where that is not written down.
    pub interpreter: Option<bool>,
    /// How the person wants to be reached.
    pub wishes: Vec<ContactWish>,
    /// The record is restricted: what is not told here may be written down all the same.
    pub restricted: bool,
}

/// A name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// As it is spoken, with any title.
    pub text: String,
    /// Given and family names alone, for comparing; the whole text where the parts are not told.
    pub bare: String,
    pub use_for: NameUse,
    pub until: Option<PartialDate>,
}

impl PersonName {
    /// Whether it is in use on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.use_for != NameUse::Former && holds(None, self.until, day)
    }
}

/// What a name is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NameUse {
    /// The usual or the official one, or not said.
    Main,
    Nickname,
    /// A former one: before a marriage, or simply old.
    Former,
    Temporary,
}

/// The GP surgery that an organisation has written down.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSurgery {
    pub ods_code: Option<OdsCode>,
    pub name: Option<String>,
}

/// A language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenLanguage {
    pub name: String,
    pub preferred: bool,
}

/// A wish about being reached, in the source's own words (UK Core `ContactPreference`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactWish {
    /// By letter, by phone.
    By(String),
    /// At which times.
    When(String),
    /// In which form letters are to come, such as Braille.
    Format(String),
}

impl Entry for PersonDetails {
    const KIND: Kind = Kind::Details;
    type Likeness = StandsAlone;

    fn source_id(&self) -> &str {
        &self.source_id
    }
}

/// Without what it holds: logs must not.
impl fmt::Debug for PersonDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonDetails").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_nothing_of_it() {
        let details = PersonDetails {
            source_id: "Patient/9990000018".into(),
            nhs_number: None,
            names: vec![PersonName {
                text: "Sam Sample".into(),
                bare: "Sam Sample".into(),
                use_for: NameUse::Main,
                until: None,
            }],
            birth_date: None,
            points: vec![],
            addresses: vec![],
            surgery: None,
            doctor: None,
            languages: vec![],
            interpreter: None,
            wishes: vec![],
            restricted: false,
        };
        let shown = format!("{details:?}");
        assert!(!shown.contains("Sam") && !shown.contains("999"), "{shown}");
    }
}
