//! FHIR R4 servers: what their answers become, and how they are asked.

mod answer_lists;
mod asking;
mod dispensing;
mod forms;
mod mapping;
mod questionnaires;
mod requests;

use super::mapping::Found;
use crate::access::FetchOrder;
use crate::connectors::test_support::order_for;

const BASE: &str = "https://hospital.example/fhir";

/// An order about the made-up person of these tests.
fn order() -> FetchOrder {
    order_for("Buster Hoeger", (1988, 3, 16), "9990000018")
}
