//! How a source answered, why entries were set aside and why something is not shown, in words.

use std::time::Duration;

use crate::domain::{Failure, SetAside, SourceHour, WhyStopped};
use crate::web::Words;
use crate::words::numbers::quantity;
use crate::words::{Locale, and_list};
use crate::{count, t};

pub fn set_aside(locale: Locale, why: SetAside) -> Words {
    match why {
        SetAside::DoesNotCount => t!(locale, "taken back by the source"),
        SetAside::NoName => t!(locale, "without a name that can be used"),
        SetAside::NoSubject => t!(locale, "does not say whom it is about"),
        SetAside::NoKind => t!(locale, "does not say what kind of thing it is"),
        SetAside::NotAResource => t!(locale, "not a resource"),
        SetAside::NotReadable => t!(locale, "in a form that cannot be read"),
    }
}

pub fn why_stopped(locale: Locale, why: WhyStopped) -> Words {
    match why {
        WhyStopped::WrongEntries => t!(locale, "What is shown is wrong, or may be about somebody else"),
        WhyStopped::Maintenance => t!(locale, "Our own system is being changed or repaired"),
        WhyStopped::Safety => t!(locale, "Those who answer for safety here asked for it"),
        WhyStopped::Other => t!(locale, "Another reason"),
    }
}

/// Why it failed.
pub fn why_failed(locale: Locale, why: Failure) -> Words {
    match why {
        Failure::NoAnswer => t!(locale, "no answer in time"),
        Failure::Busy => t!(locale, "said that it could not answer"),
        Failure::Unreadable => t!(locale, "sent what we cannot read"),
        Failure::AboutSomebodyElse => t!(locale, "sent what we cannot trust"),
        Failure::Refused => t!(locale, "did not let us ask"),
    }
}

/// "Answered 412 times, 9 of them slow. Failed 3 times: no answer in time."
pub fn said(locale: Locale, sums: &SourceHour) -> Words {
    let (answered, slow, failed) = (sums.times_answered(), sums.slow, sums.times_failed());
    let answers = match (answered, slow) {
        (0, _) => None,
        (1, 1) => Some(t!(locale, "Answered once, slowly.")),
        (_, 0) => Some(count!(locale, answered, one = "Answered once.", other = "Answered {n} times.")),
        _ => Some(t!(locale, "Answered {n} times, {slow} of them slow.", n = answered, slow = slow)),
    };
    let reasons: Vec<String> = sums
        .reasons()
        .map(|(why, times)| match times == failed {
            true => why_failed(locale, why).into_owned(),
            false => t!(locale, "{why} ({n})", why = why_failed(locale, why), n = times).into_owned(),
        })
        .collect();
    let failures = (failed > 0).then(|| {
        count!(
            locale,
            failed,
            one = "Failed once: {why}.",
            other = "Failed {n} times: {why}.",
            why = and_list(locale, &reasons)
        )
    });
    match (answers, failures) {
        (Some(answers), Some(failures)) => {
            t!(locale, "{answers} {failures}", answers = answers, failures = failures)
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => t!(locale, "Nobody asked"),
    }
}

/// "Half of the answers came within 0.1 seconds. The slowest took 7.1 seconds."
pub fn took(locale: Locale, sums: &SourceHour) -> Words {
    let Some(half) = sums.half_within() else { return t!(locale, "Not known") };
    let slowest = seconds(sums.slowest);
    if sums.times_answered() == 1 {
        return t!(locale, "{n} seconds", n = slowest);
    }
    t!(
        locale,
        "Half of the answers came within {half} seconds. The slowest took {slowest} seconds.",
        half = seconds(half),
        slowest = slowest
    )
}

/// A time in seconds: "0.25".
pub fn seconds(time: Duration) -> String {
    quantity(time.as_secs_f64())
}
