//! Assisted terminals: one person after the other at one screen, and nothing of the one before.

mod apart;
mod closed;
mod helping;
mod pictures;
mod reading;

use std::collections::BTreeSet;

use chrono::Duration;
use reqwest::header::{CONTENT_DISPOSITION, LOCATION, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};
use scraper::{Html, Selector};

use super::app::{TestApp, cookie_of, run, words};
use super::jar::{Jar, to};
use crate::access::{is_open_address, is_open_at_terminals};
use crate::store::{NewTerminal, WhyStopped};

pub const DESK: NewTerminal<'static> = NewTerminal {
    name: "Desk 1",
    place: "Hill Street Library",
    idle: Duration::minutes(5),
    prints: false,
    organisation: None,
};

/// A browser that staff made a terminal.
pub async fn terminal(app: &TestApp, new: NewTerminal<'_>) -> Jar {
    let code = app.portal.access.add_terminal(new).await.expect("a code");
    let mut jar = Jar::default();
    let answer = jar.post(app, "/terminal", &[("code", &code)]).await;
    assert_eq!(to(&answer), "/");
    jar
}

async fn log_in(jar: &mut Jar, app: &TestApp, who: &str) -> Response {
    let people = app.portal.sandbox.as_ref().expect("practice mode").people();
    let found = people.iter().find(|person| person.note.contains(who) || person.name.contains(who));
    let person = found.expect("a practice person");
    let answer = jar.post(app, "/log-in", &[("email", &person.email), ("password", &person.password)]).await;
    assert_eq!(to(&answer), "/");
    answer
}

/// Answers "Is it private here?" with yes.
async fn in_private(jar: &mut Jar, app: &TestApp) {
    for part in ["results", "letters", "conditions", "messages"] {
        let answer = jar.post(app, "/terminal/private", &[("part", part)]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
}

async fn page(jar: &Jar, app: &TestApp, path: &str) -> String {
    let answer = jar.get(app, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.expect("a page")
}

fn value(jar: &Jar, name: &str) -> String {
    jar.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn clears_but_stays_a_terminal(answer: &Response) -> bool {
    answer.headers().get("clear-site-data").is_some_and(|what| what == "\"cache\", \"storage\"")
}

#[test]
fn a_code_of_staff_makes_a_browser_a_terminal_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let code = app.portal.access.add_terminal(DESK).await.expect("a code");
        let mut jar = Jar::default();
        let wrong = jar.post(&app, "/terminal", &[("code", "ABCD-EFGH-2345")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(jar.0.is_empty(), "{jar:?}", jar = jar.0);
        let answer = jar.post(&app, "/terminal", &[("code", &code.to_lowercase())]).await;
        assert_eq!(to(&answer), "/");
        let set = answer.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let set: Vec<_> = set.filter(|line| line.starts_with("front-door-terminal=")).collect();
        assert!(set[0].contains("HttpOnly") && set[0].contains("SameSite=Lax"), "{set:?}");
        let first = page(&jar, &app, "/").await;
        assert!(first.contains("class=\"large terminal--no-print\""), "{first}");
        let read = words(&first);
        assert!(read.contains("What do you want to do?") && read.contains("Ask for help here"), "{read}");
        assert!(read.contains("This screen is Desk 1, Hill Street Library."), "{read}");
        let again = Jar::default().post(&app, "/terminal", &[("code", &code)]).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "the code was used");
    });
}

#[test]
fn whoever_is_logged_in_has_big_choices_and_one_press_to_finish_and_clear() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let first = page(&jar, &app, "/").await;
        let read = words(&first);
        for choice in [
            "Hello Sam. What do you want to do?",
            "See my appointments",
            "Order my medicines",
            "Read my letters",
            "See my test results",
            "Ask someone here for help",
        ] {
            assert!(read.contains(choice), "{choice}: {read}");
        }
        for path in ["/", "/appointments", "/record/letters", "/record/medicines/order", "/terminal/help"] {
            let page = page(&jar, &app, path).await;
            assert!(page.contains("Finish and clear"), "{path}");
            assert!(
                page.contains("If nobody uses this screen for 5 minutes, it clears by itself."),
                "{path}"
            );
            assert!(page.contains("StayLoggedIn"), "{path}: the warning at the last minute");
            assert!(!page.contains("nhsuk-header__account"), "{path}: nothing else at the top");
        }
        let answer = jar.post(&app, "/log-out", &[]).await;
        assert_eq!(to(&answer), "/");
        assert!(clears_but_stays_a_terminal(&answer));
        assert!(value(&jar, "front-door").is_empty() && !value(&jar, "front-door-terminal").is_empty());
        assert!(!page(&jar, &app, "/").await.contains("Sam"));
    });
}

#[test]
fn a_terminal_prints_only_where_staff_said_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        for prints in [false, true] {
            let jar = terminal(&app, NewTerminal { prints, ..DESK }).await;
            let first = page(&jar, &app, "/").await;
            assert_eq!(first.contains("This screen does not print."), !prints);
            assert_eq!(first.contains("terminal--no-print"), !prints);
        }
    });
}

#[test]
fn a_terminal_asks_for_a_name_a_place_and_a_short_limit() {
    run(async {
        let app = TestApp::start(&[]).await;
        let access = &app.portal.access;
        let before = access.list_terminals().await.expect("a list");
        for wrong in [
            NewTerminal { name: " ", ..DESK },
            NewTerminal { place: "", ..DESK },
            NewTerminal { idle: Duration::minutes(30), ..DESK },
            NewTerminal { idle: Duration::minutes(1), ..DESK },
        ] {
            assert!(access.add_terminal(wrong).await.is_err(), "{wrong:?}");
        }
        assert_eq!(access.list_terminals().await.expect("a list"), before);
    });
}

#[test]
fn in_practice_anybody_can_try_a_terminal_and_end_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = Jar::default();
        assert_eq!(to(&jar.post(&app, "/terminal", &[("practice", "try")]).await), "/");
        assert!(page(&jar, &app, "/").await.contains("class=\"large\""));
        assert_eq!(to(&jar.post(&app, "/terminal", &[("practice", "stop")]).await), "/terminal");
        assert!(jar.0.is_empty());
        let answer = app.get("/").await;
        assert!(cookie_of(&answer).is_none());
    });
}
