//! Answers with some of their values changed never make the reading panic, and never let a request through twice.

use proptest::prelude::*;

use super::*;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::gp_connect_prescriptions::{mapping::Bundles, repeats};

/// Values that stand where others are due.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[], null, {"reference": "MedicationRequest/plan-1"}])),
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("MedicationRequest/")),
        Just(json!("2026-02-30T25:61:00Z")),
        "\\PC{0,12}".prop_map(Value::from),
    ]
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum::<usize>(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// Puts a value in the place of the one that comes `at`, counted from the top.
fn replace(value: &mut Value, at: &mut usize, with: &Value) {
    if *at == 0 {
        *value = with.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(list) => list.iter_mut().for_each(|inner| replace(inner, at, with)),
        Value::Object(fields) => fields.values_mut().for_each(|inner| replace(inner, at, with)),
        _ => {}
    }
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
        changes in proptest::collection::vec((any::<prop::sample::Index>(), odd()), 1..6),
    ) {
        let mut json = whole();
        for (place, with) in changes {
            let mut at = place.index(size(&json));
            replace(&mut json, &mut at, &with);
        }
        let order = order();
        let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM).with_patient_ids([NUMBER.to_owned()]);
        if let Ok(read) = Bundles::read(&[Node::of(&json)], false, "https://x", &check) {
            prop_assert!(read.prescriptions().entries.len() <= 1);
            let now = "2026-11-22T09:41:00Z".parse().expect("a moment");
            prop_assert!(repeats::repeats(&read, now).medicines.len() <= 1);
        }
    }
}
