//! Each fault does what it says, and nothing else.

use std::error::Error;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::*;
use crate::sandbox::Fault;
use crate::sandbox::organisations::{DEMOGRAPHICS, RIVERSIDE};

/// Sam's conditions at Riverside, with a fault set there.
async fn with(practice: &Practice, fault: Fault) -> reqwest::Result<Response> {
    practice.sandbox.set_fault(RIVERSIDE, Fault::None).await.expect("an organisation");
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    practice.sandbox.set_fault(RIVERSIDE, fault).await.expect("an organisation");
    practice.get(RIVERSIDE, &format!("/Condition?patient={id}")).await
}

async fn bundle_with(practice: &Practice, fault: Fault) -> Value {
    with(practice, fault).await.expect("an answer").json().await.expect("JSON")
}

#[tokio::test]
async fn refusals_have_their_status_and_an_operation_outcome() {
    let practice = practice().await;
    let wait = Duration::from_secs(7);
    for (fault, status) in
        [(Fault::Error500, 500), (Fault::TooManyRequests(wait), 429), (Fault::Unavailable, 503)]
    {
        let answer = with(&practice, fault).await.expect("an answer");
        assert_eq!(answer.status(), status);
        assert_eq!(
            answer.headers().get("retry-after").map(|value| value.as_bytes()),
            (status == 429).then_some(&b"7"[..])
        );
        assert_eq!(answer.json::<Value>().await.expect("JSON")["resourceType"], "OperationOutcome");
    }
}

#[tokio::test]
async fn slow_answers_rightly_but_late() {
    let practice = practice().await;
    let begun = Instant::now();
    let bundle = bundle_with(&practice, Fault::Slow(Duration::from_millis(300))).await;
    assert!(begun.elapsed() >= Duration::from_millis(300));
    assert!(!resources(&bundle, "Condition").is_empty());
}

#[tokio::test]
async fn hang_never_answers_and_ends_when_the_fault_changes() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    practice.sandbox.set_fault(RIVERSIDE, Fault::Hang).await.expect("an organisation");
    let path = format!("/Condition?patient={id}");
    let waiting = practice.get(RIVERSIDE, &path);
    tokio::pin!(waiting);
    let early = tokio::time::timeout(Duration::from_millis(400), &mut waiting).await;
    assert!(early.is_err(), "it answered");
    practice.sandbox.set_fault(RIVERSIDE, Fault::None).await.expect("an organisation");
    let ended = tokio::time::timeout(Duration::from_secs(5), waiting).await.expect("it ends");
    assert!(ended.is_err(), "an old connection must not answer");
}

#[tokio::test]
async fn reset_ends_the_connection_with_a_tcp_reset() {
    let practice = practice().await;
    let error = with(&practice, Fault::Reset).await.expect_err("no answer");
    let mut cause: Option<&dyn Error> = Some(&error);
    let mut kinds = Vec::new();
    while let Some(this) = cause {
        kinds.extend(this.downcast_ref::<std::io::Error>().map(std::io::Error::kind));
        cause = this.source();
    }
    assert!(kinds.contains(&std::io::ErrorKind::ConnectionReset), "{kinds:?}: {error:?}");
    let logged = practice.sandbox.requests(RIVERSIDE, 1).expect("an organisation");
    assert_eq!(logged[0].status, None);
}

#[tokio::test]
async fn bodies_that_are_not_fhir_are_not_fhir() {
    let practice = practice().await;
    let page = with(&practice, Fault::WrongContentType).await.expect("an answer");
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    for fault in [Fault::TruncatedJson, Fault::InvalidJson] {
        let answer = with(&practice, fault).await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let body = answer.bytes().await.expect("a whole body");
        assert!(body.starts_with(br#"{"resourceType""#));
        assert!(serde_json::from_slice::<Value>(&body).is_err());
    }
}

#[tokio::test]
async fn a_malformed_entry_joins_the_good_ones() {
    let practice = practice().await;
    let good = resources(&bundle_with(&practice, Fault::None).await, "Condition").len();
    let bundle = bundle_with(&practice, Fault::MalformedEntry).await;
    let readable = resources(&bundle, "Condition").iter().filter(|one| one["code"].is_object()).count();
    assert_eq!((readable, resources(&bundle, "Condition").len()), (good, good + 1));
    assert_eq!(subjects(&bundle).len(), 1);
}

#[tokio::test]
async fn one_entry_about_somebody_else_comes_with_that_person() {
    let practice = practice().await;
    let good = resources(&bundle_with(&practice, Fault::None).await, "Condition").len();
    let bundle = bundle_with(&practice, Fault::OtherPerson).await;
    assert_eq!(resources(&bundle, "Condition").len(), good + 1);
    assert_eq!(subjects(&bundle).len(), 2);
    let number = resources(&bundle, "Patient")[0]["identifier"][0]["value"].clone();
    let people = practice.sandbox.people();
    assert!(people.iter().any(|person| number == person.nhs_number && person.key != "sam"));
}

#[tokio::test]
async fn a_surgery_mixes_in_one_entry_about_somebody_else_too() {
    let practice = practice().await;
    for ods_code in SURGERIES {
        assert_eq!(subjects(&practice.bundle(ods_code, "sam", &EVERYTHING).await).len(), 1);
        practice.sandbox.set_fault(ods_code, Fault::OtherPerson).await.expect("an organisation");
        let bundle = practice.bundle(ods_code, "sam", &["includeMedication"]).await;
        assert_eq!(subjects(&bundle).len(), 2);
        assert_eq!(resources(&bundle, "Patient").len(), 2);
        practice.sandbox.set_fault(ods_code, Fault::MalformedEntry).await.expect("an organisation");
        let bundle = practice.bundle(ods_code, "sam", &["includeMedication"]).await;
        assert!(resources(&bundle, "MedicationStatement").iter().any(|one| one["status"] == 3));
    }
}

#[tokio::test]
async fn an_ignored_filter_brings_everyone_and_is_missing_from_the_self_link() {
    let practice = practice().await;
    let bundle = bundle_with(&practice, Fault::IgnoresFilter).await;
    assert!(subjects(&bundle).len() > 3);
    assert!(link(&bundle, "self").is_some_and(|url| !url.contains("patient=")));
    practice.sandbox.set_fault(HILL_STREET, Fault::IgnoresFilter).await.expect("an organisation");
    assert!(subjects(&practice.bundle(HILL_STREET, "sam", &["includeProblems"]).await).len() > 3);
}

#[tokio::test]
async fn demographics_mixed_up_tell_of_somebody_else() {
    let practice = practice().await;
    practice.sandbox.set_fault(DEMOGRAPHICS, Fault::OtherPerson).await.expect("an organisation");
    let patient = practice.json(DEMOGRAPHICS, "/Patient/9990000018").await;
    assert_ne!(patient["id"], "9990000018");
    assert_ne!(patient["birthDate"], "1961-04-12");
}

#[tokio::test]
async fn a_huge_body_has_at_least_50_million_bytes() {
    let practice = practice().await;
    let mut answer = with(&practice, Fault::HugeBody).await.expect("an answer");
    let mut bytes = 0;
    while let Some(chunk) = answer.chunk().await.expect("a chunk") {
        bytes += chunk.len();
    }
    assert!((50_000_000..51_000_000).contains(&bytes), "{bytes}");
}

#[tokio::test]
async fn a_redirect_loop_points_at_itself() {
    let practice = practice().await;
    let answer = with(&practice, Fault::RedirectLoop).await.expect("an answer");
    assert_eq!(answer.status(), 307);
    assert_eq!(answer.headers()["location"].to_str().ok(), Some(answer.url().as_str()));
}

#[tokio::test]
async fn an_expired_certificate_is_refused_by_a_client_that_was_connected_before() {
    let practice = practice().await;
    let error = with(&practice, Fault::ExpiredCertificate).await.expect_err("no answer");
    assert!(format!("{error:?}").contains("Expired"), "{error:?}");
    assert!(with(&practice, Fault::None).await.is_ok());
}

#[tokio::test]
async fn a_fault_at_one_organisation_leaves_the_others_alone() {
    let practice = practice().await;
    practice.sandbox.set_fault(RIVERSIDE, Fault::Error500).await.expect("an organisation");
    assert_eq!(practice.get(DEMOGRAPHICS, "/Patient/9990000018").await.expect("an answer").status(), 200);
    assert!(practice.sandbox.set_fault("RZ4", Fault::Hang).await.is_err(), "Eastmoor is not connected");
}
