//! Documents with some of their values replaced by others: how proptest changes an example.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::oddities::{place, size};

/// Values that stand where others are due: of every type, and `own`, which only one interface's reading minds.
pub fn odd_values(own: Vec<Value>) -> impl Strategy<Value = Value> {
    let common = [
        json!(null),
        json!([]),
        json!({}),
        json!([[], {}, "x"]),
        json!([[], null, {"reference": "#x"}]),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("2026-02-30T25:61:00Z"),
        json!("9990000018"),
    ];
    prop_oneof![
        8 => proptest::sample::select([&common[..], &own].concat()),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => "\\PC{0,12}".prop_map(Value::from),
    ]
}

/// Some places of a document, each with what is put there.
pub fn changes(own: Vec<Value>) -> impl Strategy<Value = Vec<(Index, Value)>> {
    proptest::collection::vec((any::<Index>(), odd_values(own)), 1..6)
}

/// The document after these changes, made one after the other.
pub fn changed(whole: &Value, changes: &[(Index, Value)]) -> Value {
    let mut whole = whole.clone();
    for (at, with) in changes {
        let mut steps = at.index(size(&whole));
        *place(&mut whole, &mut steps).expect("a place within the document") = with.clone();
    }
    whole
}
