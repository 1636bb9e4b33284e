//! What a list is narrowed to. Only codes stand in addresses: never words of health.

use std::fmt;

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::Narrowed;
use crate::domain::{Held, OdsCode};

/// A holder, a time and a sort, each as far as one was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub holder: Option<OdsCode>,
    pub since: Option<Since>,
    pub sort: Option<SortCode>,
}

/// Since when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// The last 12 months.
    LastYear,
    /// The first day of a year.
    Year(i32),
}

/// The code of one of the sorts that entries of a kind fall into.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SortCode(String);

impl SortCode {
    /// Small letters, digits and dashes; nothing else is a code.
    pub fn read(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=32).contains(&text.len()) && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for SortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Since {
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "12m" => Some(Self::LastYear),
            year => year.parse().ok().filter(|year| (1900..=2200).contains(year)).map(Self::Year),
        }
    }

    /// The first day that counts, in the UK.
    pub fn first_day(self, now: DateTime<Utc>) -> NaiveDate {
        let today = now.with_timezone(&London).date_naive();
        match self {
            Self::LastYear => today.checked_sub_months(Months::new(12)).unwrap_or(today),
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today),
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastYear => f.write_str("12m"),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

impl Filter {
    pub fn is_any(&self) -> bool {
        self.holder.is_some() || self.since.is_some() || self.sort.is_some()
    }

    /// Reads one field of an address; what it does not know, or what is no code, asks for nothing.
    pub fn read(&mut self, name: &str, value: &str) {
        match name {
            "holder" => self.holder = OdsCode::parse(value).ok(),
            "since" => self.since = Since::read(value),
            "sort" => self.sort = SortCode::read(value),
            _ => {}
        }
    }

    /// The fields of an address that asks for the same.
    pub fn written(&self) -> impl Iterator<Item = String> {
        let holder = self.holder.as_ref().map(|code| format!("holder={code}"));
        let since = self.since.map(|since| format!("since={since}"));
        let sort = self.sort.as_ref().map(|code| format!("sort={code}"));
        [holder, since, sort].into_iter().flatten()
    }

    pub fn keeps<T: Narrowed>(&self, now: DateTime<Utc>, held: &Held<T>) -> bool {
        let of_holder = self
            .holder
            .as_ref()
            .is_none_or(|code| held.holders.iter().any(|holder| holder.organisation.ods_code == *code));
        let in_time =
            self.since.is_none_or(|since| held.entry.when().may_touch(Some(since.first_day(now)), None));
        let of_sort = self.sort.as_ref().is_none_or(|code| {
            held.entry.sort(crate::words::Locale::English, now).is_some_and(|sort| sort.code == *code)
        });
        of_holder && in_time && of_sort
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::now;

    fn read(fields: &[(&str, &str)]) -> Filter {
        let mut filter = Filter::default();
        fields.iter().for_each(|(name, value)| filter.read(name, value));
        filter
    }

    #[test]
    fn what_is_no_code_asks_for_nothing() {
        for (name, value) in [
            ("holder", ""),
            ("holder", "<script>"),
            ("since", "yesterday"),
            ("since", "0"),
            ("since", "99999999999"),
            ("sort", ""),
            ("sort", "High blood pressure"),
            ("sort", "../now"),
            ("words", "asthma"),
        ] {
            assert_eq!(read(&[(name, value)]), Filter::default(), "{name}={value}");
        }
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        let fields = [("holder", "A81001"), ("since", "12m"), ("sort", "past")];
        let written: Vec<String> = read(&fields).written().collect();
        assert_eq!(written, ["holder=A81001", "since=12m", "sort=past"]);
        assert_eq!(read(&[("since", "2024")]).written().collect::<Vec<_>>(), ["since=2024"]);
    }

    #[test]
    fn the_last_12_months_begin_on_the_same_day_of_the_year_before() {
        assert_eq!(Since::LastYear.first_day(now()).to_string(), "2025-11-22");
        assert_eq!(Since::Year(2019).first_day(now()).to_string(), "2019-01-01");
    }
}
