//! Published answers with some of their values changed never make the reading panic.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::connectors::tests::changed::{changed, changes};

/// What only this reading minds.
fn own() -> Vec<Value> {
    vec![
        json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Bundle"}}]}),
        json!("urn:uuid:"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_changed_example_makes_the_reading_panic_or_gives_a_prescription_of_nothing(
        example in proptest::sample::select(&EXAMPLES[..]),
        changes in changes(own()),
    ) {
        let json: Value = serde_json::from_str(example.1).expect("JSON");
        if let Ok(part) = read(&changed(&json, &changes)) {
            prop_assert!(part.entries.iter().all(|one| !one.items.is_empty()));
        }
    }
}
