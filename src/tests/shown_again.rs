//! Showing again that it is you: by passkey or password, and what becomes of the session's id.

use chrono::Duration;
use reqwest::StatusCode;

use super::app::{TestApp, run, words};
use super::jar::{Jar, to};
use super::passkeys::{asked, make, send, used};
use super::soft_key::SoftKey;

const WANTED: &str = "/your-log-in/email";
const CONFIRM: &str = "/confirm?return=%2Fyour-log-in%2Femail";

/// Grace in a browser of hers, eleven minutes after she logged in with the passkey that she made.
async fn grace(app: &TestApp) -> (Jar, SoftKey) {
    let mut key = make(app, &app.log_in("Grace").await, "Phone").await;
    let mut browser = Jar::default();
    let form = used(app, &mut key).await;
    assert_eq!(send(app, &mut browser, &form).await.0, StatusCode::SEE_OTHER);
    app.clock.advance(Duration::minutes(11));
    assert_eq!(to(&browser.get(app, WANTED).await), CONFIRM);
    (browser, key)
}

async fn page(app: &TestApp, browser: &Jar) -> String {
    browser.get(app, CONFIRM).await.text().await.expect("a page")
}

async fn is_in(app: &TestApp, browser: &Jar) -> bool {
    browser.get(app, "/record").await.status() == StatusCode::OK
}

#[test]
fn a_passkey_shows_that_it_is_them_once_and_nobody_elses_does() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mut browser, mut key) = grace(&app).await;
        let mut stranger = make(&app, &app.log_in("five").await, "Tablet").await;
        let (options, note) = asked(&page(&app, &browser).await);
        let credential = stranger.used(&options, &app.base);
        let form = [("note", &*note), ("credential", &*credential), ("return", WANTED)];
        let refused = browser.post(&app, "/confirm", &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&refused.text().await.expect("a page")).contains("That is not your passkey"));
        assert_eq!(to(&browser.get(&app, WANTED).await), CONFIRM, "nothing was shown");

        let (options, note) = asked(&page(&app, &browser).await);
        let credential = key.used(&options, &app.base);
        let form = [("note", &*note), ("credential", &*credential), ("return", WANTED)];
        assert_eq!(to(&browser.post(&app, "/confirm", &form).await), WANTED);
        assert_eq!(browser.get(&app, WANTED).await.status(), StatusCode::OK);
        let again = browser.post(&app, "/confirm", &form).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "used before");
    });
}

#[test]
fn the_page_offers_a_passkey_only_to_whoever_has_one() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (browser, _) = grace(&app).await;
        let page = page(&app, &browser).await;
        assert!(words(&page).contains("Or enter your password") && page.contains("id=\"credential\""));
        let sam = app.log_in("five").await;
        let page = sam.page(CONFIRM).await;
        assert!(!page.contains("id=\"credential\""), "{page}");
        assert!(words(&page).contains("Enter your password once more."));
    });
}

#[test]
fn whoever_shows_it_again_goes_on_under_a_new_session_id_and_the_old_one_ends() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mut browser, _) = grace(&app).await;
        let stolen = browser.clone();
        let form = [("password", "front-door-grace"), ("return", WANTED)];
        assert_eq!(to(&browser.post(&app, "/confirm", &form).await), WANTED);
        assert_ne!(stolen.header(), browser.header());
        app.clock.advance(Duration::seconds(11));
        assert!(is_in(&app, &browser).await);
        assert!(to(&stolen.get(&app, "/record").await).starts_with("/log-in"));
    });
}

#[test]
fn a_change_of_the_log_in_gives_the_session_a_new_id_too() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut browser = Jar::default();
        let form = [("email", "grace@example.org"), ("password", "front-door-grace")];
        assert_eq!(to(&browser.post(&app, "/log-in", &form).await), "/");
        let before = browser.clone();
        let codes = browser.post(&app, "/your-log-in/codes", &[]).await;
        assert_eq!(codes.status(), StatusCode::OK, "the codes stand in the answer");
        app.clock.advance(Duration::seconds(11));
        assert!(is_in(&app, &browser).await && !is_in(&app, &before).await);
        assert_eq!(to(&browser.post(&app, "/your-log-in/stop", &[]).await), "/your-log-in?changed");
        app.clock.advance(Duration::seconds(11));
        assert!(is_in(&app, &browser).await);
    });
}

#[test]
fn a_form_that_is_sent_twice_at_once_logs_nobody_out() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (browser, _) = grace(&app).await;
        let (mut first, mut second) = (browser.clone(), browser);
        let form = [("password", "front-door-grace"), ("return", WANTED)];
        assert_eq!(to(&first.post(&app, "/confirm", &form).await), WANTED);
        assert_eq!(to(&second.post(&app, "/confirm", &form).await), WANTED, "a double press");
        app.clock.advance(Duration::seconds(11));
        assert!(is_in(&app, &second).await, "the browser keeps what the last answer gave it");
        assert_eq!(to(&second.post(&app, "/log-out", &[]).await), "/log-in?logged-out");
        for old in [first, second] {
            assert!(!is_in(&app, &old).await);
        }
    });
}
