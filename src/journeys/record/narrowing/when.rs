//! When an entry was true, for choosing entries by date. What was told vaguely, or not at all, is never left out.

use chrono::NaiveDate;

use crate::domain::PartialDate;

/// The time that an entry is about. An end that is not told is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct When {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    /// It may still be so today, whatever end was told.
    goes_on: bool,
}

impl When {
    /// At one time, as exact as it was told.
    pub fn on(date: Option<PartialDate>) -> Self {
        Self { from: date, to: date, goes_on: false }
    }

    /// Over some time.
    pub fn over(from: Option<PartialDate>, to: Option<PartialDate>, goes_on: bool) -> Self {
        Self { from, to, goes_on }
    }

    pub fn is_told(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// The date that it goes by: the last one told.
    pub fn last(&self) -> Option<PartialDate> {
        self.to.max(self.from)
    }

    /// Whether any of it may lie between these days, both of them included.
    pub fn may_touch(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
        let begins_in_time = match (self.from, last) {
            (Some(from), Some(last)) => from.earliest_day() <= last,
            _ => true,
        };
        let ends_in_time = match (self.to, first) {
            (Some(to), Some(first)) if !self.goes_on => to.latest_day() >= first,
            _ => true,
        };
        begins_in_time && ends_in_time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        PartialDate::parse(text)
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_date_that_may_lie_between_the_days_counts_as_between_them() {
        let between = |told: &str| When::on(date(told)).may_touch(day("2024-03-15"), day("2024-03-31"));
        for told in ["2024", "2024-03", "2024-03-15", "2024-03-31", "2024-03-20T10:00:00Z"] {
            assert!(between(told), "{told}");
        }
        for told in ["2023", "2024-02", "2024-03-14", "2024-04", "2025"] {
            assert!(!between(told), "{told}");
        }
    }

    #[test]
    fn what_has_no_date_is_never_left_out() {
        assert!(When::on(None).may_touch(day("2024-03-15"), day("2024-03-31")));
        assert!(When::over(date("2019"), None, false).may_touch(day("2024-03-15"), None));
        assert!(When::over(None, date("2025"), false).may_touch(None, day("2024-03-31")));
    }

    #[test]
    fn what_still_goes_on_belongs_to_every_later_day() {
        let (first, last) = (day("2024-03-15"), day("2024-03-31"));
        assert!(When::over(date("2001"), date("2002"), true).may_touch(first, last));
        assert!(!When::over(date("2001"), date("2002"), false).may_touch(first, last));
        assert!(!When::over(date("2025"), None, true).may_touch(first, last), "it had not begun");
    }
}
