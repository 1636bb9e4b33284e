//! Dates and times as people in the UK say them: "Wednesday 25 November 2026", "10:40am", "midday".
//!
//! The style is that of the NHS digital service manual, "Numbers, measurements, dates and time".

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Europe::London;

use super::Locale;
use crate::domain::PartialDate;
use crate::t;

/// "Wednesday 25 November 2026".
pub fn day(locale: Locale, day: NaiveDate) -> String {
    written(locale, Some(day), Some(day.day()), Some(day.month()), Some(day.year()))
}

/// "25 November 2026".
pub fn short_day(locale: Locale, day: NaiveDate) -> String {
    written(locale, None, Some(day.day()), Some(day.month()), Some(day.year()))
}

/// "Wednesday 25 November".
pub fn day_without_year(locale: Locale, day: NaiveDate) -> String {
    written(locale, Some(day), Some(day.day()), Some(day.month()), None)
}

/// "November 2026"; `month` from 1 to 12.
pub fn month(locale: Locale, year: i32, month: u32) -> String {
    written(locale, None, None, Some(month), Some(year))
}

/// The time in the UK: "10:40am", "9am", "midday", "midnight".
pub fn time(locale: Locale, at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&London);
    match (at.hour(), at.minute()) {
        (0, 0) => t!(locale, "midnight").into_owned(),
        (12, 0) => t!(locale, "midday").into_owned(),
        (_, minute) => {
            let (afternoon, hour) = at.hour12();
            let clock = if minute == 0 { hour.to_string() } else { format!("{hour}:{minute:02}") };
            match afternoon {
                true => t!(locale, "{clock}pm", clock = clock).into_owned(),
                false => t!(locale, "{clock}am", clock = clock).into_owned(),
            }
        }
    }
}

/// "Wednesday 25 November 2026, 10:40am".
pub fn moment(locale: Locale, at: DateTime<Utc>) -> String {
    let day_there = at.with_timezone(&London).date_naive();
    t!(locale, "{day}, {time}", day = day(locale, day_there), time = time(locale, at)).into_owned()
}

/// As exact as it is known, without a time: "2019", "March 2019", "4 March 2019".
pub fn partial(locale: Locale, date: &PartialDate) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, in_year) => month(locale, *year, *in_year),
        PartialDate::Day(on) => short_day(locale, *on),
        PartialDate::Moment(at) => short_day(locale, at.with_timezone(&London).date_naive()),
    }
}

/// As [`partial`], with the time where it is known: "4 March 2019, 9:10am".
pub fn partial_with_time(locale: Locale, date: &PartialDate) -> String {
    match date {
        PartialDate::Moment(at) => {
            t!(locale, "{day}, {time}", day = partial(locale, date), time = time(locale, *at)).into_owned()
        }
        _ => partial(locale, date),
    }
}

/// When something was told: "today at 8:12am", "yesterday at 5pm", "on 18 November 2026 at 5pm".
pub fn told_at(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let clock = time(locale, at);
    let on = at.with_timezone(&London).date_naive();
    let today = now.with_timezone(&London).date_naive();
    if on == today {
        t!(locale, "today at {time}", time = clock).into_owned()
    } else if Some(on) == today.pred_opt() {
        t!(locale, "yesterday at {time}", time = clock).into_owned()
    } else {
        t!(locale, "on {day} at {time}", day = short_day(locale, on), time = clock).into_owned()
    }
}

fn written(
    locale: Locale,
    weekday_of: Option<NaiveDate>,
    day: Option<u32>,
    month: Option<u32>,
    year: Option<i32>,
) -> String {
    let mut text = String::with_capacity(32);
    let mut part = |piece: &dyn std::fmt::Display| {
        if !text.is_empty() {
            text.push(' ');
        }
        let _ = write!(text, "{piece}");
    };
    if let Some(date) = weekday_of {
        part(&weekday_name(locale, date));
    }
    if let Some(day) = day {
        part(&day);
    }
    if let Some(month) = month {
        part(&month_name(locale, month));
    }
    if let Some(year) = year {
        part(&year);
    }
    text
}

fn weekday_name(locale: Locale, date: NaiveDate) -> std::borrow::Cow<'static, str> {
    match date.weekday() {
        chrono::Weekday::Mon => t!(locale, "Monday"),
        chrono::Weekday::Tue => t!(locale, "Tuesday"),
        chrono::Weekday::Wed => t!(locale, "Wednesday"),
        chrono::Weekday::Thu => t!(locale, "Thursday"),
        chrono::Weekday::Fri => t!(locale, "Friday"),
        chrono::Weekday::Sat => t!(locale, "Saturday"),
        chrono::Weekday::Sun => t!(locale, "Sunday"),
    }
}

fn month_name(locale: Locale, month: u32) -> std::borrow::Cow<'static, str> {
    match month {
        1 => t!(locale, "January"),
        2 => t!(locale, "February"),
        3 => t!(locale, "March"),
        4 => t!(locale, "April"),
        5 => t!(locale, "May"),
        6 => t!(locale, "June"),
        7 => t!(locale, "July"),
        8 => t!(locale, "August"),
        9 => t!(locale, "September"),
        10 => t!(locale, "October"),
        11 => t!(locale, "November"),
        _ => t!(locale, "December"),
    }
}
