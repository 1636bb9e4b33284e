//! Where people are reached: each change of it is told to where they were reached before, stands in the log, and ends every
//! other log-in.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::app::{TestApp, Visitor, run, words};
use super::jar::{Jar, between, to};
use super::lost_log_in::linkage;

/// What went by one way, the newest first, once so many have gone.
async fn sent_by(app: &TestApp, way: &str, about: &str, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
        let is_so = |one: &Value| {
            one["way"] == way && one["body"].as_str().is_some_and(|body| body.starts_with(about))
        };
        let found: Vec<_> = all.into_iter().filter(is_so).collect();
        if found.len() >= count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no {count} by {way} that begin with {about}");
}

fn six_digits(message: &Value) -> String {
    let body = message["body"].as_str().expect("a text");
    body.chars().filter(char::is_ascii_digit).take(6).collect()
}

/// Types a number and the code that is sent to it.
async fn has_mobile(visitor: &Visitor<'_>, number: &str, so_far: usize) {
    assert_eq!(
        to(&visitor.post("/your-choices/mobile", &[("mobile", number)]).await),
        "/your-choices/mobile/code"
    );
    let code = six_digits(&sent_by(visitor.app, "text", "Your code", so_far + 1).await[0]);
    assert_eq!(to(&visitor.post("/your-choices/mobile/code", &[("code", &code)]).await), "/your-choices");
}

const CHANGED: &str = "Your mobile number was changed.";

#[test]
fn a_mobile_number_stands_in_the_log_is_told_and_ends_the_other_log_ins_also_the_first_one_and_none() {
    run(async {
        let app = TestApp::start(&[]).await;
        let max = app.log_in("Max").await;
        let elsewhere = app.log_in("Max").await;
        has_mobile(&max, "07700 900123", 0).await;
        assert_eq!(sent_by(&app, "email", CHANGED, 1).await.len(), 1, "the first number is told by email");
        assert!(to(&elsewhere.get("/your-choices").await).starts_with("/log-in"), "still in elsewhere");
        let log = words(&max.page("/who-looked").await);
        assert_eq!(log.matches("Changed: the mobile number for texts").count(), 1, "{log}");

        has_mobile(&max, "07700 900456", 1).await;
        let told = sent_by(&app, "text", CHANGED, 1).await;
        assert_eq!(told[0]["to"], "+447700900123", "the old number");
        let elsewhere = app.log_in("Max").await;
        assert_eq!(to(&max.post("/your-choices/mobile", &[("forget", "yes")]).await), "/your-choices");
        assert_eq!(sent_by(&app, "text", CHANGED, 2).await[0]["to"], "+447700900456");
        assert!(to(&elsewhere.get("/your-choices").await).starts_with("/log-in"), "still in elsewhere");
        assert!(!words(&max.page("/your-choices").await).contains("+4477"));
    });
}

#[test]
fn a_mobile_number_that_cannot_be_written_down_is_not_changed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let max = app.log_in("Max").await;
        to(&max.post("/your-choices/mobile", &[("mobile", "07700 900123")]).await);
        let code = six_digits(&sent_by(&app, "text", "Your code", 1).await[0]);
        let rename = |from: &str, to: &str| format!("ALTER TABLE {from} RENAME TO {to}");
        let away = rename("access_row", "away");
        let database = &app.portal.database;
        crate::store::query::execute!(database.writer(), sqlx::AssertSqlSafe(away.as_str()))
            .expect("a change");
        let answer = max.post("/your-choices/mobile/code", &[("code", &code)]).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let back = rename("away", "access_row");
        crate::store::query::execute!(database.writer(), sqlx::AssertSqlSafe(back.as_str()))
            .expect("a change");
        assert!(!words(&max.page("/your-choices").await).contains("+447700900123"));
        // The code is as good as before.
        assert_eq!(to(&max.post("/your-choices/mobile/code", &[("code", &code)]).await), "/your-choices");
    });
}

#[test]
fn somebody_without_email_and_phone_is_told_by_letter_of_the_log_in_and_of_an_address() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (number, password) = ("9990009996", "coffee tractor window");
        let surgery = linkage(&app, number).await;
        let form = [
            ("nhs-number", number),
            ("born-day", "3"),
            ("born-month", "2"),
            ("born-year", "1950"),
            ("code", &surgery),
            ("new-password", password),
        ];
        let mut olive = Jar::default();
        assert_eq!(to(&olive.post(&app, "/register", &form).await), "/your-log-in");
        sent_by(&app, "letter", "There is a new way to log in as you.", 1).await;
        let page = olive.post(&app, "/your-log-in/email", &[("email", "olive.newcomer@example.org")]).await;
        let page = page.text().await.expect("a page");
        let note = between(&page, "name=\"note\" value=\"", "\"").to_owned();
        let message = sent_by(&app, "email", "Your code", 1).await.remove(0);
        let body = message["body"].as_str().expect("words").to_owned();
        let is_code = |word: &&str| word.len() == 14 && word.matches('-').count() == 2;
        let code =
            body.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find(is_code).expect("a code");
        let typed = [("note", note.as_str()), ("code", code)];
        assert_eq!(to(&olive.post(&app, "/your-log-in/email/code", &typed).await), "/your-log-in?changed");
        sent_by(&app, "letter", "Your email address was changed.", 1).await;
    });
}
