//! Answers with some of their values changed never make the reading panic, and never let a request through twice.

use proptest::prelude::*;

use super::*;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::gp_connect_prescriptions::{mapping::Bundles, repeats};
use crate::connectors::tests::changed::{changed, changes};

/// What only this reading minds.
fn own() -> Vec<Value> {
    vec![json!([[], null, {"reference": "MedicationRequest/plan-1"}]), json!("MedicationRequest/")]
}

fn whole() -> Value {
    let statement = json!({"resourceType": "MedicationStatement", "id": "s", "subject": patient(NUMBER),
        "basedOn": [{"reference": "MedicationRequest/plan-1"}]});
    bundle(vec![statement, plan("plan-1", "continuous"), task("a", "plan-1", "requested")])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_changed_answer_makes_the_reading_panic_or_gives_more_than_it_holds(
        changes in changes(own()),
    ) {
        let json = changed(&whole(), &changes);
        let order = order();
        let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM).with_patient_ids([NUMBER.to_owned()]);
        if let Ok(read) = Bundles::read(&[Node::of(&json)], false, "https://x", &check) {
            prop_assert!(read.prescriptions().entries.len() <= 1);
            let now = "2026-11-22T09:41:00Z".parse().expect("a moment");
            prop_assert!(repeats::repeats(&read, now).medicines.len() <= 1);
        }
    }
}
