//! Taking a record along over HTTP: a file that says nothing of the person in its name, kept by nobody on the way.

use std::time::Duration;

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, shared};
use super::search::access_log;
use crate::sandbox::Fault;

const EVERYTHING: [(&str, &str); 12] = [
    ("kinds", "appointments"),
    ("kinds", "medicines"),
    ("kinds", "prescriptions"),
    ("kinds", "allergies"),
    ("kinds", "conditions"),
    ("kinds", "test-results"),
    ("kinds", "letters"),
    ("kinds", "vaccinations"),
    ("kinds", "visits"),
    ("kinds", "referrals"),
    ("kinds", "care-plans"),
    ("kinds", "questionnaires"),
];

async fn file(visitor: &Visitor<'_>, format: &'static str) -> (reqwest::header::HeaderMap, String) {
    let fields = [&EVERYTHING[..], &[("format", format)]].concat();
    let answer = visitor.post("/download", &fields).await;
    assert_eq!(answer.status(), StatusCode::OK, "{format}");
    (answer.headers().clone(), answer.text().await.expect("a file"))
}

#[test]
fn each_kind_of_file_comes_as_one_to_save_under_a_plain_name() {
    run(async {
        let sam = shared().await.log_in("five").await;
        for (format, name, kind, begins) in [
            ("html", "health-record.html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
            ("text", "health-record.txt", "text/plain; charset=utf-8", "Your health record"),
            ("summary", "patient-summary.json", "application/fhir+json", "{"),
            ("calendar", "appointments.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"),
        ] {
            let (headers, text) = file(&sam, format).await;
            assert_eq!(headers["content-disposition"], format!("attachment; filename=\"{name}\"").as_str());
            assert_eq!(headers["content-type"], kind);
            assert_eq!(headers["cache-control"], "no-store");
            let policy = headers["content-security-policy"].to_str().expect("text");
            assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
            assert!(text.starts_with(begins), "{format}");
            if format != "calendar" {
                assert!(text.contains("Metformin") || text.contains("Amlodipine"), "{format}");
            }
        }
    });
}

#[test]
fn a_file_holds_the_record_of_whoever_is_logged_in_and_of_nobody_else() {
    run(async {
        let app = shared().await;
        let sam = app.log_in("five").await;
        let (_, text) = file(&sam, "html").await;
        assert!(text.contains("Sam Sample"));
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        for other in sandbox.people().iter().filter(|person| person.key != "sam") {
            assert!(!text.contains(&other.name) && !text.contains(other.nhs_number), "{}", other.name);
        }
        let answer = app.post("/download", &[("kinds", "medicines"), ("format", "html")]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "nobody is logged in");
    });
}

#[test]
fn a_form_that_asks_for_nothing_comes_back_and_makes_no_file() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let answer = sam.post("/download", &[("kinds", "nonsense")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(
            page.contains("<title>Error: ") && page.contains("Choose what you want to take with you"),
            "{page}"
        );
        assert!(access_log(&app).await.iter().all(|(purpose, _)| purpose != "download"));
    });
}

#[test]
fn a_download_is_written_down_with_the_kinds_that_it_holds() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let fields = [("kinds", "medicines"), ("kinds", "letters"), ("format", "text")];
        assert_eq!(sam.post("/download", &fields).await.status(), StatusCode::OK);
        let log = access_log(&app).await;
        assert_eq!(log.last(), Some(&("download".to_owned(), "medicines letters".to_owned())));
    });
}

#[test]
fn while_somebody_is_waited_for_people_choose_to_wait_or_to_take_what_has_come() {
    run(async {
        let app = TestApp::start(&["--page-deadline-ms", "400", "--question-seconds", "20"]).await;
        app.set_fault("RZ1", Fault::Slow(Duration::from_secs(8))).await;
        let sam = app.log_in("five").await;
        let fields = [("kinds", "conditions"), ("format", "text")];
        let answer = sam.post("/download", &fields).await;
        assert!(!answer.headers().contains_key("content-disposition"));
        let page = answer.text().await.expect("a page");
        assert!(page.contains("Your file is not whole yet") && page.contains("Riverside Hospital"), "{page}");
        // The part that looks again by itself, and what it asks, which holds nothing but a number.
        assert!(page.contains("<leptos-island") && page.contains("nonce="), "{page}");
        let number = sam.get("/where-from/waiting/conditions,letters").await;
        assert_eq!(number.text().await.expect("a number"), "1");
        assert_eq!(sam.get("/where-from/waiting/conditions,nonsense").await.status(), StatusCode::NOT_FOUND);
        let now = sam.post("/download", &[&fields[..], &[("now", "yes")]].concat()).await;
        assert!(now.headers().contains_key("content-disposition"));
        let text = now.text().await.expect("a file");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Riverside Hospital: We are still waiting for an answer."), "{text}");
    });
}

#[test]
fn an_organisation_that_fails_is_named_in_the_file_with_the_reason() {
    run(async {
        let app = TestApp::start(&["--reuse-seconds", "0", "--question-seconds", "1"]).await;
        app.set_fault("RZ1", Fault::Error500).await;
        let sam = app.log_in("five").await;
        let (_, text) = file(&sam, "text").await;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let missing = text.split("What may be missing, and why").nth(1).expect("that part");
        assert!(missing.contains("Riverside Hospital: ") && missing.contains("01632 960 001"), "{missing}");
        let (_, summary) = file(&sam, "summary").await;
        assert!(summary.contains("Riverside Hospital") && !summary.contains("nilknown"), "{summary}");
    });
}

#[test]
fn the_file_of_two_thousand_entries_is_whole() {
    run(async {
        let olive = shared().await.log_in("2,000").await;
        let (_, html) = file(&olive, "html").await;
        assert_eq!(html.matches("<section>").count(), 2_000);
        assert!(html.ends_with("</html>\n"));
    });
}
