//! The pages of test results in odd cases: no unit, no range, bounds, dates in the future, long and foreign texts.

use super::page;
use crate::domain::{
    Code, CodeSystem, Gathered, Held, KeptBack, PartialDate, ResultPart, ResultValue, TestResult, UsualRange,
};
use crate::journeys::record::testing::*;
use crate::words::Locale;

fn gathered(entries: Vec<Held<TestResult>>) -> Gathered<TestResult> {
    let sources = vec![answered(SURGERY, entries.len())];
    Gathered::of(entries, sources)
}

fn with_code(mut result: TestResult, code: &str, taken: &str) -> TestResult {
    result.name.codes = vec![Code { system: CodeSystem::Snomed, code: code.into() }];
    result.taken = PartialDate::parse(taken);
    result
}

fn one_page(result: TestResult) -> String {
    let held = held(result, &[SURGERY]);
    entry_page(Locale::English, &held, &gathered(vec![held.clone()]), page::special)
}

fn bounded(comparator: &str, number: f64) -> Option<ResultValue> {
    Some(ResultValue::Quantity { comparator: Some(comparator.into()), number, unit: "mg/L".into() })
}

#[test]
fn every_result_says_what_to_do_and_when_to_get_help_at_once() {
    let html = one_page(test_result("HbA1c", 61.0, "mmol/mol"));
    let words = text(&html);
    for said in [
        "We do not know if anyone has talked to you about this result.",
        "Call the place that asked for the test if:",
        "Go to NHS 111 online or call 111 if:",
        "Immediate action required: Call 999 or go to A&E now if:",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(html.contains("href=\"#what-to-do\"") && html.contains("id=\"what-to-do\""));
    assert_well_made(&html);
}

#[test]
fn a_bounded_value_has_no_picture_of_a_place_that_nobody_knows() {
    let range = Some(UsualRange { low: Some(3.0), high: Some(10.0), text: None });
    let html = one_page(TestResult { value: bounded("<", 5.0), range, ..test_result("CRP", 5.0, "mg/L") });
    let words = text(&html);
    assert!(words.contains("less than 5 mg/L"), "{words}");
    assert!(words.contains("The laboratory’s usual range is 3 to 10."), "{words}");
    assert!(!words.contains("above") && !words.contains("below") && !html.contains("<svg"), "{html}");
}

#[test]
fn a_range_told_only_in_words_stands_in_those_words_and_nothing_is_worked_out() {
    let range = Some(UsualRange { text: Some("see notes <b>".into()), ..UsualRange::default() });
    let html = one_page(TestResult { range, ..test_result("Odd", 5.0, "") });
    assert!(text(&html).contains("The laboratory’s usual range is “see notes <b>”."), "{html}");
    assert!(!html.contains("<b>") && !html.contains("<svg"), "{html}");
}

#[test]
fn a_comment_of_ten_megabytes_is_shown_as_far_as_a_page_can_hold_it() {
    let comment = Some("A word and another. ".repeat(500_000));
    let value = Some(ResultValue::Text("Line\n".repeat(2_000_000)));
    let result = TestResult { comment, value, ..test_result("Odd", 5.0, "") };
    let html = one_page(result.clone());
    assert!(html.len() < 400_000, "{}", html.len());
    assert!(text(&html).contains("This text is too long to stand here."));
    let list = list_page(Locale::English, &gathered(vec![held(result, &[SURGERY])]), "");
    assert!(list.len() < 10_000, "{}", list.len());
}

#[test]
fn foreign_letters_and_pictures_in_names_and_comments_keep_their_own_direction() {
    let result = TestResult {
        comment: Some("تحليل الدم طبيعي 👍🏽".into()),
        group: Some("בדיקת דם".into()),
        ..with_code(test_result("🩸 تحليل", 5.0, "mmol/L"), "1", "2026-11-18")
    };
    let html = one_page(result.clone());
    assert!(html.contains("<h1 dir=\"auto\">🩸 تحليل</h1>"), "{html}");
    assert!(html.contains("👍🏽"), "{html}");
    let list = list_page(Locale::English, &gathered(vec![held(result, &[SURGERY])]), "");
    assert!(list.contains("<h2 dir=\"auto\" class=\"month\">בדיקת"), "{list}");
}

#[test]
fn a_result_dated_in_the_future_is_told_as_such_and_not_drawn() {
    let of = |number, taken: &str| {
        held(with_code(test_result("HbA1c", number, "mmol/mol"), "1", taken), &[SURGERY])
    };
    let all = gathered(vec![of(61.0, "2026-11-18"), of(48.0, "2025-03-14"), of(50.0, "2031-01-01")]);
    let html = entry_page(Locale::English, &all.entries[0], &all, page::special);
    assert!(
        html.contains("aria-label=\"Over time: 48 on 14 March 2025 and 61 on 18 November 2026\""),
        "{html}"
    );
    let words = text(&html);
    assert!(words.contains("1 result stands in the table only"), "{words}");
    assert!(words.contains("1 January 2031"), "the table has it: {words}");
    let list = text(&list_page(Locale::English, &all, ""));
    assert!(list.contains("The date lies in the future, so it may be wrong"), "{list}");
}

#[test]
fn a_blood_pressure_is_one_reading_in_the_chart_and_in_the_table() {
    let part = |name: &str, code: &str, number| ResultPart {
        name: with_code(test_result(name, 0.0, ""), code, "").name,
        value: Some(ResultValue::Quantity { comparator: None, number, unit: "mm[Hg]".into() }),
        range: None,
        mark: None,
    };
    let of = |upper, lower, taken: &str| {
        let parts = vec![part("Systolic", "72313002", upper), part("Diastolic", "1091811000000102", lower)];
        let result = with_code(test_result("Blood pressure", 0.0, ""), "163020007", taken);
        held(TestResult { value: None, parts, is_vital_sign: true, ..result }, &[SURGERY])
    };
    let all = gathered(vec![of(132.0, 84.0, "2026-11-18"), of(128.0, 80.0, "2026-05-12")]);
    let html = entry_page(Locale::English, &all.entries[0], &all, page::special);
    assert_eq!(html.matches("class=\"chart\"").count(), 1, "{html}");
    assert_eq!(html.matches("<polyline").count(), 2, "{html}");
    let words = text(&html);
    assert!(words.contains("in mmHg"), "{words}");
    assert!(words.contains("Squares and the dashed line: Diastolic."), "{words}");
    assert!(words.contains("Systolic 128 mmHg and Diastolic 80 mmHg"), "the table: {words}");
    assert_well_made(&html);
}

#[test]
fn a_list_on_which_everything_waits_never_says_none() {
    let waits = KeptBack {
        ids: vec![crate::domain::EntryId([7; 16])],
        content: crate::domain::Fingerprint::default(),
        until: at("2026-11-27T14:30:00Z"),
        holders: Vec::new(),
        is_remembered: true,
    };
    let mut all = Gathered::<TestResult>::of(Vec::new(), vec![answered(SURGERY, 1)]);
    all.kept_back.push(waits.clone());
    for query in ["", "kind=vital-signs", "by=test"] {
        let words = text(&list_page(Locale::English, &all, query));
        assert!(!words.contains("none") && !words.contains("told of no"), "{words}");
    }
    let mut everything = nothing_at_all();
    everything.test_results = all;
    let door = crate::journeys::record::front::door(
        Locale::English,
        now(),
        crate::domain::Kind::TestResults,
        &everything,
    );
    assert_eq!(door.line, "1 new result waits");
}

#[test]
fn every_word_of_a_chart_asks_for_its_language() {
    let of = |value: Option<ResultValue>, taken: &str| {
        let result = with_code(test_result("Σάκχαρο", 5.0, ""), "1", taken);
        held(TestResult { value: value.or(result.value.clone()), ..result }, &[GREEK])
    };
    let bound =
        Some(ResultValue::Quantity { comparator: Some("<".into()), number: 3.0, unit: String::new() });
    let mut entries = vec![of(None, "2026-11-18"), of(bound, "2026-05-12"), of(None, "2019")];
    entries.extend((1..=9).map(|n| of(None, &format!("2024-0{n}-01"))));
    let all = gathered(entries);
    let html = entry_page(Locale::Pseudo, &all.entries[0], &all, page::special);
    assert!(html.contains("class=\"chart\""), "{html}");
    assert_all_words_ask_for_their_language(&html);
}
