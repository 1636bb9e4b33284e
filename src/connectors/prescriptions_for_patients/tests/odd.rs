//! Published answers with some of their values changed never make the reading panic.

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Values that stand where others are due.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[], null, {"reference": "#x"}])),
        Just(json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Bundle"}}]})),
        Just(json!(-1)),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("2026-02-30T25:61:00Z")),
        Just(json!("urn:uuid:")),
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_changed_example_makes_the_reading_panic_or_gives_a_prescription_of_nothing(
        example in proptest::sample::select(&EXAMPLES[..]),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), odd()), 1..6),
    ) {
        let mut json: Value = serde_json::from_str(example.1).expect("JSON");
        for (place, with) in changes {
            let mut at = place.index(size(&json));
            replace(&mut json, &mut at, &with);
        }
        if let Ok(part) = read(&json) {
            prop_assert!(part.entries.iter().all(|one| !one.items.is_empty()));
        }
    }
}
