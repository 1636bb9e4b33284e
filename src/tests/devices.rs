//! Devices, showing again that it is you, and closing a log-in, over HTTP.

use chrono::Duration;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::app::{TestApp, Visitor, run, words};
use crate::store::query::{execute, fetch_all};

async fn password(app: &TestApp, who: &str) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|person| person.note.contains(who)).expect("a person").password.clone()
}

/// The ids of the devices that can be logged out.
fn others(page: &str) -> Vec<String> {
    let after = page.split("name=\"device\" value=\"").skip(1);
    after.filter_map(|after| after.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn a_device_is_logged_out_from_another_and_only_by_its_own_person() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (lost, here, stranger) =
            (app.log_in("five").await, app.log_in("five").await, app.log_in("2,000").await);
        lost.page("/appointments").await;
        let page = here.page("/devices").await;
        let ids = others(&page);
        assert_eq!(ids.len(), 1, "{page}");
        assert!(words(&page).contains("This device"));
        assert_eq!(others(&stranger.page("/devices").await), Vec::<String>::new());
        stranger.post("/devices", &[("device", &ids[0])]).await;
        assert_eq!(lost.get("/appointments").await.status(), StatusCode::OK, "a stranger ended it");
        let answer = here.post("/devices", &[("device", &ids[0])]).await;
        assert_eq!(answer.headers()[LOCATION], "/devices");
        assert_eq!(lost.get("/appointments").await.status(), StatusCode::SEE_OTHER);
        assert_eq!(here.get("/appointments").await.status(), StatusCode::OK);
        assert_eq!(here.post("/devices", &[("device", "nonsense")]).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn log_out_everywhere_ends_this_device_too() {
    run(async {
        let app = TestApp::start(&[]).await;
        let devices = [app.log_in("five").await, app.log_in("five").await];
        let other = app.log_in("2,000").await;
        let answer = devices[0].post("/devices", &[("what", "everywhere")]).await;
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        for device in &devices {
            assert_eq!(device.get("/appointments").await.status(), StatusCode::SEE_OTHER);
        }
        assert_eq!(other.get("/appointments").await.status(), StatusCode::OK);
    });
}

/// A log-in of eleven minutes ago that has been in use.
async fn not_just_now<'a>(app: &'a TestApp, who: &str) -> Visitor<'a> {
    let visitor = app.log_in(who).await;
    app.clock.advance(Duration::minutes(11));
    visitor
}

#[test]
fn what_cannot_be_undone_asks_for_the_password_again_and_goes_on_once_it_is_right() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = not_just_now(&app, "five").await;
        for answer in [sam.get("/close-account/now").await, sam.post("/close-account/now", &[]).await] {
            assert_eq!(answer.headers()[LOCATION], "/confirm?return=%2Fclose-account%2Fnow");
        }
        assert_eq!(sam.get("/appointments").await.status(), StatusCode::OK, "nothing was closed");
        let wrong =
            sam.post("/confirm", &[("password", "wrong wrong"), ("return", "/close-account/now")]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = wrong.text().await.expect("a page");
        assert!(page.contains("That is not your password") && !page.contains("wrong wrong"));
        assert_eq!(sam.post("/confirm", &[]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let right = password(&app, "five").await;
        let answer = sam.post("/confirm", &[("password", &right), ("return", "/close-account/now")]).await;
        assert_eq!(answer.headers()[LOCATION], "/close-account/now");
        assert!(words(&sam.page("/close-account/now").await).contains("Close my log-in"));
        app.clock.advance(Duration::minutes(10));
        assert_eq!(sam.get("/close-account/now").await.status(), StatusCode::SEE_OTHER, "ten minutes later");
    });
}

#[test]
fn the_password_of_somebody_who_is_logged_in_cannot_be_guessed_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let mut last = StatusCode::OK;
        for _ in 0..8 {
            last = sam.post("/confirm", &[("password", "wrong wrong")]).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        app.log_in("five").await;
    });
}

#[test]
fn closing_a_log_in_deletes_all_that_is_kept_but_the_log_of_who_looked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let other = app.log_in("2,000").await;
        other.page("/").await;
        let sam = app.log_in("five").await;
        for page in ["/", "/record/letters", "/record/test-results"] {
            sam.page(page).await;
        }
        sam.post("/record/test-results", &[("new-results", "after-7-days")]).await;
        let database = &app.portal.database;
        let sql = "SELECT person FROM session JOIN account ON account.id = session.account ORDER BY touched_at DESC";
        let rows = fetch_all!(database.reader(), (uuid::Uuid,), sql).expect("rows");
        let explained = words(&sam.page("/close-account").await);
        assert!(explained.contains("stays for 8 years after each look"), "{explained}");
        let answer = sam.post("/close-account/now", &[]).await;
        assert_eq!(answer.headers()[LOCATION], "/account-closed");
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        assert_eq!(sam.get("/appointments").await.status(), StatusCode::SEE_OTHER);
        let closed = fetch_all!(database.reader(), (uuid::Uuid,), "SELECT person FROM closed_person");
        let closed = closed.expect("rows");
        assert!(closed.len() == 1 && rows.contains(&closed[0]), "{closed:?}");
        let tables =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'";
        for (table,) in fetch_all!(database.reader(), (String,), tables).expect("tables") {
            let columns = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns = fetch_all!(database.reader(), (String,), sqlx::AssertSqlSafe(columns.as_str()));
            let names_a_person = columns.expect("columns").iter().any(|(name,)| name == "person");
            if names_a_person && table != "closed_person" {
                let sql = format!("SELECT COUNT(*) FROM {table} WHERE person = $1");
                let left =
                    fetch_all!(database.reader(), (i64,), sqlx::AssertSqlSafe(sql.as_str()), closed[0].0);
                assert_eq!(left.expect("a number"), [(0,)], "{table} still holds something");
            }
        }
        let log = database.rows_about(crate::domain::PersonId(closed[0].0), 100).await.expect("rows");
        assert_eq!(log[0].purpose, "account-closed");
        assert!(log.len() >= 5, "{log:?}");
        let person = &app.portal.sandbox.as_ref().expect("practice").people()[0];
        let again = app.post("/log-in", &[("email", &person.email), ("password", &person.password)]).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "the log-in is gone");
        assert_eq!(other.get("/").await.status(), StatusCode::OK, "somebody else's is not");
    });
}

#[test]
fn a_log_in_that_cannot_be_written_down_as_closed_is_not_closed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        execute!(app.portal.database.writer(), "ALTER TABLE access_row RENAME TO away").expect("a change");
        assert_eq!(sam.post("/close-account/now", &[]).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        execute!(app.portal.database.writer(), "ALTER TABLE away RENAME TO access_row").expect("a change");
        assert_eq!(sam.get("/appointments").await.status(), StatusCode::OK);
    });
}
