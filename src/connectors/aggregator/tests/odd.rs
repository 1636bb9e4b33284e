//! Published answers with some of their values changed never make the reading panic, and never show another person's.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::connectors::tests::changed::{changed, changes};

/// What only this reading minds.
fn own() -> Vec<Value> {
    vec![
        json!({"resourceType": "CarePlan", "activity": [{}], "subject": 5}),
        json!("CarePlan/1/2/#"),
        json!("pendingpending"),
        json!("rejected  over 99999999999 years in the past"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_changed_example_makes_the_reading_panic(
        example in proptest::sample::select(&CONSUMER[..]),
        changes in changes(own()),
    ) {
        let json: Value = serde_json::from_str(example.1).expect("JSON");
        let whole = read_json(&json).map_or(0, |answer| answer.len());
        if let Ok(answer) = read_json(&changed(&json, &changes)) {
            // A changed id may part two that were one, and nothing more.
            prop_assert!(answer.len() <= whole + 10);
        }
    }
}
