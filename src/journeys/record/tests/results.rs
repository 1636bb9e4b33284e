//! Test results: ranges, pictures and earlier results.

use super::*;

#[test]
fn a_result_without_a_range_says_nothing_about_high_or_low() {
    let result = held(test_result("HbA1c", 61.0, "mmol/mol"), &[SURGERY]);
    let all = gathered(vec![result.clone()], vec![answered(SURGERY, 1)]);
    let html = entry_page(Locale::English, &result, &all, test_results::page::special);
    let words = text(&html);
    assert!(words.contains("61 mmol/mol"), "{words}");
    for said in ["above", "below", "laboratory’s usual range", "You: 61"] {
        assert!(!words.contains(said), "{said}: {words}");
    }
    assert!(!html.contains("<svg class=\"range\""));
    assert_well_made(&html);
}

#[test]
fn a_result_above_its_range_says_so_in_words_and_as_a_picture_and_shows_how_it_has_changed() {
    let all = gathered(
        vec![
            held(blood_sugar(61.0, "2026-11-18"), &[SURGERY]),
            held(blood_sugar(48.0, "2025-03-14"), &[HOSPITAL]),
        ],
        Vec::new(),
    );
    let html = entry_page(Locale::English, &all.entries[0], &all, test_results::page::special);
    let words = text(&html);
    assert!(words.contains("This is above the laboratory’s usual range of 20 to 41."), "{words}");
    assert!(html.contains(r#"aria-label="This is above the laboratory’s usual range of 20 to 41.""#));
    assert!(
        html.contains(r#"aria-label="Over time: 48 on 14 March 2025 and 61 on 18 November 2026""#),
        "{html}"
    );
    assert!(words.contains("18 November 2026 (this result)"), "{words}");
    assert!(words.contains("We do not know if anyone has talked to you about this result."), "{words}");
    assert_well_made(&html);
}

#[test]
fn results_link_to_every_test_with_its_earlier_results() {
    let all = gathered(vec![held(blood_sugar(61.0, "2026-11-18"), &[SURGERY])], vec![answered(SURGERY, 1)]);
    let html = list_page(Locale::English, &all, "");
    assert!(html.contains(r#"href="/record/test-results?by=test""#));
    assert!(list_page(Locale::English, &all, "by=test").contains(r#"href="/record/test-results""#));
    assert!(text(&html).contains("We do not know if anyone has talked to you about these results."));
}
