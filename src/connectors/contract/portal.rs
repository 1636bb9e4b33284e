//! A hospital's own portal as the Aggregator's owner describes it: what it answers is what the Aggregator passes on.

use serde_json::Value;
use uuid::Uuid;

use super::between::Between;
use super::examples;
use crate::connectors::aggregator::read;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::fhir_r4::search::{Filter, Pages};
use crate::connectors::http::{Auth, ByteBudget, SourceHttp, Timeouts};
use crate::connectors::test_support::source_at;
use crate::connectors::tests::examples::order;
use crate::connectors::{ConnectorError, SourceConfig};
use crate::domain::Answer;

const DESCRIPTION: &str = "patient-care-aggregator-producer.json";

/// Asks a portal as the Aggregator does.
async fn ask(between: &Between, path: &str, about: &Value) -> Result<Answer, ConnectorError> {
    let auth = Auth::Bearer("an-access-token".to_owned().into());
    let config = SourceConfig { auth, ..source_at(between.listen().await) };
    let http = SourceHttp::new(&config, ByteBudget::default(), Timeouts::default()).expect("a client");
    let order = order(about);
    let identifier = format!("{NHS_NUMBER_SYSTEM}|{}", order.nhs_number().digits());
    let mut url = http.below(path)?;
    url.query_pairs_mut().append_pair("patient:identifier", &identifier);
    let filter = Filter { parameters: &["patient"], values: &[identifier] };
    let pages = Pages::follow(&http, url, &filter, Uuid::new_v4()).await?;
    let bundle = pages.bundles().next().unwrap_or(Node::NOTHING);
    read(bundle, &order)
}

fn service() -> Between {
    Between::before("FRONT_DOOR_TEST_PRISM_PORTAL")
        .with_header("nhsd-id-token", "eyJhbGciOiJSUzUxMiJ9.e30.c2lnbmVk")
}

#[tokio::test]
async fn what_a_portal_tells_is_read_in_full() {
    let mut entries = 0;
    for (path, response) in [
        ("Appointment", "appointmentsHappyPath"),
        ("DocumentReference", "documentsHappyPath"),
        ("Task", "questionnaireHappyPath"),
    ] {
        for (name, example) in examples(DESCRIPTION, response) {
            let between = service();
            between.answer_with(200, &name);
            let told = ask(&between, path, &example).await;
            let said = between.told();
            assert!(said.iter().all(|told| told.status == 200 && told.wrong.is_empty()), "{name}: {said:?}");
            assert_eq!(told, read(Node::of(&example), &order(&example)), "{name}");
            let told = told.expect(&name);
            assert_eq!(told.set_aside(), 0, "{name}");
            entries += told.len();
        }
    }
    assert!(entries >= 3, "{entries}");
}

#[tokio::test]
async fn a_portals_refusals_have_their_names() {
    for (status, example, error) in [
        (401, "mismatchNhsNumber", ConnectorError::Unauthorised),
        (403, "under16", ConnectorError::NotForThisAge),
        (429, "rateLimit", ConnectorError::Busy { retry_after: None }),
    ] {
        let between = service();
        between.answer_with(status, example);
        let told = ask(&between, "Appointment", &Value::Null).await;
        assert_eq!(told, Err(error), "{example}: {:?}", between.told());
    }
}
