//! Earlier and later results of the same coded test.

use crate::domain::{Held, PartialDate, ResultState, ResultValue, TestResult};

/// How many results a table holds at most; the list by test holds them all.
pub const MOST: usize = 50;

/// All results of the same test, newest first, the one asked about among them. Only a shared code makes two results
/// the same test, never a like name. Cancelled ones are left out.
pub fn same_test<'a>(all: &'a [Held<TestResult>], this: &'a Held<TestResult>) -> Vec<&'a Held<TestResult>> {
    let same = |other: &&Held<TestResult>| {
        other.id == this.id
            || (other.entry.state != ResultState::Cancelled
                && other.entry.name.codes.iter().any(|code| this.entry.name.codes.contains(code)))
    };
    let mut results: Vec<_> = all.iter().filter(same).collect();
    results.sort_by(|a, b| b.entry.taken.cmp(&a.entry.taken).then_with(|| a.id.cmp(&b.id)));
    results
}

/// One point of a trend.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    pub taken: PartialDate,
    pub number: f64,
    /// The result that the page is about.
    pub this: bool,
}

/// The points of a trend, oldest first: at least 2 exact values with one unit and a known day, else nothing.
pub fn trend(results: &[&Held<TestResult>], this: &Held<TestResult>) -> Vec<Point> {
    let Some((_, unit)) = exact(&this.entry) else { return Vec::new() };
    let points = results.iter().filter_map(|held| {
        let (number, own_unit) = exact(&held.entry)?;
        let taken = held.entry.taken.filter(|taken| taken.day().is_some())?;
        (own_unit == unit).then_some(Point { taken, number, this: held.id == this.id })
    });
    let mut points: Vec<Point> = points.take(MOST).collect();
    points.reverse();
    let apart = points.first().map(|point| point.taken.day()) != points.last().map(|point| point.taken.day());
    if apart { points } else { Vec::new() }
}

fn exact(result: &TestResult) -> Option<(f64, &str)> {
    match result.value.as_ref()? {
        ResultValue::Quantity { comparator: None, number, unit } if number.is_finite() => {
            Some((*number, unit.trim()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, CodeSystem};
    use crate::journeys::record::testing::{self, SURGERY};

    fn result(code: &str, number: f64, unit: &str, taken: &str) -> Held<TestResult> {
        let mut entry = testing::test_result("HbA1c", number, unit);
        entry.taken = PartialDate::parse(taken);
        if !code.is_empty() {
            entry.name.codes.push(Code { system: CodeSystem::Snomed, code: code.into() });
        }
        testing::held(entry, &[SURGERY])
    }

    fn numbers(results: &[&Held<TestResult>]) -> Vec<f64> {
        results.iter().filter_map(|held| exact(&held.entry)).map(|(number, _)| number).collect()
    }

    #[test]
    fn only_a_shared_code_makes_two_results_the_same_test() {
        let all = [
            result("1", 61.0, "mmol/mol", "2026-11-18"),
            result("2", 5.0, "mmol/mol", "2026-11-17"),
            result("", 52.0, "mmol/mol", "2025-11-20"),
            result("1", 48.0, "mmol/mol", "2025-03-14"),
            result("1", 57.0, "mmol/mol", "2026-05-12"),
        ];
        assert_eq!(numbers(&same_test(&all, &all[0])), [61.0, 57.0, 48.0]);
        assert_eq!(numbers(&same_test(&all, &all[2])), [52.0]);
    }

    #[test]
    fn a_trend_never_mixes_units_or_bounded_values_or_unknown_days() {
        let mut all = vec![
            result("1", 61.0, "mmol/mol", "2026-11-18"),
            result("1", 7.7, "%", "2026-05-12"),
            result("1", 52.0, "mmol/mol", "2025"),
            result("1", 48.0, "mmol/mol", "2025-03-14"),
        ];
        let mut bounded = testing::test_result("HbA1c", 40.0, "mmol/mol");
        bounded.name = all[0].entry.name.clone();
        bounded.taken = PartialDate::parse("2024-01-01");
        bounded.value = Some(ResultValue::Quantity {
            comparator: Some("<".into()),
            number: 40.0,
            unit: "mmol/mol".into(),
        });
        all.push(testing::held(bounded, &[SURGERY]));
        let points = trend(&same_test(&all, &all[0]), &all[0]);
        let numbers: Vec<_> = points.iter().map(|point| (point.number, point.this)).collect();
        assert_eq!(numbers, [(48.0, false), (61.0, true)]);
    }

    #[test]
    fn one_day_is_no_trend() {
        let all = [
            result("1", 61.0, "mmol/mol", "2026-11-18"),
            result("1", 60.0, "mmol/mol", "2026-11-18T10:00:00Z"),
        ];
        assert!(trend(&same_test(&all, &all[0]), &all[0]).is_empty());
    }
}
