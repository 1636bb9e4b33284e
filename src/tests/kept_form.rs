//! A form that is sent after the log-in has ended is not lost.

use chrono::Duration;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::app::{TestApp, run, words};
use super::bad_input::first_id;
use super::ordering::{ORDER, chosen};
use super::requests::{HILL_STREET, book, checked, hidden, post, with};

const REPORT: &str = "01900000-0000-7000-8000-00000000beef";

#[test]
fn what_was_typed_when_the_log_in_ended_is_offered_back_after_logging_in_again_and_to_nobody_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let entry = first_id(&sam.page("/record/visits").await, "record/visits");
        let path = format!("/record/visits/{entry}/wrong");
        app.clock.advance(Duration::minutes(31));
        let form = [("report", REPORT), ("what", "wrong"), ("text", "It was a Tuesday"), ("step", "send")];
        let answer = sam.post(&path, &form).await;
        assert_eq!(answer.headers()[LOCATION], "/log-in?return=%2Fkept-form&ended=yes");
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        let other = app.log_in("2,000").await;
        assert!(words(&other.page("/kept-form").await).contains("We keep nothing for you here now."));
        let sam = app.log_in("five").await;
        let page = sam.page("/kept-form").await;
        assert!(
            words(&page).contains("It was a Tuesday") && page.contains(&format!("action=\"{path}\"")),
            "{page}"
        );
        let again = sam.post(&path, &form[..3]).await;
        assert_eq!(again.status(), StatusCode::OK, "it is checked first");
        assert!(again.text().await.expect("a page").contains("It was a Tuesday"));
        sam.post("/kept-form", &[]).await;
        assert!(words(&sam.page("/kept-form").await).contains("We keep nothing for you here now."));
    });
}

#[test]
fn a_form_of_somebody_who_never_was_logged_in_is_kept_nowhere() {
    run(async {
        let app = TestApp::start(&[]).await;
        let path = format!("/record/visits/{}/wrong", "0".repeat(32));
        let answer = app.post(&path, &[("text", "something")]).await;
        assert_eq!(answer.headers()[LOCATION], "/log-in");
        let kept = crate::store::query::fetch_all!(
            app.portal.database.reader(),
            (i64,),
            "SELECT COUNT(*) FROM kept_form"
        );
        assert_eq!(kept.expect("a number"), [(0,)]);
    });
}

#[test]
fn a_press_keeps_the_log_in_and_a_page_where_people_type_warns_before_it_ends() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let entry = first_id(&sam.page("/record/visits").await, "record/visits");
        let page = sam.page(&format!("/record/visits/{entry}/wrong")).await;
        assert!(page.contains("We log you out in 5 minutes") && page.contains("Stay logged in"), "{page}");
        assert!(!sam.page("/record/visits").await.contains("Stay logged in"));
        for _ in 0..3 {
            app.clock.advance(Duration::minutes(29));
            assert_eq!(sam.post("/stay", &[]).await.status(), StatusCode::NO_CONTENT);
        }
        app.clock.advance(Duration::minutes(30));
        assert_eq!(sam.post("/stay", &[]).await.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn what_was_said_with_a_booking_and_an_order_is_kept_and_nothing_is_done_before_it_is_checked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let path = book(HILL_STREET);
        let address = format!("{path}?how=in-person");
        let (_, booking) = checked(&sam, &address, 1).await;
        let order = with(chosen(&sam, &["Amlodipine"]).await, &[("comment", "I go away on Friday")]);
        for (path, form, typed, says) in [
            (path.as_str(), with(booking, &[("step", "send")]), "Sore throat", "What should Hill Street"),
            (ORDER, with(order, &[("step", "send")]), "I go away on Friday", "Check your order"),
        ] {
            let gone = app.log_in("five").await;
            app.clock.advance(Duration::minutes(31));
            let answer = post(&gone, path, &form).await;
            assert_eq!(answer.headers()[LOCATION], "/log-in?return=%2Fkept-form&ended=yes", "{path}");
            let sam = app.log_in("five").await;
            let page = sam.page("/kept-form").await;
            assert!(words(&page).contains(typed), "{path}: {page}");
            let again = post(&sam, path, &hidden(&page)).await;
            assert_eq!(again.status(), StatusCode::OK, "{path}: it is checked first");
            let page = again.text().await.expect("a page");
            assert!(words(&page).contains(says) && page.contains(typed), "{path}: {page}");
            assert!(words(&sam.page("/requests").await).contains("You have asked for nothing here so far."));
        }
    });
}
