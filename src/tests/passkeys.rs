//! Passkeys, from making one to removing it, with one made of software.

use chrono::Duration;
use reqwest::StatusCode;
use scraper::{Html, Selector};
use serde_json::Value;

use super::app::{TestApp, Visitor, run, words};
use super::jar::{Jar, to};
use super::soft_key::SoftKey;

const PASSWORD: &str = "front-door-grace";

/// What a page asks the browser, and the note with which the form comes back.
pub fn asked(page: &str) -> (Value, String) {
    let html = Html::parse_document(page);
    let value = |selector: &str| {
        let selector = Selector::parse(selector).expect("a selector");
        let field = html.select(&selector).next().expect("a field");
        field.value().attr("value").expect("a value").to_owned()
    };
    (serde_json::from_str(&value("#options")).expect("JSON"), value("input[name=note]"))
}

/// Makes one as Grace does.
pub async fn make(app: &TestApp, grace: &Visitor<'_>, name: &str) -> SoftKey {
    let (options, note) = asked(&grace.page("/your-log-in/passkeys").await);
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    let (key, credential) = SoftKey::make(&options, &app.base);
    let form = [("name", name), ("note", &note), ("credential", &credential)];
    assert_eq!(to(&grace.post("/your-log-in/passkeys", &form).await), "/your-log-in?changed");
    key
}

/// The form for logging in, filled in with a passkey.
pub async fn used(app: &TestApp, key: &mut SoftKey) -> [(&'static str, String); 2] {
    let page = app.get("/log-in/passkey").await.text().await.expect("a page");
    let (options, note) = asked(&page);
    [("note", note), ("credential", key.used(&options, &app.base))]
}

pub async fn send(app: &TestApp, browser: &mut Jar, form: &[(&'static str, String)]) -> (StatusCode, String) {
    let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.post(app, "/log-in/passkey", &fields).await;
    if answer.status() == StatusCode::SEE_OTHER {
        return (answer.status(), to(&answer));
    }
    (answer.status(), words(&answer.text().await.expect("a page")))
}

#[test]
fn a_passkey_logs_in_alone_and_in_the_place_of_a_code_and_then_the_password_alone_opens_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let mut key = make(&app, &grace, "Grace's phone").await;
        assert!(words(&grace.page("/your-log-in").await).contains("1 passkey"));
        assert!(grace.page("/who-looked").await.contains("Changed: passkeys"));

        let mut alone = Jar::default();
        let form = used(&app, &mut key).await;
        assert_eq!(send(&app, &mut alone, &form).await, (StatusCode::SEE_OTHER, "/".to_owned()));
        assert_eq!(alone.get(&app, "/record").await.status(), StatusCode::OK);

        let mut second = Jar::default();
        let log_in = [("email", "grace@example.org"), ("password", PASSWORD), ("return", "/appointments")];
        assert_eq!(to(&second.post(&app, "/log-in", &log_in).await), "/log-in/second-step");
        let page = second.get(&app, "/log-in/second-step").await.text().await.expect("a page");
        assert!(page.contains("href=\"/log-in/passkey\""));
        let form = used(&app, &mut key).await;
        assert_eq!(send(&app, &mut second, &form).await.1, "/appointments", "where they wanted to be");
        let page = words(&grace.page("/your-log-in/passkeys").await);
        assert!(page.contains("Grace's phone") && page.contains("Last used"), "{page}");
    });
}

#[test]
fn what_a_browser_sends_counts_once_and_not_for_long() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let mut key = make(&app, &grace, "Phone").await;
        let form = used(&app, &mut key).await;
        let mut browser = Jar::default();
        assert_eq!(send(&app, &mut browser, &form).await.0, StatusCode::SEE_OTHER);
        let (status, said) = send(&app, &mut Jar::default(), &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "used before");
        assert!(said.contains("open for too long"), "{said}");
        let form = used(&app, &mut key).await;
        app.clock.advance(Duration::minutes(16));
        assert_eq!(
            send(&app, &mut Jar::default(), &form).await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "too late"
        );
    });
}

#[test]
fn what_was_not_asked_for_opens_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let mut key = make(&app, &grace, "Phone").await;
        let mut browser = Jar::default();
        let page = async || asked(&app.get("/log-in/passkey").await.text().await.expect("a page"));

        let (options, _) = page().await;
        let (_, note) = page().await;
        let other_challenge = [("note", note), ("credential", key.used(&options, &app.base))];
        let (options, note) = page().await;
        let other_site = [("note", note), ("credential", key.used(&options, "https://elsewhere.example"))];
        let (options, note) = page().await;
        key.verifies = false;
        let nobody_there = [("note", note), ("credential", key.used(&options, &app.base))];
        key.verifies = true;
        let (options, note) = page().await;
        key.counter = 0;
        let copied = [("note", note), ("credential", key.used(&options, &app.base))];
        let (making, _) = asked(&grace.page("/your-log-in/passkeys").await);
        let (mut unknown, _) = SoftKey::make(&making, &app.base);
        let (options, note) = page().await;
        let not_ours = [("note", note), ("credential", unknown.used(&options, &app.base))];
        let (_, note) = page().await;
        let nonsense = [("note", note), ("credential", "{}".to_owned())];
        let forged = [("note", "AAAA".to_owned()), ("credential", "{}".to_owned())];
        let nothing = [("note", page().await.1), ("credential", String::new())];

        key.counter = 9;
        let good = used(&app, &mut key).await;
        assert_eq!(send(&app, &mut browser, &good).await.0, StatusCode::SEE_OTHER, "the key itself is good");
        for (what, form) in [
            ("another challenge", other_challenge),
            ("another site", other_site),
            ("nobody there", nobody_there),
            ("a copy of the key", copied),
            ("a key of nobody's", not_ours),
            ("nonsense", nonsense),
            ("a forged note", forged),
            ("nothing", nothing),
        ] {
            let mut browser = Jar::default();
            assert_eq!(send(&app, &mut browser, &form).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert!(to(&browser.get(&app, "/record").await).starts_with("/log-in"), "{what}");
        }
    });
}

#[test]
fn a_passkey_is_made_with_a_name_for_ones_own_account_alone_and_removed_by_nobody_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (grace, sam) = (app.log_in("Grace").await, app.log_in("five").await);
        let (options, note) = asked(&grace.page("/your-log-in/passkeys").await);
        let (_, credential) = SoftKey::make(&options, &app.base);
        let long = "x".repeat(51);
        for name in ["", "  ", &long, "a\u{7}b"] {
            let form = [("name", name), ("note", &note), ("credential", &credential)];
            let answer = grace.post("/your-log-in/passkeys", &form).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
        }
        let stolen = [("name", "Mine now"), ("note", &*note), ("credential", &*credential)];
        assert_eq!(
            sam.post("/your-log-in/passkeys", &stolen).await.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "the note is Grace's"
        );
        let mut key = make(&app, &grace, "Phone").await;
        let page = grace.page("/your-log-in/passkeys").await;
        let id = page.split("name=\"passkey\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let remove = [("passkey", id.expect("an id"))];
        assert_eq!(sam.post("/your-log-in/passkeys/remove", &remove).await.status(), StatusCode::NOT_FOUND);
        let form = used(&app, &mut key).await;
        assert_eq!(send(&app, &mut Jar::default(), &form).await.0, StatusCode::SEE_OTHER);
        assert_eq!(to(&grace.post("/your-log-in/passkeys/remove", &remove).await), "/your-log-in?changed");
        let form = used(&app, &mut key).await;
        assert_eq!(
            send(&app, &mut Jar::default(), &form).await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "removed"
        );
        app.log_in("Grace").await;
    });
}
