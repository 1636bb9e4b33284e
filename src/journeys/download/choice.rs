//! What goes into a file: kinds, days, and what kind of file.

use chrono::NaiveDate;

use crate::domain::{Kind, Kinds};
use crate::journeys::record::narrowing::When;

/// What kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// One HTML file that needs nothing else.
    Html,
    Text,
    /// The International Patient Summary, a FHIR document.
    Summary,
    /// Appointments for a calendar (iCalendar).
    Calendar,
}

/// What somebody chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// Never empty, and only what the file can hold.
    pub kinds: Kinds,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub format: Format,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Html, Format::Text, Format::Summary, Format::Calendar];

    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Text => "text",
            Format::Summary => "summary",
            Format::Calendar => "calendar",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.slug() == slug)
    }

    /// The kinds of entry that it can hold.
    pub fn holds(self) -> Kinds {
        match self {
            Format::Html | Format::Text => Kinds::in_record(),
            Format::Summary => {
                [Kind::Medicines, Kind::Allergies, Kind::Conditions, Kind::TestResults, Kind::Vaccinations]
                    .into_iter()
                    .collect()
            }
            Format::Calendar => Kinds::just(Kind::Appointments),
        }
    }

    /// It says nothing about the person: the file may stay on a shared computer.
    pub const fn file_name(self) -> &'static str {
        match self {
            Format::Html => "health-record.html",
            Format::Text => "health-record.txt",
            Format::Summary => "patient-summary.json",
            Format::Calendar => "appointments.ics",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Text => "text/plain; charset=utf-8",
            Format::Summary => "application/fhir+json",
            Format::Calendar => "text/calendar; charset=utf-8",
        }
    }
}

impl Chosen {
    pub fn has_days(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether an entry of this time goes in. What has no date always does.
    pub fn takes(&self, when: When) -> bool {
        when.may_touch(self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_is_found_again_by_its_word_and_names_nobody() {
        for format in Format::ALL {
            assert_eq!(Format::from_slug(format.slug()), Some(format));
            let name = format.file_name();
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'.')), "{name}");
        }
        assert_eq!(Format::from_slug("pdf"), None);
    }
}
