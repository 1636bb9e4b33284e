//! Dates and times as people in the UK say them: "Wednesday 25 November 2026", "10:40am", "midday".
//!
//! The style is that of the NHS digital service manual, "Numbers, measurements, dates and time".

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Europe::London;

use super::Locale;
use crate::domain::PartialDate;
use crate::t;

/// "Wednesday 25 November 2026".
pub fn day(locale: Locale, day: NaiveDate) -> String {
    t!(
        locale,
        "{weekday} {day} {month} {year}",
        weekday = weekday_name(locale, day),
        day = day.day(),
        month = month_name(locale, day.month()),
        year = day.year()
    )
    .into_owned()
}

/// "25 November 2026".
pub fn short_day(locale: Locale, day: NaiveDate) -> String {
    let month = month_name(locale, day.month());
    t!(locale, "{day} {month} {year}", day = day.day(), month = month, year = day.year()).into_owned()
}

/// "Wednesday 25 November".
pub fn day_without_year(locale: Locale, day: NaiveDate) -> String {
    let (weekday, month) = (weekday_name(locale, day), month_name(locale, day.month()));
    t!(locale, "{weekday} {day} {month}", weekday = weekday, day = day.day(), month = month).into_owned()
}

/// "November 2026"; `month` from 1 to 12.
pub fn month(locale: Locale, year: i32, month: u32) -> String {
    t!(locale, "{month} {year}", month = month_name(locale, month), year = year).into_owned()
}

/// The time in the UK: "10:40am", "9am", "midday", "midnight".
pub fn time(locale: Locale, at: DateTime<Utc>) -> String {
    time_of_day(locale, at.with_timezone(&London).time())
}

/// As [`time`], of any day.
pub fn time_of_day(locale: Locale, at: NaiveTime) -> String {
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

/// As [`partial`], with the time where it is known: "4 March 2019, 9:10am". Systems write a day of which they know no
/// time as the midnight that it begins with, so midnight is not told.
pub fn partial_with_time(locale: Locale, date: &PartialDate) -> String {
    match date {
        PartialDate::Moment(at) if at.with_timezone(&London).time() != NaiveTime::MIN => {
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

fn weekday_name(locale: Locale, date: NaiveDate) -> Cow<'static, str> {
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

fn month_name(locale: Locale, month: u32) -> Cow<'static, str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Locale = Locale::English;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_are_written_as_the_service_manual_has_them() {
        assert_eq!(day(EN, on("2026-11-25")), "Wednesday 25 November 2026");
        assert_eq!(short_day(EN, on("2026-11-05")), "5 November 2026");
        assert_eq!(day_without_year(EN, on("2026-11-25")), "Wednesday 25 November");
        assert_eq!(month(EN, 2026, 11), "November 2026");
    }

    #[test]
    fn times_are_short_and_midday_and_midnight_are_words() {
        for (moment, words) in [
            ("2026-11-25T10:40:00Z", "10:40am"),
            ("2026-11-25T09:00:00Z", "9am"),
            ("2026-11-25T17:05:00Z", "5:05pm"),
            ("2026-11-25T12:00:00Z", "midday"),
            ("2026-11-25T12:30:00Z", "12:30pm"),
            ("2026-11-25T00:00:00Z", "midnight"),
            ("2026-11-25T00:15:00Z", "12:15am"),
        ] {
            assert_eq!(time(EN, at(moment)), words);
        }
    }

    #[test]
    fn in_summer_the_clock_is_an_hour_ahead_and_the_day_may_be_the_next() {
        assert_eq!(time(EN, at("2026-07-01T11:00:00Z")), "midday");
        assert_eq!(moment(EN, at("2026-06-30T23:30:00Z")), "Wednesday 1 July 2026, 12:30am");
    }

    #[test]
    fn the_hour_that_comes_twice_in_october_is_told_by_the_clock_on_the_wall() {
        assert_eq!(time(EN, at("2026-10-25T00:30:00Z")), "1:30am");
        assert_eq!(time(EN, at("2026-10-25T01:30:00Z")), "1:30am");
    }

    #[test]
    fn a_partial_date_is_told_as_exactly_as_it_is_known() {
        let told = |text: &str| {
            let date = PartialDate::parse(text).expect("a date");
            [partial(EN, &date), partial_with_time(EN, &date)]
        };
        assert_eq!(told("2019"), ["2019", "2019"]);
        assert_eq!(told("2019-03"), ["March 2019", "March 2019"]);
        assert_eq!(told("2019-03-04"), ["4 March 2019", "4 March 2019"]);
        assert_eq!(told("2019-03-04T09:10:00Z"), ["4 March 2019", "4 March 2019, 9:10am"]);
    }

    #[test]
    fn a_day_that_came_as_the_midnight_that_it_begins_with_is_told_as_a_day() {
        let told = |text| partial_with_time(Locale::English, &PartialDate::Moment(at(text)));
        assert_eq!(told("2026-10-27T00:00:00Z"), "27 October 2026");
        assert_eq!(told("2026-06-30T23:00:00Z"), "1 July 2026");
        assert_eq!(told("2026-10-27T00:01:00Z"), "27 October 2026, 12:01am");
    }

    #[test]
    fn what_was_told_today_and_yesterday_says_so() {
        let now = at("2026-11-22T09:41:00Z");
        assert_eq!(told_at(EN, at("2026-11-22T08:12:00Z"), now), "today at 8:12am");
        assert_eq!(told_at(EN, at("2026-11-21T17:00:00Z"), now), "yesterday at 5pm");
        assert_eq!(told_at(EN, at("2026-11-18T17:00:00Z"), now), "on 18 November 2026 at 5pm");
    }

    #[test]
    fn yesterday_ends_at_midnight_in_the_uk_also_in_summer() {
        let now = at("2026-07-01T23:10:00Z");
        assert_eq!(told_at(EN, at("2026-07-01T22:59:00Z"), now), "yesterday at 11:59pm");
        assert_eq!(told_at(EN, at("2026-07-01T23:01:00Z"), now), "today at 12:01am");
    }

    #[test]
    fn the_pseudo_language_marks_the_words_of_dates() {
        let words = moment(Locale::Pseudo, at("2026-11-25T10:40:00Z"));
        assert!(
            words.contains("⟦Wednesday⟧") && words.contains("⟦November⟧") && words.contains("⟦am⟧"),
            "{words}"
        );
    }
}
