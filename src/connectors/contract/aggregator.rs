//! The Aggregator as its owner describes it: how it must be asked, and everything that it may answer.

use std::sync::Arc;

use serde_json::{Value, json};
use url::Url;

use super::between::Between;
use super::examples;
use crate::access::testing::order_by_nhs_login;
use crate::connectors::aggregator::{Aggregator, read};
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::http::{Auth, ByteBudget, SigningClient};
use crate::connectors::test_support::source_at;
use crate::connectors::tests::examples::order;
use crate::connectors::{Connector, ConnectorError};
use crate::domain::{Answer, Kinds};

const DESCRIPTION: &str = "patient-care-aggregator-consumer.json";

const ID_TOKEN: &str = "eyJhbGciOiJSUzUxMiJ9.e30.c2lnbmVk";

/// For a connector that does not send the patient's identity token itself.
fn with_the_patients_token() -> Between {
    bare().with_header("nhsd-id-token", ID_TOKEN)
}

fn bare() -> Between {
    Between::before("FRONT_DOOR_TEST_PRISM_AGGREGATOR")
}

async fn connector(between: &Between, auth: impl FnOnce(&Url) -> Auth) -> Aggregator {
    let mut config = source_at(between.listen().await);
    config.auth = auth(&config.base_url);
    Aggregator::new(&config, ByteBudget::default()).expect("a connector")
}

fn bearer(_: &Url) -> Auth {
    Auth::Bearer("an-access-token".to_owned().into())
}

/// As the national platform wants it: the patient's identity token is exchanged, and goes along with the question.
fn exchange(base: &Url) -> Auth {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA512).expect("a key").serialize_pem();
    let client =
        SigningClient::new("front-door".into(), "key-1".into(), None, &key.into()).expect("a client");
    let token_url = base.join("token").expect("an address");
    Auth::TokenExchange { token_url, client: Arc::new(client), scope: None, pass_on: true }
}

/// Asks for a patient who is present.
async fn ask(connector: &Aggregator, example: &Value) -> Result<Answer, ConnectorError> {
    let order = order_by_nhs_login(&order(example), ID_TOKEN);
    connector.fetch(&order, Kinds::all()).await
}

#[tokio::test]
async fn every_described_answer_is_asked_for_rightly_and_read_in_full() {
    let between = bare();
    let connector = connector(&between, exchange).await;
    let all: Vec<_> =
        examples(DESCRIPTION, "2XX").into_iter().filter(|(_, example)| is_bundle(example)).collect();
    assert!(all.len() > 20, "{}", all.len());
    let mut entries = 0;
    for (name, example) in &all {
        between.answer_with(200, name);
        let told = ask(&connector, example).await;
        let wrong: Vec<_> = between.told().into_iter().filter(|told| !told.wrong.is_empty()).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert_eq!(told, read(Node::of(example), &order(example)), "{name}");
        let told = told.expect(name);
        assert_eq!(told.set_aside(), 0, "{name}");
        entries += told.len();
    }
    assert!(entries > all.len(), "{entries}");
}

fn is_bundle(example: &Value) -> bool {
    example["resourceType"] == "Bundle"
}

/// A part of an answer, in an answer: one activity of a care plan, or a whole care plan.
fn in_an_answer(part: &Value) -> Value {
    let entry = match part.get("detail") {
        Some(_) => {
            let subject = json!({"identifier": {"system": NHS_NUMBER_SYSTEM, "value": "9000000009"}});
            let plan = json!({"resourceType": "CarePlan", "status": "active", "subject": subject, "activity": [part]});
            json!({"resource": plan, "search": {"mode": "match"}})
        }
        None => part.clone(),
    };
    json!({"resourceType": "Bundle", "type": "searchset", "entry": [entry]})
}

/// The description has many examples of single activities and plans.
#[test]
fn every_described_part_of_an_answer_is_read() {
    let all = examples(DESCRIPTION, "2XX");
    let parts: Vec<_> = all.iter().filter(|(_, example)| !is_bundle(example)).collect();
    assert!(parts.len() > 60, "{}", parts.len());
    for (name, part) in parts {
        let answer = in_an_answer(part);
        let told = read(Node::of(&answer), &order(&answer)).expect(name);
        assert_eq!(told.set_aside(), 0, "{name}");
        if part.get("detail").is_some() {
            assert_eq!(told.len(), 1, "{name}");
        } else {
            assert!(!told.is_empty(), "{name}");
        }
    }
}

#[tokio::test]
async fn every_described_refusal_has_its_name() {
    let between = with_the_patients_token();
    let connector = connector(&between, bearer).await;
    for (status, example, error) in [
        (400, "invalidNhsNumber", ConnectorError::ServerError(400)),
        (401, "invalidAuthToken", ConnectorError::Unauthorised),
        (403, "under16", ConnectorError::NotForThisAge),
        (500, "internalError", ConnectorError::ServerError(500)),
    ] {
        between.answer_with(status, example);
        assert_eq!(ask(&connector, &Value::Null).await, Err(error), "{example}: {:?}", between.told());
    }
}

#[tokio::test]
async fn a_request_without_the_patients_token_or_ours_is_refused() {
    let none: fn(&Url) -> Auth = |_| Auth::None;
    for (between, auth, missing) in
        [(bare(), bearer as fn(&Url) -> Auth, "nhsd-id-token"), (with_the_patients_token(), none, "401")]
    {
        let connector = connector(&between, auth).await;
        let told = ask(&connector, &Value::Null).await;
        assert!(told.is_err(), "{told:?}");
        let said = between.told();
        assert!(said.iter().any(|told| told.wrong.iter().any(|wrong| wrong.contains(missing))), "{said:?}");
    }
}
