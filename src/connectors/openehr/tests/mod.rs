//! openEHR records: what their compositions become, how they are asked, and that nothing odd in them does harm.

mod asking;
mod mapping;
mod odd;

use serde_json::Value;

use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::test_support::order_for;
use crate::domain::Answer;

/// The answer of a query, written from the specification (openEHR ITS-REST 1.0.3 "RESULT_SET", RM 1.0.4 in canonical
/// JSON, the international archetypes' node ids); no server's own answer.
const RESULT_SET: &str = include_str!("../../examples/openehr/result_set.json");
/// An EHR, from the same.
const EHR: &str = include_str!("../../examples/openehr/ehr.json");

const EHR_ID: &str = "7d44b88c-4199-4bad-97dc-d78268e01398";

fn order() -> FetchOrder {
    order_for("Sam Sample", (1961, 4, 12), "9990000018")
}

fn result_set() -> Value {
    serde_json::from_str(RESULT_SET).expect("an example")
}

fn read(result: &Value) -> Result<Answer, ConnectorError> {
    super::read(Node::of(result), &order(), NHS_NUMBER_SYSTEM, EHR_ID)
}
