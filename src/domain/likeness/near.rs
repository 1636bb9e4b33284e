//! Whether two dates, as exact as they were told, are near to each other.

use super::Alike;
use crate::domain::PartialDate;

/// Sure only where both say the day; a month or a year may hold the day that is meant. A date that is not told proves
/// nothing.
pub fn near(one: Option<PartialDate>, other: Option<PartialDate>, days: i64) -> Alike {
    let (Some(one), Some(other)) = (one, other) else { return Alike::MaybeSame };
    let apart = days_apart(one, other);
    match (one.day(), other.day()) {
        (Some(_), Some(_)) => Alike::where_equal(apart <= days),
        _ => Alike::where_equal(apart <= days).at_best_maybe(),
    }
}

/// How many days lie between the two at least.
fn days_apart(one: PartialDate, other: PartialDate) -> i64 {
    let gap = |earlier: PartialDate, later: PartialDate| {
        later.earliest_day().signed_duration_since(earlier.latest_day()).num_days()
    };
    gap(one, other).max(gap(other, one)).max(0)
}

/// Whether `later` is certainly after `earlier`; false where either was not told.
pub fn is_after(later: Option<PartialDate>, earlier: Option<PartialDate>) -> bool {
    later.zip(earlier).is_some_and(|(later, earlier)| later.earliest_day() > earlier.latest_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        PartialDate::parse(text)
    }

    #[test]
    fn only_days_are_surely_near() {
        for (one, other, expected) in [
            ("2026-03-01", "2026-03-08", Alike::Same),
            ("2026-03-01", "2026-03-09", Alike::Different),
            ("2026-03-01T23:50:00Z", "2026-03-02", Alike::Same),
            ("2026-03", "2026-03-09", Alike::MaybeSame),
            ("2026", "2026", Alike::MaybeSame),
            ("2025", "2026-01-07", Alike::MaybeSame),
            ("2025", "2026-01-08", Alike::Different),
            ("", "2026", Alike::MaybeSame),
        ] {
            assert_eq!(near(date(one), date(other), 7), expected, "{one} and {other}");
            assert_eq!(near(date(other), date(one), 7), expected, "{other} and {one}");
        }
    }

    #[test]
    fn a_year_is_not_after_a_day_in_it() {
        assert!(is_after(date("2026"), date("2025-12-31")));
        assert!(!is_after(date("2026"), date("2026-01-01")));
        assert!(!is_after(None, date("2026")));
    }
}
