//! Assisted terminals: one person after the other at one screen, and nothing of the one before.

use std::collections::BTreeSet;

use chrono::Duration;
use reqwest::header::{CONTENT_DISPOSITION, LOCATION, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};
use scraper::{Html, Selector};

use super::app::{TestApp, cookie_of, run, words};
use super::jar::{Jar, to};
use crate::access::{is_open_address, is_open_at_terminals};
use crate::store::{NewTerminal, WhyStopped};

const DESK: NewTerminal<'static> =
    NewTerminal { name: "Desk 1", place: "Hill Street Library", idle: Duration::minutes(5), prints: false };

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
        assert!(first.contains("class=\"terminal terminal--no-print\""), "{first}");
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
fn every_url_that_is_not_on_the_list_is_closed_on_a_terminal() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut sam = terminal(&app, DESK).await;
        log_in(&mut sam, &app, "five").await;
        let nobody = terminal(&app, DESK).await;
        let mut closed = BTreeSet::new();
        for line in include_str!("route_list.txt").lines() {
            let (path, methods) = line.split_once(' ').expect("a path and methods");
            for method in methods.split(',').map(|method| method.trim().parse::<Method>().expect("a method"))
            {
                if is_open_at_terminals(&method, path) {
                    continue;
                }
                closed.insert(format!("{method} {path}"));
                let filled = path.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
                for jar in [&mut sam.clone(), &mut nobody.clone()] {
                    let answer = match method {
                        Method::POST => jar.post(&app, &filled, &[]).await,
                        _ => jar.get(&app, &filled).await,
                    };
                    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{method} {path}");
                    let read = words(&answer.text().await.expect("a page"));
                    assert!(read.contains("You cannot do this on this screen"), "{method} {path}: {read}");
                }
            }
        }
        for must in [
            "GET /download",
            "POST /download",
            "GET /appointments/{id}/calendar",
            "GET /who-looked/file",
            "POST /where-from",
            "GET /register",
            "POST /log-in/forgotten",
            "POST /log-in/new-password",
            "POST /your-log-in/password",
            "POST /your-log-in/passkeys",
            "POST /your-log-in/email",
            "POST /your-choices/{topic}",
            "POST /your-details/change/{what}",
            "POST /messages/drafts/{id}",
            "POST /search",
            "GET /kept-form",
            "POST /close-account/now",
            "POST /devices",
        ] {
            assert!(closed.contains(must), "{must}");
        }
        assert_eq!(sam.get(&app, "/appointments").await.status(), StatusCode::OK, "Sam is still logged in");
    });
}

#[test]
fn what_is_on_the_list_of_open_pages_is_a_page_of_ours() {
    let routes = crate::routes::table();
    let all: BTreeSet<_> = routes
        .iter()
        .flat_map(|route| route.methods.split(", ").map(move |method| (method, route.path)))
        .collect();
    for method in [Method::GET, Method::POST] {
        for path in crate::access::open_at_terminals(&method) {
            let is_ours = *path == "/practice" || all.contains(&(method.as_str(), *path));
            assert!(is_ours, "{method} {path}");
        }
    }
}

#[test]
fn no_page_of_a_terminal_leads_to_one_that_is_closed_or_to_another_site_or_saves_anything() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let (links, forms) = (Selector::parse("a[href]").unwrap(), Selector::parse("form").unwrap());
        let (mut to_see, mut seen) = (vec!["/".to_owned()], BTreeSet::new());
        while let Some(path) = to_see.pop() {
            if !seen.insert(path.clone()) || path == "/practice" || seen.len() > 250 {
                continue;
            }
            let answer = jar.get(&app, &path).await;
            let status = answer.status();
            assert!(status == StatusCode::OK || status == StatusCode::SEE_OTHER, "{path}: {status}");
            let saves = answer.headers().get(CONTENT_DISPOSITION).map(|how| how.as_bytes().to_vec());
            assert!(!saves.is_some_and(|how| how.starts_with(b"attachment")), "{path}");
            let page = Html::parse_document(&answer.text().await.unwrap_or_default());
            for form in page.select(&forms) {
                let method = if form.attr("method") == Some("post") { Method::POST } else { Method::GET };
                let action = form.attr("action").unwrap_or_default();
                assert!(is_open_address(&method, action), "{path} has a form to {action}");
            }
            for href in page.select(&links).filter_map(|link| link.attr("href")) {
                assert!(is_open_address(&Method::GET, href), "{path} leads to {href}");
                let next = href.split('#').next().unwrap_or_default();
                if next.starts_with('/') && !next.contains('?') {
                    to_see.push(next.to_owned());
                }
            }
        }
        assert!(seen.len() > 60, "{}", seen.len());
    });
}

#[test]
fn a_log_in_at_a_terminal_ends_after_its_own_limit_and_after_an_hour_in_any_case() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        app.clock.advance(Duration::seconds(295));
        assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
        app.clock.advance(Duration::minutes(5));
        let ended = jar.get(&app, "/appointments").await;
        assert_eq!(ended.headers()[LOCATION], "/", "the first page, whatever was asked for");
        assert!(clears_but_stays_a_terminal(&ended));
        jar.keep(&ended);
        assert!(words(&page(&jar, &app, "/").await).contains("What do you want to do?"));

        log_in(&mut jar, &app, "five").await;
        for _ in 0..14 {
            app.clock.advance(Duration::minutes(4));
            assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
        }
        assert_eq!(jar.clone().post(&app, "/stay", &[]).await.status(), StatusCode::NO_CONTENT);
        app.clock.advance(Duration::minutes(4));
        assert_eq!(jar.get(&app, "/appointments").await.headers()[LOCATION], "/");
    });
}

#[test]
fn a_log_in_of_a_terminal_is_good_there_alone_and_no_other_is_good_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let taken_away = Jar(vec![("front-door".into(), value(&jar, "front-door"))]);
        assert!(to(&taken_away.get(&app, "/appointments").await).starts_with("/log-in"));
        let own = app.log_in("A parent").await;
        let brought = own.cookie().split_once('=').expect("a cookie").1.to_owned();
        let mixed = Jar(vec![
            ("front-door".into(), brought),
            ("front-door-terminal".into(), value(&jar, "front-door-terminal")),
        ]);
        assert_eq!(to(&mixed.get(&app, "/appointments").await), "/");
        let other = terminal(&app, DESK).await;
        let at_the_other = Jar(vec![
            ("front-door".into(), value(&jar, "front-door")),
            ("front-door-terminal".into(), value(&other, "front-door-terminal")),
        ]);
        assert_eq!(to(&at_the_other.get(&app, "/appointments").await), "/");
        assert_eq!(jar.get(&app, "/appointments").await.status(), StatusCode::OK);
    });
}

#[test]
fn of_two_people_within_a_second_the_second_sees_nothing_of_the_first() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        let first = value(&jar, "front-door");
        log_in(&mut jar, &app, "A parent").await;
        assert_ne!(first, value(&jar, "front-door"));
        for path in ["/", "/appointments", "/record"] {
            assert!(!page(&jar, &app, path).await.contains("Sam Sample"), "{path}");
        }
        let before = Jar(vec![
            ("front-door".into(), first),
            ("front-door-terminal".into(), value(&jar, "front-door-terminal")),
        ]);
        assert_eq!(to(&before.get(&app, "/appointments").await), "/", "the first log-in is over");
    });
}

#[test]
fn a_page_that_was_made_elsewhere_is_not_shown_on_a_terminal_nor_the_other_way_round() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = app.log_in("five").await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        for _ in 0..2 {
            assert!(!own.page("/appointments").await.contains("Finish and clear"));
            assert!(page(&jar, &app, "/appointments").await.contains("Finish and clear"));
        }
    });
}

#[test]
fn what_makes_a_browser_a_terminal_changes_with_each_person_and_an_older_one_stops_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        let copied = Jar(vec![("front-door-terminal".into(), value(&jar, "front-door-terminal"))]);
        let mut known = BTreeSet::from([value(&jar, "front-door-terminal")]);
        for _ in 0..2 {
            log_in(&mut jar, &app, "five").await;
            assert!(known.insert(value(&jar, "front-door-terminal")), "at each log-in");
            jar.get(&app, "/").await;
            jar.post(&app, "/log-out", &[]).await;
            assert!(known.insert(value(&jar, "front-door-terminal")), "at each end");
            jar.get(&app, "/").await;
        }
        log_in(&mut jar, &app, "five").await;
        let found_out = copied.get(&app, "/").await;
        assert_eq!(found_out.status(), StatusCode::FORBIDDEN);
        assert!(words(&found_out.text().await.expect("a page")).contains("This screen is stopped"));
        let stopped = jar.get(&app, "/appointments").await;
        assert_eq!(stopped.status(), StatusCode::FORBIDDEN, "the terminal itself, with whoever is logged in");
        let read = words(&stopped.text().await.expect("a page"));
        assert!(read.contains("Ask the staff here") && !read.contains("Sam"), "{read}");
        let list = app.portal.access.list_terminals().await.expect("a list");
        assert!(matches!(list[0].stopped, Some((_, WhyStopped::Copied))));
        assert_eq!(
            jar.get(&app, "/terminal").await.status(),
            StatusCode::OK,
            "a new code can be typed there"
        );
    });
}

#[test]
fn a_browser_that_lost_its_place_as_a_terminal_is_nobodys_own() {
    run(async {
        let app = TestApp::start(&[]).await;
        let jar = Jar(vec![("front-door-terminal".into(), "nothing-that-was-given".into())]);
        for path in ["/", "/log-in", "/register"] {
            assert_eq!(jar.get(&app, path).await.status(), StatusCode::FORBIDDEN, "{path}");
        }
        let mut real = terminal(&app, DESK).await;
        log_in(&mut real, &app, "five").await;
        let id = app.portal.access.list_terminals().await.expect("a list")[0].terminal.id;
        assert!(app.portal.access.end_terminal(id).await.expect("an answer"));
        let read = words(&real.get(&app, "/appointments").await.text().await.expect("a page"));
        assert!(read.contains("This screen is stopped"), "{read}");
    });
}

#[test]
fn a_log_in_that_was_open_when_the_browser_became_a_terminal_is_over() {
    run(async {
        let app = TestApp::start(&[]).await;
        let own = app.log_in("five").await;
        let cookie = own.cookie();
        let (name, session) = cookie.split_once('=').expect("a cookie");
        let mut jar =
            Jar(vec![(name.to_owned(), session.to_owned()), ("front-door-device".into(), "x".into())]);
        let code = app.portal.access.add_terminal(DESK).await.expect("a code");
        jar.post(&app, "/terminal", &[("code", &code)]).await;
        let names: Vec<_> = jar.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["front-door-terminal"]);
        assert!(to(&own.get("/appointments").await).starts_with("/log-in"));
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
        for wrong in [
            NewTerminal { name: " ", ..DESK },
            NewTerminal { place: "", ..DESK },
            NewTerminal { idle: Duration::minutes(30), ..DESK },
            NewTerminal { idle: Duration::minutes(1), ..DESK },
        ] {
            assert!(access.add_terminal(wrong).await.is_err(), "{wrong:?}");
        }
        assert_eq!(access.list_terminals().await.expect("a list"), []);
    });
}

#[test]
fn in_practice_anybody_can_try_a_terminal_and_end_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = Jar::default();
        assert_eq!(to(&jar.post(&app, "/terminal", &[("practice", "try")]).await), "/");
        assert!(page(&jar, &app, "/").await.contains("class=\"terminal\""));
        assert_eq!(to(&jar.post(&app, "/terminal", &[("practice", "stop")]).await), "/terminal");
        assert!(jar.0.is_empty());
        let answer = app.get("/").await;
        assert!(cookie_of(&answer).is_none());
    });
}
