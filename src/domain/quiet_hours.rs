//! Hours in which nobody is disturbed, by the clock in the UK.

use std::str::FromStr;

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

/// From one time of day until another, mostly over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuietHours {
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// Not written like `21:00-08:00`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("quiet hours are written like 21:00-08:00")]
pub struct NotQuietHours;

impl FromStr for QuietHours {
    type Err = NotQuietHours;

    fn from_str(text: &str) -> Result<Self, NotQuietHours> {
        let (from, until) = text.trim().split_once('-').ok_or(NotQuietHours)?;
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| NotQuietHours);
        let hours = Self { from: time(from)?, until: time(until)? };
        if hours.from == hours.until { Err(NotQuietHours) } else { Ok(hours) }
    }
}

impl QuietHours {
    fn holds(&self, at: NaiveTime) -> bool {
        if self.from < self.until {
            (self.from..self.until).contains(&at)
        } else {
            at >= self.from || at < self.until
        }
    }

    /// `at` where it is not quiet then, else the end of that quiet time.
    pub fn open_from(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let here = at.with_timezone(&London);
        if !self.holds(here.time()) {
            return at;
        }
        let day =
            if here.time() < self.until { here.date_naive() } else { here.date_naive() + Duration::days(1) };
        let end = day.and_time(self.until);
        // In spring an hour is missing: then the next one.
        let found = London.from_local_datetime(&end).earliest();
        let found = found.or_else(|| London.from_local_datetime(&(end + Duration::hours(1))).earliest());
        found.map_or(at, |end| end.with_timezone(&Utc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn what_falls_into_quiet_hours_waits_for_their_end() {
        let hours: QuietHours = "21:00-08:00".parse().expect("hours");
        for (asked, open) in [
            ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"),
            ("2026-11-22T20:59:59Z", "2026-11-22T20:59:59Z"),
            ("2026-11-22T21:00:00Z", "2026-11-23T08:00:00Z"),
            ("2026-11-23T03:00:00Z", "2026-11-23T08:00:00Z"),
            ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"),
            // Summer time: 21:30 there is 20:30 here.
            ("2026-07-01T20:30:00Z", "2026-07-02T07:00:00Z"),
        ] {
            assert_eq!(hours.open_from(at(asked)), at(open), "{asked}");
        }
        let midday: QuietHours = "12:00-13:30".parse().expect("hours");
        assert_eq!(midday.open_from(at("2026-11-22T12:15:00Z")), at("2026-11-22T13:30:00Z"));
    }

    #[test]
    fn an_end_in_the_hour_that_spring_leaves_out_is_the_next_one() {
        let hours: QuietHours = "21:00-01:30".parse().expect("hours");
        assert_eq!(hours.open_from(at("2026-03-28T23:00:00Z")), at("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        for text in ["", "21:00", "21-8", "25:00-08:00", "08:00-08:00", "never"] {
            assert_eq!(text.parse::<QuietHours>(), Err(NotQuietHours), "{text}");
        }
    }
}
