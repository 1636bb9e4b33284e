//! Codes that are sent as the second step, an address that is confirmed with a new log-in, and getting in while a stranger
//! keeps guessing the password.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::app::{TestApp, Visitor, run, words};
use super::jar::{Jar, between, to};
use super::lost_log_in::linkage;

const EMAIL: &str = "grace@example.org";
const PASSWORD: &str = "front-door-grace";

/// The newest code that was sent to an address or number, once so many messages have gone there.
async fn code(app: &TestApp, address: &str, count: usize) -> String {
    for _ in 0..200 {
        let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
        let there: Vec<_> = all.iter().filter(|one| one["to"] == address).collect();
        if there.len() >= count {
            let body = there[0]["body"].as_str().expect("text");
            let is_code = |word: &&str| {
                word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()) || word.matches('-').count() == 2
            };
            return body.split(['.', ' ']).find(is_code).expect("a code").to_owned();
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no {count} messages to {address}");
}

async fn password(app: &TestApp, browser: &mut Jar) -> String {
    let fields = [("email", EMAIL), ("password", PASSWORD), ("return", "/record")];
    to(&browser.post(app, "/log-in", &fields).await)
}

/// From now on Grace is sent codes by email; two messages have gone then, since she is told of the change.
async fn by_email<'a>(app: &'a TestApp) -> Visitor<'a> {
    let grace = app.log_in("Grace").await;
    assert_eq!(to(&grace.post("/your-log-in/sent-codes", &[("way", "email")]).await), "/your-log-in?changed");
    grace
}

#[test]
fn a_code_that_is_sent_counts_once_for_ten_minutes_and_a_newer_one_ends_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = by_email(&app).await;
        assert!(words(&grace.page("/your-log-in").await).contains("By email"));
        let mut browser = Jar::default();
        assert_eq!(password(&app, &mut browser).await, "/log-in/second-step");
        let sent = "/log-in/second-step?sent";
        assert_eq!(to(&browser.post(&app, "/log-in/second-step/send", &[]).await), sent);
        let first = code(&app, EMAIL, 2).await;
        assert_eq!(to(&browser.post(&app, "/log-in/second-step/send", &[]).await), sent);
        let second = code(&app, EMAIL, 3).await;
        let typed = |code: String| [("code", code)];
        let send = async |browser: &mut Jar, code: &str| {
            let form = typed(code.to_owned());
            let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&app, "/log-in/second-step", &fields).await
        };
        assert_eq!(
            send(&mut browser, &first).await.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "an older one"
        );
        assert_eq!(to(&send(&mut browser, &second).await), "/record");
        let mut other = Jar::default();
        password(&app, &mut other).await;
        assert_eq!(send(&mut other, &second).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "used before");
        other.post(&app, "/log-in/second-step/send", &[]).await;
        let third = code(&app, EMAIL, 4).await;
        app.clock.advance(chrono::Duration::minutes(10));
        password(&app, &mut other).await;
        assert_eq!(send(&mut other, &third).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "too late");
    });
}

#[test]
fn codes_are_sent_to_nobody_whose_password_was_not_right_and_not_without_end() {
    run(async {
        let app = TestApp::start(&[]).await;
        by_email(&app).await;
        assert!(to(&Jar::default().post(&app, "/log-in/second-step/send", &[]).await).starts_with("/log-in"));
        let mut browser = Jar::default();
        password(&app, &mut browser).await;
        for _ in 0..5 {
            to(&browser.post(&app, "/log-in/second-step/send", &[]).await);
        }
        let sixth = browser.post(&app, "/log-in/second-step/send", &[]).await;
        assert_eq!(sixth.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&sixth.text().await.expect("a page")).contains("You asked for many codes"));
    });
}

#[test]
fn nobody_chooses_a_way_by_which_they_cannot_be_reached() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        for way in ["text", "letter", "", "pigeon"] {
            let answer = grace.post("/your-log-in/sent-codes", &[("way", way)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{way}");
        }
        assert_eq!(password(&app, &mut Jar::default()).await, "/record", "nothing was changed");
        app.clock.advance(chrono::Duration::minutes(11));
        let confirm = "/confirm?return=%2Fyour-choices%2Fmobile";
        assert_eq!(to(&grace.post("/your-choices/mobile", &[("forget", "yes")]).await), confirm);
    });
}

#[test]
fn an_address_that_is_given_with_a_new_log_in_counts_once_its_code_is_typed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let number = "9990009996";
        let surgery = linkage(&app, number).await;
        let (address, password) = ("olive.newcomer@example.org", "coffee tractor window");
        let form = [
            ("nhs-number", number),
            ("born-day", "3"),
            ("born-month", "2"),
            ("born-year", "1950"),
            ("code", &surgery),
            ("email", address),
            ("new-password", password),
        ];
        let mut olive = Jar::default();
        let page = olive.post(&app, "/register", &form).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = page.text().await.expect("a page");
        let note = between(&page, "name=\"note\" value=\"", "\"").to_owned();
        let before = [("email", address), ("password", password)];
        assert_eq!(app.post("/log-in", &before).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "not yet");
        let code = code(&app, address, 1).await;
        let typed = [("note", note.as_str()), ("code", &code)];
        assert_eq!(to(&olive.post(&app, "/your-log-in/email/code", &typed).await), "/your-log-in?changed");
        app.log_in_with(address, password).await;
    });
}

/// Somebody elsewhere guesses until everybody must wait who is not known.
async fn guess(app: &TestApp) {
    for _ in 0..6 {
        app.post("/log-in", &[("email", EMAIL), ("password", "wrong wrong")]).await;
    }
}

#[test]
fn a_stranger_who_keeps_guessing_does_not_keep_the_person_with_a_printed_code_out() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let page = grace.post("/your-log-in/codes", &[]).await.text().await.expect("a page");
        let printed = page.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next());
        let codes: Vec<String> = printed.map(str::to_owned).collect();
        guess(&app).await;
        let right = [("email", EMAIL), ("password", PASSWORD)];
        let waiting = app.post("/log-in", &right).await;
        assert_eq!(waiting.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(words(&waiting.text().await.expect("a page")).contains("Printed code"));
        let with = async |password: &str, code: &str| {
            app.post("/log-in", &[("email", EMAIL), ("password", password), ("code", code)]).await
        };
        assert_eq!(with("wrong wrong", &codes[1]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let spent = with(PASSWORD, &codes[1]).await;
        assert_eq!(
            spent.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "a code is used up with a wrong password too"
        );
        assert_eq!(with(PASSWORD, "ABCD-EFGH-2345").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            app.post("/log-in", &right).await.status(),
            StatusCode::TOO_MANY_REQUESTS,
            "others still wait"
        );
        assert_eq!(to(&with(PASSWORD, &codes[0]).await), "/", "both steps at once");
    });
}

#[test]
fn a_stranger_who_keeps_guessing_does_not_keep_a_remembered_device_out() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let page = grace.post("/your-log-in/codes", &[]).await.text().await.expect("a page");
        let code = between(&page, "<code>", "</code>").to_owned();
        let mut phone = Jar::default();
        assert_eq!(password(&app, &mut phone).await, "/log-in/second-step");
        let remember = [("code", code.as_str()), ("remember", "yes")];
        assert_eq!(to(&phone.post(&app, "/log-in/second-step", &remember).await), "/record");
        guess(&app).await;
        let right = [("email", EMAIL), ("password", PASSWORD)];
        assert_eq!(app.post("/log-in", &right).await.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(password(&app, &mut phone).await, "/record", "her own phone does not wait");
    });
}
