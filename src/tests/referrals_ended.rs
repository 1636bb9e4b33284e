//! "I no longer need this": asked of the hospital that holds the referral, which decides.

use std::time::Duration;

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, words};
use super::coming::{entry, posted};
use super::requests::{hidden, location, post, with};
use crate::sandbox::Fault;

const NORTHFIELD: &str = "RZ2";
const VALE: &str = "RZ3";
const KNEE: &str = "physiotherapist";
const DIETITIAN: &str = "dietitian";

async fn referral(visitor: &Visitor<'_>, name: &str) -> String {
    entry(&visitor.page("/record/referrals").await, name)
}

/// The page of a request once it says something, looked at again and again.
async fn until(app: &TestApp, visitor: &Visitor<'_>, request: &str, says: &str) -> String {
    let said = async {
        loop {
            let read = words(&visitor.page(request).await);
            if read.contains(says) {
                return read;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
            app.clock.advance(chrono::Duration::seconds(11));
        }
    };
    tokio::time::timeout(Duration::from_secs(20), said).await.expect("it says so in the end")
}

#[test]
fn a_referral_goes_on_until_the_hospital_has_agreed_that_it_ends() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = referral(&visitor, KNEE).await;
        let end = format!("{own}/no-longer-needed");
        let page = visitor.page(&own).await;
        assert!(page.contains(&end) && words(&page).contains("I no longer need this"), "{page}");
        let page = visitor.page(&end).await;
        for said in
            ["Do you no longer need this referral?", "talk to whoever referred you first", "No, keep it"]
        {
            assert!(words(&page).contains(said), "{said}: {page}");
        }
        let fields = with(hidden(&page), &[("why", "My knee is well again")]);
        let answer = post(&visitor, &end, &fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let request = location(&answer);
        let read = words(&visitor.page(&request).await);
        for said in
            ["You have asked to end your referral", "Waiting for them", "Until then the referral goes on"]
        {
            assert!(read.contains(said), "{said}: {read}");
        }
        assert!(
            read.contains("If you hear nothing by Tuesday 24 November 2026")
                && read.contains("My knee is well again")
        );
        let page = visitor.page(&own).await;
        assert!(words(&page).contains("What you asked for here") && !page.contains(&end), "{page}");
        assert_eq!(location(&post(&visitor, &end, &fields).await), request, "sent again");

        until(&app, &visitor, &request, "They have agreed to end your referral").await;
        assert_eq!(posted(&app, VALE, "/Task"), 1);
        let page = visitor.page(&own).await;
        assert!(!page.contains(&end), "{page}");
        assert!(words(&visitor.page(&end).await).contains("This referral is over already"));
    });
}

#[test]
fn a_hospital_that_says_no_says_why_and_the_person_may_ask_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = referral(&visitor, DIETITIAN).await;
        let end = format!("{own}/no-longer-needed");
        let fields = hidden(&visitor.page(&end).await);
        let request = location(&post(&visitor, &end, &fields).await);
        let read = until(&app, &visitor, &request, "Your referral is not ended").await;
        assert!(read.contains("“This is urgent. Call us before you decide”"), "{read}");
        assert!(visitor.page(&own).await.contains(&end), "it may be asked again");
        assert_eq!(posted(&app, NORTHFIELD, "/Task"), 1);
    });
}

#[test]
fn it_is_offered_for_nothing_that_is_over_and_what_is_too_long_comes_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = referral(&visitor, KNEE).await;
        let end = format!("{own}/no-longer-needed");
        let fields = hidden(&visitor.page(&end).await);
        let long = "a".repeat(301);
        let answer = post(&visitor, &end, &with(fields.clone(), &[("why", &long)])).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("href=\"#why\"") && page.contains(&long), "{page}");
        let without = with(fields, &[("wish", "x")]);
        assert_eq!(post(&visitor, &end, &without).await.status(), StatusCode::BAD_REQUEST);
        let over = referral(&visitor, "orthopaedic").await;
        let page = visitor.page(&over).await;
        assert!(!page.contains("/no-longer-needed"), "{page}");
        assert_eq!(posted(&app, VALE, "/Task"), 0);
    });
}

#[test]
fn a_hospital_that_fails_after_it_took_the_wish_in_is_asked_and_not_told_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let end = format!("{}/no-longer-needed", referral(&visitor, KNEE).await);
        let fields = hidden(&visitor.page(&end).await);
        app.set_fault(VALE, Fault::FailsAfterwards).await;
        let request = location(&post(&visitor, &end, &fields).await);
        let read = words(&visitor.page(&request).await);
        assert!(!read.contains("They have agreed to end your referral"), "{read}");
        until(&app, &visitor, &request, "They have agreed to end your referral").await;
        assert_eq!(posted(&app, VALE, "/Task"), 1);
    });
}
