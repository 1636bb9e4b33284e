//! Contract tests: connectors against services as their owners described them, served by a program that others wrote
//! and that refuses whatever does not fit. `cargo xtask test` starts it: see `end2end/contract/README.md`.

mod aggregator;
mod appointment_book;
mod between;
mod portal;

use serde_json::Value;
use url::Url;

/// Where a program stands that `cargo xtask test` has started.
pub fn peer(variable: &str) -> Url {
    let address = std::env::var(variable).unwrap_or_else(|_| {
        panic!("{variable} is not set: `cargo xtask test` starts the program that this test asks")
    });
    Url::parse(&address).expect("an address")
}

/// The examples in an interface description for one group of statuses, such as `2XX`, by name.
fn examples(description: &str, response: &str) -> Vec<(String, Value)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/contract/specs");
    let text = std::fs::read_to_string(folder.join(description)).expect("the description");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let named = &all["components"]["responses"][response]["content"]["application/fhir+json"]["examples"];
    let resolved = |(name, example): (&String, &Value)| {
        let place = example["$ref"].as_str().and_then(|place| place.strip_prefix('#')).expect("a reference");
        let value = all.pointer(place).expect("an example")["value"].clone();
        (name.clone(), value)
    };
    named.as_object().expect("examples").iter().map(resolved).collect()
}
