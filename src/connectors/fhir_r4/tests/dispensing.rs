//! What a hospital's pharmacy gave out, beside what was prescribed.

use serde_json::{Value, json};

use super::mapping::{bundle, read};
use crate::domain::{CodedDosage, Kind, Medicine, MedicineState, Part, PartialDate};

fn dispense(id: &str, name: &str, when: &str, more: Value) -> Value {
    let mut resource = json!({"resourceType": "MedicationDispense", "id": id, "status": "completed",
        "medicationCodeableConcept": {"text": name}, "whenHandedOver": when});
    let fields = more.as_object().expect("an object").clone();
    resource.as_object_mut().expect("an object").extend(fields);
    resource
}

fn request(id: &str, name: &str) -> Value {
    json!({"resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order",
        "medicationCodeableConcept": {"text": name}, "authoredOn": "2026-05-02"})
}

fn medicines(resources: Vec<Value>) -> Part<Medicine> {
    read(Kind::Medicines, &bundle(resources)).expect("read").medicines.expect("asked")
}

fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

#[test]
fn what_was_given_out_for_a_request_is_its_last_issue_and_no_medicine_of_its_own() {
    let of =
        |id: &str| json!({"authorizingPrescription": [{"reference": format!("MedicationRequest/{id}")}]});
    let part = medicines(vec![
        request("eyes", "Latanoprost"),
        request("other", "Ramipril"),
        dispense("1", "Latanoprost", "2026-06-01", of("eyes")),
        dispense("3", "Latanoprost", "2026-10-28", of("eyes")),
        dispense("2", "Latanoprost", "2026-08-01", of("eyes")),
    ]);
    let told: Vec<_> = part.entries.iter().map(|one| (one.source_id.as_str(), one.last_issued)).collect();
    assert_eq!(told, [("MedicationRequest/eyes", day("2026-10-28")), ("MedicationRequest/other", None)]);
}

#[test]
fn what_was_given_out_for_an_issue_counts_for_its_plan() {
    let mut issue = request("issue", "Ramipril");
    issue["basedOn"] = json!([{"reference": "MedicationRequest/plan"}]);
    let given = json!({"authorizingPrescription": [{"reference": "MedicationRequest/issue"}]});
    let part =
        medicines(vec![request("plan", "Ramipril"), issue, dispense("1", "Ramipril", "2026-10-28", given)]);
    assert_eq!(part.entries.len(), 1);
    assert_eq!(part.entries[0].last_issued, day("2026-10-28"));
}

#[test]
fn what_was_given_out_for_nothing_we_were_told_of_stands_once_as_it_was_last_given() {
    let twice =
        json!({"dosageInstruction": [{"text": "Two at night"}], "quantity": {"value": 14, "unit": "tablet"}});
    let part = medicines(vec![
        dispense("b", "Senna 7.5mg tablets", "2026-02-01", twice.clone()),
        dispense("c", "senna 7.5mg tablets", "2026-03-01", twice.clone()),
        dispense("a", "Senna 7.5mg tablets", "2026-01-01", twice),
        dispense(
            "d",
            "Senna 7.5mg tablets",
            "2026-01-01",
            json!({"dosageInstruction": [{"text": "One at night"}]}),
        ),
        dispense(
            "e",
            "Ramipril",
            "2026-01-05",
            json!({"authorizingPrescription": [{"reference": "MedicationRequest/not-told"}]}),
        ),
    ]);
    let told: Vec<_> = part.entries.iter().map(|one| (one.source_id.as_str(), one.last_issued)).collect();
    assert_eq!(
        told,
        [
            ("MedicationDispense/a", day("2026-03-01")),
            ("MedicationDispense/d", day("2026-01-01")),
            ("MedicationDispense/e", day("2026-01-05")),
        ]
    );
    let senna = &part.entries[0];
    assert_eq!(
        (senna.quantity.as_deref(), senna.dosage.as_deref()),
        (Some("14 tablet"), Some("Two at night"))
    );
    // Nobody said whether it is still taken.
    assert!(part.entries.iter().all(|one| one.state == MedicineState::NotSaid));
}

#[test]
fn what_was_never_handed_over_was_not_given_out() {
    let status = |status: &str| json!({"status": status});
    let statuses = ["preparation", "cancelled", "on-hold", "entered-in-error", "declined"];
    let never = statuses.iter().map(|one| dispense(one, "Ramipril", "2026-01-01", status(one)));
    let part = medicines(never.collect());
    assert_eq!((part.entries.len(), part.set_aside), (0, 0));
    let nameless = dispense("1", "", "2026-01-01", json!({"medicationCodeableConcept": {}}));
    assert_eq!(medicines(vec![nameless]).set_aside, 1);
}

#[test]
fn how_to_take_it_is_read_from_codes_as_for_every_other_medicine() {
    let coded = json!({"dosageInstruction": [{"timing": {"code": {"text": "BD"}},
        "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}]}]});
    let part = medicines(vec![dispense("1", "Ramipril", "2026-01-01", coded)]);
    assert!(matches!(part.entries[0].coded_dosage, Some(CodedDosage::Understood { stands_alone: true, .. })));
}
