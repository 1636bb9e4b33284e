//! Narrowed lists as people read them.

use crate::domain::*;
use crate::journeys::record::asked::ListQuery;
use crate::journeys::record::list::List;
use crate::journeys::record::list_page::ListPage;
use crate::journeys::record::testing::*;
use crate::words::Locale;

fn finished(name: &str, ended: &str) -> Medicine {
    Medicine { state: MedicineState::Finished, ended: PartialDate::parse(ended), ..medicine(name) }
}

/// Six medicines of two holders, one of them without a date.
fn medicines() -> Gathered<Medicine> {
    let started = PartialDate::parse("2010-05");
    let entries = vec![
        held(Medicine { started, ..medicine("Amlodipine") }, &[SURGERY]),
        held(finished("Amoxicillin", "2019-03-04"), &[SURGERY]),
        held(finished("Codeine", "2024-06-01"), &[HOSPITAL]),
        held(finished("Doxycycline", "2026-02-01"), &[HOSPITAL]),
        held(finished("Erythromycin", ""), &[HOSPITAL]),
        held(Medicine { started, ..medicine("Aspirin") }, &[SURGERY, HOSPITAL]),
    ];
    Gathered::of(entries, vec![answered(SURGERY, 3), failed(HOSPITAL)])
}

fn shown(query: &str) -> Vec<&'static str> {
    let words = text(&list_page(Locale::English, &medicines(), query));
    ["Amlodipine", "Amoxicillin", "Codeine", "Doxycycline", "Erythromycin", "Aspirin"]
        .into_iter()
        .filter(|name| words.contains(name))
        .collect()
}

#[test]
fn a_list_is_narrowed_by_holder_by_time_and_by_how_entries_stand() {
    assert_eq!(shown("holder=A81001"), ["Amlodipine", "Amoxicillin", "Aspirin"]);
    assert_eq!(shown("sort=now"), ["Amlodipine", "Aspirin"]);
    assert_eq!(shown("sort=past&holder=RA101&since=2026"), ["Doxycycline", "Erythromycin"]);
}

#[test]
fn what_still_goes_on_and_what_has_no_date_is_never_left_out_by_time() {
    assert_eq!(shown("since=12m"), ["Amlodipine", "Doxycycline", "Erythromycin", "Aspirin"]);
    assert_eq!(shown("since=2024"), ["Amlodipine", "Codeine", "Doxycycline", "Erythromycin", "Aspirin"]);
}

#[test]
fn a_narrowed_list_says_so_and_still_says_who_has_not_answered() {
    let html = list_page(Locale::English, &medicines(), "holder=A81001");
    let words = text(&html);
    assert!(
        words.contains("This list is narrowed. You see 3 of 6 entries. Held by: Hill Street Surgery"),
        "{words}"
    );
    assert!(words.contains("Riverside Hospital has not answered."), "{words}");
    assert!(html.contains(r#"<a href="/record/medicines">Show the whole list</a>"#), "{html}");
    assert_well_made(&html);
}

#[test]
fn that_no_entry_matches_is_told_apart_from_that_there_is_none() {
    let none_match = text(&list_page(Locale::English, &medicines(), "sort=now&since=2026&holder=ZZZ99"));
    assert!(none_match.contains("No entries match what you chose."), "{none_match}");
    assert!(none_match.contains("You see 0 of 6 entries."), "{none_match}");
    let none: Gathered<Medicine> = Gathered::of(Vec::new(), vec![answered(SURGERY, 0)]);
    let told = text(&list_page(Locale::English, &none, "sort=now"));
    assert!(told.contains("Hill Street Surgery told us of none."), "{told}");
    assert!(!told.contains("No entries match"), "{told}");
}

#[test]
fn only_what_would_change_the_list_can_be_chosen() {
    let html = list_page(Locale::English, &medicines(), "");
    for field in ["holder", "since", "sort"] {
        assert!(html.contains(&format!(r#"<select id="{field}""#)), "{field}: {html}");
    }
    let alike = Gathered::of(many_medicines(60), vec![answered(SURGERY, 60)]);
    assert!(!list_page(Locale::English, &alike, "").contains("<select"));
    let few = Gathered { entries: medicines().entries.into_iter().take(3).collect(), ..medicines() };
    assert!(!list_page(Locale::English, &few, "").contains("<select"), "three are seen at one look");
}

#[test]
fn results_are_narrowed_to_one_set_of_tests_by_a_code_that_holds_no_word() {
    let of = |group: Option<&str>, name: &str| {
        let entry = TestResult { group: group.map(str::to_owned), ..test_result(name, 5.0, "mmol/L") };
        held(entry, &[SURGERY])
    };
    let blood = Some("Full blood count");
    let entries = vec![
        of(blood, "Haemoglobin"),
        of(Some("full  blood count."), "Platelets"),
        of(blood, "White cells"),
        of(None, "HbA1c"),
        of(None, "HbA1c"),
        of(Some(" "), "Sodium"),
    ];
    let all = Gathered::of(entries, vec![answered(SURGERY, 6)]);
    let html = list_page(Locale::English, &all, "");
    let options = html.split("<option value=\"").skip(1);
    let (code, _) = options
        .filter_map(|option| option.split_once('"'))
        .find(|(_, rest)| rest.contains("Full blood count"))
        .expect("a choice");
    assert!(code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_hexdigit()), "{code}");
    let narrowed = text(&list_page(Locale::English, &all, &format!("sort={code}")));
    for name in ["Haemoglobin", "Platelets", "White cells"] {
        assert!(narrowed.contains(name), "{name}: {narrowed}");
    }
    assert!(narrowed.contains("You see 3 of 6 entries. Which tests: Full blood count"), "{narrowed}");
}

#[test]
fn the_way_of_seeing_a_list_stays_while_it_is_narrowed() {
    let past = |what: &str, day: &str| {
        held(Appointment { start: Some(at(&format!("{day}T09:00:00Z"))), ..appointment(what) }, &[SURGERY])
    };
    let entries = (1..=9).map(|n| past("Blood test", &format!("202{}-05-01", n % 6))).collect();
    let all = Gathered::of(entries, vec![answered(SURGERY, 9)]);
    let html = list_page(Locale::English, &all, "show=past&since=2024");
    assert!(html.contains(r#"<input type="hidden" name="show" value="past""#), "{html}");
    assert!(html.contains(r#"href="/appointments?show=past">Show the whole list"#), "{html}");
}

#[test]
fn the_pages_of_a_narrowed_list_stay_narrowed() {
    let entries = many_medicines(120).into_iter().chain(medicines().entries).collect();
    let all = Gathered::of(entries, vec![answered(SURGERY, 126)]);
    let html = list_page(Locale::English, &all, "sort=now&page=2");
    assert!(html.contains("href=\"/record/medicines?sort=now&amp;page=3\""), "{html}");
    assert!(html.contains("href=\"/record/medicines?sort=now\""), "{html}");
}

#[test]
fn two_thousand_entries_are_narrowed_at_once() {
    let entries = (0..2_000).map(|n| held(finished("Aspirin", &format!("{}", 1990 + n % 36)), &[SURGERY]));
    let all = Gathered::of(entries.collect(), vec![answered(SURGERY, 2_000)]);
    let query = ListQuery::read("since=2020");
    let list = List::of(Locale::English, now(), &all, query, None);
    assert_eq!(list.narrowing.shown.map(|shown| (shown.shown, shown.of)), Some((330, 2_000)));
    assert!(html(|| leptos::view! { <ListPage list /> }).contains("1 of 7"));
}

#[test]
fn all_words_of_narrowing_ask_for_their_language() {
    let entries = ["2010", "2019", "2024", "2026", "", "2025"]
        .map(|ended| held(Medicine { source_id: ended.into(), ..finished("Φάρμακο", ended) }, &[GREEK]));
    let all = Gathered::of(entries.into(), vec![answered(GREEK, 6)]);
    for query in ["", "since=12m", "since=2024&sort=now&holder=RB201", "sort=past"] {
        assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, query));
    }
}
