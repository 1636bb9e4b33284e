//! How a source answered over time, and since when it fails, over HTTP.

use chrono::Duration;
use reqwest::{Client, StatusCode};
use tokio::net::TcpListener;

use crate::domain::{OdsCode, SourceHour, StaffRole};
use crate::sandbox::Fault;
use crate::start;
use crate::tests::app::{TestApp, run, settings, words};
use crate::tests::jar::between;
use crate::web::server::{self, Patience};

/// Another program at this portal's database, with what it says of who answers now.
async fn another_program(app: &TestApp) -> (start::Portal, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
    let at = |name: &str| app.folder().join(name).display().to_string();
    let database = format!("sqlite:{}", at("front-door.db"));
    let options = ["--practice", "yes", "--public-url", &base, "--database-url", &database];
    let keys = at("keys.toml");
    let options = [&options[..], &["--keys", &keys, "--news-hours", "0"]].concat();
    let portal = start::portal(&settings(&options), app.clock.clone()).await.expect("a portal");
    tokio::spawn(server::serve(listener, portal.router.clone(), Patience::default(), std::future::pending()));
    let status = Client::new().get(format!("{base}/status")).send().await.expect("an answer");
    (portal, words(&status.text().await.expect("a page")))
}

#[test]
fn since_when_a_source_fails_is_known_to_a_program_that_has_just_started() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        app.set_fault("RZ1", Fault::Error500).await;
        sam.page("/record/letters").await;
        app.portal.health_keeper.keep().await.expect("kept");
        app.clock.advance(Duration::hours(2));
        let (_portal, status) = another_program(&app).await;
        let wanted = "Riverside Hospital: It says since today at 9:41am that it cannot answer.";
        assert!(status.contains(wanted), "{status}");
    });
}

#[test]
fn a_manager_reads_how_their_source_answered_by_day_and_by_hour_as_a_chart_a_table_and_a_file() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let front = manager.page("/staff/sources").await;
        assert!(front.contains("href=\"/staff/sources/medicines\""), "{front}");
        let days = manager.page("/staff/sources/medicines").await;
        assert_eq!(days.matches("class=\"chart\"").count(), 1);
        assert!(!days.contains("style="));
        let table = between(&days, "<tbody", "</tbody>");
        assert_eq!(table.matches("<tr").count(), 22, "the first day that is known, until today");
        assert!(table.matches("Nobody asked").count() > 2 && table.matches("Failed").count() > 1, "{table}");
        let hours = manager.page("/staff/sources/medicines/2026-11-11").await;
        assert_eq!(hours.matches("class=\"chart\"").count(), 1);
        let said = words(&hours);
        assert!(said.contains("Wednesday 11 November 2026") && said.contains("9am to 10am"), "{said}");
        assert_eq!(between(&hours, "<tbody", "</tbody>").matches("<tr").count(), 24);
        let file = manager.get("/staff/sources/medicines/file").await;
        assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
        assert!(file.headers()["content-disposition"].to_str().expect("text").starts_with("attachment"));
        let file = file.text().await.expect("a file");
        assert!(file.contains("\"2026-11-11T09:00:00+00:00\"") && file.contains("nobody asked"), "{file}");
    });
}

#[test]
fn what_pages_ask_is_counted_in_its_hour_once_it_is_written_down() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, manager) = (app.log_in("five").await, app.staff(StaffRole::ServiceManager).await);
        let today = "/staff/sources/medicines/2026-11-20";
        assert!(words(&manager.page(today).await).contains("Nobody asked in this time."));
        sam.page("/record/medicines").await;
        app.portal.health_keeper.keep().await.expect("kept");
        let page = manager.page(today).await;
        let said = words(&page);
        assert!(said.contains("9am to 10am How it answered Answered once."), "{said}");
        assert!(said.contains("8am to 9am How it answered Nobody asked"), "{said}");
        assert!(!page.contains("Sam"));
        let hill_street = OdsCode::parse("A99901").expect("a code");
        let (from, until) = (SourceHour::of(app.clock.now()), app.clock.now());
        let hours = app.portal.database.source_hours(&hill_street, "medicines", from, until).await;
        assert_eq!(hours.expect("an answer")[&from].times_asked(), 1);
    });
}

#[test]
fn what_is_no_source_of_theirs_and_no_day_that_is_kept_is_not_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        for nowhere in [
            "dreams",
            "dreams/file",
            // Riverside Hospital's, and not Hill Street's.
            "letters",
            "medicines/yesterday",
            "medicines/2026-08-22",
            "medicines/2026-11-21",
            "medicines/+262142-12-31",
        ] {
            let status = manager.get(&format!("/staff/sources/{nowhere}")).await.status();
            assert_eq!(status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}
