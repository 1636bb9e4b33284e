//! A patient's own log-in at a hospital (SMART App Launch 2) against the practice one, from the first page to renewing.

use std::sync::Arc;

use reqwest::{Certificate, Client, redirect};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::practice_sources::{Practice, order, practice};
use crate::access::testing::order_by_hospital_log_in;
use crate::access::{FetchOrder, HospitalGrant};
use crate::connectors::smart::{Begun, Proof};
use crate::connectors::{Auth, ByteBudget, Connector, ConnectorError, SigningClient, SmartClient, connect};
use crate::domain::{Kind, Kinds, WhyNotAsked};

const RIVERSIDE: &str = "RZ1";
const CONDITIONS: Kinds = Kinds::just(Kind::Conditions);

fn back_to() -> Url {
    Url::parse("https://front-door.example/hospital/back").expect("an address")
}

fn hospital(practice: &Practice, proof: Proof) -> Arc<dyn Connector> {
    let (mut config, _) = practice.sources[RIVERSIDE].clone();
    let (client_id, _, _) = practice.sandbox.client_key().expect("a key");
    config.auth = Auth::Smart(Arc::new(SmartClient::new(client_id.into(), proof, None)));
    connect(config, ByteBudget::default()).expect("a connector")
}

/// Begins, and goes there with a browser in which this person logs in; what comes back is the code.
async fn log_in_there(practice: &Practice, hospital: &dyn Connector, who: &str) -> (Begun, SecretString) {
    let log_in = hospital.patient_log_in().expect("patients log in there");
    let begun = log_in.begin(&back_to()).await.expect("the way there");
    let (config, _) = &practice.sources[RIVERSIDE];
    let pem = std::fs::read(config.ca_file.as_ref().expect("a file")).expect("a certificate");
    let browser = Client::builder()
        .tls_certs_only([Certificate::from_pem(&pem).expect("a certificate")])
        .redirect(redirect::Policy::none());
    let mut go_to = begun.go_to.clone();
    go_to.query_pairs_mut().append_pair("login_hint", who);
    let answer = browser.build().expect("a browser").get(go_to).send().await.expect("an answer");
    let back = Url::parse(answer.headers()["location"].to_str().expect("text")).expect("an address");
    assert_eq!((back.host_str(), back.path()), (Some("front-door.example"), "/hospital/back"));
    let field = |name: &str| {
        let found = back.query_pairs().find(|(key, _)| key == name).expect("a field");
        SecretString::from(found.1.into_owned())
    };
    assert_eq!(field("state").expose_secret(), begun.state.expose_secret());
    (begun, field("code"))
}

async fn grant(
    practice: &Practice,
    hospital: &dyn Connector,
    who: &str,
    order: &FetchOrder,
) -> Result<HospitalGrant, ConnectorError> {
    let (begun, code) = log_in_there(practice, hospital, who).await;
    let log_in = hospital.patient_log_in().expect("patients log in there");
    log_in.finish(order, code, begun.verifier, &back_to()).await
}

fn sam(practice: &Practice) -> FetchOrder {
    let person = practice.sandbox.people().iter().find(|person| person.key == "sam");
    order(person.expect("a person"))
}

#[tokio::test]
async fn a_patient_who_logged_in_there_is_answered_with_a_token_that_is_renewed() {
    let practice = practice().await;
    let (client, key_id, pem) = practice.sandbox.client_key().expect("a key");
    let signing = SigningClient::new(client.into(), key_id.into(), None, &pem.into()).expect("a client");
    for proof in [Proof::None, Proof::SignedJwt(Arc::new(signing))] {
        let hospital = hospital(&practice, proof);
        let grant = grant(&practice, hospital.as_ref(), "sam", &sam(&practice)).await.expect("let in");
        let order = order_by_hospital_log_in(&sam(&practice), grant);
        let answer = hospital.fetch(&order, CONDITIONS).await.expect("an answer");
        assert!(!answer.conditions.expect("asked for").entries.is_empty());
        // Twice, since each token for renewing is good once.
        for _ in 0..2 {
            practice.sandbox.end_tokens(RIVERSIDE).expect("an organisation");
            assert!(hospital.fetch(&order, CONDITIONS).await.is_ok(), "renewed");
        }
    }
}

#[tokio::test]
async fn without_a_log_in_there_the_hospital_is_not_asked() {
    let practice = practice().await;
    let hospital = hospital(&practice, Proof::None);
    let before = practice.sandbox.requests(RIVERSIDE, 200).expect("an organisation").len();
    let outcome = hospital.fetch(&sam(&practice), CONDITIONS).await;
    assert_eq!(outcome, Err(ConnectorError::NeedsPatient(WhyNotAsked::NeedsHospitalLogIn)));
    assert_eq!(practice.sandbox.requests(RIVERSIDE, 200).expect("an organisation").len(), before);
}

#[tokio::test]
async fn somebody_else_who_logs_in_there_opens_nothing() {
    let practice = practice().await;
    let hospital = hospital(&practice, Proof::None);
    let others = practice.sandbox.people().iter().filter(|person| person.is_known_to(RIVERSIDE));
    let other = others.map(|person| person.key).find(|key| *key != "sam").expect("another patient");
    let outcome = grant(&practice, hospital.as_ref(), other, &sam(&practice)).await;
    assert_eq!(outcome.err(), Some(ConnectorError::AboutSomebodyElse));
}

#[tokio::test]
async fn a_code_is_good_once_and_only_with_what_began() {
    let practice = practice().await;
    let hospital = hospital(&practice, Proof::None);
    let log_in = hospital.patient_log_in().expect("patients log in there");
    let order = sam(&practice);
    let refused = Some(ConnectorError::Unauthorised);
    let (begun, code) = log_in_there(&practice, hospital.as_ref(), "sam").await;
    let first = log_in.finish(&order, code.clone(), begun.verifier.clone(), &back_to()).await;
    assert!(first.is_ok());
    let again = log_in.finish(&order, code, begun.verifier, &back_to()).await;
    assert_eq!(again.err(), refused);
    let (_, code) = log_in_there(&practice, hospital.as_ref(), "sam").await;
    let (other, _) = log_in_there(&practice, hospital.as_ref(), "sam").await;
    assert_eq!(log_in.finish(&order, code, other.verifier, &back_to()).await.err(), refused);
    let (begun, code) = log_in_there(&practice, hospital.as_ref(), "sam").await;
    let elsewhere = Url::parse("https://elsewhere.example/back").expect("an address");
    assert_eq!(log_in.finish(&order, code, begun.verifier, &elsewhere).await.err(), refused);
}

#[tokio::test]
async fn a_token_that_is_not_renewed_means_that_the_patient_logs_in_there_again() {
    let practice = practice().await;
    let hospital = hospital(&practice, Proof::None);
    let mut grant = grant(&practice, hospital.as_ref(), "sam", &sam(&practice)).await.expect("let in");
    grant.tokens.refresh = Some("of-last-year".into());
    let order = order_by_hospital_log_in(&sam(&practice), grant);
    assert!(hospital.fetch(&order, CONDITIONS).await.is_ok());
    practice.sandbox.end_tokens(RIVERSIDE).expect("an organisation");
    for _ in 0..2 {
        let outcome = hospital.fetch(&order, CONDITIONS).await;
        assert_eq!(outcome, Err(ConnectorError::NeedsPatient(WhyNotAsked::NeedsHospitalLogIn)));
    }
}
