//! A week of the calendar here, from Monday to Sunday.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;

/// The week that begins on this Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Week(NaiveDate);

impl Week {
    /// The week that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.week(Weekday::Mon).first_day())
    }

    pub const fn monday(self) -> NaiveDate {
        self.0
    }

    pub fn sunday(self) -> NaiveDate {
        self.0 + Days::new(6)
    }

    /// So many weeks earlier.
    pub fn before(self, weeks: u64) -> Self {
        Self(self.0 - Days::new(7 * weeks))
    }

    pub fn next(self) -> Self {
        Self(self.0 + Days::new(7))
    }

    /// Its first moment. Clocks are changed on Sundays, never here.
    pub fn begins(self) -> DateTime<Utc> {
        day_begins(self.0)
    }
}

/// The first moment of a day in the UK.
pub fn day_begins(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let here = London.from_local_datetime(&midnight).earliest();
    here.map_or_else(|| midnight.and_utc(), |here| here.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_week_is_from_monday_to_sunday_and_begins_at_midnight_here() {
        for text in ["2026-11-23", "2026-11-25", "2026-11-29"] {
            let week = Week::of(day(text));
            assert_eq!((week.monday(), week.sunday()), (day("2026-11-23"), day("2026-11-29")), "{text}");
            assert_eq!(week.before(1).next(), week);
        }
        let (winter, summer) = (Week::of(day("2026-11-23")), Week::of(day("2026-07-08")));
        assert_eq!(winter.begins().to_rfc3339(), "2026-11-23T00:00:00+00:00");
        assert_eq!(summer.begins().to_rfc3339(), "2026-07-05T23:00:00+00:00");
    }
}
