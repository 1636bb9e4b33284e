//! How people are told things, over HTTP: choices, a mobile number with its code, and what would have been sent.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::LOCATION;
use serde_json::Value;

use super::app::{TestApp, Visitor, run, shared, words};
use crate::sandbox::Fault;

async fn sent(app: &TestApp, to: &str) -> Vec<Value> {
    let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
    all.into_iter().filter(|one| one["to"] == to).collect()
}

/// Waits until so many messages have gone there; the newest first.
async fn wait_for(app: &TestApp, to: &str, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let all = sent(app, to).await;
        if all.len() >= count {
            return all;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{count} messages to {to} did not go");
}

fn code_of(message: &Value) -> String {
    let body = message["body"].as_str().expect("a text");
    body.chars().filter(char::is_ascii_digit).take(6).collect()
}

async fn give_number(visitor: &Visitor<'_>, number: &str) {
    let answer = visitor.post("/your-choices/mobile", &[("mobile", number)]).await;
    assert_eq!(
        (answer.status(), &answer.headers()[LOCATION]),
        (StatusCode::SEE_OTHER, &"/your-choices/mobile/code".parse().expect("a value"))
    );
}

#[test]
fn a_choice_is_kept_and_one_that_is_not_offered_comes_back() {
    run(async {
        let app = shared().await;
        let visitor = app.log_in("Max").await;
        let page = words(&visitor.page("/your-choices").await);
        assert!(page.contains("Something new in your record By email"), "{page}");
        let answer = visitor.post("/your-choices/new", &[("choice", "letter")]).await;
        assert_eq!(answer.headers()[LOCATION], "/your-choices");
        let page = words(&visitor.page("/your-choices").await);
        assert!(page.contains("Something new in your record By letter"), "{page}");
        for (topic, choice) in [("new", "pigeon"), ("new", ""), ("appointments", "letter"), ("hours", "text")]
        {
            let answer = visitor.post(&format!("/your-choices/{topic}"), &[("choice", choice)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{topic} {choice}");
        }
        let answer = visitor.post("/your-choices/hours", &[("choice", "any-time")]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert!(words(&visitor.page("/your-choices").await).contains("At any time"));
        assert_eq!(visitor.get("/your-choices/pigeons").await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_mobile_number_counts_once_its_code_is_typed_and_the_old_one_is_warned() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Max").await;
        give_number(&visitor, "07700 900123").await;
        let code = code_of(&wait_for(&app, "+447700900123", 1).await[0]);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let answer = visitor.post("/your-choices/mobile/code", &[("code", wrong)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let answer = visitor.post("/your-choices/mobile/code", &[("code", &spaced)]).await;
        assert_eq!(answer.headers()[LOCATION], "/your-choices");
        assert!(words(&visitor.page("/your-choices").await).contains("+447700900123"));
        give_number(&visitor, "07700 900456").await;
        let code = code_of(&wait_for(&app, "+447700900456", 1).await[0]);
        visitor.post("/your-choices/mobile/code", &[("code", &code)]).await;
        let warning = &wait_for(&app, "+447700900123", 2).await[0];
        assert!(
            warning["body"].as_str().is_some_and(|said| said.starts_with("Your mobile number was changed."))
        );
    });
}

#[test]
fn a_number_that_is_none_comes_back_and_codes_are_limited() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Max").await;
        for number in ["", "020 7450 4000", "call me"] {
            let answer = visitor.post("/your-choices/mobile", &[("mobile", number)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        }
        for _ in 0..5 {
            give_number(&visitor, "07700 900123").await;
        }
        let answer = visitor.post("/your-choices/mobile", &[("mobile", "07700 900123")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&answer.text().await.expect("a page")).contains("Wait 1 hour"));
    });
}

/// Looks at the home page as Sam, then lets 40 days go by, reminding people each day. Gives all that Sam was sent.
async fn forty_days(app: &TestApp, fails: bool) -> Vec<String> {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let email = sandbox.people().iter().find(|one| one.name.contains("Sam")).expect("Sam").email.clone();
    app.log_in("Sam").await.page("/").await;
    let codes: Vec<Value> = app.get("/practice/organisations.json").await.json().await.expect("a list");
    if fails {
        for one in &codes {
            app.set_fault(one["ods_code"].as_str().expect("a code"), Fault::Error500).await;
        }
    }
    for _ in 0..40 {
        app.clock.advance(chrono::Duration::days(1));
        // What was asked yesterday is asked anew.
        let fault = if fails { Fault::Error500 } else { Fault::None };
        app.set_fault(codes[0]["ods_code"].as_str().expect("a code"), fault).await;
        for _ in 0..2 {
            app.portal.reminding.remind().await.expect("reminded");
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let bodies = sent(app, &email).await.into_iter().filter_map(|one| Some(one["body"].as_str()?.to_owned()));
    bodies.collect()
}

#[test]
fn who_looked_at_their_appointments_is_reminded_of_each_once_by_its_time_alone() {
    run(async {
        let bodies = forty_days(&TestApp::start(&[]).await, false).await;
        assert!(!bodies.is_empty(), "nobody was reminded");
        for body in &bodies {
            assert!(body.starts_with("You have an appointment on"), "{body}");
            assert!(body.ends_with("Log in to Front Door the way you always do."), "{body}");
        }
        let times: std::collections::BTreeSet<_> = bodies.iter().collect();
        assert_eq!(times.len(), bodies.len(), "one was told twice: {bodies:?}");
    });
}

#[test]
fn whoever_cannot_be_asked_on_the_day_leaves_people_to_check() {
    run(async {
        let bodies = forty_days(&TestApp::start(&[]).await, true).await;
        assert!(!bodies.is_empty(), "nobody was reminded");
        for body in &bodies {
            assert!(body.starts_with("Check your appointment."), "{body}");
        }
    });
}

#[test]
fn a_portal_that_reminds_nobody_does_not() {
    run(async {
        let app = TestApp::start(&["--reminder-days", "0"]).await;
        assert_eq!(forty_days(&app, false).await, Vec::<String>::new());
        let choices = words(&app.log_in("Sam").await.page("/your-choices").await);
        assert!(!choices.contains("Reminders"), "{choices}");
    });
}

#[test]
fn of_somebody_who_wants_no_reminders_nobody_is_asked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Sam").await;
        visitor.page("/").await;
        visitor.post("/your-choices/appointments", &[("choice", "none")]).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        let asked = || {
            let codes = ["A99901", "RZ1", "RZ2", "RZ3"];
            codes.iter().filter_map(|code| Some(sandbox.requests(code, 200).ok()?.len())).sum::<usize>()
        };
        let before = asked();
        for _ in 0..40 {
            app.clock.advance(chrono::Duration::days(1));
            app.portal.reminding.remind().await.expect("nothing to do");
        }
        assert!(before > 0, "nobody was ever asked");
        assert_eq!(asked(), before);
    });
}
