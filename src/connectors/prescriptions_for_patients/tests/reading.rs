//! Published answers as prescriptions.

use serde_json::json;

use super::*;
use crate::domain::{Course, PartialDate, PrescriptionState, SourceNote, WhyMissing};

fn states(prescription: &Prescription) -> Vec<PrescriptionState> {
    prescription.items.iter().map(|item| item.state.clone()).collect()
}

/// The MedicationRequest at this place of the first prescription.
fn line(json: &mut Value, at: usize) -> &mut Value {
    &mut json["entry"][0]["resource"]["entry"][at]["resource"]
}

#[test]
fn every_published_answer_gives_all_its_prescriptions_with_all_their_medicines() {
    let shape = |name: &str| {
        let part = read_example(name);
        let items: Vec<_> = part.entries.iter().map(|one| one.items.len()).collect();
        (items, part.set_aside, part.entries.iter().map(|one| one.items_not_read).sum::<u32>())
    };
    assert_eq!(shape("success"), (vec![4], 0, 0));
    assert_eq!(shape("success-multiple"), (vec![4, 1, 1], 0, 0));
    assert_eq!(shape("success-single-exclusion"), (vec![1], 0, 0));
}

#[test]
fn a_prescription_says_who_prescribed_what_when_and_where_each_medicine_is() {
    let part = read_example("success-multiple");
    let first = &part.entries[0];
    assert_eq!(first.number.as_deref(), Some("24F5DA-A83008-7EFE6Z"));
    let names: Vec<_> = first.names().collect();
    assert_eq!(names[..2], ["Amoxicillin 250mg capsules", "Co-codamol 30mg/500mg tablets"]);
    assert_eq!(first.items[0].quantity.as_deref(), Some("20 tablet"));
    assert_eq!(first.items[0].name.snomed(), Some("39732311000001104"));
    assert_eq!((first.dated, first.course), (PartialDate::parse("2024-02-27"), Course::OneOff));
    assert_eq!(first.prescriber.as_deref(), Some("DR C BOIN"));
    assert_eq!(first.prescribed_at.as_deref(), Some("HALLGARTH SURGERY"));
    use PrescriptionState::{Approved, Dispatched, PreparingRemainder, ReadyToCollect, ReadyToCollectInPart};
    let told = states(first);
    assert!(told.contains(&PreparingRemainder) && told.contains(&ReadyToCollectInPart), "{told:?}");
    assert!(told.contains(&ReadyToCollect), "{told:?}");
    assert_eq!(first.items[0].since, PartialDate::parse("2024-03-02T14:04:36Z"));
    assert_eq!(states(&part.entries[1]), [Approved]);
    assert_eq!(part.entries[1].pharmacy, None, "nobody was chosen yet");
    assert_eq!(states(&part.entries[2]), [Dispatched]);
}

#[test]
fn the_pharmacy_comes_with_its_name_its_whole_address_and_its_phone() {
    let pharmacy = read_example("success").entries[0].pharmacy.clone().expect("a pharmacy");
    assert_eq!(pharmacy.name, "Social Care Site - HEALTH AND CARE AT HOME");
    let address = "THE HEALTH AND WELLBEING INNOVATION C, TRELISKE, TRURO, CORNWALL, TR1 3FF";
    assert_eq!(pharmacy.address.as_deref(), Some(address));
    assert_eq!(pharmacy.phone.as_deref(), Some("0115 9999999"));
    let in_lines = read_example("success-single-exclusion").entries[0].pharmacy.clone().expect("a pharmacy");
    assert_eq!(in_lines.address.as_deref(), Some(address), "its parts may be told one by one");
}

#[test]
fn a_prescription_that_is_left_out_is_said_without_its_number() {
    let part = read_example("success-single-exclusion");
    assert_eq!(states(&part.entries[0]), [PrescriptionState::WithPharmacyNotTracked]);
    assert_eq!(part.notes, [SourceNote::Missing(WhyMissing::NoLongerCount)]);
    assert!(!format!("{:?}", part.notes).contains("CDF34E"));
}

#[test]
fn an_unknown_reason_says_only_that_something_is_missing() {
    let mut json = example("success-single-exclusion");
    json["entry"][1]["resource"]["issue"][0]["details"]["coding"][0]["code"] = json!("SEALED");
    assert_eq!(read(&json).expect("read").notes, [SourceNote::Incomplete { text: None }]);
}

#[test]
fn one_line_about_somebody_else_fails_the_whole_answer() {
    for (at, about) in [(0, json!("9990000018")), (3, json!("999 000 0018"))] {
        let mut json = example("success");
        line(&mut json, at)["subject"]["identifier"]["value"] = about;
        assert_eq!(read(&json), Err(ConnectorError::AboutSomebodyElse));
    }
    let mut with_patient = example("success");
    *line(&mut with_patient, 5) = json!({"resourceType": "Patient", "id": "1",
        "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": "9990000018"}]});
    assert_eq!(read(&with_patient), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn a_line_that_cannot_be_read_or_names_nobody_is_counted_with_its_prescription() {
    let mut json = example("success");
    line(&mut json, 1)["medicationCodeableConcept"] = json!([5]);
    line(&mut json, 2)["subject"] = json!({"display": "Somebody"});
    let part = read(&json).expect("read");
    assert_eq!((part.entries[0].items.len(), part.entries[0].items_not_read, part.set_aside), (2, 2, 0));
}

#[test]
fn a_prescription_of_which_nothing_can_be_read_is_set_aside_and_counted() {
    let mut json = example("success-multiple");
    json["entry"][1]["resource"]["entry"] = json!([{"resource": {"resourceType": "MedicationRequest",
        "subject": {"identifier": {"system": NHS_NUMBER_SYSTEM, "value": "9449304130"}}, "status": 3}}]);
    json["entry"][2]["resource"] = json!("a bundle");
    let part = read(&json).expect("read");
    assert_eq!((part.entries.len(), part.set_aside), (1, 2));
}

#[test]
fn what_never_came_into_force_is_left_out_without_a_word() {
    let mut json = example("success-multiple");
    let alone = &mut json["entry"][1]["resource"]["entry"][0]["resource"];
    alone["status"] = json!("entered-in-error");
    let part = read(&json).expect("read");
    assert_eq!((part.entries.len(), part.set_aside, part.notes), (2, 0, vec![]));
}

#[test]
fn an_id_stays_the_same_from_answer_to_answer_and_never_hides_a_prescription() {
    let ids = |json: &Value| -> Vec<String> {
        read(json).expect("read").entries.into_iter().map(|one| one.source_id).collect()
    };
    let mut json = example("success-multiple");
    let before = ids(&json);
    json["entry"][0]["resource"]["id"] = json!("another");
    json["entry"][0]["fullUrl"] = json!("urn:uuid:another");
    assert_eq!(ids(&json), before, "the ids of bundles are made for each answer");
    let again = json["entry"][0].clone();
    json["entry"].as_array_mut().expect("entries").push(again);
    let twice = ids(&json);
    assert_eq!(twice.len(), 4);
    assert_ne!(twice[0], twice[3], "two issues of one number are two");
}

#[test]
fn a_full_answer_says_that_there_may_be_more() {
    let mut json = example("success");
    let one = json["entry"][0].clone();
    json["entry"] = (0..25).map(|_| one.clone()).collect();
    let part = read(&json).expect("read");
    assert_eq!(part.entries.len(), 25);
    assert_eq!(part.notes, [SourceNote::Missing(WhyMissing::NoMoreThan(25))]);
    let more = json!([{"relation": "next", "url": "https://x/Bundle?page=2"}]);
    let mut with_next = example("success");
    with_next["link"] = more;
    assert_eq!(read(&with_next).expect("read").notes, [SourceNote::Incomplete { text: None }]);
}

#[test]
fn an_outcome_in_place_of_a_bundle_is_no_empty_list() {
    let outcome: Value = serde_json::from_str(ERROR_401).expect("JSON");
    assert_eq!(read(&outcome), Err(ConnectorError::Unreadable("not a bundle")));
}
