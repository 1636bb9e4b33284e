//! No change to the example, however odd, makes the reading of it panic, or lets somebody else's row through.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{read, result_set};
use crate::connectors::ConnectorError;

const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "é",
    "PARTY_SELF",
    "DV_INTERVAL<",
    "CLUSTER",
    "T",
    "2019-02-30T25:61+99",
    "2019-07-04Té",
    "openEHR-",
    "openEHR-EHR-OBSERVATION.laboratory_test_result",
    "::",
    "٣",
];

fn odd_values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[], {}, "x"])),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::sample::select(TEXTS).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ]
}

/// How many values stand in it, itself included.
fn size(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    };
    inner + 1
}

/// Puts `odd` in the place of the value that is `at` steps on, counted from the top.
fn put(value: &mut Value, at: usize, odd: &Value) -> Result<(), usize> {
    let Some(mut left) = at.checked_sub(1) else {
        *value = odd.clone();
        return Ok(());
    };
    let inner: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    for one in inner {
        match put(one, left, odd) {
            Ok(()) => return Ok(()),
            Err(rest) => left = rest,
        }
    }
    Err(left)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_to_the_example_makes_the_reading_panic(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), odd_values()), 1..6),
    ) {
        let mut json = result_set();
        for (place, odd) in changes {
            let at = place.index(size(&json));
            prop_assert_eq!(put(&mut json, at, &odd), Ok(()));
        }
        if let Ok(answer) = read(&json) {
            prop_assert!(answer.len() <= 11 + 20);
        }
    }

    #[test]
    fn somebody_elses_row_fails_the_answer_whatever_else_is_wrong(
        place in any::<proptest::sample::Index>(),
        odd in odd_values(),
        row in 0..10_usize,
    ) {
        let mut json = result_set();
        let composition = &mut json["rows"][row][3];
        let at = place.index(size(composition));
        prop_assert_eq!(put(composition, at, &odd), Ok(()));
        json["rows"][row][1] = json!("9990000026");
        prop_assert_eq!(read(&json), Err(ConnectorError::AboutSomebodyElse));
    }
}
