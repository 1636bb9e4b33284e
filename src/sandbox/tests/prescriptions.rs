//! Prescriptions for Patients as its clients see it.

use serde_json::Value;

use super::*;
use crate::sandbox::Fault;
use crate::sandbox::organisations::PRESCRIPTIONS;

async fn asked(practice: &Practice, patient: Option<&str>) -> Response {
    let url = format!("{}/Bundle", practice.base(PRESCRIPTIONS));
    let mut request = practice.client.get(url).header("x-request-id", "1");
    if let Some(number) = patient {
        request = request.header("nhsd-nhslogin-user", format!("P9:{number}"));
    }
    request.send().await.expect("an answer")
}

async fn bundle_of(practice: &Practice, key: &str) -> Value {
    let number = practice.person(key).current_number();
    asked(practice, Some(number)).await.json().await.expect("JSON")
}

/// Whom every line of every prescription is about.
fn numbers(bundle: &Value) -> std::collections::BTreeSet<String> {
    let collections = resources(bundle, "Bundle");
    let lines = collections.iter().flat_map(|one| resources(one, "MedicationRequest"));
    lines.map(|line| line["subject"]["identifier"]["value"].as_str().expect("a number").to_owned()).collect()
}

#[tokio::test]
async fn whoever_has_no_token_is_let_in_nowhere() {
    let practice = practice().await;
    let refused = asked(&practice, None).await;
    assert_eq!(refused.status(), 401);
    let outcome: Value = refused.json().await.expect("JSON");
    assert_eq!(outcome["issue"][0]["details"]["coding"][0]["code"], "ACCESS_DENIED");
}

#[tokio::test]
async fn each_prescription_is_a_bundle_with_all_that_it_names() {
    let practice = practice().await;
    let bundle = bundle_of(&practice, "sam").await;
    let collections = resources(&bundle, "Bundle");
    assert_eq!((bundle["total"].as_u64(), collections.len()), (Some(4), 4));
    for collection in collections {
        let known: Vec<_> =
            collection["entry"].as_array().expect("entries").iter().map(|one| &one["fullUrl"]).collect();
        for line in resources(collection, "MedicationRequest") {
            assert!(known.contains(&&line["requester"]["reference"]));
            let pharmacy = &line["dispenseRequest"]["performer"]["reference"];
            assert!(pharmacy.is_null() || known.contains(&pharmacy), "{pharmacy}");
            let history = line["extension"][0]["url"].as_str().expect("an address");
            assert!(history.ends_with("Extension-DM-PrescriptionStatusHistory"));
        }
    }
    let practice_number = practice.person("sam").current_number().to_owned();
    assert_eq!(numbers(&bundle), [practice_number].into());
}

#[tokio::test]
async fn what_is_left_out_stands_beside_the_others_and_an_empty_list_is_a_list() {
    let practice = practice().await;
    let bundle = bundle_of(&practice, "priya").await;
    assert_eq!((bundle["total"].as_u64(), resources(&bundle, "OperationOutcome").len()), (Some(2), 1));
    let empty = bundle_of(&practice, "nadia").await;
    assert_eq!(
        (empty["type"].as_str(), empty["entry"].as_array().map(Vec::len)),
        (Some("searchset"), Some(0))
    );
}

#[tokio::test]
async fn its_content_faults_bring_what_they_say() {
    let practice = practice().await;
    for (fault, people) in [(Fault::OtherPerson, 2), (Fault::MalformedEntry, 1), (Fault::None, 1)] {
        practice.sandbox.set_fault(PRESCRIPTIONS, fault).await.expect("an organisation");
        assert_eq!(numbers(&bundle_of(&practice, "sam").await).len(), people, "{fault:?}");
    }
    practice.sandbox.set_fault(PRESCRIPTIONS, Fault::IgnoresFilter).await.expect("an organisation");
    assert!(numbers(&bundle_of(&practice, "sam").await).len() > 2);
}

#[tokio::test]
async fn its_log_says_nobody_s_number() {
    let practice = practice().await;
    bundle_of(&practice, "sam").await;
    let line = practice.sandbox.requests(PRESCRIPTIONS, 1).expect("an organisation").remove(0);
    assert_eq!((line.path.as_str(), line.status), ("/prescriptions-for-patients/Bundle", Some(200)));
}
