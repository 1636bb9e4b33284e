//! A log-in that is closed: its person is told, and nothing under its number or its person's is left.

use std::time::Duration;

use serde_json::Value;
use uuid::Uuid;

use super::app::{TestApp, run};
use super::calendar_feed::made;
use super::jar::to;
use crate::store::query::fetch_all;

/// What must outlive somebody's log-in: the log of who looked, under which number its rows are, and what staff did or keep
/// from somebody for somebody's safety.
const STAYS: [&str; 5] = ["access_log", "access_row", "closed_person", "safeguarding", "quiet_stop"];

const CLOSED: &str = "Your account is closed. If this was not you";

#[test]
fn whoever_closes_their_log_in_is_told_outside_of_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        assert_eq!(to(&grace.post("/close-account/now", &[]).await), "/account-closed");
        for _ in 0..200 {
            let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
            let says = |one: &Value| one["body"].as_str().is_some_and(|body| body.starts_with(CLOSED));
            if all.iter().any(|one| one["to"] == "grace@example.org" && says(one)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("nobody was told");
    });
}

#[test]
fn nothing_is_left_in_any_table_under_the_account_or_the_person_of_a_closed_log_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        made(&grace).await;
        for page in ["/", "/record/letters", "/appointments"] {
            grace.page(page).await;
        }
        grace.post("/your-choices/new", &[("choice", "letter")]).await;
        grace.post("/your-log-in/codes", &[]).await;
        let database = &app.portal.database;
        let sql = "SELECT account.id, account.person FROM account JOIN calendar_feed ON calendar_feed.account = account.id";
        let [(account, person)] = fetch_all!(database.reader(), (Uuid, Uuid), sql).expect("rows")[..] else {
            panic!("one has a calendar's address");
        };
        let tables =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'";
        let tables = fetch_all!(database.reader(), (String,), tables).expect("tables");
        let mut hers = Vec::new();
        for (table,) in tables.iter().filter(|(table,)| !STAYS.contains(&table.as_str())) {
            let columns = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns = fetch_all!(database.reader(), (String,), sqlx::AssertSqlSafe(columns.as_str()));
            for (column,) in columns.expect("columns") {
                let id = match column.as_str() {
                    "account" | "carer" => account,
                    "person" | "patient" | "acting_for" => person,
                    _ => continue,
                };
                hers.push((table.clone(), column, id));
            }
        }
        let rows = async |(table, column, id): &(String, String, Uuid)| {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} = $1");
            let rows = fetch_all!(database.reader(), (i64,), sqlx::AssertSqlSafe(sql.as_str()), *id);
            rows.expect("a number")[0].0
        };
        let mut before = 0;
        for place in &hers {
            before += i64::from(rows(place).await > 0);
        }
        assert!(before > 8, "{before} tables hold something of hers");
        assert_eq!(to(&grace.post("/close-account/now", &[]).await), "/account-closed");
        for place in &hers {
            assert_eq!(rows(place).await, 0, "{}.{}", place.0, place.1);
        }
    });
}
