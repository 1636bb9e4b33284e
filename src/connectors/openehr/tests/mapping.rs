//! The example's compositions as entries.

use serde_json::{Value, json};

use super::{EHR, EHR_ID, order, read, result_set};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::openehr::ehr;
use crate::connectors::test_support::order_for;
use crate::domain::{NhsNumber, Part, PartialDate, ResultState, ResultValue, TestResult, UsualRange, Visit};

fn visits() -> Part<Visit> {
    read(&result_set()).expect("read").visits.expect("asked")
}

fn results() -> Part<TestResult> {
    read(&result_set()).expect("read").test_results.expect("asked")
}

fn named(name: &str) -> TestResult {
    results().entries.into_iter().find(|result| result.name.text == name).expect(name)
}

fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

fn quantity(number: f64, unit: &str) -> Option<ResultValue> {
    Some(ResultValue::Quantity { comparator: None, number, unit: unit.into() })
}

#[test]
fn everything_usable_is_read_and_everything_else_is_counted() {
    // Visits: the row without a composition, and the request, which is no visit. The care plan is of another kind.
    assert_eq!((visits().entries.len(), visits().set_aside), (2, 2));
    // Results: the row without a composition, and the baby's weight. What was entered in error is gone.
    assert_eq!((results().entries.len(), results().set_aside), (9, 2));
    assert!(results().entries.iter().all(|result| !result.name.text.contains("potassium")));
}

#[test]
fn an_encounter_is_a_visit_with_what_was_written_at_it() {
    let visit = visits().entries.remove(0);
    assert_eq!(visit.source_id, "5a1f4f3e-0c8b-4d59-8f6f-3f1d1ad3c101", "without the version");
    assert_eq!(visit.what, "Community nurse visit");
    assert_eq!(visit.started, day("2025-06-03T09:30:00Z"));
    assert_eq!(visit.ended, day("2025-06-03T10:05:00Z"));
    assert_eq!(visit.place.as_deref(), Some("Your home"));
    assert_eq!(visit.with_whom.as_deref(), Some("Sister Bronwen Hughes"), "not the system that stored it");
    assert_eq!(visit.reason.as_deref(), Some("Dressing of the left leg"));
    let notes: Vec<_> = visit
        .notes
        .iter()
        .map(|note| (note.heading.as_deref().unwrap_or_default(), note.lines.len()))
        .collect();
    assert_eq!(notes, [("Story", 1), ("Blood pressure", 3), ("Clinical synopsis", 1)]);
    assert_eq!(visit.notes[0].lines, ["Sleeps well. The wound hurts less."]);
    assert_eq!(visit.notes[1].lines[0], "Systolic: 138 mm[Hg]");
}

#[test]
fn a_visit_keeps_the_precision_of_its_date_and_falls_back_to_who_wrote_it_and_where() {
    let visit = visits().entries.remove(1);
    assert_eq!(visit.started, Some(PartialDate::Month(2018, 9)));
    assert_eq!(visit.place.as_deref(), Some("Harbour Health Centre"));
    assert_eq!(visit.with_whom.as_deref(), Some("Mr Tunde Alabi"));
    assert!(visit.notes.is_empty() && visit.reason.is_none());
}

#[test]
fn a_panel_gives_each_analyte_dated_by_its_sample() {
    let cholesterol = results().entries.remove(1);
    assert_eq!(cholesterol.name.snomed(), Some("1005671000000105"));
    assert_eq!(cholesterol.value, quantity(5.6, "mmol/l"));
    assert_eq!(cholesterol.range, Some(UsualRange { low: None, high: Some(5.0), text: None }));
    assert_eq!(cholesterol.mark.as_deref(), Some("High"));
    assert_eq!(cholesterol.group.as_deref(), Some("Lipid panel"));
    assert_eq!(cholesterol.state, ResultState::Final);
    assert_eq!(cholesterol.taken, day("2025-05-20T07:40:00Z"));
    assert_eq!(cholesterol.reported, day("2025-05-21T13:30:00Z"));
    assert_eq!(cholesterol.comment.as_deref(), Some("Repeat in a year"));
    let triglycerides = named("Serum triglyceride level");
    let bounded = ResultValue::Quantity { comparator: Some("<".into()), number: 1.4, unit: "mmol/l".into() };
    assert_eq!(triglycerides.value, Some(bounded));
    assert_eq!(triglycerides.comment.as_deref(), Some("Taken without fasting"));
    let appearance = named("Appearance of serum");
    assert_eq!(appearance.value, Some(ResultValue::Text("clear".into())));
    assert_eq!(appearance.range.and_then(|range| range.text).as_deref(), Some("clear"));
}

#[test]
fn units_stay_as_each_laboratory_writes_them() {
    let old = named("S-Cholesterol");
    assert_eq!(old.value, quantity(203.0, "mg/dL"));
    assert_eq!(old.range, Some(UsualRange { low: None, high: Some(200.0), text: None }));
    assert_eq!(old.taken, day("2014-02-05T12:54:54Z"), "a time without a zone is the time in the UK");
    assert_eq!(old.group, None, "the group would only repeat the name");
    let weights: Vec<_> =
        results().entries.into_iter().filter(|result| result.name.text == "Body weight").collect();
    assert_eq!(weights[0].value, quantity(83.5, "kg"));
    assert_eq!(weights[1].value, quantity(13.0, "[stone_av]"));
    assert_eq!(
        (weights[0].taken, weights[1].taken),
        (Some(PartialDate::Month(2019, 3)), Some(PartialDate::Year(2018)))
    );
}

#[test]
fn amounts_that_belong_together_are_parts_and_a_device_is_no_result() {
    let pressure = named("Blood pressure");
    let parts: Vec<_> =
        pressure.parts.iter().map(|part| (part.name.text.as_str(), part.value.clone())).collect();
    assert_eq!(parts, [("Systolic", quantity(138.0, "mm[Hg]")), ("Diastolic", quantity(82.0, "mm[Hg]"))]);
    assert_eq!(pressure.comment.as_deref(), Some("Comment: Sitting, left arm"));
    let oxygen = named("Pulse oximetry");
    assert_eq!((oxygen.value, oxygen.parts.len()), (quantity(97.0, "%"), 0));
}

#[test]
fn a_test_without_analytes_shows_its_conclusion() {
    let swab = named("Wound swab culture");
    assert_eq!(swab.value, Some(ResultValue::Text("No growth after 48 hours".into())));
    assert_eq!(swab.state, ResultState::Corrected);
}

#[test]
fn entries_have_ids_of_their_own_that_a_new_version_keeps() {
    let before: Vec<_> = results().entries.into_iter().map(|result| result.source_id).collect();
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
    let newer = super::RESULT_SET.replace("::harbour.example.org::2", "::harbour.example.org::3");
    let after =
        read(&serde_json::from_str(&newer).expect("JSON")).expect("read").test_results.expect("asked");
    assert_eq!(after.entries.into_iter().map(|result| result.source_id).collect::<Vec<_>>(), before);
}

#[test]
fn a_row_of_anybody_else_fails_the_whole_answer() {
    for (what, place, value) in [
        ("another EHR", 0, json!("11111111-4199-4bad-97dc-d78268e01398")),
        ("another NHS number", 1, json!("9990000026")),
        ("an id that is no NHS number", 1, json!("sam")),
        ("the same digits in another namespace", 2, json!("hospital.numbers")),
    ] {
        let mut result = result_set();
        result["rows"][4][place] = value;
        assert_eq!(read(&result), Err(ConnectorError::AboutSomebodyElse), "{what}");
    }
}

#[test]
fn a_row_that_does_not_say_whose_it_is_is_set_aside() {
    for place in [0, 1] {
        let mut result = result_set();
        result["rows"][0][place] = Value::Null;
        let answer = read(&result).expect("read");
        let visits = answer.visits.expect("asked");
        assert_eq!((visits.entries.len(), visits.set_aside), (1, 3));
    }
    let mut result = result_set();
    result["columns"][1]["name"] = json!("#1");
    assert_eq!(read(&result).map(|answer| answer.len()), Ok(0), "no column says who the subject is");
}

#[test]
fn a_composition_that_calls_somebody_else_the_subject_fails_the_whole_answer() {
    let mut result = result_set();
    let author = &mut result["rows"][3][3]["composer"]["external_ref"]["id"]["value"];
    assert_eq!(*author, "9990000018");
    *author = json!("9990000034");
    assert_eq!(read(&result), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn an_ehr_under_a_former_number_is_the_same_persons() {
    let order = order_for("Sam Sample", (1961, 4, 12), "9990000018")
        .with_number_in_force(NhsNumber::from_source("9990011109").expect("ten digits"));
    let json = result_set();
    let answer = crate::connectors::openehr::read(Node::of(&json), &order, NHS_NUMBER_SYSTEM, EHR_ID);
    assert_eq!(answer.map(|answer| answer.len()), Ok(11));
}

#[test]
fn an_ehr_is_taken_only_where_it_is_the_subjects_and_may_be_queried() {
    let read = |change: fn(&mut Value)| {
        let mut json: Value = serde_json::from_str(EHR).expect("an example");
        change(&mut json);
        ehr::read(Node::of(&json), NHS_NUMBER_SYSTEM, &order())
    };
    assert_eq!(read(|_| {}), Ok(EHR_ID.into()));
    // Some servers only refer to the status; the rows then prove whose the EHR is.
    assert_eq!(
        read(|json| json["ehr_status"] = json!({"_type": "OBJECT_REF", "type": "EHR_STATUS"})),
        Ok(EHR_ID.into())
    );
    assert_eq!(
        read(|json| json["ehr_status"]["subject"]["external_ref"]["id"]["value"] = json!("9990000026")),
        Err(ConnectorError::AboutSomebodyElse)
    );
    assert_eq!(
        read(|json| json["ehr_status"]["is_queryable"] = json!(false)),
        Err(ConnectorError::Forbidden)
    );
    assert!(matches!(read(|json| json["ehr_id"] = json!(null)), Err(ConnectorError::Unreadable(_))));
}
