//! A referral with all that came of it, across the practice organisations.

use std::collections::BTreeSet;

use super::app::{TestApp, Visitor, run, shared, words};
use crate::sandbox::Fault;

/// What people read on the page of each referral.
async fn referrals(visitor: &Visitor<'_>) -> Vec<String> {
    let list = visitor.page("/record/referrals").await;
    // One that may be the same as another is linked from there too.
    let after = list.split("href=\"/record/referrals/").skip(1);
    let ids: BTreeSet<String> =
        after.map(|rest| rest.chars().take_while(char::is_ascii_hexdigit).collect()).collect();
    let mut pages = Vec::new();
    for id in ids {
        pages.push(words(&visitor.page(&format!("/record/referrals/{id}")).await));
    }
    pages
}

#[test]
fn a_surgerys_referral_is_followed_to_the_community_trust_by_its_booking_reference() {
    run(async {
        let visitor = shared().await.log_in("Sam Sample").await;
        let pages = referrals(&visitor).await;
        let knee = pages.iter().filter(|page| page.contains("0000 4953 3912")).collect::<Vec<_>>();
        assert_eq!(knee.len(), 2, "at the surgery and at the trust");
        for page in knee {
            let (_, journey) = page.split_once("What happens next").expect("a journey");
            assert!(journey.contains("You have an appointment on"), "{journey}");
            let (_, belongs) = journey.split_once("What belongs to it").expect("what belongs");
            for piece in
                ["Physiotherapy, first visit", "Letter about your physiotherapy", "Knee exercise plan"]
            {
                assert!(belongs.contains(piece), "{piece}: {belongs}");
            }
            assert!(!belongs.contains("Visit at home"), "of the same trust, and of something else");
        }
    });
}

#[test]
fn an_appointment_of_the_same_specialty_is_never_joined_without_saying_so() {
    run(async {
        let visitor = shared().await.log_in("Sam Sample").await;
        let pages = referrals(&visitor).await;
        let of_hospital = pages.iter().find(|page| page.contains("Physiotherapy first")).expect("a referral");
        let (before, after) = of_hospital.split_once("These may belong to it").expect("said apart");
        assert!(after.contains("Knee clinic") && !before.contains("Knee clinic"), "{of_hospital}");
    });
}

#[test]
fn where_the_trust_fails_the_journey_says_that_something_may_be_missing() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.set_fault("RZ3", Fault::Error500).await;
        let visitor = app.log_in("Sam Sample").await;
        let pages = referrals(&visitor).await;
        let knee = pages.iter().find(|page| page.contains("0000 4953 3912")).expect("the surgery's");
        assert!(knee.contains("something may be missing here"), "{knee}");
        assert!(knee.contains("The record does not say what happens next."), "{knee}");
        assert!(knee.contains("Vale Community Care"), "{knee}");
    });
}
