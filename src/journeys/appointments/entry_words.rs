//! Appointments in words: how they stand, when, where, with whom.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Appointment, AppointmentRequest, AppointmentStatus, Clash, Gathered, Held, How};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way};
use crate::t;
use crate::web::components::TagColour;
use crate::web::{Link, Words};
use crate::words::{Locale, dates};

use super::order;

impl Listed for Appointment {
    fn name(&self) -> &str {
        &self.what.text
    }

    fn sections(
        locale: Locale,
        now: DateTime<Utc>,
        entries: &[Held<Self>],
        way: Way,
    ) -> Vec<Section<'_, Self>> {
        match way {
            Way::Past => order::past(locale, now, entries),
            Way::Usual | Way::ByName | Way::VitalSigns => order::coming(locale, now, entries),
        }
    }

    fn line(&self, locale: Locale) -> Line {
        let when = self.start.or(self.end).map(|start| {
            let day = dates::day_without_year(locale, order::day(start));
            t!(locale, "{day}, {time}", day = day, time = dates::time(locale, start)).into_owned()
        });
        let what = match (when, how(locale, self.how)) {
            (Some(when), Some(how)) => Some(t!(locale, "{when}, {how}", when = when, how = how).into_owned()),
            (Some(when), None) => Some(when),
            (None, how) => how.map(Cow::into_owned),
        };
        Line {
            what,
            small: self.place.clone().or_else(|| self.with_whom.clone()),
            tag: Some(tag(locale, self)),
        }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "What it is for"), Some(&self.what.text))
            .text(t!(locale, "When"), when(locale, self))
            .text(t!(locale, "How you meet"), how_alone(locale, self.how))
            .text(t!(locale, "Where"), self.place.as_ref())
            .text(t!(locale, "How to find it"), self.way_there.directions.as_ref())
            .text(t!(locale, "Who you will see"), self.with_whom.as_ref())
            .text(t!(locale, "How to prepare"), self.how_to_prepare.as_ref())
            .text(t!(locale, "What you told them"), self.patient_comment.as_ref())
            .text(t!(locale, "Why it was cancelled"), self.reason_cancelled.as_ref())
            .done()
    }

    fn says(&self, locale: Locale, _: Clash, who: &str) -> String {
        let (what, when) = (self.name(), self.start.map(|start| dates::moment(locale, start)));
        match (&self.status, when) {
            (AppointmentStatus::Cancelled, Some(when)) => {
                t!(
                    locale,
                    "{who} says that {what} was cancelled ({when}).",
                    who = who,
                    what = what,
                    when = when
                )
            }
            (AppointmentStatus::Cancelled, None) => {
                t!(locale, "{who} says that {what} was cancelled.", who = who, what = what)
            }
            (_, Some(when)) => {
                t!(locale, "{who} says that {what} is booked: {when}.", who = who, what = what, when = when)
            }
            (_, None) => t!(locale, "{who} says that {what} is booked.", who = who, what = what),
        }
        .into_owned()
    }

    fn own_phone(&self) -> Option<&str> {
        self.phone.as_deref().filter(|phone| !phone.trim().is_empty())
    }

    fn heading(locale: Locale, way: Way) -> Words {
        match way {
            Way::Past => t!(locale, "Your past appointments"),
            Way::Usual | Way::ByName | Way::VitalSigns => t!(locale, "Your appointments"),
        }
    }

    fn back(locale: Locale, way: Way) -> Link {
        match way {
            Way::Past => Link { href: "/appointments".into(), text: t!(locale, "Your appointments") },
            Way::Usual | Way::ByName | Way::VitalSigns => Link { href: "/".into(), text: t!(locale, "Home") },
        }
    }

    fn other_ways(locale: Locale, now: DateTime<Utc>, gathered: &Gathered<Self>, way: Way) -> Vec<Link> {
        let past = gathered
            .entries
            .iter()
            .filter(|held| order::place(now, &held.entry) == order::Place::Past)
            .count();
        if way == Way::Past {
            return vec![Link { href: "/appointments".into(), text: t!(locale, "Appointments coming up") }];
        }
        let past = (past > 0).then(|| Link {
            href: "/appointments?show=past".into(),
            text: crate::count!(locale, past, one = "1 past appointment", other = "{n} past appointments"),
        });
        let book = Link { href: "/appointments/book".into(), text: t!(locale, "Book an appointment") };
        let requests = Link { href: "/requests".into(), text: t!(locale, "Your requests") };
        [book, requests].into_iter().chain(past).collect()
    }

    fn none_here(locale: Locale, way: Way, complete: bool) -> Option<Words> {
        Some(match (way, complete) {
            (Way::Past, true) => t!(locale, "We were told of no past appointments."),
            (Way::Past, false) => t!(locale, "We do not know yet if you have past appointments."),
            (_, true) => {
                t!(locale, "We were told of no appointments coming up. Something may not be shared online.")
            }
            (_, false) => t!(locale, "We do not know yet if you have appointments coming up."),
        })
    }
}

/// How the appointment stands, and what was asked for since, in a few sentences.
pub fn status(locale: Locale, now: DateTime<Utc>, appointment: &Appointment) -> Cow<'static, str> {
    let stands = booked(locale, now, appointment);
    match appointment.request.as_ref().map(|request| requested(locale, request)) {
        Some(requested) => format!("{stands} {requested}").into(),
        None => stands,
    }
}

/// What was asked for since: never told as if it were done.
pub fn requested(locale: Locale, request: &AppointmentRequest) -> Words {
    match request {
        AppointmentRequest::Change => t!(locale, "A change was asked for. It is not agreed yet."),
        AppointmentRequest::AnotherTime => t!(locale, "Another time was asked for. It is not agreed yet."),
        AppointmentRequest::Cancellation => {
            t!(locale, "It was asked to cancel this appointment. That is not agreed yet.")
        }
        AppointmentRequest::WillAttend => t!(locale, "The record says that you will come."),
        AppointmentRequest::Other(words) => {
            t!(locale, "Something was asked for. Their own words for it: “{words}”.", words = words)
        }
    }
}

fn booked(locale: Locale, now: DateTime<Utc>, appointment: &Appointment) -> Words {
    let is_over = order::place(now, appointment) == order::Place::Past;
    match &appointment.status {
        AppointmentStatus::Booked if is_over => {
            t!(locale, "This appointment was booked. We were not told if it took place.")
        }
        AppointmentStatus::Booked => t!(locale, "This appointment is booked."),
        AppointmentStatus::Asked if appointment.start.is_some() => {
            t!(locale, "This appointment was asked for. It is not confirmed yet.")
        }
        AppointmentStatus::Asked => t!(locale, "This appointment was asked for. No time is agreed yet."),
        AppointmentStatus::Happened => t!(locale, "This appointment has taken place."),
        AppointmentStatus::Cancelled => t!(locale, "This appointment was cancelled."),
        AppointmentStatus::DidNotAttend => t!(locale, "The record says that you did not attend."),
        AppointmentStatus::Other(word) => {
            t!(locale, "The organisation’s own word for it is “{word}”.", word = word)
        }
    }
}

/// "Wednesday 25 November 2026, 10:40am to 11am", as far as it is known.
pub fn when(locale: Locale, appointment: &Appointment) -> Option<String> {
    Some(match (appointment.start, appointment.end) {
        (Some(start), Some(end)) if end > start => {
            let from = dates::moment(locale, start);
            let to = match order::day(start) == order::day(end) {
                true => dates::time(locale, end),
                false => dates::moment(locale, end),
            };
            t!(locale, "{from} to {to}", from = from, to = to).into_owned()
        }
        (Some(start), _) => dates::moment(locale, start),
        (None, Some(end)) => t!(locale, "Until {end}", end = dates::moment(locale, end)).into_owned(),
        (None, None) => match appointment.status {
            AppointmentStatus::Asked => t!(locale, "No time is agreed yet").into_owned(),
            _ => t!(locale, "Time not told").into_owned(),
        },
    })
}

fn how(locale: Locale, how: How) -> Option<Cow<'static, str>> {
    match how {
        How::InPerson => Some(t!(locale, "in person")),
        How::ByPhone => Some(t!(locale, "by phone")),
        How::ByVideo => Some(t!(locale, "by video")),
        How::Remotely => Some(t!(locale, "by phone or video")),
        How::NotSaid => None,
    }
}

pub fn how_alone(locale: Locale, how: How) -> Option<Cow<'static, str>> {
    match how {
        How::InPerson => Some(t!(locale, "In person")),
        How::ByPhone => Some(t!(locale, "By phone")),
        How::ByVideo => Some(t!(locale, "By video")),
        How::Remotely => Some(t!(locale, "By phone or video")),
        How::NotSaid => None,
    }
}

fn tag(locale: Locale, appointment: &Appointment) -> (String, TagColour) {
    let asked = match (&appointment.status, &appointment.request) {
        (AppointmentStatus::Booked, Some(AppointmentRequest::Change)) => {
            Some(t!(locale, "Booked, change asked for"))
        }
        (AppointmentStatus::Booked, Some(AppointmentRequest::AnotherTime)) => {
            Some(t!(locale, "Booked, another time asked for"))
        }
        (AppointmentStatus::Booked, Some(AppointmentRequest::Cancellation)) => {
            Some(t!(locale, "Booked, cancellation asked for"))
        }
        _ => None,
    };
    if let Some(words) = asked {
        return (words.into_owned(), TagColour::Blue);
    }
    let (words, colour) = match &appointment.status {
        AppointmentStatus::Booked => (t!(locale, "Booked"), TagColour::Green),
        AppointmentStatus::Asked => (t!(locale, "Asked for"), TagColour::Blue),
        AppointmentStatus::Happened => (t!(locale, "Took place"), TagColour::Grey),
        AppointmentStatus::Cancelled => (t!(locale, "Cancelled"), TagColour::Red),
        AppointmentStatus::DidNotAttend => (t!(locale, "Listed as not attended"), TagColour::Grey),
        AppointmentStatus::Other(word) => (Cow::Owned(word.clone()), TagColour::White),
    };
    (words.into_owned(), colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::{self, at};

    #[test]
    fn the_line_says_the_day_the_time_and_how() {
        let appointment = Appointment {
            start: Some(at("2026-11-25T10:40:00Z")),
            how: How::InPerson,
            place: Some("Clinic 4".into()),
            ..testing::appointment("Eye clinic check-up")
        };
        let line = appointment.line(Locale::English);
        assert_eq!(line.what.as_deref(), Some("Wednesday 25 November, 10:40am, in person"));
        assert_eq!(line.small.as_deref(), Some("Clinic 4"));
        assert_eq!(line.tag.map(|tag| tag.0).as_deref(), Some("Booked"));
    }

    #[test]
    fn the_time_says_from_when_to_when() {
        let start = Some(at("2026-06-30T08:00:00Z"));
        let until = |end: &str| {
            let end = Some(at(end));
            when(Locale::English, &Appointment { start, end, ..testing::appointment("Review") })
        };
        assert_eq!(until("2026-06-30T11:00:00Z").as_deref(), Some("Tuesday 30 June 2026, 9am to midday"));
        assert_eq!(
            until("2026-07-01T08:30:00Z").as_deref(),
            Some("Tuesday 30 June 2026, 9am to Wednesday 1 July 2026, 9:30am")
        );
        assert_eq!(until("2026-06-30T07:00:00Z").as_deref(), Some("Tuesday 30 June 2026, 9am"));
    }

    #[test]
    fn a_booked_appointment_that_is_over_does_not_claim_to_have_happened() {
        let appointment =
            Appointment { start: Some(at("2026-11-01T10:00:00Z")), ..testing::appointment("Review") };
        assert_eq!(
            status(Locale::English, testing::now(), &appointment),
            "This appointment was booked. We were not told if it took place."
        );
    }

    #[test]
    fn what_was_asked_for_is_never_told_as_if_it_were_done() {
        let with = |status: AppointmentStatus, request: AppointmentRequest| {
            let start = Some(at("2026-11-25T10:40:00Z"));
            let appointment =
                Appointment { status, request: Some(request), start, ..testing::appointment("Review") };
            let tag = appointment.line(Locale::English).tag.map(|tag| tag.0).unwrap_or_default();
            (status_words(&appointment), tag)
        };
        fn status_words(appointment: &Appointment) -> String {
            status(Locale::English, testing::now(), appointment).into_owned()
        }
        let (words, tag) = with(AppointmentStatus::Booked, AppointmentRequest::Cancellation);
        assert_eq!(
            words,
            "This appointment is booked. It was asked to cancel this appointment. That is not agreed yet."
        );
        assert_eq!(tag, "Booked, cancellation asked for");
        let (words, tag) = with(AppointmentStatus::Cancelled, AppointmentRequest::AnotherTime);
        assert_eq!(
            words,
            "This appointment was cancelled. Another time was asked for. It is not agreed yet."
        );
        assert_eq!(tag, "Cancelled");
        let (_, tag) = with(AppointmentStatus::Booked, AppointmentRequest::WillAttend);
        assert_eq!(tag, "Booked");
    }

    #[test]
    fn an_unknown_status_stands_in_the_organisation_s_own_word() {
        let appointment = Appointment {
            status: AppointmentStatus::Other("Pending Reschedule".into()),
            ..testing::appointment("Review")
        };
        assert!(status(Locale::English, testing::now(), &appointment).contains("“Pending Reschedule”"));
    }
}
