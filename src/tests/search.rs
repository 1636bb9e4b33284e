//! Searching over HTTP: no word in an address, a page for one log-in alone, and a row in the access log.

use std::time::Instant;

use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::app::{TestApp, Visitor, run, shared};
use crate::sandbox::Fault;
use crate::store::query::fetch_all;

/// The purposes and kinds of all rows of the access log, in their order.
pub async fn access_log(app: &TestApp) -> Vec<(String, String)> {
    let sql = "SELECT purpose, kinds FROM access_row ORDER BY at, chain, seq";
    fetch_all!(app.portal.database.reader(), (String, String), sql).expect("the rows")
}

/// Searches, and gives the address of the page.
async fn search(visitor: &Visitor<'_>, words: &str) -> String {
    let answer = visitor.post("/search", &[("words", words)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

#[test]
fn what_is_searched_for_stands_in_no_address_and_no_title_and_the_page_can_be_loaded_again() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let address = search(&sam, "metformin").await;
        let id = address.strip_prefix("/search/").expect("a page of its own");
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{address}");
        for _ in 0..2 {
            let page = sam.page(&address).await;
            assert!(
                page.contains("Metformin") && page.contains("<title>Search results - Front Door</title>")
            );
            assert!(
                !page.contains("href=\"/search?") && !page.to_lowercase().contains("=metformin"),
                "{page}"
            );
        }
        assert_ne!(search(&sam, "metformin").await, address);
    });
}

#[test]
fn a_search_is_there_for_its_own_log_in_alone_and_everyone_else_gets_the_same_page() {
    run(async {
        let app = shared().await;
        let sam = app.log_in("five").await;
        let address = search(&sam, "metformin").await;
        let (again, other) = (app.log_in("five").await, app.log_in("2,000").await);
        let mut pages = Vec::new();
        for (visitor, path) in [
            (&again, address.clone()),
            (&other, address.clone()),
            (&other, format!("/search/{}", "0".repeat(32))),
            (&other, "/search/nonsense".to_owned()),
        ] {
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            let page = answer.text().await.expect("a page");
            assert!(
                page.contains("We cannot find this search") && page.contains("action=\"/search\""),
                "{path}"
            );
            assert!(!page.to_lowercase().contains("metformin"), "{path}");
            pages.push(page);
        }
        assert!(pages[1] == pages[2] && pages[2] == pages[3]);
        assert_eq!(app.get(&address).await.status(), StatusCode::SEE_OTHER, "nobody is logged in");
    });
}

#[test]
fn a_search_ends_when_its_person_logs_out() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let address = search(&sam, "metformin").await;
        assert_eq!(sam.post("/log-out", &[]).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(sam.get(&address).await.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn words_that_are_none_come_back_with_what_to_do() {
    run(async {
        let sam = shared().await.log_in("five").await;
        for (words, message) in
            [("", "Enter what you want to search for"), ("?!", "Enter letters or numbers to search for")]
        {
            let answer = sam.post("/search", &[("words", words)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            let page = answer.text().await.expect("a page");
            assert!(page.contains("<title>Error: ") && page.contains(message), "{page}");
            assert!(page.contains("href=\"#words\""), "{page}");
        }
        assert_eq!(sam.post("/search", &[]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn searching_is_written_down_and_the_words_are_not() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        sam.page(&search(&sam, "metformin").await).await;
        let log = access_log(&app).await;
        let (purpose, kinds) = log.last().expect("a row");
        assert_eq!(purpose, "search");
        assert!(kinds.contains("medicines") && kinds.contains("letters"), "{kinds}");
        assert!(!format!("{log:?}").contains("metformin"));
    });
}

#[test]
fn an_organisation_that_does_not_answer_is_named_and_the_others_are_searched() {
    run(async {
        let app = TestApp::start(&["--reuse-seconds", "0", "--question-seconds", "1"]).await;
        app.set_fault("RZ1", Fault::Error500).await;
        let sam = app.log_in("five").await;
        let page = sam.page(&search(&sam, "metformin").await).await;
        assert!(page.contains("We could not look in: Riverside Hospital"), "{page}");
        assert!(page.contains("<li class=\"entry"), "{page}");
    });
}

#[test]
fn two_thousand_entries_are_searched_in_a_moment() {
    run(async {
        let olive = shared().await.log_in("2,000").await;
        let address = search(&olive, "warfarin clinic").await;
        olive.page(&address).await;
        let begun = Instant::now();
        let page = olive.page(&address).await;
        // A build without optimisation takes some ten times as long as the release.
        assert!(begun.elapsed().as_millis() < 1_500, "{:?}", begun.elapsed());
        assert!(page.contains("250 entries match."), "{page}");
        let second = olive.page(&format!("{address}?kind=appointments&page=2")).await;
        assert!(second.contains("Page 2 of 5"), "{second}");
    });
}
