//! Each kind of entry in one line: its title, a word about it, and its date.

use std::borrow::Cow;

use crate::domain::{
    Allergy, Appointment, AppointmentStatus, AskedQuestionnaire, CarePlan, Condition, Entry, Held, Letter,
    Medicine, PartialDate, Prescription, Referral, Setting, TestResult, Vaccination, Visit,
};
use crate::journeys::record::{prescriptions, questionnaires, referrals};
use crate::t;
use crate::words::{Locale, and_list, dates};

/// An entry that can stand in a list of entries of many kinds.
pub trait Line: Entry {
    fn title(&self) -> &str;

    /// One line about it, where there is something to say.
    fn what(&self, _: Locale) -> Option<String> {
        None
    }

    /// The date it goes by.
    fn date(&self) -> Option<PartialDate>;

    /// Its date in words: "taken 18 November 2026".
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str>;

    /// The set of tests it came in.
    fn group(&self) -> Option<&str> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Who holds an entry, with its date: "Hill Street Surgery · taken 18 November 2026".
pub fn who<T: Line>(locale: Locale, held: &Held<T>) -> String {
    let mut names: Vec<String> = Vec::new();
    for holder in &held.holders {
        if !names.contains(&holder.organisation.name) {
            names.push(holder.organisation.name.clone());
        }
    }
    let names = and_list(locale, &names);
    match held.entry.date() {
        Some(date) => format!("{names} · {}", held.entry.dated(locale, dates::partial(locale, &date))),
        None => names,
    }
}

/// The kind of place of the holder whose words are shown.
pub fn setting<T>(held: &Held<T>) -> Setting {
    held.holders.first().map_or(Setting::National, |holder| holder.organisation.setting)
}

impl Line for Appointment {
    fn title(&self) -> &str {
        &self.what.text
    }
    fn what(&self, locale: Locale) -> Option<String> {
        Some(match self.start {
            Some(start) => dates::moment(locale, start),
            None => t!(locale, "No time is agreed yet").into_owned(),
        })
    }
    fn date(&self) -> Option<PartialDate> {
        None
    }
    fn dated(&self, _: Locale, date: String) -> Cow<'static, str> {
        date.into()
    }
    fn is_cancelled(&self) -> bool {
        self.status == AppointmentStatus::Cancelled
    }
}

impl Line for Medicine {
    fn title(&self) -> &str {
        &self.name.text
    }
    fn what(&self, _: Locale) -> Option<String> {
        self.dosage.clone()
    }
    fn date(&self) -> Option<PartialDate> {
        self.started
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "started {date}", date = date)
    }
}

impl Line for Allergy {
    fn title(&self) -> &str {
        &self.substance.text
    }
    fn what(&self, locale: Locale) -> Option<String> {
        (!self.reactions.is_empty()).then(|| and_list(locale, &self.reactions))
    }
    fn date(&self) -> Option<PartialDate> {
        self.recorded
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "written down {date}", date = date)
    }
}

impl Line for Condition {
    fn title(&self) -> &str {
        &self.name.text
    }
    fn what(&self, locale: Locale) -> Option<String> {
        self.in_family.then(|| t!(locale, "In your family").into_owned())
    }
    fn date(&self) -> Option<PartialDate> {
        self.started.or(self.recorded)
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        match self.started {
            Some(_) => t!(locale, "started {date}", date = date),
            None => t!(locale, "written down {date}", date = date),
        }
    }
}

impl Line for TestResult {
    fn title(&self) -> &str {
        &self.name.text
    }
    /// Nobody can know whether a result has been talked over, so that is what is said.
    fn what(&self, locale: Locale) -> Option<String> {
        Some(t!(locale, "We do not know if anyone has talked to you about this").into_owned())
    }
    fn date(&self) -> Option<PartialDate> {
        self.taken
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "taken {date}", date = date)
    }
    fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }
}

impl Line for Letter {
    fn title(&self) -> &str {
        &self.title
    }
    fn what(&self, _: Locale) -> Option<String> {
        self.what_kind.clone()
    }
    fn date(&self) -> Option<PartialDate> {
        self.written
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "written {date}", date = date)
    }
}

impl Line for Vaccination {
    fn title(&self) -> &str {
        &self.name.text
    }
    fn what(&self, locale: Locale) -> Option<String> {
        (!self.was_given).then(|| t!(locale, "Not given").into_owned())
    }
    fn date(&self) -> Option<PartialDate> {
        self.given
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        match self.was_given {
            true => t!(locale, "given {date}", date = date),
            false => date.into(),
        }
    }
}

impl Line for Visit {
    fn title(&self) -> &str {
        &self.what
    }
    fn what(&self, _: Locale) -> Option<String> {
        self.reason.clone()
    }
    fn date(&self) -> Option<PartialDate> {
        self.started
    }
    fn dated(&self, _: Locale, date: String) -> Cow<'static, str> {
        date.into()
    }
}

impl Line for Referral {
    fn title(&self) -> &str {
        &self.what.text
    }
    fn what(&self, locale: Locale) -> Option<String> {
        referrals::who_asked_whom(locale, self).map(Cow::into_owned)
    }
    fn date(&self) -> Option<PartialDate> {
        self.made
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "dated {date}", date = date)
    }
}

impl Line for Prescription {
    fn title(&self) -> &str {
        self.names().next().unwrap_or_default()
    }
    fn what(&self, locale: Locale) -> Option<String> {
        Some(prescriptions::summary(locale, self).into_owned())
    }
    fn date(&self) -> Option<PartialDate> {
        self.last_moved().or(self.dated)
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        match self.last_moved() {
            Some(_) => t!(locale, "last changed {date}", date = date),
            None => t!(locale, "dated {date}", date = date),
        }
    }
}

impl Line for CarePlan {
    fn title(&self) -> &str {
        &self.title
    }
    fn what(&self, locale: Locale) -> Option<String> {
        (!self.for_what.is_empty()).then(|| and_list(locale, &self.for_what))
    }
    fn date(&self) -> Option<PartialDate> {
        self.started.or(self.written)
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        match self.started {
            Some(_) => t!(locale, "started {date}", date = date),
            None => t!(locale, "written {date}", date = date),
        }
    }
}

impl Line for AskedQuestionnaire {
    fn title(&self) -> &str {
        &self.title
    }
    fn what(&self, locale: Locale) -> Option<String> {
        questionnaires::what_to_do(locale, self).map(Cow::into_owned)
    }
    fn date(&self) -> Option<PartialDate> {
        self.asked
    }
    fn dated(&self, locale: Locale, date: String) -> Cow<'static, str> {
        t!(locale, "asked {date}", date = date)
    }
}
