//! What notices say: generic words alone, no health words, no names, no organisations, and no links, so that nobody
//! learns to follow one.

use std::borrow::Cow;

use chrono_tz::Europe::London;

use crate::domain::About;
use crate::t;
use crate::words::{Locale, dates};

/// What is sent. A text has no subject.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub subject: Cow<'static, str>,
    pub body: String,
}

/// Without the words: a code must not be in a log.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message(…)")
    }
}

/// A notice in words.
pub fn message(locale: Locale, about: &About) -> Message {
    let log_in = t!(locale, "Log in to Front Door the way you always do.");
    let not_you = t!(
        locale,
        "If this was not you, log in to Front Door now and change your password. If you cannot log in, tell your GP surgery."
    );
    let (said, then): (Cow<'static, str>, Option<&Cow<'static, str>>) = match about {
        About::SomethingNew => (t!(locale, "There is something new for you."), Some(&log_in)),
        About::Appointment(start) => {
            let day = dates::day(locale, start.with_timezone(&London).date_naive());
            let time = dates::time(locale, *start);
            let said = t!(locale, "You have an appointment on {day} at {time}.", day = day, time = time);
            (said, Some(&log_in))
        }
        About::CheckAppointment => (
            t!(locale, "Check your appointment. We could not make sure today that it is still as it was."),
            Some(&log_in),
        ),
        About::Request => (t!(locale, "There is news about something you asked for."), Some(&log_in)),
        About::Helping => (t!(locale, "Something has changed in who may act for whom."), Some(&log_in)),
        About::HelpingSoon => {
            (t!(locale, "Something will change soon in who may act for whom."), Some(&log_in))
        }
        About::PasswordChanged => (t!(locale, "Your password was changed."), Some(&not_you)),
        About::EmailChanged => (t!(locale, "Your email address was changed."), Some(&not_you)),
        About::MobileChanged => (t!(locale, "Your mobile number was changed."), Some(&not_you)),
        About::SecondStepChanged => {
            (t!(locale, "The second step of your log-in was changed."), Some(&not_you))
        }
        About::AccountClosed => {
            (t!(locale, "Your account is closed. If this was not you, tell your GP surgery."), None)
        }
        About::NewWayIn => (
            t!(locale, "There is a new way to log in as you. If this was not you, tell your GP surgery."),
            None,
        ),
        About::CalendarAddressMade => (
            t!(
                locale,
                "A private address for your calendar app was made. It shows when your appointments are."
            ),
            Some(&not_you),
        ),
        About::UrgentReport => (
            t!(
                locale,
                "A new urgent report is open: something in a record may be about another person. To read it, run “front-door reports”."
            ),
            None,
        ),
        About::Code(code) => (
            t!(
                locale,
                "Your code is {code}. It works for 10 minutes. Give it to nobody: we never ask for it.",
                code = code
            ),
            None,
        ),
    };
    let body = match then {
        Some(then) => format!("{said} {then}"),
        None => said.into_owned(),
    };
    Message { subject: subject(locale, about), body }
}

/// Seen on a locked phone: it says less still.
fn subject(locale: Locale, about: &About) -> Cow<'static, str> {
    match about {
        About::Code(_) => t!(locale, "Your Front Door code"),
        About::UrgentReport => t!(locale, "Front Door: an urgent report is open"),
        About::CalendarAddressMade => t!(locale, "Front Door: your calendar app"),
        About::Appointment(_) | About::CheckAppointment => t!(locale, "Front Door: appointment"),
        other if other.topic().is_none() => t!(locale, "Front Door: your log-in has changed"),
        _ => t!(locale, "Front Door: there is something new for you"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_is_told_by_its_time_alone_by_the_clock_in_the_uk() {
        let start = "2026-07-01T09:30:00Z".parse().expect("a time");
        let Message { body, .. } = message(Locale::English, &About::Appointment(start));
        assert!(body.starts_with("You have an appointment on"), "{body}");
        assert!(body.contains("1 July 2026 at 10:30am."), "{body}");
    }

    #[test]
    fn a_text_fits_into_two_and_no_notice_holds_a_link() {
        let start = "2026-09-30T09:30:00Z".parse().expect("a time");
        for about in [
            About::SomethingNew,
            About::Appointment(start),
            About::CheckAppointment,
            About::Request,
            About::Helping,
            About::HelpingSoon,
            About::PasswordChanged,
            About::EmailChanged,
            About::MobileChanged,
            About::SecondStepChanged,
            About::AccountClosed,
            About::NewWayIn,
            About::CalendarAddressMade,
            About::UrgentReport,
            About::Code("123456".into()),
        ] {
            let Message { subject, body } = message(Locale::English, &about);
            assert!(body.chars().count() <= 2 * 153, "{body}");
            for text in [&*subject, &body] {
                assert!(!text.contains("://") && !text.contains("www."), "{text}");
            }
        }
    }
}
