//! What a surgery tells: requests as prescriptions, and what can be asked for again.

use super::surgery::Surgery;
use super::*;
use crate::connectors::{Connector, ConnectorError, RepeatPrescriptions};
use crate::domain::{
    CanBeOrdered, CodedDosage, Course, Kind, Kinds, Part, PartialDate, Prescription, PrescriptionState,
    Repeats, SourceNote,
};

fn sent_on(mut task: Value, system: &str) -> Value {
    task["output"] = json!([{"type": {"coding": [{"code": "sent-to-eps"}]},
        "valueIdentifier": {"system": format!("https://fhir.nhs.uk/Id/{system}"), "value": "4857B9-A99901-44B99E"}}]);
    task
}

async fn told(medicines: Vec<Value>, tasks: Vec<Value>) -> Result<Part<Prescription>, ConnectorError> {
    let connector = Surgery::new(medicines, tasks).connector().await;
    let answer = connector.fetch(&order(), Kinds::just(Kind::Prescriptions)).await?;
    Ok(answer.prescriptions.expect("asked"))
}

async fn repeats(medicines: Vec<Value>, tasks: Vec<Value>) -> Result<Repeats, ConnectorError> {
    Surgery::new(medicines, tasks).connector().await.repeats(&order()).await
}

async fn can_be_ordered(plan: Value, tasks: Vec<Value>) -> CanBeOrdered {
    repeats(vec![plan], tasks).await.expect("read").medicines.remove(0).can_be_ordered
}

#[tokio::test]
async fn a_request_says_what_was_asked_for_when_by_whose_plan_and_how_it_stands() {
    let mut refused = task("b", "plan-1", "rejected");
    refused["statusReason"] = json!({"text": "No longer suitable"});
    refused["note"] = json!([{"authorString": "Patient", "text": "Ran out"}]);
    let part =
        told(vec![plan("plan-1", "continuous")], vec![task("a", "plan-1", "requested"), refused]).await;
    let part = part.expect("read");
    let [asked, refused] = &part.entries[..] else { panic!("{part:?}") };
    assert_eq!(asked.items[0].name.text, "Pulmicort 100 Turbohaler (AstraZeneca UK Ltd)");
    assert_eq!(asked.items[0].dosage.as_deref(), Some("One to two puffs to be inhaled as needed"));
    assert_eq!(asked.items[0].state, PrescriptionState::AskedFor);
    assert_eq!(asked.dated, PartialDate::parse("2022-11-23T13:20:27Z"));
    assert_eq!(asked.last_moved(), PartialDate::parse("2022-11-24T04:28:13Z"));
    assert_eq!((asked.course, asked.prescriber.as_deref()), (Course::Repeat, Some("Dr Jane Smith")));
    assert_eq!(refused.items[0].state, PrescriptionState::Refused);
    assert_eq!(refused.items[0].reason.as_deref(), Some("No longer suitable"));
    assert_eq!(refused.comment.as_deref(), Some("Ran out"));
}

#[tokio::test]
async fn every_status_of_the_standard_has_its_place_and_an_unknown_one_shows_its_own_text() {
    use PrescriptionState as State;
    for (status, state) in [
        ("requested", State::AskedFor),
        ("accepted", State::BeingLookedAt),
        ("in-progress", State::BeingLookedAt),
        ("rejected", State::Refused),
        ("failed", State::Refused),
        ("cancelled", State::Cancelled),
        ("completed", State::Approved),
        ("With pharmacist", State::Other("With pharmacist".into())),
    ] {
        let part = told(vec![], vec![task("a", "plan-1", status)]).await.expect("read");
        assert_eq!(part.entries[0].items[0].state, state, "{status}");
    }
}

#[tokio::test]
async fn a_request_that_was_sent_on_carries_the_prescription_s_number_and_never_a_line_s_id() {
    let tasks = vec![
        sent_on(task("a", "plan-1", "completed"), "prescription-order-number"),
        sent_on(task("b", "plan-1", "completed"), "prescription-order-item-number"),
    ];
    let part = told(vec![], tasks).await.expect("read");
    let numbers: Vec<_> = part.entries.iter().map(|one| one.number.as_deref()).collect();
    assert_eq!(numbers, [Some("4857B9-A99901-44B99E"), None]);
    assert!(part.entries.iter().all(|one| one.items[0].state == PrescriptionState::SentElectronically));
}

#[tokio::test]
async fn a_request_without_its_plan_shows_the_surgery_s_words_and_one_without_words_is_counted() {
    let mut bare = task("b", "plan-2", "requested");
    bare["focus"] = json!({"reference": "MedicationRequest/plan-2"});
    let part = told(vec![], vec![task("a", "plan-1", "requested"), bare]).await.expect("read");
    assert_eq!((part.entries.len(), part.set_aside), (1, 1));
    let words = "Repeat prescription for Pulmicort 100 Turbohaler (AstraZeneca UK Ltd)";
    assert_eq!(part.entries[0].items[0].name.text, words);
}

#[tokio::test]
async fn one_request_for_somebody_else_fails_the_whole_answer() {
    let mut other = task("b", "plan-1", "requested");
    other["for"] = patient("9990000018");
    assert_eq!(
        told(vec![], vec![task("a", "plan-1", "requested"), other.clone()]).await,
        Err(ConnectorError::AboutSomebodyElse)
    );
    let mut by_address = task("b", "plan-1", "requested");
    by_address["for"] = json!({"reference": "Patient/9990000018"});
    assert_eq!(told(vec![], vec![by_address]).await, Err(ConnectorError::AboutSomebodyElse));
    assert_eq!(repeats(vec![], vec![other]).await, Err(ConnectorError::AboutSomebodyElse));
    let mut nobody = task("b", "plan-1", "requested");
    nobody["for"] = Value::Null;
    let part = told(vec![], vec![nobody]).await.expect("read");
    assert_eq!((part.entries.len(), part.set_aside), (0, 1), "one that names nobody is not shown");
}

#[tokio::test]
async fn an_outcome_among_the_requests_says_that_something_is_missing() {
    let outcome = json!({"resourceType": "OperationOutcome", "issue": [{"severity": "warning",
        "details": {"text": "3 requests withheld"}}]});
    let part = told(vec![], vec![task("a", "plan-1", "requested"), outcome]).await.expect("read");
    assert_eq!((part.entries.len(), part.notes), (1, vec![SourceNote::Incomplete { text: None }]));
}

#[tokio::test]
async fn a_repeat_says_when_it_was_last_issued_how_often_and_when_it_runs_out() {
    let statement = json!({"resourceType": "MedicationStatement", "id": "s", "subject": patient(NUMBER),
        "basedOn": [{"reference": "MedicationRequest/plan-1"}],
        "extension": [{"valueDateTime": "2026-10-02",
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationStatementLastIssueDate"}]});
    let mut issue = plan("order-1", "continuous");
    issue["intent"] = json!("order");
    issue["basedOn"] = json!([{"reference": "MedicationRequest/plan-1"}]);
    issue["authoredOn"] = json!("2026-10-30");
    let found = repeats(vec![statement, plan("plan-1", "continuous"), issue], vec![]).await.expect("read");
    let [repeat] = &found.medicines[..] else { panic!("an issue is no medicine of its own: {found:?}") };
    assert_eq!(repeat.id, "plan-1");
    assert_eq!(repeat.last_issued, PartialDate::parse("2026-10-30"), "the later of both");
    assert_eq!((repeat.issues, repeat.issues_allowed, repeat.lasts_days), (Some(1), Some(6), Some(28)));
    assert_eq!(repeat.runs_out(), PartialDate::parse("2026-11-27"));
    assert_eq!(repeat.review_by, PartialDate::parse("2099-09-10T19:00:00Z"));
    assert_eq!(repeat.can_be_ordered, CanBeOrdered::Yes);
}

#[tokio::test]
async fn how_to_take_a_repeat_is_read_from_codes_too() {
    let mut coded = plan("plan-1", "continuous");
    coded["dosageInstruction"] = json!([{"timing": {"code": {"text": "BD"}},
        "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}]}]);
    let found = repeats(vec![coded, plan("plan-2", "continuous")], vec![]).await.expect("read");
    let codes: Vec<_> = found.medicines.iter().map(|repeat| repeat.coded_dosage.as_ref()).collect();
    assert!(
        matches!(codes[..], [Some(CodedDosage::Understood { stands_alone: true, .. }), None]),
        "{codes:?}"
    );
}

#[tokio::test]
async fn why_a_medicine_cannot_be_asked_for_has_a_name() {
    let with = |change: fn(&mut Value)| {
        let mut changed = plan("plan-1", "continuous");
        change(&mut changed);
        changed
    };
    let mut one_off = plan("plan-1", "acute");
    one_off["extension"] = Value::Null;
    assert_eq!(can_be_ordered(one_off, vec![]).await, CanBeOrdered::OneOff);
    let stopped = with(|plan| plan["status"] = json!("stopped"));
    assert_eq!(can_be_ordered(stopped, vec![]).await, CanBeOrdered::NotInForce);
    let all_given = with(|plan| plan["extension"][0]["extension"][0]["valueUnsignedInt"] = json!(6));
    assert_eq!(can_be_ordered(all_given, vec![]).await, CanBeOrdered::NoIssuesLeft);
    let over = with(|plan| plan["extension"][0]["extension"][1]["valueDateTime"] = json!("2022-10-11"));
    assert_eq!(can_be_ordered(over, vec![]).await, CanBeOrdered::NeedsReview);
    let not_said = with(|plan| {
        plan["courseOfTherapyType"] = Value::Null;
        plan["extension"] = Value::Null;
    });
    assert_eq!(can_be_ordered(not_said, vec![]).await, CanBeOrdered::NotSaid);
}

#[tokio::test]
async fn what_was_asked_for_cannot_be_asked_for_again_until_the_surgery_has_dealt_with_it() {
    for (status, is_open) in [
        ("requested", true),
        ("in-progress", true),
        ("new-word", true),
        ("rejected", false),
        ("completed", false),
    ] {
        let can = can_be_ordered(plan("plan-1", "continuous"), vec![task("a", "plan-1", status)]).await;
        assert_eq!(matches!(can, CanBeOrdered::AlreadyAskedFor(..)), is_open, "{status}: {can:?}");
    }
}

#[tokio::test]
async fn the_questions_name_the_person_and_ask_for_the_plans_too() {
    let surgery = Surgery::new(vec![], vec![]);
    let connector = surgery.connector().await;
    connector.fetch(&order(), Kinds::just(Kind::Prescriptions)).await.expect("read");
    connector.repeats(&order()).await.expect("read");
    let mut asked: Vec<_> = surgery.sent(&axum::http::Method::GET).into_iter().map(|(url, ..)| url).collect();
    asked.sort();
    let tasks = "/gp/FHIR/R4/Task?patient=9000000009&_include=Task%3Afocus%3AMedicationRequest";
    assert_eq!(
        asked,
        [
            "/gp/FHIR/R4/Patient/9000000009/MedicationRequest",
            "/gp/FHIR/R4/Patient/9000000009/MedicationStatement",
            tasks,
            tasks
        ]
    );
}
