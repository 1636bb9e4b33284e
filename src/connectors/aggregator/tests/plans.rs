//! Waiting lists, care plans, referrals and questionnaires, from the published answers.

use serde_json::{Value, json};

use super::*;
use crate::domain::{
    AskedQuestionnaire, CarePlan, FillingState, PartialDate, Referral, ReferralBooking, RequestState,
    SourceNote, WhyMissing,
};

fn referrals(json: &Value) -> Vec<Referral> {
    read_json(json).expect("read").referrals.expect("asked").entries
}

fn questionnaires(json: &Value) -> Vec<AskedQuestionnaire> {
    read_json(json).expect("read").questionnaires.expect("asked").entries
}

fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

#[test]
fn a_place_on_a_waiting_list_says_what_the_hospital_said_of_waiting_and_nothing_else() {
    let list = referrals(&example("incompleteWaitingLists")).remove(0);
    assert!(list.is_waiting_list);
    assert_eq!((list.what.text.as_str(), &list.state), ("Ophthalmology", &RequestState::Active));
    assert_eq!(list.asked, ["Isle of Wight NHS Trust"]);
    assert_eq!(list.waiting.planned.as_deref(), Some("22 weeks"));
    assert_eq!(list.waiting.most_people.as_deref(), Some("25 weeks"), "under its own spelling");
    assert_eq!((list.waiting.since, list.waiting.ended), (day("2022-06-22"), None));
    assert_eq!(list.waiting.confirmed, day("2023-06-25"));
    assert_eq!(list.made, None, "nobody said when the referral was made");
    let over = referrals(&example("completeWaitingLists")).remove(0);
    assert_eq!((&over.state, over.waiting.ended), (&RequestState::Done, day("2023-10-03")));
    assert_eq!((over.waiting.planned, over.waiting.most_people), (None, None));
}

#[test]
fn two_waiting_lists_that_name_one_referral_are_two_and_it_is_one() {
    let told = referrals(&example("multipleWaitingLists"));
    let ids: Vec<_> = told.iter().map(|one| (one.source_id.as_str(), one.is_waiting_list)).collect();
    assert_eq!(
        ids,
        [
            ("CarePlan/RTD~ABC220939220X", true),
            ("ServiceRequest/808993698001", false),
            ("CarePlan/RTD~ABC293903434B", true)
        ]
    );
    assert_eq!(told[1].waiting.planned, None, "how long a list takes is said of the list");
}

#[test]
fn a_screening_programme_is_a_care_plan_whose_parts_stand_in_their_own_lists() {
    let plans = read_json(&example("incompleteWaitingListBreastScreening")).expect("read").care_plans;
    let plan: CarePlan = plans.expect("asked").entries.remove(0);
    assert_eq!((plan.source_id.as_str(), plan.title.as_str()), ("CarePlan/901230921384", "Breast Screening"));
    assert_eq!((plan.author.as_deref(), plan.started), (Some("Isle of Wight NHS Trust"), day("2024-03-02")));
    assert!(plan.has_parts_elsewhere && plan.activities.is_empty());
    assert_eq!(plan.parts_not_read, 0);
}

#[test]
fn a_referral_says_what_can_be_booked_and_where() {
    let told = referrals(&example("allReferralStates"));
    let booking: Vec<_> = told.iter().filter_map(|one| one.booking.clone()).collect();
    use ReferralBooking::{CanBeBooked, CanBeBookedAgain, InReview};
    assert_eq!(booking, [CanBeBooked, CanBeBooked, CanBeBookedAgain, InReview, InReview]);
    let first = &told[0];
    assert_eq!(first.what.text, "ENT - Specialist Otology - Freeman - Newcastle FT - RTD");
    assert_eq!(first.specialty.as_deref(), Some("Ear, Nose & Throat"));
    assert_eq!(first.asked, ["THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST"]);
    assert_eq!((first.ubrn.as_deref(), &first.state), (Some("808993698030"), &RequestState::Active));
    assert_eq!(first.made, day("2023-11-12T10:02:15.960Z"));
    let link = first.link.as_ref().map(|link| (link.host(), link.href()));
    assert_eq!(link, Some(("refer.nhs.uk", "https://refer.nhs.uk/nhslogin?ubrn=808993698030")));
    assert_eq!(
        told.iter().filter_map(|one| one.review_due).collect::<Vec<_>>(),
        [day("2024-08-19").expect("a day")]
    );
}

#[test]
fn a_questionnaire_is_told_with_its_state_and_the_page_where_it_is_filled_in() {
    let told = questionnaires(&example("allQuestionnairestates"));
    use FillingState::{Begun, Done, NotStarted};
    let states: Vec<_> = told.iter().map(|one| one.state.clone()).collect();
    assert_eq!(states, [NotStarted, NotStarted, Begun, Begun, Done, Done]);
    let first = &told[0];
    assert_eq!(first.source_id, "QuestionnaireResponse/myportal-01/13efedca-18fa-4217-9221-d22d881bd029");
    assert_eq!(first.title, "MSK health questionnaire");
    assert_eq!(first.asked_by.as_deref(), Some("ST GEORGE'S UNIVERSITY HOSPITALS NHS FOUNDATION TRUST"));
    assert_eq!((first.asked, first.due), (day("2024-01-13T07:33:23.192Z"), None));
    assert_eq!(first.link.as_ref().map(|link| link.host()), Some("my.portal.com"));
    assert!(!first.asks_for_follow_up && first.questions.is_none());
}

/// A plan of scenario 3 of the Aggregator's "patient initiated follow-up", with this activity.
fn follow_up(more: Value) -> Value {
    let mut detail = json!({"kind": "QuestionnaireResponse", "status": "not-started", "description": "Urology",
        "extension": [
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Portal-Link",
                "valueUrl": "https://api.service.nhs.uk/national-waiting-list/pifu-request/triage-questionnaire?p=RAP~ABC1001"},
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Client-id", "valueCode": "nhs-waiting-list-01"},
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Questionnaire-Type",
                "valueCoding": {"system": "https://fhir.nhs.uk/CodeSystem/Questionnaire-Type", "code": "pifu-triage"}},
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Questionnaire-LastModifiedDate", "valueDate": "2025-03-12"}],
        "scheduledPeriod": {"start": "2025-03-01T00:00:00.000Z", "end": "2025-09-01T00:00:00.000Z"},
        "performer": [{"type": "Organization", "display": "NORTH MIDDLESEX UNIVERSITY HOSPITAL NHS TRUST"}]});
    detail.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let mut json = example("incompleteWaitingLists");
    json["entry"][0]["resource"]["activity"] = json!([{"detail": detail}]);
    json
}

#[test]
fn a_questionnaire_that_asks_for_a_follow_up_says_so_and_until_when() {
    let told = questionnaires(&follow_up(json!({}))).remove(0);
    assert!(told.asks_for_follow_up);
    assert_eq!((told.title.as_str(), told.what_kind), ("Urology", None));
    assert_eq!((told.asked, told.due), (day("2025-03-01"), day("2025-09-01")), "midnights are days");
    assert_eq!(told.answered, day("2025-03-12"));
    let link =
        "https://api.service.nhs.uk/national-waiting-list/pifu-request/triage-questionnaire?p=RAP~ABC1001";
    assert_eq!(told.source_id, format!("QuestionnaireResponse/{link}"), "it has no id of its own");
}

#[test]
fn a_link_that_people_must_not_follow_is_none() {
    let told = questionnaires(&follow_up(json!({"extension": [
        {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-Portal-Link", "valueUrl": "javascript:alert(1)"}]})));
    assert_eq!((told.len(), &told[0].link), (1, &None), "the questionnaire itself is still told");
}

#[test]
fn a_portal_s_own_task_is_a_questionnaire() {
    let (_, text) = PRODUCER[4];
    let json: Value = serde_json::from_str(text).expect("JSON");
    let answer = read(Node::of(&json), &order_for("Ann Other", (1980, 1, 1), "9000000001")).expect("read");
    let told = answer.questionnaires.expect("asked").entries.remove(0);
    assert_eq!(told.title, "Dermatology Pre-consultation Health Survey");
    assert_eq!(told.what_kind.as_deref(), Some("Pre-consultation Survey"));
    assert_eq!(told.asked_by.as_deref(), Some("Barnsley Hospital NHS Foundation Trust"));
    assert_eq!((&told.state, told.asked), (&FillingState::NotStarted, day("2021-06-13T12:30:00Z")));
    let link = told.link.as_ref().map(|link| link.href());
    assert_eq!(link, Some("https://my.portal.com/Questionnaire/cdb83383-f17e-4bf7-8f40-342f7f7c7d8d"));
    let other = read(Node::of(&json), &order());
    assert_eq!(other, Err(ConnectorError::AboutSomebodyElse), "a task is about whom it is for");
}

#[test]
fn what_a_rule_left_out_is_said_on_the_list_that_it_is_about() {
    let notes = |words: &str| {
        let issue = json!({"severity": "information", "code": "business-rule", "diagnostics": words});
        let json = json!({"resourceType": "Bundle", "entry": [
            {"resource": {"resourceType": "OperationOutcome", "issue": [issue]}}]});
        let answer = read_json(&json).expect("read");
        let lists = [
            answer.appointments.expect("asked").notes,
            answer.letters.expect("asked").notes,
            answer.referrals.expect("asked").notes,
            answer.care_plans.expect("asked").notes,
            answer.questionnaires.expect("asked").notes,
        ];
        lists.map(|list| list.into_iter().next())
    };
    let missing = || Some(SourceNote::Incomplete { text: None });
    let rule = "AGGBR23: excluding WaitingList entry with org code TST due to exclusion rule";
    assert_eq!(notes(rule), [None, None, missing(), None, None]);
    let rule = "AGGBR34: rejected Task undefined from nhs-waiting-list-01 with orgCode TST due to ODS whitelist exclusion";
    assert_eq!(notes(rule), [None, None, None, None, missing()]);
    let rule =
        "AGGBR30: rejected ServiceRequest 8 with date 2014-03-10 due to being over 8 years in the past";
    let old = Some(SourceNote::Missing(WhyMissing::OlderThanYears(8)));
    assert_eq!(notes(rule), [None, None, old, None, None]);
}
