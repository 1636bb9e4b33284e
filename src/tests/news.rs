//! People are told that there is something new, once, and never what: over HTTP, with the practice organisations.

use std::time::Duration;

use serde_json::Value;

use super::app::{TestApp, Visitor, run, words};

const RIVERSIDE: &str = "RZ1";

async fn sent(app: &TestApp, to: &str) -> Vec<Value> {
    let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
    let news = |one: &Value| one["body"].as_str().is_some_and(|body| body.contains("something new for you"));
    all.into_iter().filter(|one| one["to"] == to && news(one)).collect()
}

/// Looks for news now, and waits until what is to be told has gone.
async fn look(app: &TestApp) {
    app.portal.telling_news.look().await.expect("a look");
    tokio::time::sleep(Duration::from_millis(500)).await;
}

/// Makes everybody whose turn was today have it again.
fn a_day_later(app: &TestApp) {
    app.clock.advance(chrono::Duration::hours(25));
}

fn email_of(app: &TestApp, who: &str) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|person| person.note.contains(who)).expect("a person").email.clone()
}

/// Somebody who has been on the home page, and has every message read but one.
async fn settled(app: &TestApp) -> (Visitor<'_>, String) {
    let sam = app.log_in("five").await;
    // What has not come by a page's deadline comes with a later one, and is seen then.
    for _ in 0..3 {
        sam.page("/").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    (sam, email_of(app, "five"))
}

#[test]
fn whoever_has_something_unread_is_told_once_in_words_that_say_nothing() {
    run(async {
        let app = TestApp::start(&["--news-hours", "24"]).await;
        let (_sam, email) = settled(&app).await;
        look(&app).await;
        assert!(sent(&app, &email).await.is_empty(), "they have just been here");
        a_day_later(&app);
        look(&app).await;
        let told = sent(&app, &email).await;
        assert_eq!(told.len(), 1, "{told:?}");
        let text = told[0].to_string();
        for never in ["Riverside", "Parking", "message", "http"] {
            assert!(!told[0]["body"].as_str().expect("a text").contains(never), "{text}");
        }
        // The next day there is nothing else: the same is not told again.
        a_day_later(&app);
        look(&app).await;
        assert_eq!(sent(&app, &email).await.len(), 1);
    });
}

#[test]
fn nobody_is_told_of_what_they_chose_not_to_hear_of() {
    run(async {
        let app = TestApp::start(&["--news-hours", "24"]).await;
        let (sam, email) = settled(&app).await;
        let page = sam.page("/your-choices/new-from").await;
        assert!(words(&page).contains("Riverside Hospital") && words(&page).contains("once a day"), "{page}");
        // All but the hospital that wrote last.
        let all: Vec<String> = super::requests::all(&page, "input[name=from][checked]", "value");
        assert!(all.contains(&RIVERSIDE.to_owned()), "{all:?}");
        let kept: Vec<_> =
            all.iter().filter(|code| *code != RIVERSIDE).map(|code| ("from", code.as_str())).collect();
        sam.post("/your-choices/new-from", &kept).await;
        let again = super::requests::all(
            &sam.page("/your-choices/new-from").await,
            "input[name=from][checked]",
            "value",
        );
        assert!(!again.contains(&RIVERSIDE.to_owned()) && again.len() == all.len() - 1);
        sam.post("/your-choices/new", &[("choice", "email")]).await;
        look(&app).await;
        a_day_later(&app);
        look(&app).await;
        assert!(sent(&app, &email).await.is_empty());
    });
}

#[test]
fn of_somebody_who_wants_to_hear_of_nothing_nobody_is_asked() {
    run(async {
        let app = TestApp::start(&["--news-hours", "24"]).await;
        let (sam, email) = settled(&app).await;
        sam.post("/your-choices/new", &[("choice", "none")]).await;
        look(&app).await;
        let sandbox = app.portal.sandbox.as_ref().expect("practice");
        let asked = || sandbox.requests(RIVERSIDE, usize::MAX).expect("a log").len();
        let before = asked();
        a_day_later(&app);
        look(&app).await;
        assert_eq!(before, asked(), "the hospital was asked");
        assert!(sent(&app, &email).await.is_empty());
    });
}

#[test]
fn in_quiet_hours_nobody_is_looked_at_and_every_look_stands_in_the_log() {
    run(async {
        let app = TestApp::start(&["--news-hours", "24"]).await;
        let (_sam, email) = settled(&app).await;
        look(&app).await;
        app.clock.advance(chrono::Duration::hours(13 + 24));
        look(&app).await;
        assert!(sent(&app, &email).await.is_empty());
        app.clock.advance(chrono::Duration::hours(10));
        look(&app).await;
        assert_eq!(sent(&app, &email).await.len(), 1);
        let sam = app.log_in_with(&email, &password(&app, &email)).await;
        let log = words(&sam.page("/who-looked?who=automatic").await);
        assert!(log.contains("Looked if there is something new"), "{log}");
    });
}

fn password(app: &TestApp, email: &str) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|person| person.email == email).expect("a person").password.clone()
}
