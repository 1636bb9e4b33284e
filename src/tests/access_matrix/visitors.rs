//! Every kind of visitor at every URL gets what is theirs, and nobody is used by another site.

use reqwest::header::{COOKIE, LOCATION, ORIGIN};
use reqwest::{Method, Response, StatusCode};

use super::headers::{ask, carries_its_headers};
use super::{Door, door, filled, routes};
use crate::tests::app::{TestApp, Visitor, cookie_of, run};

fn leads_to_staff_log_in(answer: &Response) -> bool {
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::SEE_OTHER && place.starts_with("/staff/log-in")
}

pub(in crate::tests) fn leads_to_log_in(answer: &Response) -> bool {
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::SEE_OTHER && place.starts_with("/log-in")
}

fn forgets_everything(answer: &Response) -> bool {
    answer
        .headers()
        .get("clear-site-data")
        .is_some_and(|value| value == "\"cache\", \"cookies\", \"storage\"")
}

#[test]
fn every_visitor_at_every_url_gets_what_is_theirs_and_nothing_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let expired = app.log_in("five").await.cookie();
        app.clock.advance(chrono::Duration::minutes(31));
        let sam = app.log_in("five").await;
        let name = expired.split('=').next().expect("a name");
        let forged = format!("{name}=AAAAAAAAAAAAAAAAAAAAAA");
        for (method, path) in routes() {
            let door = door(&method, path).expect("a place in the matrix");
            let filled = filled(&sam, path).await;
            let what = format!("{method} {path}");
            if matches!(door, Door::Desk(_) | Door::DeskOf(_)) {
                for cookie in [None, Some(&expired), Some(&forged), Some(&sam.cookie())] {
                    let answer = ask(&app, &method, &filled, cookie.map(String::as_str)).await;
                    assert!(leads_to_staff_log_in(&answer) && !forgets_everything(&answer), "{what}");
                }
                continue;
            }
            let nobody = ask(&app, &method, &filled, None).await;
            assert!(!forgets_everything(&nobody) || door == Door::Open, "{what}: there is nothing to forget");
            match door {
                Door::Open | Door::OpenAndKnowsWho => {
                    assert!(nobody.status().as_u16() < 500 && nobody.status() != 403, "{what}");
                }
                Door::Own | Door::OwnThing | Door::Ends | Door::Desk(_) | Door::DeskOf(_) => {
                    assert!(leads_to_log_in(&nobody), "{what}: {}", nobody.status());
                }
            }
            for stale in [&expired, &forged] {
                let answer = ask(&app, &method, &filled, Some(stale)).await;
                if door == Door::Open {
                    assert!(answer.status().as_u16() < 500, "{what}");
                } else {
                    assert!(
                        leads_to_log_in(&answer) && forgets_everything(&answer),
                        "{what}: {}",
                        answer.status()
                    );
                }
                assert!(!answer.text().await.unwrap_or_default().contains("Sam Sample"), "{what}");
            }
            // A log-in of their own for each, since some of these end it.
            // She is not related to Sam, whose name others may read among those who may act for them.
            let other = app.log_in("A parent").await;
            if door == Door::OwnThing {
                let answer = ask(&app, &method, &filled, Some(&other.cookie())).await;
                // A form with nothing in it may be refused before anything is looked for, the same for everybody.
                let refused = method == Method::POST && answer.status() == StatusCode::BAD_REQUEST;
                assert!(
                    refused || answer.status() == StatusCode::NOT_FOUND,
                    "{what}: somebody else's: {}",
                    answer.status()
                );
            } else if door != Door::Ends {
                let answer = ask(&app, &method, &filled, Some(&other.cookie())).await;
                assert!(
                    answer.status().as_u16() < 500 && answer.status() != 403,
                    "{what}: {}",
                    answer.status()
                );
                assert!(!answer.text().await.unwrap_or_default().contains("Sam Sample"), "{what}");
            }
            if !matches!(door, Door::Ends | Door::Open) {
                let answer = ask(&app, &method, &filled, Some(&sam.cookie())).await;
                assert!(
                    answer.status().as_u16() < 500 && answer.status() != 403,
                    "{what}: {}",
                    answer.status()
                );
                assert!(!leads_to_log_in(&answer) && !forgets_everything(&answer), "{what}");
            }
        }
    });
}

#[test]
fn nothing_is_changed_by_a_post_from_another_site_or_from_nowhere() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        for (method, path) in routes().into_iter().filter(|(method, _)| *method == Method::POST) {
            let path = path.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
            for origin in [None, Some("https://elsewhere.example"), Some("null")] {
                let request = app.client.request(method.clone(), app.url(&path)).header(COOKIE, sam.cookie());
                let request = match origin {
                    Some(origin) => request.header(ORIGIN, origin),
                    None => request,
                };
                let answer = request.send().await.expect("an answer");
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} from {origin:?}");
                carries_its_headers(&answer, &path);
            }
        }
        assert_eq!(sam.get("/appointments").await.status(), StatusCode::OK, "Sam is still logged in");
    });
}

#[test]
fn after_logging_in_nobody_is_sent_to_another_site() {
    run(async {
        let app = TestApp::start(&[]).await;
        let person = &app.portal.sandbox.as_ref().expect("practice").people()[0];
        let login = [("email", person.email.as_str()), ("password", &person.password)];
        for place in
            ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]
        {
            let fields = [&login[..], &[("return", place)]].concat();
            let answer = app.post("/log-in", &fields).await;
            assert_eq!(answer.headers()[LOCATION], "/", "{place}");
            let sam = Visitor::new(&app, cookie_of(&answer).expect("a cookie"));
            let again = sam.post("/confirm", &[("password", &person.password), ("return", place)]).await;
            assert_eq!(again.headers()[LOCATION], "/", "{place}");
        }
    });
}
