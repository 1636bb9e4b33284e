//! JSON of any shape, made of fields and texts that a reading looks for.

use proptest::prelude::*;
use serde_json::{Map, Value};

type Words = &'static [&'static str];

/// Documents up to six deep whose fields and texts are these, so that odd values meet the code that reads them.
pub fn any_json(fields: Words, texts: Words) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(texts).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 80, 6, move |inner| {
        let member = (proptest::sample::select(fields), inner.clone());
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            proptest::collection::vec(member, 0..8).prop_map(|members| {
                Value::Object(
                    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
                )
            }),
        ]
    })
}

/// A resource of one of these types with up to fourteen such fields.
pub fn any_resource(types: Words, fields: Words, texts: Words) -> impl Strategy<Value = Value> {
    let values =
        proptest::collection::btree_map(proptest::sample::select(fields), any_json(fields, texts), 0..14);
    (proptest::sample::select(types), values).prop_map(|(name, mut values)| {
        values.insert("resourceType", Value::from(name));
        serde_json::json!(values)
    })
}
