//! The private address at which a calendar app reads when somebody's appointments are.

use chrono::Duration;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::Value;

use super::app::{TestApp, Visitor, run, words};
use super::jar::{between, to};
use crate::sandbox::Fault;

const PAGE: &str = "/appointments/calendar-feed";

/// Makes an address; what follows the portal's own.
pub(super) async fn made(visitor: &Visitor<'_>) -> String {
    let answer = visitor.post(PAGE, &[("step", "make")]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().await.expect("a page");
    let address = between(&page, "type=\"url\" value=\"", "\"");
    address.strip_prefix(&visitor.app.base).expect("an address of ours").to_owned()
}

/// What a calendar app gets there, without any cookie.
async fn status(app: &TestApp, address: &str) -> StatusCode {
    app.get(address).await.status()
}

#[test]
fn a_calendar_reads_appointment_and_the_time_and_nothing_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        assert!(words(&sam.page(PAGE).await).contains("Make a private address"));
        let address = made(&sam).await;
        let answer = app.get(&address).await;
        assert_eq!(answer.headers()[CONTENT_TYPE], "text/calendar; charset=utf-8");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let told = answer.text().await.expect("a calendar");
        let events: Vec<&str> = told.split("BEGIN:VEVENT").skip(1).collect();
        assert!(!events.is_empty(), "{told}");
        for event in &events {
            let lines = event.lines().filter(|line| !line.is_empty() && !line.starts_with("END:"));
            for line in lines {
                let name = line.split([':', ';']).next().expect("a name");
                let known = ["CLASS", "DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "UID"];
                assert!(known.contains(&name), "{line}");
            }
            assert!(event.contains("SUMMARY:Appointment\r\n"), "{event}");
        }
        let list = sam.page("/appointments").await;
        for name in ["Riverside", "Hill Street", "Northfield", "Sam"] {
            assert!(!told.contains(name), "{name}: {told}");
        }
        let id = super::bad_input::first_id(&list, "appointments");
        assert!(!told.contains("Eye clinic") && id.len() == 32);
        let page = words(&sam.page(PAGE).await);
        assert!(page.contains("A calendar last looked there today at"), "{page}");
        let log = words(&sam.page("/who-looked?who=automatic").await);
        assert!(log.contains("Told your calendar app when your appointments are"), "{log}");
    });
}

#[test]
fn the_person_is_told_that_an_address_was_made_and_the_log_says_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        made(&sam).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
        let body = |one: &Value| one["body"].as_str().unwrap_or_default().to_owned();
        assert!(
            all.iter().any(|one| body(one).contains("A private address for your calendar app was made."))
        );
        assert!(all.iter().all(|one| !body(one).contains("calendar-feed/")));
        assert!(words(&sam.page("/who-looked").await).contains("Changed: the private address"));
    });
}

#[test]
fn it_ends_when_it_is_stopped_made_anew_or_the_log_in_changes_hands() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let first = made(&sam).await;
        let second = made(&sam).await;
        assert_eq!(
            (status(&app, &first).await, status(&app, &second).await),
            (StatusCode::NOT_FOUND, StatusCode::OK)
        );
        assert_eq!(to(&sam.post(PAGE, &[("step", "stop")]).await), PAGE);
        assert_eq!(status(&app, &second).await, StatusCode::NOT_FOUND);
        assert_eq!(sam.post(PAGE, &[("step", "other")]).await.status(), StatusCode::BAD_REQUEST);

        let grace = app.log_in("Grace").await;
        let before = made(&grace).await;
        let form = [("password", "front-door-grace"), ("new-password", "coffee tractor window")];
        assert_eq!(to(&grace.post("/your-log-in/password", &form).await), "/your-log-in?changed");
        assert_eq!(status(&app, &before).await, StatusCode::NOT_FOUND, "a new password");
        let before = made(&grace).await;
        grace.post("/devices", &[("what", "everywhere")]).await;
        assert_eq!(status(&app, &before).await, StatusCode::NOT_FOUND, "logged out everywhere");

        let sam = app.log_in("five").await;
        let before = made(&sam).await;
        sam.post("/log-out", &[]).await;
        assert_eq!(status(&app, &before).await, StatusCode::OK, "a calendar looks while nobody is logged in");
        let sam = app.log_in("five").await;
        sam.post("/close-account/now", &[]).await;
        assert_eq!(status(&app, &before).await, StatusCode::NOT_FOUND, "the log-in is closed");
    });
}

#[test]
fn it_ends_by_itself_a_year_after_the_last_log_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let address = made(&app.log_in("five").await).await;
        assert_eq!(status(&app, &address).await, StatusCode::OK);
        app.clock.advance(Duration::days(366));
        assert_eq!(status(&app, &address).await, StatusCode::NOT_FOUND);
    });
}

#[test]
fn whoever_makes_one_shows_first_that_it_is_them_and_nothing_else_opens_one() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let address = made(&sam).await;
        app.clock.advance(Duration::minutes(11));
        let confirm = "/confirm?return=%2Fappointments%2Fcalendar-feed";
        assert_eq!(to(&sam.get(PAGE).await), confirm);
        assert_eq!(to(&sam.post(PAGE, &[("step", "make")]).await), confirm);
        assert_eq!(status(&app, &address).await, StatusCode::OK, "it is still the same");
        let secret = address.trim_start_matches("/calendar-feed/").trim_end_matches(".ics");
        for odd in ["", ".ics", "x.ics", "AAAAAAAAAAAAAAAAAAAAAA.ics", secret, &secret[1..]] {
            let answer = status(&app, &format!("/calendar-feed/{odd}")).await;
            assert_eq!(answer, StatusCode::NOT_FOUND, "{odd}");
        }
    });
}

#[test]
fn while_somebody_has_not_told_a_calendar_keeps_what_it_had() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.set_fault("RZ1", Fault::Error500).await;
        let address = made(&app.log_in("five").await).await;
        let answer = app.get(&address).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[RETRY_AFTER], "900");
        app.set_fault("RZ1", Fault::None).await;
        assert_eq!(status(&app, &address).await, StatusCode::OK);
        // Copies are written behind the answer.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        app.set_fault("RZ1", Fault::Error500).await;
        assert_eq!(status(&app, &address).await, StatusCode::OK, "as they told it the last time");
    });
}

#[test]
fn while_somebodys_own_access_is_stopped_nothing_is_read_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let address = made(&app.log_in("five").await).await;
        let is_stopped = async |by: Option<&str>| {
            let sql = "UPDATE account SET stopped_by = $1";
            crate::store::query::execute!(app.portal.database.writer(), sql, by).expect("a change");
        };
        is_stopped(Some("A99901")).await;
        assert_eq!(status(&app, &address).await, StatusCode::NOT_FOUND);
        is_stopped(None).await;
        assert_eq!(status(&app, &address).await, StatusCode::OK);
    });
}
