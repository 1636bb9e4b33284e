//! Earlier and later results of the same coded test, and which of them can be drawn and joined by a line.

use chrono::{DateTime, NaiveTime, Utc};

use super::range::Ends;
use crate::domain::{Coded, Held, PartialDate, ResultState, ResultValue, TestResult, UsualRange, plain};

/// How many results a table and a chart hold at most; the list by test holds them all.
pub const MOST: usize = 50;

/// All results of the same test, newest first, the one asked about among them. Only a shared code makes two results
/// the same test, never a like name. Cancelled ones are left out.
pub fn same_test<'a>(all: &'a [Held<TestResult>], this: &'a Held<TestResult>) -> Vec<&'a Held<TestResult>> {
    let same = |other: &&Held<TestResult>| {
        other.id == this.id
            || (other.entry.state != ResultState::Cancelled
                && share_a_code(&other.entry.name, &this.entry.name))
    };
    let mut results: Vec<_> = all.iter().filter(same).collect();
    results.sort_by(|a, b| b.entry.taken.cmp(&a.entry.taken).then_with(|| a.id.cmp(&b.id)));
    results
}

fn share_a_code(one: &Coded, other: &Coded) -> bool {
    one.codes.iter().any(|code| other.codes.contains(code))
}

/// How a value is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    Exactly,
    LessThan,
    AtMost,
    MoreThan,
    AtLeast,
}

/// One value at its time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    pub taken: PartialDate,
    /// Where it stands in time: the moment, or the middle of its day.
    pub at: DateTime<Utc>,
    pub number: f64,
    pub known: Known,
    /// The result that the page is about.
    pub this: bool,
}

/// The values of one thing, oldest first, all in one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// The part of the result that it is, where the result has parts.
    pub name: Option<String>,
    pub points: Vec<Point>,
    /// The laboratory's range, where the same one came with every point.
    pub ends: Option<Ends>,
    /// Neighbours further apart than this are not joined: of the time between them nothing is known.
    pub apart: Option<chrono::Duration>,
}

impl Series {
    /// The points that a line joins: neighbours that are both known exactly. A value that is only bounded leaves a gap.
    pub fn lines(&self) -> Vec<&[Point]> {
        let exact = |point: &Point| point.known == Known::Exactly;
        let near = |a: &Point, b: &Point| self.apart.is_none_or(|most| b.at - a.at <= most);
        self.points
            .chunk_by(|a, b| exact(a) && exact(b) && near(a, b))
            .filter(|line| line.len() > 1)
            .collect()
    }
}

/// How a test has changed over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Trend {
    pub unit: String,
    pub series: Vec<Series>,
    /// How many results stand in the table alone: in another unit, without a day, or dated in the future.
    pub left_out: usize,
    /// Between which numbers the side reaches at least.
    pub side: Option<(f64, f64)>,
}

/// What can be drawn of these results in the unit of this one; nothing for fewer than 2 times.
pub fn trend(results: &[&Held<TestResult>], this: &Held<TestResult>, now: DateTime<Utc>) -> Option<Trend> {
    let results: Vec<_> = results.iter().copied().take(MOST).collect();
    let unit = measured(&this.entry).find_map(|(_, value, _)| Some(amount(value)?.unit))?.to_owned();
    let wanted: Vec<Option<&Coded>> = measured(&this.entry)
        .filter(|(_, value, _)| amount(value).is_some_and(|amount| amount.unit == unit))
        .map(|(name, ..)| name)
        .collect();
    let of_one = |name: &Option<&Coded>| -> Series {
        let mut ranges = Vec::new();
        let mut points: Vec<Point> = results
            .iter()
            .filter_map(|held| {
                let (_, value, range) = measured(&held.entry).find(|(other, ..)| same_part(*name, *other))?;
                let amount = amount(value).filter(|amount| amount.unit == unit)?;
                let at = held.entry.taken.and_then(|taken| Some((taken, time(&taken)?)));
                let (taken, at) = at.filter(|(_, at)| *at <= now + chrono::Duration::days(1))?;
                ranges.push(range.and_then(Ends::of));
                let this = held.id == this.id;
                Some(Point { taken, at, number: amount.number, known: amount.known, this })
            })
            .collect();
        points.sort_by_key(|point| point.at);
        let ends =
            ranges.first().copied().flatten().filter(|ends| ranges.iter().all(|other| *other == Some(*ends)));
        Series { name: name.map(|name| name.text.clone()), points, ends, apart: None }
    };
    let series: Vec<Series> = wanted.iter().map(of_one).filter(|series| !series.points.is_empty()).collect();
    let times = || series.iter().flat_map(|series| &series.points).map(|point| point.at);
    let is_one_time = times().min() == times().max();
    let drawn = series.iter().map(|series| series.points.len()).max().unwrap_or(0);
    (!is_one_time).then(|| Trend { unit, left_out: results.len().saturating_sub(drawn), series, side: None })
}

/// The values of a result with the part that each is of.
fn measured(
    result: &TestResult,
) -> impl Iterator<Item = (Option<&Coded>, &ResultValue, Option<&UsualRange>)> {
    let whole = result.value.iter().map(|value| (None, value, result.range.as_ref()));
    let parts = result.parts.iter().filter(|_| result.value.is_none());
    whole.chain(parts.filter_map(|part| Some((Some(&part.name), part.value.as_ref()?, part.range.as_ref()))))
}

/// Parts are the same by their code; where neither has one, by their name.
fn same_part(one: Option<&Coded>, other: Option<&Coded>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) if one.codes.is_empty() && other.codes.is_empty() => {
            plain(&one.text) == plain(&other.text)
        }
        (Some(one), Some(other)) => share_a_code(one, other),
        _ => false,
    }
}

struct Amount<'a> {
    number: f64,
    unit: &'a str,
    known: Known,
}

fn amount(value: &ResultValue) -> Option<Amount<'_>> {
    let ResultValue::Quantity { comparator, number, unit } = value else { return None };
    let known = match comparator.as_deref() {
        None | Some("") => Known::Exactly,
        Some("<") => Known::LessThan,
        Some("<=") => Known::AtMost,
        Some(">") => Known::MoreThan,
        Some(">=") => Known::AtLeast,
        Some(_) => return None,
    };
    number.is_finite().then_some(Amount { number: *number, unit: unit.trim(), known })
}

/// The moment, or the middle of the day; nothing where the day is not known.
fn time(taken: &PartialDate) -> Option<DateTime<Utc>> {
    taken.moment().or_else(|| Some(taken.day()?.and_time(NaiveTime::from_hms_opt(12, 0, 0)?).and_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, CodeSystem, ResultPart};
    use crate::journeys::record::testing::{self, SURGERY, now};

    fn coded(text: &str, code: &str) -> Coded {
        Coded { text: text.into(), codes: vec![Code { system: CodeSystem::Snomed, code: code.into() }] }
    }

    fn result(code: &str, number: f64, unit: &str, taken: &str) -> Held<TestResult> {
        bounded(code, "", number, unit, taken)
    }

    fn bounded(code: &str, comparator: &str, number: f64, unit: &str, taken: &str) -> Held<TestResult> {
        let mut entry = testing::test_result("HbA1c", number, unit);
        let comparator = (!comparator.is_empty()).then(|| comparator.to_owned());
        entry.value = Some(ResultValue::Quantity { comparator, number, unit: unit.into() });
        entry.taken = PartialDate::parse(taken);
        if !code.is_empty() {
            entry.name = coded("HbA1c", code);
        }
        testing::held(entry, &[SURGERY])
    }

    fn pressure(upper: f64, lower: f64, taken: &str) -> Held<TestResult> {
        let part = |name: &str, code: &str, number| ResultPart {
            name: coded(name, code),
            value: Some(ResultValue::Quantity { comparator: None, number, unit: "mmHg".into() }),
            range: None,
            mark: None,
        };
        let mut held = result("163020007", 0.0, "", taken);
        let parts = vec![part("Systolic", "72313002", upper), part("Diastolic", "1091811000000102", lower)];
        let entry = TestResult { value: None, parts, ..(*held.entry).clone() };
        held.entry = entry.into();
        held
    }

    fn trend_of(all: &[Held<TestResult>]) -> Option<Trend> {
        trend(&same_test(all, &all[0]), &all[0], now())
    }

    fn numbers(series: &Series) -> Vec<f64> {
        series.points.iter().map(|point| point.number).collect()
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
        let of =
            |this| same_test(&all, this).iter().map(|held| held.entry.source_id.clone()).collect::<Vec<_>>();
        assert_eq!(of(&all[0]), ["HbA1c 61", "HbA1c 57", "HbA1c 48"]);
        assert_eq!(of(&all[2]), ["HbA1c 52"]);
    }

    #[test]
    fn a_trend_never_mixes_units_or_unknown_days_and_counts_what_it_leaves_out() {
        let all = [
            result("1", 61.0, "mmol/mol", "2026-11-18"),
            result("1", 7.7, "%", "2026-05-12"),
            result("1", 52.0, "mmol/mol", "2025"),
            result("1", 48.0, "mmol/mol", "2025-03-14"),
            result("1", 50.0, "mmol/mol", "2031-01-01"),
        ];
        let trend = trend_of(&all).expect("a trend");
        assert_eq!(numbers(&trend.series[0]), [48.0, 61.0]);
        assert_eq!(trend.left_out, 3);
    }

    #[test]
    fn a_bounded_value_stands_alone_and_no_line_goes_through_it() {
        let all = [
            result("1", 8.0, "mg/L", "2026-11-18"),
            result("1", 7.0, "mg/L", "2026-11-10"),
            bounded("1", "<", 5.0, "mg/L", "2026-10-01"),
            result("1", 9.0, "mg/L", "2026-09-01"),
        ];
        let trend = trend_of(&all).expect("a trend");
        let lines = trend.series[0].lines();
        let lines: Vec<Vec<f64>> =
            lines.iter().map(|line| line.iter().map(|point| point.number).collect()).collect();
        assert_eq!(lines, [[7.0, 8.0]], "9 is not joined over the gap");
        assert_eq!(trend.series[0].points[1].known, Known::LessThan);
    }

    #[test]
    fn both_values_of_a_blood_pressure_stand_in_one_chart_each_with_its_own_line() {
        let all = [pressure(132.0, 84.0, "2026-11-18"), pressure(128.0, 80.0, "2026-05-12")];
        let trend = trend_of(&all).expect("a trend");
        assert_eq!((trend.unit.as_str(), trend.left_out), ("mmHg", 0));
        assert_eq!(trend.series.iter().map(numbers).collect::<Vec<_>>(), [[128.0, 132.0], [80.0, 84.0]]);
        assert_eq!(trend.series[1].name.as_deref(), Some("Diastolic"));
    }

    #[test]
    fn the_range_is_drawn_only_where_the_same_one_came_with_every_result() {
        let with = |high, number, taken| {
            let mut held = result("1", number, "mmol/mol", taken);
            let range = UsualRange { low: Some(20.0), high, text: None };
            let entry = TestResult { range: Some(range), ..(*held.entry).clone() };
            held.entry = entry.into();
            held
        };
        let same = [with(Some(41.0), 61.0, "2026-11-18"), with(Some(41.0), 48.0, "2025-03-14")];
        assert_eq!(trend_of(&same).and_then(|trend| trend.series[0].ends), Some(Ends::Both(20.0, 41.0)));
        let other = [with(Some(41.0), 61.0, "2026-11-18"), with(Some(42.0), 48.0, "2025-03-14")];
        assert_eq!(trend_of(&other).and_then(|trend| trend.series[0].ends), None);
    }

    #[test]
    fn one_time_is_no_trend_and_neither_are_words() {
        let all = [result("1", 61.0, "mmol/mol", "2026-11-18"), result("1", 60.0, "mmol/mol", "2026-11-18")];
        assert_eq!(trend_of(&all), None);
        let mut words = result("1", 61.0, "", "2026-11-18");
        let entry = TestResult { value: Some(ResultValue::Text("Trace".into())), ..(*words.entry).clone() };
        words.entry = entry.into();
        assert_eq!(trend_of(&[words, result("1", 60.0, "", "2025-11-18")]), None);
    }
}
