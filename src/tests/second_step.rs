//! The second step, from setting it up to losing it, as browsers do it.

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};

use super::app::{TestApp, Visitor, run, words};
use super::jar::{Jar, between, to};
use crate::access::AppKey;

const PASSWORD: &str = "front-door-grace";

impl Jar {
    async fn password(&mut self, app: &TestApp) -> String {
        let fields = [("email", "grace@example.org"), ("password", PASSWORD), ("return", "/record")];
        to(&self.post(app, "/log-in", &fields).await)
    }

    async fn code(&mut self, app: &TestApp, code: &str) -> Response {
        self.post(app, "/log-in/second-step", &[("code", code)]).await
    }
}

/// Sets up an app as Grace does; its key.
async fn set_up(app: &TestApp, grace: &Visitor<'_>) -> AppKey {
    let page = grace.page("/your-log-in/app").await;
    let note = between(&page, "name=\"note\" value=\"", "\"").to_owned();
    let typed = between(&page, "<code>", "</code>").replace(' ', "");
    let key = AppKey::from_bytes(data_encoding::BASE32_NOPAD.decode(typed.as_bytes()).expect("a key"));
    let code = key.code(app.clock.now());
    let fields = [("note", note.as_str()), ("code", &code)];
    assert_eq!(to(&grace.post("/your-log-in/app", &fields).await), "/your-log-in?changed");
    app.clock.advance(chrono::Duration::seconds(60));
    key
}

#[test]
fn with_an_app_the_password_alone_opens_nothing_and_a_code_counts_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let key = set_up(&app, &grace).await;
        let mut browser = Jar::default();
        assert_eq!(browser.password(&app).await, "/log-in/second-step");
        assert!(to(&browser.get(&app, "/record").await).starts_with("/log-in"), "nobody is logged in yet");
        assert_eq!(browser.code(&app, "000 000").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.code(&app, "").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let code = key.code(app.clock.now());
        let before = browser.clone();
        assert_eq!(to(&browser.code(&app, &code).await), "/record");
        assert_eq!(browser.get(&app, "/record").await.status(), StatusCode::OK);
        // The same code again, from a browser that has the password too, and from one that copied the note.
        let mut other = Jar::default();
        other.password(&app).await;
        assert_eq!(other.code(&app, &code).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        app.clock.advance(chrono::Duration::seconds(60));
        let next = key.code(app.clock.now());
        assert_eq!(before.clone().code(&app, &next).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn half_a_log_in_lasts_10_minutes_and_without_one_there_is_no_second_step() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let key = set_up(&app, &grace).await;
        assert_eq!(to(&app.get("/log-in/second-step").await), "/log-in");
        let mut browser = Jar::default();
        browser.password(&app).await;
        assert_eq!(browser.get(&app, "/log-in/second-step").await.status(), StatusCode::OK);
        app.clock.advance(chrono::Duration::minutes(11));
        let code = key.code(app.clock.now());
        assert_eq!(to(&browser.code(&app, &code).await), "/log-in?ended=yes");
        let mut forged = Jar(vec![("front-door-second-step".into(), "AAAA".into())]);
        assert_eq!(to(&forged.code(&app, &code).await), "/log-in?ended=yes");
    });
}

#[test]
fn guessed_codes_must_wait_while_the_person_with_the_password_is_told_how_long() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let key = set_up(&app, &grace).await;
        let mut browser = Jar::default();
        browser.password(&app).await;
        for _ in 0..5 {
            assert_eq!(browser.code(&app, "123456").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let code = key.code(app.clock.now());
        let answer = browser.code(&app, &code).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers().contains_key(RETRY_AFTER));
        app.clock.advance(chrono::Duration::seconds(60));
        let code = key.code(app.clock.now());
        assert_eq!(to(&browser.code(&app, &code).await), "/record");
    });
}

#[test]
fn printed_codes_are_shown_once_and_each_counts_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let page = grace.post("/your-log-in/codes", &[]).await;
        let page = page.text().await.expect("a page");
        let codes: Vec<&str> =
            page.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).collect();
        assert_eq!(codes.len(), 10);
        assert!(words(&grace.page("/your-log-in").await).contains("10 left"));
        let mut browser = Jar::default();
        assert_eq!(browser.password(&app).await, "/log-in/second-step");
        assert_eq!(to(&browser.code(&app, &codes[3].to_lowercase()).await), "/record");
        let mut other = Jar::default();
        other.password(&app).await;
        assert_eq!(other.code(&app, codes[3]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(to(&other.code(&app, codes[4]).await), "/record");
        assert!(words(&grace.page("/your-log-in").await).contains("8 left"));
    });
}

#[test]
fn a_remembered_device_is_not_asked_again_until_the_person_says_so_or_the_password_changes() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let key = set_up(&app, &grace).await;
        let mut browser = Jar::default();
        browser.password(&app).await;
        let code = key.code(app.clock.now());
        let fields = [("code", code.as_str()), ("remember", "yes")];
        assert_eq!(to(&browser.post(&app, "/log-in/second-step", &fields).await), "/record");
        assert_eq!(browser.password(&app).await, "/record");
        assert_eq!(Jar::default().password(&app).await, "/log-in/second-step", "another one is asked");
        assert_eq!(to(&browser.post(&app, "/your-log-in/devices", &[]).await), "/your-log-in?changed");
        assert!(to(&grace.get("/your-log-in").await).starts_with("/log-in"), "as the page says");
        assert_eq!(browser.password(&app).await, "/log-in/second-step");
    });
}

#[test]
fn a_remembered_device_stays_so_when_its_owner_logs_out() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let key = set_up(&app, &grace).await;
        let mut browser = Jar::default();
        browser.password(&app).await;
        let code = key.code(app.clock.now());
        browser.post(&app, "/log-in/second-step", &[("code", &code), ("remember", "yes")]).await;
        let answer = browser.post(&app, "/log-out", &[]).await;
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"storage\"");
        assert_eq!(browser.password(&app).await, "/record");
        let answer = grace.post("/log-out", &[]).await;
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
    });
}

#[test]
fn a_new_password_wants_the_old_one_is_strong_and_logs_out_everywhere_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (grace, elsewhere) = (app.log_in("Grace").await, app.log_in("Grace").await);
        let set = |old: &'static str, new: &'static str| {
            let fields = [("password", old), ("new-password", new)];
            let grace = &grace;
            async move { grace.post("/your-log-in/password", &fields).await }
        };
        assert_eq!(set("wrong", "coffee tractor window").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        for (new, says) in [
            ("password", "stolen from another website"),
            ("TrustNo1", "stolen from another website"),
            ("short", "at least 8"),
            ("grace young", "guess"),
        ] {
            let page = set(PASSWORD, new).await.text().await.expect("a page");
            assert!(words(&page).contains(says), "{new}: {}", words(&page));
            assert!(!page.contains(PASSWORD));
        }
        assert_eq!(to(&set(PASSWORD, "coffee tractor window").await), "/your-log-in?changed");
        assert_eq!(grace.get("/your-log-in").await.status(), StatusCode::OK);
        assert!(to(&elsewhere.get("/your-log-in").await).starts_with("/log-in"));
        let old = app.post("/log-in", &[("email", "grace@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let new = [("email", "grace@example.org"), ("password", "coffee tractor window")];
        assert_eq!(to(&app.post("/log-in", &new).await), "/");
    });
}

#[test]
fn an_nhs_number_logs_in_like_an_email_address_and_an_unknown_one_gets_the_same_words() {
    run(async {
        let app = TestApp::start(&[]).await;
        let people = app.portal.sandbox.as_ref().expect("practice mode").people();
        let grace = people.iter().find(|person| person.key == "grace").expect("Grace");
        assert_eq!(
            to(&app.post("/log-in", &[("email", grace.nhs_number), ("password", PASSWORD)]).await),
            "/"
        );
        let mut said = Vec::new();
        for number in [grace.nhs_number, "9990009996"] {
            let answer = app.post("/log-in", &[("email", number), ("password", "wrong-password")]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            said.push(words(&answer.text().await.expect("a page")));
        }
        assert_eq!(said[0], said[1]);
    });
}

#[test]
fn codes_can_be_stopped_and_then_the_password_alone_opens() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        set_up(&app, &grace).await;
        assert_eq!(Jar::default().password(&app).await, "/log-in/second-step");
        assert!(words(&grace.page("/your-log-in/stop").await).contains("your password alone"));
        assert_eq!(to(&grace.post("/your-log-in/stop", &[]).await), "/your-log-in?changed");
        assert_eq!(Jar::default().password(&app).await, "/record");
    });
}

#[test]
fn whoever_changes_their_log_in_shows_first_that_it_is_them() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        app.clock.advance(chrono::Duration::minutes(11));
        for path in ["app", "codes", "email", "password", "stop"] {
            let (page, form) = (format!("/your-log-in/{path}"), format!("/your-log-in/{path}"));
            let confirm = format!("/confirm?return=%2Fyour-log-in%2F{path}");
            assert_eq!(to(&grace.get(&page).await), confirm);
            assert_eq!(to(&grace.post(&form, &[("email", "other@example.org")]).await), confirm);
        }
        for path in ["devices", "email/code"] {
            assert!(
                to(&grace.post(&format!("/your-log-in/{path}"), &[]).await).starts_with("/confirm"),
                "{path}"
            );
        }
        assert!(!words(&grace.page("/your-log-in").await).contains("left"), "nothing was changed");
        let fields = [("password", PASSWORD), ("return", "/your-log-in/codes")];
        assert_eq!(to(&grace.post("/confirm", &fields).await), "/your-log-in/codes");
        assert_eq!(grace.get("/your-log-in/codes").await.status(), StatusCode::OK);
    });
}
