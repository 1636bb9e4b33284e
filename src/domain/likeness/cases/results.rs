//! Test results: the same sample told by two, never two samples.

use super::{Case, coded, date, hold};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::{Coded, ResultPart, ResultState, ResultValue, Sample, TestResult};

const MORNING: &str = "2026-11-18T09:10:00Z";

fn amount(number: f64, unit: &str) -> Option<ResultValue> {
    Some(ResultValue::Quantity { comparator: None, number, unit: unit.into() })
}

fn potassium(number: f64, taken: &str) -> TestResult {
    TestResult {
        source_id: "1".into(),
        name: coded("Serum potassium level", &["1000651000000109"]),
        value: amount(number, "mmol/L"),
        range: None,
        mark: None,
        state: ResultState::Final,
        taken: date(taken),
        reported: None,
        group: None,
        report: None,
        is_vital_sign: false,
        asked_by: None,
        comment: None,
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Default::default(),
    }
}

fn in_sample(what: Option<&str>, number: Option<&str>) -> TestResult {
    let sample = Sample { what: what.map(str::to_owned), number: number.map(str::to_owned) };
    TestResult { sample: Some(sample), ..potassium(4.4, MORNING) }
}

fn pressure(systolic: f64, diastolic: f64) -> TestResult {
    let part = |name: &str, number| ResultPart {
        name: Coded::text(name),
        value: amount(number, "mm[Hg]"),
        range: None,
        mark: None,
    };
    let parts = vec![part("Systolic", systolic), part("Diastolic", diastolic)];
    TestResult { value: None, parts, ..potassium(0.0, MORNING) }
}

#[test]
fn when_two_results_are_one() {
    use ResultState::{Cancelled, Corrected, NotFinal, NotSaid};
    let one = || potassium(4.4, MORNING);
    let state = |state| TestResult { state, ..one() };
    let unit = |unit: &str| TestResult { value: amount(4.4, unit), ..one() };
    let named = |name: &str, codes: &[&str]| TestResult { name: coded(name, codes), ..one() };
    let eye =
        |side: &str| TestResult { body_site: Some(side.into()), ..named("Eye pressure", &["41633001"]) };
    let bounded = ResultValue::Quantity { comparator: Some("<".into()), number: 4.4, unit: "mmol/L".into() };
    let mut swapped = pressure(138.0, 82.0);
    swapped.parts.reverse();
    hold(vec![
        Case("the same test, moment and value", one(), one(), Same),
        Case("seconds apart", one(), potassium(4.4, "2026-11-18T09:10:40Z"), Same),
        Case("another moment of the same day", one(), potassium(4.4, "2026-11-18T15:10:00Z"), Different),
        Case("the day alone, told by one", one(), potassium(4.4, "2026-11-18"), MaybeSame),
        Case(
            "the day alone, told by both",
            potassium(4.4, "2026-11-18"),
            potassium(4.4, "2026-11-18"),
            MaybeSame,
        ),
        Case("another day", one(), potassium(4.4, "2026-11-19"), Different),
        Case("a month is no day", potassium(4.4, "2026-11"), potassium(4.4, "2026-11"), Different),
        Case("another value", one(), potassium(5.6, MORNING), Different),
        Case("a bounded value", one(), TestResult { value: Some(bounded), ..one() }, Different),
        Case(
            "a value that was corrected",
            one(),
            TestResult { state: Corrected, ..potassium(5.6, MORNING) },
            MaybeSame,
        ),
        Case(
            "a value that may still change",
            one(),
            TestResult { state: NotFinal, ..potassium(5.6, MORNING) },
            MaybeSame,
        ),
        Case("final and not final", one(), state(NotFinal), MaybeSame),
        Case("not said if it is final", one(), state(NotSaid), Same),
        Case("cancelled", one(), state(Cancelled), Different),
        Case("the same unit, spelt otherwise", one(), unit("mmol/l"), Same),
        Case("another unit", one(), unit("mg/dL"), Different),
        Case("a unit that one of them does not tell", one(), unit(""), MaybeSame),
        Case("by the name, where one has no code", one(), named("Serum Potassium level", &[]), Same),
        Case(
            "by the name alone against another code",
            one(),
            named("Serum potassium level", &["1"]),
            MaybeSame,
        ),
        Case("another test", one(), named("Serum sodium level", &["1000661000000107"]), Different),
        Case(
            "the same number of the sample",
            in_sample(None, Some("A1")),
            in_sample(Some("Blood"), Some("a1")),
            Same,
        ),
        Case("another sample", in_sample(None, Some("A1")), in_sample(None, Some("A2")), Different),
        Case(
            "samples of other names",
            in_sample(Some("Venous blood"), None),
            in_sample(Some("Urine"), None),
            MaybeSame,
        ),
        Case("the sample told by one", one(), in_sample(Some("Blood"), Some("A1")), Same),
        Case("another side of the body", eye("Left eye"), eye("Right eye"), Different),
        Case("values that belong together, in any order", pressure(138.0, 82.0), swapped, Same),
        Case("one of two values is another", pressure(138.0, 82.0), pressure(138.0, 84.0), Different),
        Case("no value", TestResult { value: None, ..one() }, TestResult { value: None, ..one() }, Different),
    ]);
}
