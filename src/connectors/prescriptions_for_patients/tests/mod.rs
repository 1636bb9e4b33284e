//! Prescriptions for Patients: what its published answers become, how it is asked, and what odd answers do.

mod asking;
mod odd;
mod reading;

use serde_json::Value;

use super::mapping;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::test_support::order_for;
use crate::domain::{Part, Prescription};

/// Every published answer, by its file's name.
const EXAMPLES: [(&str, &str); 3] = [
    ("success", include_str!("../../examples/prescriptions_for_patients/success.json")),
    ("success-multiple", include_str!("../../examples/prescriptions_for_patients/success-multiple.json")),
    (
        "success-single-exclusion",
        include_str!("../../examples/prescriptions_for_patients/success-single-exclusion.json"),
    ),
];
const ERROR_401: &str = include_str!("../../examples/prescriptions_for_patients/error-401.json");

/// The person whom the published answers are about.
fn order() -> FetchOrder {
    order_for("Ann Other", (1980, 1, 1), "9449304130")
}

fn example(name: &str) -> Value {
    let found = EXAMPLES.iter().find(|(known, _)| *known == name).expect("an example");
    serde_json::from_str(found.1).expect("JSON")
}

fn read(json: &Value) -> Result<Part<Prescription>, ConnectorError> {
    let order = order();
    mapping::read(Node::of(json), "https://x", &SubjectCheck::new(&order, NHS_NUMBER_SYSTEM))
}

fn read_example(name: &str) -> Part<Prescription> {
    read(&example(name)).expect("read")
}
