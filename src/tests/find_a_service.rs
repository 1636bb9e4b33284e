//! Finding a service, and the pages that say whom to ask, over HTTP: with and without logging in.

use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::app::{TestApp, run, shared, words};
use crate::sandbox::Fault;

/// The directory of services in the practice sources.
const DIRECTORY: &str = "X92";

async fn found(app: &TestApp, what: &str, place: &str) -> (StatusCode, String, String) {
    let answer = app.post("/find-a-service", &[("what", what), ("where", place)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = answer.headers()[LOCATION].to_str().expect("an address").to_owned();
    let answer = app.get(&to).await;
    (answer.status(), to, words(&answer.text().await.expect("a page")))
}

#[test]
fn a_pharmacy_is_found_near_a_postcode_without_logging_in_and_the_postcode_stands_in_no_address() {
    run(async {
        let app = shared().await;
        let (status, to, page) = found(app, "pharmacy", "zz99 4rr").await;
        assert_eq!(status, StatusCode::OK);
        assert!(to.len() == "/find-a-service/".len() + 32 && !to.to_lowercase().contains("zz99"), "{to}");
        let first = page.find("Riverside Pharmacy").expect("the nearest");
        assert!(first < page.find("Hill Street Pharmacy").expect("the next"), "{page}");
        for said in [
            "Less than 0.1 miles",
            "0.4 miles in a straight line",
            "Relay UK: 18001 01632 960 020",
            "fzz01@sample.example",
            "Step free access",
            "Monday 09:00-18:00",
            "Sunday Closed",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Signing service"), "what there is not is not named: {page}");
    });
}

#[test]
fn a_town_serves_too_and_its_distances_are_rough() {
    run(async {
        let (status, _, page) = found(shared().await, "gp-surgery", "market sample").await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("measured from the middle of market sample") && page.contains("About "),
            "{page}"
        );
        assert!(page.contains("Signing service available"), "{page}");
    });
}

#[test]
fn urgent_care_stands_below_what_to_do_in_an_emergency() {
    run(async {
        let (_, _, page) = found(shared().await, "urgent-care", "ZZ99 4RR").await;
        let card = page.find("Call 999").expect("the card");
        assert!(card < page.find("miles in a straight line").expect("a place"), "{page}");
    });
}

#[test]
fn what_is_missing_or_unknown_comes_back_with_what_was_typed() {
    run(async {
        let app = shared().await;
        let answer = app.post("/find-a-service", &[("where", "Leeds")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("value=\"Leeds\"") && page.contains("Choose what you are looking for"));
        let (status, _, page) = found(app, "pharmacy", "Atlantis").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("We do not know this place"), "{page}");
        let other = app.get(&format!("/find-a-service/{}", "0".repeat(32))).await;
        assert_eq!(other.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_directory_that_fails_is_not_said_to_know_of_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.set_fault(DIRECTORY, Fault::Error500).await;
        let (status, _, page) = found(&app, "urgent-care", "ZZ99 4RR").await;
        assert_eq!(status, StatusCode::BAD_GATEWAY);
        assert!(
            page.contains("does not mean that there is nothing near you") && page.contains("Call 999"),
            "{page}"
        );
    });
}

#[test]
fn who_looks_too_often_must_wait() {
    run(async {
        let app = TestApp::start(&[]).await;
        for _ in 0..60 {
            found(&app, "pharmacy", "ZZ99 4RR").await;
        }
        let answer = app.post("/find-a-service", &[("what", "pharmacy"), ("where", "ZZ99 4RR")]).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn everybody_sees_what_each_connected_organisation_shares_and_what_to_do_for_the_rest() {
    run(async {
        let page =
            words(&shared().await.get("/find-a-service/connected").await.text().await.expect("a page"));
        for said in ["Hill Street Surgery", "Online here", "Not online here", "decides.", "and ask them."] {
            assert!(page.contains(said), "{said}: {page}");
        }
    });
}

#[test]
fn complaints_name_the_persons_own_organisations_to_themselves_alone() {
    run(async {
        let app = shared().await;
        let visitor = app.log_in("Sam").await;
        for path in ["/complaints", "/feedback"] {
            let own = words(&visitor.page(path).await);
            assert!(
                own.contains("Your organisations") && own.contains("Hill Street Surgery"),
                "{path}: {own}"
            );
            let open = words(&app.get(path).await.text().await.expect("a page"));
            assert!(!open.contains("Your organisations") && !open.contains("Hill Street"), "{path}: {open}");
        }
    });
}

#[test]
fn each_page_says_whom_to_ask_and_warns_before_it_leads_away() {
    run(async {
        let app = shared().await;
        for (path, whom) in [
            ("/no-gp-surgery", "0300 311 22 33"),
            ("/complaints", "0345 015 4033"),
            ("/feedback", "Healthwatch"),
            ("/someone-has-died", "116 123"),
        ] {
            let page = words(&app.get(path).await.text().await.expect("a page"));
            assert!(page.contains(whom), "{path}: {page}");
            assert!(page.contains("That website is not part of Front Door."), "{path}: {page}");
        }
    });
}
