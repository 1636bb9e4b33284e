//! Who has looked, over HTTP: every look and every change stands in the log, and nobody reads another's.

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, shared, words};

async fn log(visitor: &Visitor<'_>, query: &str) -> String {
    words(&visitor.page(&format!("/who-looked{query}")).await)
}

#[test]
fn each_look_and_each_change_stands_in_the_log_the_newest_first() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        assert!(log(&sam, "").await.contains("There is nothing of this in the log."));
        sam.page("/record/letters").await;
        sam.page("/your-details").await;
        let added = sam.post("/where-from", &[("ods_code", "RX901"), ("what", "take-back")]).await;
        assert_eq!(added.status(), StatusCode::SEE_OTHER);
        let page = log(&sam, "").await;
        let said = [
            "Changed: a place is asked no more",
            "Looked at the name, address and phone number",
            "Looked at a list: letters",
            "Looked at this log",
        ];
        let places: Vec<_> = said.iter().map(|words| page.find(words)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {page}");
        assert!(page.contains("Friday 20 November 2026") && page.contains("Nobody but you has looked"));
        assert!(!log(&sam, "?kind=letters").await.contains("name, address and phone"));
        assert!(log(&sam, "?who=automatic").await.contains("There is nothing of this in the log."));
    });
}

#[test]
fn a_change_that_cannot_be_written_down_is_not_made() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let sql = "ALTER TABLE access_row RENAME TO away";
        crate::store::query::execute!(app.portal.database.writer(), sql).expect("a change");
        let answer = sam.post("/record/test-results", &[("new-results", "after-7-days")]).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(sam.get("/who-looked").await.status().is_server_error());
        let rows = crate::store::query::fetch_all!(
            app.portal.database.reader(),
            (String,),
            "SELECT choice FROM new_results"
        );
        assert_eq!(rows.expect("rows"), []);
    });
}

#[test]
fn somebody_elses_looks_are_in_nobody_elses_log() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, other) = (app.log_in("five").await, app.log_in("2,000").await);
        sam.page("/record/letters").await;
        assert!(!log(&other, "?who=everyone").await.contains("letters"));
    });
}

#[test]
fn a_page_that_is_not_there_is_said_so_and_nonsense_asks_for_nothing() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let answer = sam.get("/who-looked?page=9999").await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(answer.text().await.expect("a page").contains("There is no such page of this log."));
        assert_eq!(sam.get("/who-looked?who=%27;--&kind=x&since=%ff").await.status(), StatusCode::OK);
    });
}

#[test]
fn the_log_is_taken_away_as_a_table_or_as_text() {
    run(async {
        let sam = shared().await.log_in("five").await;
        sam.page("/record/visits").await;
        let csv = sam.get("/who-looked/file?format=csv&kind=visits").await;
        assert_eq!(csv.headers()["content-type"], "text/csv; charset=utf-8");
        assert_eq!(csv.headers()["content-disposition"], "attachment; filename=\"who-looked.csv\"");
        assert_eq!(csv.headers()["cache-control"], "no-store");
        let csv = String::from_utf8(csv.bytes().await.expect("a body").to_vec()).expect("text");
        assert!(csv.starts_with("\u{feff}\"When\",\"Who\",\"What they did\""), "{csv}");
        assert!(
            csv.lines().nth(1).is_some_and(|line| line.contains("\"You\",\"Looked at a list\",\"visits\""))
        );
        let text = sam.get("/who-looked/file?format=text&kind=visits").await.text().await.expect("text");
        assert!(text.contains("Who: You\nLooked at a list\nKinds of entry: visits"), "{text}");
    });
}

#[test]
fn every_hour_the_ends_of_the_chains_are_signed_outside_of_the_database() {
    run(async {
        let app = TestApp::start(&[]).await;
        let folder = app.folder().join("checkpoints");
        for _ in 0..100 {
            if crate::store::newest_checkpoint(&folder).is_some() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no checkpoint in {}", folder.display());
    });
}
