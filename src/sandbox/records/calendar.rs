//! Dates relative to the moment at which the practice health service started, so that something is always coming up.

use chrono::{DateTime, Days, Months, NaiveDate, SecondsFormat, TimeZone, Utc};
use chrono_tz::Europe::London;

/// Counts from one moment.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    pub now: DateTime<Utc>,
}

impl Calendar {
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&London).date_naive()
    }

    /// The day that is this many days from today; negative ones are past.
    pub fn day(&self, days: i64) -> NaiveDate {
        let distance = Days::new(days.unsigned_abs());
        let today = self.today();
        let day = if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) };
        day.unwrap_or(today)
    }

    /// The day this many years ago, and a little, so that not everything fell on one date.
    pub fn years_ago(&self, years: u32, days: i64) -> NaiveDate {
        self.day(-days).checked_sub_months(Months::new(12 * years)).unwrap_or_default()
    }

    /// A time of day in the UK, this many days from today.
    pub fn at(&self, days: i64, hour: u32, minute: u32) -> DateTime<Utc> {
        moment(self.day(days), hour, minute)
    }
}

/// A time of day in the UK.
pub fn moment(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = day.and_hms_opt(hour, minute, 0).unwrap_or_default();
    // In the hour that clocks skip in spring, an hour later.
    London
        .from_local_datetime(&local)
        .earliest()
        .map_or_else(|| Utc.from_utc_datetime(&local), |moment| moment.with_timezone(&Utc))
}

/// As systems in the UK write a moment: with the offset of the day, `2026-07-01T09:30:00+01:00`.
pub fn stamp(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&London).to_rfc3339_opts(SecondsFormat::Secs, false)
}
