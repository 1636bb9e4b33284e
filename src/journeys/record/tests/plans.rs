//! Referrals and care plans.

use super::*;

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

#[test]
fn whoever_no_longer_needs_an_open_referral_is_told_whom_to_call() {
    let page = |state: RequestState| {
        let told = Referral { state, asked: vec!["Eastmoor Hospital".into()], ..referral("Rheumatology") };
        let told = held(told, &[HOSPITAL]);
        let all = gathered(vec![told.clone()], Vec::new());
        text(&entry_page(Locale::English, &told, &all, referrals::page::special))
    };
    let said = "If you no longer need it, call Riverside Hospital and say so.";
    for open in [RequestState::Active, RequestState::NotSaid] {
        assert!(page(open).contains(said));
    }
    for over in [RequestState::Done, RequestState::Refused, RequestState::Cancelled] {
        assert!(!page(over.clone()).contains("no longer need it"), "{over:?}");
    }
}
