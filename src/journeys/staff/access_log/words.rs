//! Why the log is read, what came of checking it, and which settings differ, in words.

use crate::access::Purpose;
use crate::settings::Advice;
use crate::store::Verified;
use crate::web::Words;
use crate::words::Locale;
use crate::{count, t};

pub fn reason(locale: Locale, why: Purpose) -> Words {
    match why {
        Purpose::LogReadForPatient => t!(locale, "The patient asked for it"),
        Purpose::LogReadForComplaint => t!(locale, "A complaint"),
        Purpose::LogReadForIncident => t!(locale, "Something went wrong"),
        _ => t!(locale, "A check that we do from time to time"),
    }
}

/// What a check found, in sentences.
pub fn verified(locale: Locale, verified: &Verified) -> Vec<Words> {
    let mut said = vec![count!(
        locale,
        verified.rows,
        one = "1 line of the whole log was read.",
        other = "{n} lines of the whole log were read."
    )];
    said.push(match verified.findings.len() {
        0 => t!(locale, "Nothing is missing and nothing was changed."),
        found => count!(
            locale,
            found,
            one = "1 thing is not as it was written. Call those who run Front Door now.",
            other = "{n} things are not as they were written. Call those who run Front Door now."
        ),
    });
    if verified.checkpoint.is_none() {
        said.push(t!(
            locale,
            "There is no signed checkpoint yet, so lines cut off at the end would not be noticed."
        ));
    }
    said
}

/// What a setting is, and what is recommended.
pub fn advice(locale: Locale, advice: Advice) -> (Words, Words) {
    match advice {
        Advice::IdleMinutes => {
            (t!(locale, "Minutes without use until people are logged out"), t!(locale, "30 or fewer"))
        }
        Advice::LogInHours => (t!(locale, "Hours until people are logged out"), t!(locale, "12 or fewer")),
        Advice::StaffIdleMinutes => {
            (t!(locale, "Minutes without use until staff are logged out"), t!(locale, "15 or fewer"))
        }
        Advice::StaffLogInHours => {
            (t!(locale, "Hours until staff are logged out"), t!(locale, "10 or fewer"))
        }
        Advice::TerminalLogInMinutes => {
            (t!(locale, "Minutes until people are logged out of a shared screen"), t!(locale, "60 or fewer"))
        }
        Advice::AgeReviewBy => (
            t!(locale, "Age until which a parent’s access goes on without a review"),
            t!(locale, "13 or lower"),
        ),
        Advice::AgeParentsEnd => {
            (t!(locale, "Age at which a parent’s access ends"), t!(locale, "16 or lower"))
        }
        Advice::CopyDays => {
            (t!(locale, "Days for which a copy stands in for a source that fails"), t!(locale, "7 or fewer"))
        }
        Advice::LogYears => (t!(locale, "Years for which this log is kept"), t!(locale, "8 or more")),
        Advice::Checkpoints => {
            (t!(locale, "Where signed checkpoints of this log are kept"), t!(locale, "On another machine"))
        }
        Advice::ServiceManager => {
            (t!(locale, "Who is told by email of urgent reports"), t!(locale, "The service manager"))
        }
        Advice::Practice => (t!(locale, "Practice mode with made-up people"), t!(locale, "Off")),
        Advice::PracticeReachable => (t!(locale, "Anybody may reach practice mode"), t!(locale, "No")),
        Advice::WithoutTls => {
            (t!(locale, "The address of the portal"), t!(locale, "One that begins with https"))
        }
    }
}
