//! Dates as records hold them: a year, a month, a day or a moment.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};

/// A date that is known as well as the source knew it; never made more exact than that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    Year(i32),
    /// Year, and month from 1 to 12.
    Month(i32, u32),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

impl PartialDate {
    /// Reads FHIR's `date` and `dateTime` (`2019`, `2019-03`, `2019-03-04`, `2019-03-04T10:00:00+01:00`); a time
    /// without a zone, which FHIR forbids and sources send, is taken as the time in the UK.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let in_years = |year: i32| (1800..=2200).contains(&year);
        let date = match text.len() {
            4 => Self::Year(text.parse().ok()?),
            7 => {
                let (year, month) = text.split_once('-')?;
                let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
                Self::Month(year.parse().ok()?, month)
            }
            10 => Self::Day(text.parse().ok()?),
            _ => match DateTime::parse_from_rfc3339(text) {
                Ok(moment) => Self::Moment(moment.with_timezone(&Utc)),
                Err(_) => {
                    let local: chrono::NaiveDateTime = text.parse().ok()?;
                    Self::Moment(local.and_local_timezone(London).earliest()?.with_timezone(&Utc))
                }
            },
        };
        in_years(date.year()).then_some(date)
    }

    /// The year in the UK.
    pub fn year(&self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => *year,
            Self::Day(day) => day.year(),
            Self::Moment(moment) => moment.with_timezone(&London).year(),
        }
    }

    /// The day in the UK, where the day is known.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Year(_) | Self::Month(..) => None,
            Self::Day(day) => Some(*day),
            Self::Moment(moment) => Some(moment.with_timezone(&London).date_naive()),
        }
    }

    /// The moment, where it is known.
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The first day it may mean.
    pub fn earliest_day(&self) -> NaiveDate {
        let made = match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(*year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(*year, *month, 1),
            Self::Day(day) => Some(*day),
            Self::Moment(moment) => Some(moment.with_timezone(&London).date_naive()),
        };
        made.unwrap_or_default()
    }

    /// The last day it may mean.
    pub fn latest_day(&self) -> NaiveDate {
        let next_month = match self {
            Self::Year(year) | Self::Month(year, 12) => NaiveDate::from_ymd_opt(*year + 1, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(*year, month + 1, 1),
            Self::Day(_) | Self::Moment(_) => return self.earliest_day(),
        };
        next_month.and_then(|day| day.pred_opt()).unwrap_or_else(|| self.earliest_day())
    }

    fn sort_key(&self) -> (NaiveDate, u8, Option<DateTime<Utc>>) {
        let exactness = match self {
            Self::Year(_) => 0,
            Self::Month(..) => 1,
            Self::Day(_) => 2,
            Self::Moment(_) => 3,
        };
        (self.earliest_day(), exactness, self.moment())
    }
}

/// Earlier first; of the same first day, the less exact first.
impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As it is stored and as FHIR has it.
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(moment) => f.write_str(&moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a date"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stay_as_exact_as_they_were_told() {
        for text in ["2019", "2019-03", "2019-03-04", "2019-03-04T10:00:00Z"] {
            assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn nonsense_is_not_a_date() {
        for text in ["", "19", "2019-13", "2019-02-30", "0001-01-01", "9999-12-31", "yesterday", "2019-3-4"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_late_in_the_evening_of_summer_time_belongs_to_the_next_day_in_the_uk() {
        let date = PartialDate::parse("2026-06-30T23:30:00Z").expect("a moment");
        assert_eq!(date.day(), NaiveDate::from_ymd_opt(2026, 7, 1));
    }

    #[test]
    fn the_last_day_of_a_month_or_a_year_is_its_last() {
        for (text, last) in [
            ("2024", "2024-12-31"),
            ("2024-02", "2024-02-29"),
            ("2024-12", "2024-12-31"),
            ("2024-03-04", "2024-03-04"),
            ("2026-06-30T23:30:00Z", "2026-07-01"),
        ] {
            let date = PartialDate::parse(text).expect("a date");
            assert_eq!(date.latest_day().to_string(), last, "{text}");
        }
    }

    #[test]
    fn dates_sort_by_the_first_day_they_may_mean() {
        let mut dates: Vec<_> = ["2019-03-04", "2019", "2020", "2019-03", "2018-12-31"]
            .iter()
            .filter_map(|d| PartialDate::parse(d))
            .collect();
        dates.sort();
        let sorted: Vec<_> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(sorted, ["2018-12-31", "2019", "2019-03", "2019-03-04", "2020"]);
    }
}
