//! The pages of the record as people read them.

use leptos::prelude::*;

use super::detail::CannotFind;
use super::front::page::RecordPage;
use super::front::record_doors;
use super::listed::Listed;
use super::testing::*;
use super::{allergies, care_plans, letters, prescriptions, questionnaires, referrals, test_results, visits};
use crate::domain::*;
use crate::words::Locale;

fn gathered<T>(entries: Vec<Held<T>>, sources: Vec<SourceReport>) -> Gathered<T> {
    Gathered { entries, sources, kept_back: Vec::new() }
}

fn english<T: Listed>(gathered: &Gathered<T>) -> String {
    text(&list_page(Locale::English, gathered, ""))
}

#[test]
fn an_empty_list_that_may_be_missing_something_never_says_that_there_is_none() {
    let may_be_missing = [failed(HOSPITAL), waiting(HOSPITAL), not_asked(HOSPITAL)];
    for source in may_be_missing {
        let words = english(&gathered::<Medicine>(Vec::new(), vec![answered(SURGERY, 0), source.clone()]));
        assert!(words.contains("That does not mean that there is nothing."), "{words}");
        assert!(words.contains("Riverside Hospital"), "{words}");
        assert!(!words.to_lowercase().contains("you have no"), "{words}");
    }
}

#[test]
fn an_empty_list_that_everyone_answered_says_who_told_of_none() {
    let words = english(&gathered::<Letter>(Vec::new(), vec![answered(SURGERY, 0)]));
    assert!(words.contains("Hill Street Surgery told us of none."), "{words}");
}

#[test]
fn the_list_still_shows_the_others_when_everyone_else_has_failed() {
    let words = english(&gathered(
        vec![held(medicine("Aspirin"), &[SURGERY])],
        vec![answered(SURGERY, 1), failed(HOSPITAL)],
    ));
    assert!(words.contains("Aspirin"), "{words}");
    assert!(words.contains("Riverside Hospital has not answered"), "{words}");
    assert!(words.contains("01632 960 001"), "{words}");
}

#[test]
fn each_entry_of_an_old_copy_says_so_and_the_others_do_not() {
    let entries = vec![as_old_copy(held(medicine("Old"), &[HOSPITAL])), held(medicine("Fresh"), &[SURGERY])];
    let words = english(&gathered(entries, vec![answered(SURGERY, 1), failed_with_copy(HOSPITAL, 1)]));
    assert_eq!(words.matches("As Riverside Hospital told us today at 8:12am").count(), 1, "{words}");
}

#[test]
fn two_thousand_entries_are_shown_fifty_to_a_page_with_plain_links() {
    let many = gathered(many_medicines(2000), vec![answered(SURGERY, 2000)]);
    let html = list_page(Locale::English, &many, "page=2");
    assert_eq!(html.matches("Medicine 0").count() + html.matches("Medicine 1").count(), 50);
    assert!(
        html.contains(r#"href="/record/medicines?page=3""#) && html.contains(r#"href="/record/medicines""#)
    );
    assert!(text(&html).contains("Page 2 of 40"));
    assert_well_made(&html);
}

#[test]
fn a_page_that_is_not_there_says_how_many_there_are() {
    let many = gathered(many_medicines(120), vec![answered(SURGERY, 120)]);
    for query in ["page=4", "page=0", "page=nonsense"] {
        let words = text(&list_page(Locale::English, &many, query));
        assert!(words.contains("There is no such page. This list has 3 pages."), "{words}");
        assert!(!words.contains("Medicine 0001"), "{words}");
    }
}

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
fn the_allergies_page_shows_a_disagreement_before_the_list() {
    let words = english(&gathered(
        vec![held(allergy("penicillin"), &[SURGERY])],
        vec![answered(SURGERY, 1), none_known(HOSPITAL, "No known allergies")],
    ));
    let at =
        words.find("Hill Street Surgery lists penicillin. Riverside Hospital lists “No known allergies”.");
    let list = words.find("Allergies listed now");
    assert!(at.is_some() && at < list, "{words}");
}

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

fn blood_sugar(number: f64, taken: &str) -> TestResult {
    let mut result = test_result("HbA1c", number, "mmol/mol");
    result.name.codes.push(Code { system: CodeSystem::Snomed, code: "999791000000106".into() });
    result.range = Some(UsualRange { low: Some(20.0), high: Some(41.0), text: None });
    result.taken = PartialDate::parse(taken);
    result
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

#[test]
fn a_referral_says_who_asked_whom_for_what_when_and_how_it_stands() {
    let told = Referral {
        state: RequestState::Refused,
        reason_for_state: Some("Not in our area".into()),
        urgency: Some(Urgency::Urgent),
        reason: Some("Knee pain".into()),
        asked_by: Some("Dr Amara Okafor".into()),
        asked: vec!["Vale Community Care".into()],
        made: PartialDate::parse("2026-11-02"),
        ubrn: Some("0000 4953 3912".into()),
        ..referral("Referral to physiotherapist")
    };
    let told = held(told, &[SURGERY]);
    let all = gathered(vec![told.clone()], Vec::new());
    let html = entry_page(Locale::English, &told, &all, referrals::page::special);
    let words = text(&html);
    for said in [
        "Dr Amara Okafor asked Vale Community Care.",
        "The referral is dated 2 November 2026.",
        "The record says that it was refused.",
        "Not in our area",
        "Ask Hill Street Surgery if you think you still need it.",
        "Knee pain",
        "Urgent",
        "0000 4953 3912",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn a_referral_of_which_little_was_told_says_no_more() {
    let bare = held(referral("Referral to physiotherapist"), &[SURGERY]);
    let all = gathered(vec![bare.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &bare, &all, referrals::page::special));
    assert!(words.contains("The record does not say what came of it."), "{words}");
    for said in ["asked Vale", "dated", "active", "cancelled", "finished", "How soon"] {
        assert!(!words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_care_plan_shows_its_goals_and_activities_and_what_is_not_to_be_done() {
    let plan = CarePlan {
        for_what: vec!["Type 2 diabetes".into()],
        description: Some("Manage weight".into()),
        author: Some("Dr Farah Iqbal".into()),
        goals: vec![PlanPart { lines: vec!["Body weight: 80 kg".into()], ..plan_part("Lose 5 kg") }],
        activities: vec![
            PlanPart { state: RequestState::Active, ..plan_part("Walk every day") },
            PlanPart { is_not_to_be_done: true, ..plan_part("Deep knee bends") },
        ],
        parts_not_read: 1,
        ..care_plan("Diabetes plan")
    };
    let plan = held(plan, &[HOSPITAL]);
    let all = gathered(vec![plan.clone()], Vec::new());
    let html = entry_page(Locale::English, &plan, &all, care_plans::page::special);
    let words = text(&html);
    for said in [
        "Manage weight",
        "1 part of this plan could not be read and is not shown.",
        "Goals Lose 5 kg Body weight: 80 kg",
        "Walk every day How it stands Under way",
        "What not to do Deep knee bends What the record says",
        "This plan is for: Type 2 diabetes. Dr Farah Iqbal wrote it.",
        "Written by Dr Farah Iqbal",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn a_care_plan_without_parts_says_who_told_of_none() {
    let plan = held(care_plan("Diabetes plan"), &[HOSPITAL]);
    let all = gathered(vec![plan.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &plan, &all, care_plans::page::special));
    assert!(
        words.contains("Riverside Hospital told us of no goals in this plan, and of nothing to do."),
        "{words}"
    );
    assert!(!words.contains("Goals"), "{words}");
}

/// A prescription of these medicines, each in a state, at Quay Pharmacy.
fn at_quay(items: &[(&str, PrescriptionState)]) -> Prescription {
    let item = |(name, state): &(&str, PrescriptionState)| PrescribedItem {
        state: state.clone(),
        since: PartialDate::parse("2026-11-21T15:20:00Z"),
        ..prescribed_item(name)
    };
    Prescription {
        items: items.iter().map(item).collect(),
        number: Some("24F5DA-A99901-7EFE6Z".into()),
        pharmacy: Some(Pharmacy {
            name: "Quay Pharmacy".into(),
            address: Some("8 Harbour Street, Sample Quay, ZZ99 6HH".into()),
            phone: Some("01632 960 021".into()),
            website: Some("www.quay.example".into()),
        }),
        ..prescription("x")
    }
}

#[test]
fn a_prescription_says_what_is_ready_where_and_how_to_reach_the_pharmacy() {
    use PrescriptionState::{ReadyToCollect, WithPharmacy};
    let told = at_quay(&[("Metformin 500mg tablets", ReadyToCollect), ("Salbutamol inhaler", WithPharmacy)]);
    let told = held(told, &[HOSPITAL]);
    let all = gathered(vec![told.clone()], Vec::new());
    let html = entry_page(Locale::English, &told, &all, prescriptions::page::special);
    let words = text(&html);
    for said in [
        "Metformin 500mg tablets and 1 more medicine",
        "1 of 2 medicines: Ready to collect at Quay Pharmacy.",
        "8 Harbour Street, Sample Quay, ZZ99 6HH",
        "Phone: 01632 960 021",
        "Salbutamol inhaler Where it is With Quay Pharmacy Since 21 November 2026, 3:20pm",
        "Prescription number 24F5DA-A99901-7EFE6Z",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(html.contains("href=\"tel:01632960021\"") && !html.contains("href=\"www"), "{html}");
    assert_well_made(&html);
    let list = text(&list_page(Locale::English, &all, ""));
    assert!(list.contains("Ready to collect Metformin 500mg tablets and 1 more medicine"), "{list}");
}

#[test]
fn a_refused_request_says_why_and_whom_to_ask() {
    let mut refused = prescription("Citalopram 20mg tablets");
    refused.items[0].state = PrescriptionState::Refused;
    refused.items[0].reason = Some("Call us for a review first.".into());
    refused.comment = Some("I ran out".into());
    let refused = held(refused, &[SURGERY]);
    let all = gathered(vec![refused.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &refused, &all, prescriptions::page::special));
    for said in [
        "The request was refused.",
        "Ask Hill Street Surgery if you think you still need it.",
        "Why Call us for a review first.",
        "What was written with the request I ran out",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("The pharmacy"), "{words}");
}

#[test]
fn a_prescription_of_which_little_was_told_says_no_more() {
    let bare =
        held(Prescription { items_not_read: 2, ..prescription("Metformin 500mg tablets") }, &[SURGERY]);
    let all = gathered(vec![bare.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &bare, &all, prescriptions::page::special));
    for said in [
        "Metformin 500mg tablets and 2 more medicines",
        "The record does not say where it is.",
        "2 medicines on it could not be read and are not shown.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for said in ["collect", "The pharmacy", "Prescription number", "How to take it"] {
        assert!(!words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_care_plan_whose_parts_stand_elsewhere_is_not_said_to_be_empty() {
    let plan = CarePlan { has_parts_elsewhere: true, ..care_plan("Breast Screening") };
    let plan = held(plan, &[HOSPITAL]);
    let all = gathered(vec![plan.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &plan, &all, care_plans::page::special));
    assert!(words.contains("stands in your other lists, such as appointments and letters."), "{words}");
    assert!(!words.contains("told us of no goals"), "{words}");
}

#[test]
fn a_waiting_list_says_how_long_people_wait_and_promises_nothing() {
    let list = Referral {
        is_waiting_list: true,
        state: RequestState::Active,
        asked: vec!["Eastmoor Hospital".into()],
        waiting: Waiting {
            planned: Some("22 weeks".into()),
            most_people: Some("25 weeks".into()),
            since: PartialDate::parse("2026-09-03"),
            confirmed: PartialDate::parse("2026-11-19"),
            ..Waiting::default()
        },
        ..referral("Dermatology")
    };
    let list = held(list, &[HOSPITAL]);
    let all = gathered(vec![list.clone()], Vec::new());
    let html = entry_page(Locale::English, &list, &all, referrals::page::special);
    let words = text(&html);
    for said in [
        "This is a place on a list at Eastmoor Hospital of people who wait to be seen or treated.",
        "The waiting counts from 3 September 2026.",
        "The average wait that is planned there is 22 weeks.",
        "8 in 10 people waited up to 25 weeks.",
        "Your own wait may be shorter or longer.",
        "Waiting list last confirmed 19 November 2026",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // Counted from the day of these tests: 11 weeks gone, 11 to go.
    assert!(!words.contains("11 weeks"), "nothing is worked out: {words}");
    assert_well_made(&html);
}

#[test]
fn a_referral_that_can_be_booked_elsewhere_says_so_before_the_link() {
    let told = Referral {
        state: RequestState::Active,
        booking: Some(ReferralBooking::CanBeBookedAgain),
        link: OutsideLink::parse("https://refer.nhs.uk/nhslogin?ubrn=808993698032"),
        ..referral("Rheumatology")
    };
    let told = held(told, &[HOSPITAL]);
    let all = gathered(vec![told.clone()], Vec::new());
    let html = entry_page(Locale::English, &told, &all, referrals::page::special);
    let words = text(&html);
    let (before, after) = words.split_once("Go to refer.nhs.uk").expect("a link");
    assert!(before.contains("The record says that another one can be booked."), "{words}");
    assert!(before.contains("not part of Front Door"), "{words}");
    assert!(!after.contains("not part of Front Door"), "{words}");
    assert_well_made(&html);
}

fn knee_questions() -> Questionnaire {
    let depends = AnswerTest { of: "1.1".into(), how: AnswerComparison::Equals(AnswerValue::YesNo(true)) };
    let group = QuestionItem {
        items: vec![
            QuestionItem { is_required: true, ..question("1.1", "Does it hurt?", QuestionKind::YesNo) },
            QuestionItem {
                when_asked: WhenAsked::When { all: true, tests: vec![depends] },
                prefix: Some("2.".into()),
                ..question("1.2", "How bad is it?", QuestionKind::Integer)
            },
            QuestionItem { is_hidden: true, ..question("1.3", "Clinic code", QuestionKind::Line) },
        ],
        ..question("1", "Your knee", QuestionKind::Group)
    };
    questionnaire(vec![question("0", "Sit down first.", QuestionKind::Display), group])
}

#[test]
fn a_questionnaire_says_who_asks_until_when_where_to_fill_it_in_and_what_to_expect() {
    let asked = AskedQuestionnaire {
        asked_by: Some("Eastmoor Hospital".into()),
        due: PartialDate::parse("2027-01-04"),
        link: OutsideLink::parse("https://my.portal.com/Questionnaire?id=13ef"),
        questions: Some(knee_questions()),
        ..asked_questionnaire("Knee questions")
    };
    let asked = held(asked, &[HOSPITAL]);
    let all = gathered(vec![asked.clone()], Vec::new());
    let html = entry_page(Locale::English, &asked, &all, questionnaires::page::special);
    let words = text(&html);
    for said in [
        "The record says that it is not started yet.",
        "The last day to fill it in is 4 January 2027.",
        "You fill it in on the website that Riverside Hospital uses.",
        "Asked by Eastmoor Hospital",
        "That website is not part of Front Door.",
        "Go to my.portal.com",
        "Questions to expect There are 2 questions. You may not be asked all of them.",
        "Your knee Does it hurt? This one must be answered.",
        "2. How bad is it? Asked only after some answers.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for never in ["Clinic code", "Sit down first", "cannot fill it in"] {
        assert!(!words.contains(never), "{never}: {words}");
    }
    assert_well_made(&html);
}

#[test]
fn a_questionnaire_without_a_page_says_whom_to_ask() {
    let words = |asked: AskedQuestionnaire| {
        let asked = held(asked, &[HOSPITAL]);
        let all = gathered(vec![asked.clone()], Vec::new());
        text(&entry_page(Locale::English, &asked, &all, questionnaires::page::special))
    };
    let open = words(asked_questionnaire("Knee questions"));
    assert!(open.contains("You cannot fill it in here yet. Ask Riverside Hospital"), "{open}");
    let late = words(AskedQuestionnaire {
        due: PartialDate::parse("2026-11-21"),
        ..asked_questionnaire("Knee questions")
    });
    assert!(late.contains("The last day to fill it in was 21 November 2026."), "{late}");
    assert!(late.contains("Ask Riverside Hospital if you still can."), "{late}");
    let done =
        words(AskedQuestionnaire { state: FillingState::Done, ..asked_questionnaire("Knee questions") });
    assert!(!done.contains("cannot fill") && !done.contains("Ask Riverside"), "{done}");
}

#[test]
fn a_questionnaire_that_could_not_be_read_whole_says_so() {
    let questions = Questionnaire { items_not_read: 2, ..questionnaire(Vec::new()) };
    let asked = AskedQuestionnaire { questions: Some(questions), ..asked_questionnaire("Knee questions") };
    let asked = held(asked, &[HOSPITAL]);
    let all = gathered(vec![asked.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &asked, &all, questionnaires::page::special));
    assert!(words.contains("We were told of no questions."), "{words}");
    assert!(words.contains("2 parts of it could not be read and are not shown."), "{words}");
}

#[test]
fn a_name_of_any_length_or_script_fits_the_heading_and_keeps_its_direction() {
    for name in ["ن".repeat(300), "very long name ".repeat(30), "<script>alert(1)</script>".into()] {
        let entry = held(medicine(&name), &[SURGERY]);
        let html = entry_page(Locale::English, &entry, &gathered(vec![entry.clone()], Vec::new()), |_| ());
        assert_well_made(&html);
        assert!(html.contains(r#"<h1 dir="auto">"#) && !html.contains("<script>"), "{html}");
    }
}

fn full_medicine(name: &str) -> Medicine {
    Medicine {
        dosage: Some("One a day".into()),
        instructions: Some("With food".into()),
        quantity: Some("28 tablets".into()),
        course: Course::Repeat,
        started: PartialDate::parse("2019-03"),
        last_issued: PartialDate::parse("2026-11-02"),
        reason: Some("Heart".into()),
        prescriber: Some("Nurse Nightingale".into()),
        note: Some("Ask before surgery".into()),
        ..medicine(name)
    }
}

/// One entry of each kind, told in Greek letters alone.
fn in_greek<T: Listed>(entry: T) -> Gathered<T> {
    let sources = vec![answered(GREEK, 1), failed_with_copy(GREEK, 1), waiting(GREEK), not_asked(GREEK)];
    gathered(vec![as_old_copy(held(entry.clone(), &[GREEK])), held(entry, &[GREEK])], sources)
}

fn all_ours<T: Listed, V: IntoView + 'static>(
    entry: T,
    special: impl FnOnce(super::detail::Shown<'_, T>) -> V,
) {
    let all = in_greek(entry);
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, ""));
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, "by=test"));
    assert_all_words_ask_for_their_language(&list_page(Locale::Pseudo, &all, "page=9"));
    assert_all_words_ask_for_their_language(&entry_page(Locale::Pseudo, &all.entries[0], &all, special));
}

#[test]
fn every_word_of_ours_on_every_page_asks_for_its_language() {
    let date = || PartialDate::parse("2026-11-18T09:10:00Z");
    all_ours(Medicine { started: date(), course: Course::Repeat, ..medicine("Ασπιρίνη") }, |_| ());
    all_ours(
        Allergy {
            reactions: vec!["εξάνθημα".into()],
            severity: Some("ήπια".into()),
            recorded: date(),
            ..allergy("γύρη")
        },
        |_| (),
    );
    all_ours(Condition { started: date(), certainty: Certainty::Suspected, ..condition("Άσθμα") }, |_| ());
    all_ours(
        TestResult { mark: Some("Υ".into()), comment: Some("καλά".into()), ..greek_result() },
        test_results::page::special,
    );
    all_ours(
        Letter { written: date(), author: Some("Δρ".into()), ..letter("Γράμμα") },
        letters::page::special,
    );
    all_ours(Vaccination { was_given: false, given: date(), ..vaccination("Εμβόλιο") }, |_| ());
    let notes = vec![VisitNote { heading: Some("Α".into()), lines: vec!["Β".into()] }];
    all_ours(Visit { started: date(), notes, ..visit("Επίσκεψη") }, visits::page::special);
    for state in states_in_greek() {
        let asked_by = Some("Δρ".into());
        let urgency = Some(Urgency::AsSoonAsPossible);
        all_ours(
            Referral {
                state,
                asked_by,
                urgency,
                asked: vec!["Α".into(), "Β".into()],
                made: date(),
                ..referral("Πόδι")
            },
            referrals::page::special,
        );
    }
    for state in states_in_greek() {
        let part = PlanPart {
            state: state.clone(),
            is_not_to_be_done: true,
            when: date(),
            who: Some("Δρ".into()),
            ..plan_part("Στόχος")
        };
        let (goals, activities) = (vec![part.clone()], vec![part]);
        let for_what = vec!["Άσθμα".into()];
        all_ours(
            CarePlan {
                state,
                goals,
                activities,
                for_what,
                started: date(),
                parts_not_read: 2,
                ..care_plan("Σχέδιο")
            },
            care_plans::page::special,
        );
    }
    all_ours(care_plan("Σχέδιο"), care_plans::page::special);
    for state in prescription_states_in_greek() {
        for pharmacy in [None, Some(greek_pharmacy())] {
            let number = pharmacy.as_ref().map(|_| "Α".to_owned());
            let item =
                PrescribedItem { state: state.clone(), since: date(), ..prescribed_item("Φάρμακο") };
            let items = vec![item, prescribed_item("Φάρμακο")];
            let one = Prescription {
                pharmacy,
                number,
                items: vec![items[0].clone()],
                dated: date(),
                course: Course::Repeat,
                ..prescription("Α")
            };
            all_ours(one.clone(), prescriptions::page::special);
            all_ours(Prescription { items, items_not_read: 1, ..one }, prescriptions::page::special);
        }
    }
    all_ours(CarePlan { has_parts_elsewhere: true, ..care_plan("Σχέδιο") }, care_plans::page::special);
    for booking in bookings_in_greek() {
        let waiting = Waiting {
            planned: Some("ΚΒ".into()),
            most_people: Some("ΚΕ".into()),
            since: date(),
            ended: date(),
            confirmed: date(),
        };
        let (booking, state) = (Some(booking), RequestState::Active);
        let told = Referral { booking, state, waiting, review_due: date(), ..referral("Πόδι") };
        all_ours(Referral { is_waiting_list: true, ..told.clone() }, referrals::page::special);
        all_ours(told, referrals::page::special);
    }
    for state in fillings_in_greek() {
        for due in ["2026-11-21", "2027", ""] {
            let asked = AskedQuestionnaire {
                state: state.clone(),
                asked_by: Some("Δρ".into()),
                due: PartialDate::parse(due),
                answered: date(),
                asks_for_follow_up: true,
                questions: Some(questions_in_greek()),
                ..asked_questionnaire("Ερωτήσεις")
            };
            all_ours(asked, questionnaires::page::special);
        }
    }
}

fn greek_pharmacy() -> Pharmacy {
    let greek = || Some("Οδός".to_owned());
    Pharmacy {
        name: "Φαρμακείο".into(),
        address: greek(),
        phone: Some("01632 960 021".into()),
        website: greek(),
    }
}

/// Every state there is, with a source's own word in Greek letters.
fn prescription_states_in_greek() -> [PrescriptionState; 21] {
    use PrescriptionState as State;
    [
        State::AskedFor,
        State::BeingLookedAt,
        State::OnHold,
        State::Refused,
        State::Approved,
        State::SentElectronically,
        State::Cancelled,
        State::WithPharmacy,
        State::WithPharmacyNotTracked,
        State::PreparingRemainder,
        State::ReadyToCollect,
        State::ReadyToCollectInPart,
        State::ReadyToDispatch,
        State::ReadyToDispatchInPart,
        State::NotDispensed,
        State::Dispatched,
        State::Collected,
        State::TrackingUnavailable,
        State::Finished,
        State::NotSaid,
        State::Other("Λέξη".into()),
    ]
}

fn bookings_in_greek() -> [ReferralBooking; 4] {
    use ReferralBooking::{CanBeBooked, CanBeBookedAgain, InReview, Other};
    [CanBeBooked, CanBeBookedAgain, InReview, Other("Λέξη".into())]
}

fn fillings_in_greek() -> [FillingState; 8] {
    use FillingState::{Begun, Cancelled, Done, NotSaid, NotStarted, OnHold, Other, Refused};
    [NotStarted, Begun, OnHold, Done, Cancelled, Refused, NotSaid, Other("Λέξη".into())]
}

fn questions_in_greek() -> Questionnaire {
    let depends = QuestionItem { when_asked: WhenAsked::Unclear, ..question("1", "Α", QuestionKind::YesNo) };
    let required = QuestionItem { is_required: true, ..depends.clone() };
    let nameless = QuestionItem { text: None, prefix: Some("Β".into()), ..required.clone() };
    let silent = QuestionItem { prefix: None, ..nameless.clone() };
    let items = vec![depends, required, nameless, silent];
    Questionnaire { description: Some("Γ".into()), items_not_read: 1, ..questionnaire(items) }
}

/// Every state there is, with a source's own word in Greek letters.
fn states_in_greek() -> [RequestState; 9] {
    use RequestState::{Active, Booked, Cancelled, Done, NotSaid, OnHold, Other, Planned, Refused};
    [Planned, Booked, Active, OnHold, Cancelled, Refused, Done, NotSaid, Other("Λέξη".into())]
}

fn greek_result() -> TestResult {
    TestResult {
        name: Coded { text: "Σάκχαρο".into(), ..blood_sugar(1.0, "").name }, ..unitless_sugar()
    }
}

fn unitless_sugar() -> TestResult {
    let value = ResultValue::Quantity { comparator: None, number: 61.0, unit: String::new() };
    TestResult { value: Some(value), ..blood_sugar(61.0, "2026-11-18") }
}

#[test]
fn every_word_of_ours_on_the_front_page_asks_for_its_language() {
    let mut everything = nothing_at_all();
    everything.medicines = in_greek(medicine("Ασπιρίνη"));
    everything.allergies = gathered(Vec::new(), vec![none_known(GREEK, "Καμία")]);
    everything.sources = everything.medicines.sources.clone();
    let doors = record_doors(Locale::Pseudo, now(), &everything);
    let sources = everything.sources;
    let page = html(|| {
        view! { <RecordPage locale=Locale::Pseudo now=now() sources doors /> }
    });
    assert_all_words_ask_for_their_language(&page);
    assert_well_made(&page);
}

#[test]
fn an_allergy_with_its_state_not_said_is_counted_as_listed_now() {
    let entry = Allergy { state: AllergyState::NotSaid, ..allergy("latex") };
    assert_eq!(allergies::place(&entry), allergies::Place::Now);
}
