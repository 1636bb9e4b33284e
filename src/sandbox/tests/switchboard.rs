//! The switchboard and the sources file, as test programs use them.

use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use http::{Request, StatusCode};
use tower::ServiceExt;

use super::*;
use crate::sandbox::{Fault, routes};
use crate::settings::SourcesFile;

async fn ask(sandbox: &Arc<Sandbox>, method: &str, path: &str, form: &str) -> (StatusCode, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .expect("a request");
    let response = routes(sandbox.clone()).oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

#[tokio::test]
async fn people_and_organisations_are_told_as_json() {
    let sandbox = Arc::new(practice().await.sandbox);
    let (_, people) = ask(&sandbox, "GET", "/practice/people.json", "").await;
    let people: Vec<Value> = serde_json::from_str(&people).expect("JSON");
    assert!(people.len() >= 12);
    let keys = ["email", "password", "nhs_number", "name", "note"];
    assert!(people.iter().all(|person| keys.iter().all(|key| person[*key].is_string())));
    let (_, organisations) = ask(&sandbox, "GET", "/practice/organisations.json", "").await;
    let organisations: Vec<Value> = serde_json::from_str(&organisations).expect("JSON");
    assert_eq!(organisations.len(), 13);
    assert_eq!(organisations[0]["fault"], "none");
    assert_eq!(organisations[0]["faults"].as_array().map(Vec::len), Some(24));
}

#[tokio::test]
async fn a_fault_is_set_by_a_form() {
    let sandbox = Arc::new(practice().await.sandbox);
    let (status, _) = ask(&sandbox, "POST", "/practice/faults", "ods_code=RZ1&fault=slow&seconds=5").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let fault = sandbox.server("RZ1").expect("an organisation").switch.fault();
    assert_eq!(fault, Fault::Slow(std::time::Duration::from_secs(5)));
}

#[tokio::test]
async fn the_page_shows_everyone_to_log_in_as_and_a_form_for_each_organisation() {
    let sandbox = Arc::new(practice().await.sandbox);
    sandbox.set_fault("RZ1", Fault::Hang).await.expect("an organisation");
    let (status, html) = ask(&sandbox, "GET", "/practice", "").await;
    assert_eq!(status, StatusCode::OK);
    let document = scraper::Html::parse_document(&html);
    let count = |css: &str| document.select(&scraper::Selector::parse(css).expect("a selector")).count();
    assert_eq!(count("form[action='/log-in']"), sandbox.people().len());
    assert_eq!(count("form[action='/practice/faults']"), 13);
    assert_eq!(count("option[value='hang'][selected]"), 1);
    assert_eq!((count("h1"), count("main script")), (1, 0));
    for person in sandbox.people().iter() {
        assert!(html.contains(&person.name) && html.contains(&person.password), "{}", person.key);
    }
}

#[tokio::test]
async fn the_sources_file_is_one_that_the_portal_reads() {
    let practice = practice().await;
    let file = SourcesFile::parse(&practice.sandbox.sources_toml(), Path::new("practice.toml"));
    let file = file.expect("a good sources file");
    assert_eq!((file.source.len(), file.not_connected.len()), (11, 1));
    assert_eq!(file.directories.all().count(), 2);
}

#[tokio::test]
async fn a_form_that_names_nothing_known_is_refused_in_plain_words() {
    let sandbox = Arc::new(practice().await.sandbox);
    for form in [
        "ods_code=RZ1&fault=earthquake",
        "ods_code=NOWHERE&fault=hang",
        "ods_code=RZ1&fault=slow&seconds=soon",
        "",
    ] {
        let (status, words) = ask(&sandbox, "POST", "/practice/faults", form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(words.ends_with('.'), "{words}");
    }
}

#[tokio::test]
async fn the_sources_file_names_eleven_sources_two_directories_and_one_that_is_not_connected() {
    let practice = practice().await;
    let file: toml::Table = practice.sandbox.sources_toml().parse().expect("TOML");
    let sources = file["source"].as_array().expect("sources");
    assert_eq!(sources.len(), 11);
    assert_eq!(file["directories"].as_table().map(toml::Table::len), Some(2));
    assert_eq!(file["not_connected"][0]["name"].as_str(), Some("Eastmoor Hospital"));
    for source in sources {
        let ca_file = source["ca_file"].as_str().expect("a path");
        assert!(std::fs::read_to_string(ca_file).is_ok_and(|pem| pem.starts_with("-----BEGIN CERTIFICATE")));
        let protocol = source["protocol"].as_str().expect("a protocol");
        let approved =
            ["gp-connect", "patient-care-aggregator", "prescriptions-for-patients"].contains(&protocol);
        assert_eq!(source.get("approval").is_some(), approved);
        assert_eq!(source.get("spine_to").is_some(), protocol == "gp-connect");
        let is_open =
            |one: &toml::Value| one.get("needs_nhs_login").and_then(toml::Value::as_bool) == Some(false);
        let for_the_patient =
            ["patient-care-aggregator", "prescriptions-for-patients", "validated-relationships"];
        assert_eq!(is_open(source), for_the_patient.contains(&protocol));
        let further: Vec<_> =
            source.get("interface").and_then(toml::Value::as_array).into_iter().flatten().collect();
        assert_eq!(!further.is_empty(), protocol == "gp-connect", "surgeries have more than one interface");
        assert!(further.into_iter().all(is_open));
    }
}

#[tokio::test]
async fn requests_are_shown_without_saying_whom_they_were_about() {
    let practice = practice().await;
    let sam = practice.person("sam");
    practice.patient_id("RZ1", &sam).await;
    let lines = practice.sandbox.requests("RZ1", 10).expect("an organisation");
    assert_eq!((lines[0].method.as_str(), lines[0].status), ("GET", Some(200)));
    assert!(lines.iter().all(|line| !line.path.contains(sam.nhs_number)), "{lines:?}");
}

#[tokio::test]
async fn it_starts_quickly() {
    let begun = std::time::Instant::now();
    let _practice = practice().await;
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(2), "{took:?}");
}
