//! The page of one entry: every field that was told, and what to do when it is not there.

use super::*;

#[test]
fn a_medicine_shows_every_field_with_who_holds_it_and_when_it_was_checked() {
    let mut aspirin = held(full_medicine("Aspirin 75mg tablets"), &[SURGERY, HOSPITAL]);
    aspirin.holders[0].recorded = PartialDate::parse("2019-03-04");
    let html = entry_page(Locale::English, &aspirin, &gathered(vec![aspirin.clone()], Vec::new()), |_| ());
    let words = text(&html);
    for told in [
        "Aspirin 75mg tablets",
        "One a day",
        "With food",
        "28 tablets",
        "Repeat prescription",
        "March 2019",
        "2 November 2026",
        "Heart",
        "Nurse Nightingale",
        "Ask before surgery",
        "Hill Street Surgery: 4 March 2019",
        "Last checked today at 9:40am",
        "01632 960 100",
        "01632 960 001",
    ] {
        assert!(words.contains(told), "{told} is missing: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn an_old_copy_can_only_be_called_about() {
    let old = as_old_copy(held(medicine("Aspirin"), &[HOSPITAL]));
    let html = entry_page(Locale::English, &old, &gathered(vec![old.clone()], Vec::new()), |_| ());
    let words = text(&html);
    assert!(words.contains("As Riverside Hospital told us today at 8:12am."), "{words}");
    assert!(words.contains("It may have changed since. Call to be sure before you act on it."), "{words}");
    assert!(html.contains(r#"href="tel:01632960001""#));
    assert!(!html.contains("<form") && !html.contains("<button"));
}

#[test]
fn an_entry_that_is_not_there_says_so_and_offers_a_way_on() {
    let html = html(|| {
        view! { <CannotFind locale=Locale::English now=now() kind=Kind::TestResults sources=vec![failed(HOSPITAL)] /> }
    });
    let words = text(&html);
    assert!(words.contains("We cannot find this test result"), "{words}");
    assert!(words.contains("It may be with an organisation that has not told us everything."), "{words}");
    assert!(html.contains(r#"href="/record/test-results""#));
    assert_well_made(&html);
}

#[test]
fn a_letter_is_read_here_or_says_whom_to_ask() {
    let mut read = letter("Clinic letter");
    read.text = Some("Dear Sam,\nall is well.\n\nDr Grey <grey@example>".into());
    let read = held(read, &[HOSPITAL]);
    let html =
        entry_page(Locale::English, &read, &gathered(vec![read.clone()], Vec::new()), letters::page::special);
    assert!(html.contains("Dear Sam,<br>all is well.") && html.contains("&lt;grey@example"), "{html}");
    let mut file = letter("Scan");
    file.file_type = Some("application/pdf".into());
    file.file_size = Some(240_000);
    let file = held(file, &[HOSPITAL]);
    let page =
        entry_page(Locale::English, &file, &gathered(vec![file.clone()], Vec::new()), letters::page::special);
    let words = text(&page);
    assert!(words.contains("This letter is a file (PDF, 240KB). You cannot open it here yet."), "{words}");
    assert!(words.contains("Ask Riverside Hospital if you want to read it."), "{words}");
}

#[test]
fn a_visit_shows_what_was_written_down_in_the_source_s_order() {
    let mut consultation = visit("Telephone consultation");
    consultation.notes = vec![
        VisitNote { heading: Some("History".into()), lines: vec!["Cough".into(), "3 days".into()] },
        VisitNote { heading: None, lines: vec!["Rest".into()] },
    ];
    let consultation = held(consultation, &[SURGERY]);
    let all = gathered(vec![consultation.clone()], Vec::new());
    let html = entry_page(Locale::English, &consultation, &all, visits::page::special);
    assert!(text(&html).contains("History Cough 3 days Rest"), "{html}");
    assert_well_made(&html);
}
