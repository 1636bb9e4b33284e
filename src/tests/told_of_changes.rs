//! What is sent when somebody forgets their password or changes how they log in.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::app::{TestApp, run, words};
use super::jar::to;

const PASSWORD: &str = "front-door-grace";
const NEW: &str = "coffee tractor window";

async fn sent(app: &TestApp) -> Vec<Value> {
    app.get("/practice/outbox.json").await.json().await.expect("a list")
}

/// The newest message to an address, once so many have gone there.
async fn message(app: &TestApp, address: &str, count: usize) -> String {
    for _ in 0..200 {
        let all = sent(app).await;
        let there: Vec<_> = all.iter().filter(|one| one["to"] == address).collect();
        if there.len() >= count {
            return format!("{} {}", there[0]["subject"], there[0]["body"]);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no {count} messages to {address}");
}

/// The code in a message.
fn code(message: &str) -> String {
    let is_code = |word: &&str| word.len() == 14 && word.matches('-').count() == 2;
    let trimmed = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    trimmed.into_iter().find(is_code).unwrap_or_else(|| panic!("no code in {message}")).to_owned()
}

#[test]
fn a_forgotten_password_is_replaced_with_a_code_that_works_once_and_for_10_minutes() {
    run(async {
        let app = TestApp::start(&[]).await;
        let asked = app.post("/log-in/forgotten", &[("who", "Grace@example.org")]).await;
        assert_eq!(to(&asked), "/log-in/new-password?sent");
        let first = code(&message(&app, "grace@example.org", 1).await);
        let set = |code: String, new: &'static str| {
            let app = &app;
            async move {
                let fields = [("who", "grace@example.org"), ("code", code.as_str()), ("new-password", new)];
                app.post("/log-in/new-password", &fields).await
            }
        };
        app.clock.advance(chrono::Duration::minutes(11));
        assert_eq!(set(first, NEW).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "too late");
        app.post("/log-in/forgotten", &[("who", "grace@example.org")]).await;
        let second = code(&message(&app, "grace@example.org", 2).await);
        assert_eq!(to(&set(second.clone(), NEW).await), "/log-in?new-password");
        assert_eq!(
            set(second, "another fine password here").await.status(),
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let grace = app.log_in_with("grace@example.org", NEW).await;
        assert!(grace.page("/who-looked").await.contains("Changed: the password"));
    });
}

#[test]
fn asking_for_a_code_says_the_same_whether_or_not_there_is_an_account_and_not_for_ever() {
    run(async {
        let app = TestApp::start(&[]).await;
        let known = app.post("/log-in/forgotten", &[("who", "grace@example.org")]).await;
        let unknown = app.post("/log-in/forgotten", &[("who", "nobody@example.org")]).await;
        assert_eq!(to(&known), to(&unknown));
        message(&app, "grace@example.org", 1).await;
        assert!(sent(&app).await.iter().all(|one| one["to"] != "nobody@example.org"));
        let mut last = StatusCode::OK;
        for _ in 0..6 {
            last = app.post("/log-in/forgotten", &[("who", "nobody@example.org")]).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn a_new_password_and_a_new_second_step_are_told_to_the_person() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let fields = [("password", PASSWORD), ("new-password", NEW)];
        assert_eq!(to(&grace.post("/your-log-in/password", &fields).await), "/your-log-in?changed");
        message(&app, "grace@example.org", 1).await;
        let made = grace.post("/your-log-in/codes", &[]).await;
        assert_eq!(made.status(), StatusCode::OK);
        message(&app, "grace@example.org", 2).await;
        let log = grace.page("/who-looked").await;
        assert!(log.contains("Changed: the password") && log.contains("Changed: codes for logging in"));
    });
}

#[test]
fn a_new_email_address_counts_after_its_code_and_the_old_one_is_told() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (grace, elsewhere) = (app.log_in("Grace").await, app.log_in("Grace").await);
        let fields = [("email", "grace.young@example.org")];
        let page = grace.post("/your-log-in/email", &fields).await.text().await.expect("a page");
        let note = page
            .split("name=\"note\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a note");
        let code = code(&message(&app, "grace.young@example.org", 1).await);
        let wrong =
            grace.post("/your-log-in/email/code", &[("note", note), ("code", "ABCD-EFGH-2345")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("note", note), ("code", code.as_str())];
        assert_eq!(to(&grace.post("/your-log-in/email/code", &right).await), "/your-log-in?changed");
        assert!(words(&grace.page("/your-log-in").await).contains("grace.young@example.org"));
        message(&app, "grace@example.org", 1).await;
        assert!(to(&elsewhere.get("/your-log-in").await).starts_with("/log-in"), "logged out elsewhere");
        app.log_in_with("grace.young@example.org", PASSWORD).await;
        let old = app.post("/log-in", &[("email", "grace@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let again = grace.post("/your-log-in/email/code", &right).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "used twice");
    });
}

#[test]
fn an_address_that_somebody_else_logs_in_with_is_never_said_to_be_so_and_never_taken_over() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let mut said = Vec::new();
        for email in ["sam@example.org", "nobody.yet@example.org"] {
            let answer = grace.post("/your-log-in/email", &[("email", email)]).await;
            assert_eq!(answer.status(), StatusCode::OK);
            said.push(words(&answer.text().await.expect("a page")));
        }
        assert_eq!(said[0], said[1]);
        message(&app, "nobody.yet@example.org", 1).await;
        assert!(sent(&app).await.iter().all(|one| one["to"] != "sam@example.org"));
    });
}
