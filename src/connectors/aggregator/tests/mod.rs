//! The Aggregator: what its published answers become, how it is asked, and what odd answers do.

mod asking;
mod mapping;
mod odd;
mod plans;

use serde_json::Value;

use super::{EVENTS, read};
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::Node;
use crate::connectors::test_support::order_for;
use crate::domain::Answer;

/// Every published answer to the Aggregator's question, by its file's name.
const CONSUMER: [(&str, &str); 18] = [
    ("allAppointmentStates", include_str!("../../examples/aggregator/consumer/allAppointmentStates.json")),
    ("allDocumentStates", include_str!("../../examples/aggregator/consumer/allDocumentStates.json")),
    (
        "allQuestionnairestates",
        include_str!("../../examples/aggregator/consumer/allQuestionnairestates.json"),
    ),
    ("allReferralStates", include_str!("../../examples/aggregator/consumer/allReferralStates.json")),
    ("completeWaitingLists", include_str!("../../examples/aggregator/consumer/completeWaitingLists.json")),
    ("emptyBundle", include_str!("../../examples/aggregator/consumer/emptyBundle.json")),
    (
        "incompleteWaitingListBreastScreening",
        include_str!("../../examples/aggregator/consumer/incompleteWaitingListBreastScreening.json"),
    ),
    (
        "incompleteWaitingLists",
        include_str!("../../examples/aggregator/consumer/incompleteWaitingLists.json"),
    ),
    ("internalError", include_str!("../../examples/aggregator/consumer/internalError.json")),
    ("invalidAuthToken", include_str!("../../examples/aggregator/consumer/invalidAuthToken.json")),
    ("invalidNhsNumber", include_str!("../../examples/aggregator/consumer/invalidNhsNumber.json")),
    ("mismatchNhsNumber", include_str!("../../examples/aggregator/consumer/mismatchNhsNumber.json")),
    ("multipleWaitingLists", include_str!("../../examples/aggregator/consumer/multipleWaitingLists.json")),
    ("oneOrMoreErrors", include_str!("../../examples/aggregator/consumer/oneOrMoreErrors.json")),
    (
        "operationOutcomeBusinessRule",
        include_str!("../../examples/aggregator/consumer/operationOutcomeBusinessRule.json"),
    ),
    (
        "pifuZeroWaitingListZeroPifu",
        include_str!("../../examples/aggregator/consumer/pifuZeroWaitingListZeroPifu.json"),
    ),
    ("under16", include_str!("../../examples/aggregator/consumer/under16.json")),
    ("upstreamTimeout", include_str!("../../examples/aggregator/consumer/upstreamTimeout.json")),
];

/// Every published answer of a hospital's portal to the Aggregator.
const PRODUCER: [(&str, &str); 7] = [
    ("emptyBundle", include_str!("../../examples/aggregator/emptyBundle.json")),
    ("gatewayTimeout", include_str!("../../examples/aggregator/gatewayTimeout.json")),
    (
        "GetAppointmentResponseHappyPath",
        include_str!("../../examples/aggregator/GetAppointmentResponseHappyPath.json"),
    ),
    (
        "GetDocumentReferencesResponseHappyPath",
        include_str!("../../examples/aggregator/GetDocumentReferencesResponseHappyPath.json"),
    ),
    ("GetTasksResponseHappyPath", include_str!("../../examples/aggregator/GetTasksResponseHappyPath.json")),
    ("rateLimit", include_str!("../../examples/aggregator/rateLimit.json")),
    ("under16", include_str!("../../examples/aggregator/under16.json")),
];

/// The person whom nearly all published answers are about.
fn order() -> FetchOrder {
    order_for("Ann Other", (1980, 1, 1), "9000000009")
}

fn example(name: &str) -> Value {
    let found = CONSUMER.iter().find(|(known, _)| *known == name).expect("an example");
    serde_json::from_str(found.1).expect("JSON")
}

fn read_json(json: &Value) -> Result<Answer, ConnectorError> {
    read(Node::of(json), &order())
}
