//! What a manager fills in for a notice: words, a start and an end, by the clock on the wall.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;

use crate::journeys::staff::fields::Fields;
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// Longer than anybody reads, in characters.
pub const LONGEST: usize = 300;
/// What holds for longer belongs elsewhere.
const LONGEST_LIFE: Duration = Duration::days(90);

/// The fields of one moment: day, month, year and time.
pub const FROM: [&str; 4] = ["from-day", "from-month", "from-year", "from-time"];
pub const UNTIL: [&str; 4] = ["until-day", "until-month", "until-year", "until-time"];

/// The form as it is first shown: from now on.
pub fn beginning_now(now: DateTime<Utc>) -> FormState {
    let here = now.with_timezone(&London);
    let (day, time) = (here.date_naive(), format!("{:02}:{:02}", here.hour(), here.minute()));
    let parts = [day.day().to_string(), day.month().to_string(), day.year().to_string(), time];
    let mut state = FormState::default();
    for (from, part) in FROM.into_iter().zip(&parts) {
        state = state.keep(from, part.clone());
    }
    for (until, part) in UNTIL.into_iter().zip(&parts).take(3) {
        state = state.keep(until, part.clone());
    }
    state
}

/// Words, start and end.
///
/// # Errors
/// The form as it goes back, with what is wrong.
pub fn read(
    locale: Locale,
    fields: &Fields,
    now: DateTime<Utc>,
) -> Result<(String, DateTime<Utc>, DateTime<Utc>), FormState> {
    let words = fields.one("words");
    let mut state = FormState::default().keep("words", words);
    for name in FROM.into_iter().chain(UNTIL) {
        state = state.keep(name, fields.one(name));
    }
    if words.is_empty() {
        state.wrong("words", t!(locale, "Write what patients are to know"));
    }
    if words.chars().count() > LONGEST {
        state.wrong("words", t!(locale, "Write at most {n} letters", n = LONGEST));
    }
    let moment = |state: &mut FormState, names: [&'static str; 4], missing: Words| {
        let found = moment_of(names.map(|name| fields.one(name)));
        if found.is_none() {
            state.wrong(names[0], missing);
        }
        found
    };
    let from =
        moment(&mut state, FROM, t!(locale, "Enter the day and time from which it is shown, like 9am"));
    let until =
        moment(&mut state, UNTIL, t!(locale, "Enter the day and time until which it is shown, like 5:30pm"));
    if let (Some(from), Some(until)) = (from, until) {
        if until <= from || until <= now {
            state.wrong(UNTIL[0], t!(locale, "The end must be after the start, and in the future"));
        } else if until - from > LONGEST_LIFE {
            state.wrong(
                UNTIL[0],
                t!(locale, "A notice is shown for at most {n} days", n = LONGEST_LIFE.num_days()),
            );
        }
    }
    match (from, until) {
        (Some(from), Some(until)) if state.is_ok() => Ok((words.to_owned(), from, until)),
        _ => Err(state),
    }
}

/// The moment of a day and a time on the clock in the UK; none for a time that the clock passes over.
fn moment_of([day, month, year, time]: [&str; 4]) -> Option<DateTime<Utc>> {
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    // Four digits, so that 26 is not taken for a year long ago.
    if !(2000..10_000).contains(&day.year()) {
        return None;
    }
    let there = London.from_local_datetime(&day.and_time(time_of(time)?));
    there.earliest().map(|there| there.with_timezone(&Utc))
}

/// "17:00", "17.00", "5pm", "5:30 pm", "midday".
fn time_of(typed: &str) -> Option<NaiveTime> {
    let plain: String = typed.to_lowercase().split_whitespace().collect();
    match plain.as_str() {
        "midday" | "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        _ => {}
    }
    let (clock, afternoon) = match (plain.strip_suffix("pm"), plain.strip_suffix("am")) {
        (Some(clock), _) => (clock, Some(true)),
        (None, Some(clock)) => (clock, Some(false)),
        (None, None) => (plain.as_str(), None),
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse::<u32>().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        // A bare number might be meant either way.
        None if afternoon.is_none() => return None,
        None => (clock.parse().ok()?, 0),
    };
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, wanted) in [
            ("17:00", "17:00"),
            ("9.30", "09:30"),
            ("5pm", "17:00"),
            ("5:30 PM", "17:30"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            (" midday ", "12:00"),
            ("midnight", "00:00"),
        ] {
            assert_eq!(
                time_of(typed).map(|time| time.format("%H:%M").to_string()).as_deref(),
                Some(wanted),
                "{typed}"
            );
        }
        for typed in ["", "5", "25:00", "13pm", "0pm", "5:3pm", "noonish", "1700", "-1:00"] {
            assert_eq!(time_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_moment_is_one_on_the_clock_in_the_uk() {
        let at = |parts| moment_of(parts).map(|at| at.to_rfc3339());
        assert_eq!(at(["1", "7", "2026", "5pm"]).as_deref(), Some("2026-07-01T16:00:00+00:00"));
        assert_eq!(at(["25", "11", "2026", "17:00"]).as_deref(), Some("2026-11-25T17:00:00+00:00"));
        // The clock passes over half past one.
        assert_eq!(at(["28", "3", "2027", "1:30am"]), None);
        assert_eq!(at(["31", "2", "2026", "5pm"]), None);
        assert_eq!(at(["1", "7", "26", "5pm"]), None);
    }
}
