//! Where an appointment stands: coming up by month, to arrange, or past.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::domain::{Appointment, AppointmentStatus, Held};
use crate::journeys::record::listed::{Section, newest_first, runs, without_empty};
use crate::t;
use crate::words::{Locale, dates};

/// The one place of an appointment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Coming,
    /// Asked for, without a time.
    ToArrange,
    /// Booked, and the organisation did not tell when: never passed over.
    TimeNotTold,
    Past,
}

/// Where it stands at `now`.
pub fn place(now: DateTime<Utc>, appointment: &Appointment) -> Place {
    match (appointment.start.or(appointment.end), &appointment.status) {
        (Some(_), _) if appointment.is_upcoming(now) => Place::Coming,
        (None, AppointmentStatus::Asked) => Place::ToArrange,
        (None, AppointmentStatus::Booked | AppointmentStatus::Other(_)) => Place::TimeNotTold,
        _ => Place::Past,
    }
}

/// The day in the UK.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// What comes up, in the order of time under its months, then what has no time.
pub fn coming(
    locale: Locale,
    now: DateTime<Utc>,
    entries: &[Held<Appointment>],
) -> Vec<Section<'_, Appointment>> {
    let at = |wanted| entries.iter().filter(move |held| place(now, &held.entry) == wanted);
    let mut coming: Vec<_> = at(Place::Coming).collect();
    coming.sort_by_key(|held| (moment(&held.entry), held.id));
    let mut sections = runs(coming, |held| month(locale, &held.entry));
    sections.extend(without_empty(vec![
        Section::new(t!(locale, "Time not told"), at(Place::TimeNotTold).collect()),
        Section::new(t!(locale, "To arrange"), at(Place::ToArrange).collect()),
    ]));
    sections
}

/// What is over, newest first under its months; what has no date stands last.
pub fn past(
    locale: Locale,
    now: DateTime<Utc>,
    entries: &[Held<Appointment>],
) -> Vec<Section<'_, Appointment>> {
    let past = entries.iter().filter(|held| place(now, &held.entry) == Place::Past);
    runs(newest_first(past, moment), |held| month(locale, &held.entry))
}

fn moment(appointment: &Appointment) -> Option<DateTime<Utc>> {
    appointment.start.or(appointment.end)
}

fn month(locale: Locale, appointment: &Appointment) -> String {
    match moment(appointment).map(day) {
        Some(day) => dates::month(locale, day.year(), day.month()),
        None => t!(locale, "Date not told").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::{self, HOSPITAL, at, now};

    fn appointment(what: &str, status: AppointmentStatus, start: &str) -> Held<Appointment> {
        let start = (!start.is_empty()).then(|| at(start));
        testing::held(Appointment { status, start, ..testing::appointment(what) }, &[HOSPITAL])
    }

    fn shape(sections: &[Section<'_, Appointment>]) -> Vec<(String, Vec<String>)> {
        let names = |s: &Section<'_, Appointment>| {
            s.entries.iter().map(|held| held.entry.what.text.clone()).collect()
        };
        sections.iter().map(|s| (s.heading.clone().unwrap_or_default(), names(s))).collect()
    }

    fn everything() -> Vec<Held<Appointment>> {
        use AppointmentStatus::*;
        vec![
            appointment("scan", Asked, ""),
            appointment("physio", Booked, "2026-12-03T14:00:00Z"),
            appointment("asthma", Booked, "2026-11-30T09:00:00Z"),
            appointment("eyes", Cancelled, "2026-11-25T10:40:00Z"),
            appointment("begun", Booked, "2026-11-22T09:10:00Z"),
            appointment("no time", Booked, ""),
            appointment("over", Booked, "2026-11-01T09:00:00Z"),
            appointment("long ago", Happened, "2019-05-01T09:00:00Z"),
            appointment("missed", DidNotAttend, "2026-10-31T23:30:00Z"),
            appointment("cancelled", Cancelled, ""),
        ]
    }

    #[test]
    fn what_comes_up_stands_by_month_in_the_order_of_time_and_then_what_has_no_time() {
        let entries = everything();
        let expected = [
            ("November 2026", vec!["begun", "eyes", "asthma"]),
            ("December 2026", vec!["physio"]),
            ("Time not told", vec!["no time"]),
            ("To arrange", vec!["scan"]),
        ]
        .map(|(month, names)| (month.to_owned(), names.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(shape(&coming(Locale::English, now(), &entries)), expected);
    }

    #[test]
    fn past_appointments_stand_newest_first_and_undated_ones_last() {
        let entries = everything();
        let names: Vec<String> =
            shape(&past(Locale::English, now(), &entries)).into_iter().flat_map(|(_, names)| names).collect();
        assert_eq!(names, ["over", "missed", "long ago", "cancelled"]);
    }

    #[test]
    fn every_appointment_stands_on_one_of_the_two_pages() {
        let entries = everything();
        let here = |sections: Vec<Section<'_, Appointment>>| -> usize {
            sections.iter().map(|section| section.entries.len()).sum()
        };
        let both =
            here(coming(Locale::English, now(), &entries)) + here(past(Locale::English, now(), &entries));
        assert_eq!(both, entries.len());
    }
}
