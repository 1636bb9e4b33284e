//! Leaving a page quickly, from every page and without JavaScript.

use reqwest::StatusCode;
use reqwest::header::{LOCATION, REFRESH};

use super::app::{TestApp, run, shared, words};

#[test]
fn every_page_has_the_button_whoever_is_there() {
    run(async {
        let app = shared().await;
        let sam = app.log_in("five").await;
        let mut pages = Vec::new();
        for path in ["/", "/record/test-results", "/carers", "/help", "/your-log-in", "/appointments"] {
            pages.push((path, sam.page(path).await));
        }
        for path in ["/", "/log-in", "/help", "/nothing-here"] {
            pages.push((path, app.get(path).await.text().await.expect("a page")));
        }
        for (path, page) in pages {
            let form =
                page.split("action=\"/leave\"").nth(1).unwrap_or_else(|| panic!("{path} has no button"));
            let form = form.split("</form>").next().unwrap_or_default();
            assert!(form.contains("Leave this page quickly") && !form.contains("href"), "{path}: {form}");
        }
    });
}

#[test]
fn leaving_ends_the_log_in_and_leads_to_a_page_about_something_else() {
    run(async {
        let app = TestApp::start(&["--leave-to", "https://weather.example/today"]).await;
        let sam = app.log_in("five").await;
        let left = sam.post("/leave", &[]).await;
        assert_eq!(
            (left.status(), left.headers()[LOCATION].to_str().expect("text")),
            (StatusCode::SEE_OTHER, "/leave")
        );
        assert_eq!(left.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        let away = app.get("/leave").await;
        assert_eq!(away.headers()[REFRESH], "0;url=https://weather.example/today");
        let page = away.text().await.expect("a page");
        assert!(words(&page).contains("Go on") && !page.contains("health record") && !page.contains("Sam"));
        let after = sam.get("/record/medicines").await;
        assert!(
            after.headers()[LOCATION].to_str().expect("text").starts_with("/log-in"),
            "the log-in has ended"
        );
    });
}

#[test]
fn somebody_who_acts_for_another_leaves_too() {
    run(async {
        let app = TestApp::start(&[]).await;
        let carer = app.log_in("A parent").await;
        let sam = app.log_in("five").await;
        let kinds = [crate::domain::Kind::Medicines];
        let code = super::carers::give(&sam, &[("called", "Alex")], &["A99901"], &kinds, &[]).await;
        super::carers::act_for(&carer, &super::carers::accept(&carer, &code).await).await;
        // Also from a page of before they acted, which says another subject.
        let left = carer.post("/leave", &[("whose-record", "0")]).await;
        assert_eq!(left.headers()[LOCATION], "/leave");
        assert_eq!(
            carer
                .get("/")
                .await
                .headers()
                .get(LOCATION)
                .map(|place| place.as_bytes().starts_with(b"/log-in")),
            Some(true)
        );
    });
}

#[test]
fn a_way_out_that_is_not_safe_is_refused_at_the_start() {
    let with = |to: &str| super::app::settings(&["--practice", "yes", "--leave-to", to]).check();
    assert!(with("https://www.gov.uk/").is_ok());
    for bad in ["http://weather.example/", "javascript:alert(1)", "ftp://weather.example/"] {
        assert!(with(bad).is_err_and(|error| error.to_string().contains("FRONT_DOOR_LEAVE_TO")), "{bad}");
    }
}
