//! Referrals and care plans as entries.

use serde_json::{Value, json};

use super::mapping::{bundle, read};
use crate::connectors::ConnectorError;
use crate::domain::{CarePlan, Kind, Part, PartialDate, Referral, RequestState, Urgency, Waiting};

fn referrals(resources: Vec<Value>) -> Part<Referral> {
    read(Kind::Referrals, &bundle(resources)).expect("read").referrals.expect("asked")
}

fn plans(resources: Vec<Value>) -> Part<CarePlan> {
    read(Kind::CarePlans, &bundle(resources)).expect("read").care_plans.expect("asked")
}

fn request(id: &str, more: Value) -> Value {
    let mut request = json!({"resourceType": "ServiceRequest", "id": id, "status": "active", "intent": "order",
        "code": {"text": "Physiotherapy"}});
    let fields = more.as_object().expect("an object").clone();
    request.as_object_mut().expect("an object").extend(fields);
    request
}

/// The shape of UK Core's referral.
fn whole_referral() -> Value {
    let snomed = |code: &str, text: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code, "display": text}]});
    request(
        "1",
        json!({
            "identifier": [{"system": "https://fhir.nhs.uk/Id/UBRN", "value": "000049533912"}],
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/request-statusReason",
                "valueCodeableConcept": {"text": "Not in our area"}}],
            "status": "revoked",
            "category": [snomed("3457005", "Patient referral")],
            "priority": "urgent",
            "code": snomed("308447003", "Referral to physiotherapist"),
            "requester": {"reference": "Practitioner/7", "display": "Dr Paul Rastall"},
            "performer": [{"type": "Organization", "display": "Vale Community Care"}],
            "performerType": {"text": "Physiotherapist"},
            "reasonCode": [{"text": "Knee pain"}],
            "reasonReference": [{"reference": "Condition/9", "display": "Osteoarthritis of knee"}],
            "authoredOn": "2026-10-13T16:28:00+01:00",
            "occurrencePeriod": {"start": "2026-11", "end": "2026-12-24"},
            "patientInstruction": "Wear loose clothes",
            "note": [{"text": "Walks with a stick"}],
        }),
    )
}

#[test]
fn a_referral_keeps_every_field_that_was_told() {
    let part = referrals(vec![whole_referral()]);
    let date = PartialDate::parse;
    let told = &part.entries[0];
    assert_eq!(told.what.text, "Referral to physiotherapist");
    assert_eq!(told.state, RequestState::Cancelled);
    assert_eq!(told.reason_for_state.as_deref(), Some("Not in our area"));
    assert_eq!(told.urgency, Some(Urgency::Urgent));
    assert_eq!(told.reason.as_deref(), Some("Knee pain\nOsteoarthritis of knee"));
    assert_eq!(told.asked_by.as_deref(), Some("Dr Paul Rastall"));
    assert_eq!(told.asked, ["Vale Community Care"]);
    assert_eq!(told.specialty.as_deref(), Some("Physiotherapist"));
    assert_eq!(told.made, date("2026-10-13T15:28:00Z"));
    assert_eq!((told.wanted_from, told.wanted_until), (date("2026-11"), date("2026-12-24")));
    assert_eq!(told.instruction.as_deref(), Some("Wear loose clothes"));
    assert_eq!(told.ubrn.as_deref(), Some("000049533912"));
    assert_eq!(told.note.as_deref(), Some("Walks with a stick"));
}

#[test]
fn a_request_for_a_test_or_a_scan_is_no_referral_and_one_of_no_kind_counts_as_not_read() {
    let category =
        |code: &str, text: &str| json!({"category": [{"coding": [{"code": code, "display": text}]}]});
    let part = referrals(vec![
        request("blood", category("108252007", "Laboratory procedure")),
        request("scan", category("363679005", "Imaging")),
        request("told", category("306206005", "Referral to service")),
        request("standard", category("referral", "Transfer of Care")),
        request("named", json!({"code": {"text": "Referral to counsellor"}})),
        request(
            "by-gp",
            json!({"extension": [{"url": "https://x/Extension-UKCore-SourceOfServiceRequest"}]}),
        ),
        request("none", json!({})),
        request("spoilt", json!({"category": 7})),
        request("mistake", json!({"status": "entered-in-error", "code": {"text": "Referral"}})),
        request("not", json!({"doNotPerform": true, "code": {"text": "Referral to surgeon"}})),
    ]);
    let ids: Vec<_> = part.entries.iter().map(|told| told.source_id.as_str()).collect();
    assert_eq!(
        ids,
        ["ServiceRequest/told", "ServiceRequest/standard", "ServiceRequest/named", "ServiceRequest/by-gp"]
    );
    assert_eq!(part.set_aside, 2);
}

#[test]
fn what_is_not_told_of_a_referral_is_not_there() {
    let part = referrals(vec![
        request(
            "1",
            json!({"category": [{"text": "Referral"}], "status": "Triaged", "code": null,
            "performer": [{"display": "Eye clinic"}]}),
        ),
        request("2", json!({"category": [{"text": "Referral"}], "code": null})),
    ]);
    let told = &part.entries[0];
    assert_eq!((told.what.text.as_str(), &told.state), ("Referral", &RequestState::Other("Triaged".into())));
    assert_eq!((&told.asked_by, &told.made, &told.urgency, &told.ubrn), (&None, &None, &None, &None));
    assert_eq!((part.entries.len(), part.set_aside), (1, 1), "one that tells nothing at all is not read");
}

fn goal(id: &str, more: Value) -> Value {
    let mut goal = json!({"resourceType": "Goal", "id": id, "lifecycleStatus": "active",
        "description": {"text": "Lose weight"}});
    let fields = more.as_object().expect("an object").clone();
    goal.as_object_mut().expect("an object").extend(fields);
    goal
}

/// The shape of UK Core's "wellness plan".
fn whole_plan() -> Value {
    json!({"resourceType": "CarePlan", "id": "p", "status": "active", "intent": "plan",
        "category": [{"coding": [{"code": "assess-plan", "display": "Assessment and Plan of Treatment"}]},
            {"text": "Weight management plan"}],
        "title": "Plan for diabetes", "description": "Manage weight",
        "addresses": [{"reference": "Condition/d"}, {"display": "High blood pressure"}],
        "period": {"start": "2026-02", "end": "2027"}, "created": "2026-02-01",
        "author": {"display": "Dr Paul Rastall"},
        "contributor": [{"display": "Dr Paul Rastall"}, {"display": "Diabetes team"}],
        "goal": [{"reference": "Goal/g"}, {"display": "Sleep well"}, {"reference": "Goal/elsewhere"},
            {"reference": "#inside"}],
        "contained": [goal("inside", json!({"lifecycleStatus": "accepted", "subject": {"reference": "Patient/1"}}))],
        "activity": [
            {"outcomeCodeableConcept": [{"text": "Progressive weight loss"}], "progress": [{"text": "2 kg less"}],
                "detail": {"status": "completed", "code": {"text": "Body weight"}, "description": "Weigh once a week",
                    "statusReason": {"text": "Reached"}, "scheduledString": "On Mondays",
                    "performer": [{"display": "You"}], "location": {"display": "At home"}}},
            {"detail": {"status": "in-progress", "description": "Fasting", "doNotPerform": true}},
            {"detail": {"status": "entered-in-error", "description": "Wrong"}},
            {"reference": {"reference": "ServiceRequest/s"}}],
        "note": [{"text": "Agreed together"}]})
}

#[test]
fn a_care_plan_is_read_with_its_goals_and_activities() {
    let with = vec![
        whole_plan(),
        goal(
            "g",
            json!({"target": [{"measure": {"text": "Body weight"}, "dueDate": "2026-12",
            "detailQuantity": {"value": 80, "unit": "kg"}}], "achievementStatus": {"text": "Improving"}}),
        ),
        json!({"resourceType": "Condition", "id": "d", "code": {"text": "Type 2 diabetes"}}),
        request("s", json!({"code": {"text": "Eye check"}, "occurrenceDateTime": "2026-11-30"})),
    ];
    let mut json = bundle(with);
    for included in 1..4 {
        json["entry"][included]["search"] = json!({"mode": "include"});
    }
    let part = read(Kind::CarePlans, &json).expect("read").care_plans.expect("asked");
    assert_eq!((part.entries.len(), part.set_aside), (1, 0));
    let plan = &part.entries[0];
    let date = PartialDate::parse;
    assert_eq!(
        (plan.title.as_str(), plan.what_kind.as_deref()),
        ("Plan for diabetes", Some("Weight management plan"))
    );
    assert_eq!(plan.for_what, ["Type 2 diabetes", "High blood pressure"]);
    assert_eq!((plan.started, plan.ended, plan.written), (date("2026-02"), date("2027"), date("2026-02-01")));
    assert_eq!(
        (plan.author.as_deref(), &plan.team[..]),
        (Some("Dr Paul Rastall"), &["Diabetes team".to_owned()][..])
    );
    assert_eq!(plan.parts_not_read, 1, "a goal that did not come along");
    let goals: Vec<_> = plan.goals.iter().map(|goal| (goal.text.as_str(), &goal.state)).collect();
    assert_eq!(
        goals,
        [
            ("Lose weight", &RequestState::Active),
            ("Sleep well", &RequestState::NotSaid),
            ("Lose weight", &RequestState::Other("accepted".into()))
        ]
    );
    assert_eq!(
        (plan.goals[0].when, &plan.goals[0].lines[..], plan.goals[0].so_far.as_deref()),
        (date("2026-12"), &["Body weight: 80 kg".to_owned()][..], Some("Improving"))
    );
    let [weigh, fast, eyes] = &plan.activities[..] else { panic!("{:?}", plan.activities) };
    assert_eq!((weigh.text.as_str(), &weigh.state), ("Body weight", &RequestState::Done));
    assert_eq!(weigh.lines, ["Weigh once a week", "On Mondays"]);
    assert_eq!(weigh.so_far.as_deref(), Some("Reached\nProgressive weight loss\n2 kg less"));
    assert_eq!((weigh.who.as_deref(), weigh.place.as_deref()), (Some("You"), Some("At home")));
    assert!(fast.is_not_to_be_done && !weigh.is_not_to_be_done);
    assert_eq!((eyes.text.as_str(), eyes.when), ("Eye check", date("2026-11-30")));
}

#[test]
fn a_plan_of_a_waiting_list_says_how_long_people_wait() {
    let plan = json!({"resourceType": "CarePlan", "status": "active", "intent": "order", "title": "Ophthalmology",
        "period": {"start": "2022-06-22", "extension": [
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-PlannedWaitTime", "valueDuration": {"value": 22, "unit": "weeks"}}]},
        "author": {"type": "Organization", "display": "Isle of Wight NHS Trust"}});
    let told = &plans(vec![plan]).entries[0];
    assert_eq!(told.waiting, Waiting { planned: Some("22 weeks".into()), ..Waiting::default() });
    assert_eq!(told.author.as_deref(), Some("Isle of Wight NHS Trust"));
}

#[test]
fn a_plan_without_a_title_is_named_by_what_it_tells_and_one_that_tells_nothing_is_not_read() {
    let plan = |more: Value| {
        let mut plan = json!({"resourceType": "CarePlan", "status": "active"});
        plan.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        plan
    };
    let part = plans(vec![
        plan(json!({"id": "1", "addresses": [{"display": "Asthma"}]})),
        plan(json!({"id": "2", "activity": [{"detail": {"description": "Walk"}}]})),
        plan(json!({"id": "3", "goal": "walk", "activity": [7]})),
        plan(json!({"id": "4", "status": "entered-in-error", "title": "Wrong"})),
    ]);
    let titles: Vec<_> = part.entries.iter().map(|plan| plan.title.as_str()).collect();
    assert_eq!((titles, part.set_aside), (vec!["Asthma", "Care plan"], 1));
}

#[test]
fn a_goal_about_somebody_else_fails_the_whole_answer_wherever_it_stands() {
    let mut inside = whole_plan();
    inside["contained"][0]["subject"] = json!({"reference": "Patient/2"});
    let beside = goal("g", json!({"subject": {"reference": "Patient/2"}}));
    for resources in [vec![inside], vec![whole_plan(), beside]] {
        let read = read(Kind::CarePlans, &bundle(resources));
        assert_eq!(read, Err(ConnectorError::AboutSomebodyElse));
    }
}
