//! What people read of their prescriptions, from the practice service that sends them.

use super::app::{run, shared, words};
use super::bad_input::first_id;

#[test]
fn what_can_be_collected_stands_first_with_the_pharmacy_that_has_it() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let page = visitor.page("/record/prescriptions").await;
        let list = words(&page);
        let ready = list.find("2 of 3 medicines: Ready to collect at Quay Pharmacy").expect("ready");
        let past = list.find("Past prescriptions").expect("past");
        assert!(ready < past, "{list}");
        assert!(list.contains("Ready to be sent to you by Parcel Pharmacy"), "{list}");
        let id = first_id(&page, "record/prescriptions");
        let one = words(&visitor.page(&format!("/record/prescriptions/{id}")).await);
        for said in ["8 Harbour Street, Sample Quay, ZZ99 6HH", "01632 960 021", "24F5DA-A99901-7EFE6Z"] {
            assert!(one.contains(said), "{said}: {one}");
        }
    });
}

#[test]
fn a_prescription_that_is_left_out_is_said_and_its_number_is_not() {
    run(async {
        let visitor = shared().await.log_in("Priya").await;
        let list = words(&visitor.page("/record/prescriptions").await);
        assert!(list.contains("Entries that no longer count are not shown here."), "{list}");
        assert!(!list.contains("CDF34E"), "{list}");
        assert!(list.contains("Not given out"), "{list}");
        assert!(list.contains("With Quay Pharmacy, which does not tell us more"), "{list}");
    });
}

#[test]
fn a_state_that_nobody_knows_stands_in_its_source_s_words() {
    run(async {
        let visitor = shared().await.log_in("Max").await;
        let list = words(&visitor.page("/record/prescriptions").await);
        assert!(list.contains("Waiting for stock"), "{list}");
        assert!(list.contains("1 entry could not be read and is not shown."), "{list}");
    });
}

#[test]
fn what_a_surgery_was_asked_for_stands_with_its_answer() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let list = words(&visitor.page("/record/prescriptions").await);
        assert!(
            list.contains("Asked for, and not looked at yet. Take 1 tablet 2 times a day, with food."),
            "{list}"
        );
        assert!(list.contains("Requests that were sent on Amlodipine 5mg tablets"), "{list}");
        let refused = list.find("The request was refused").expect("refused");
        assert!(list.find("Past prescriptions").is_some_and(|past| past < refused), "{list}");
    });
}
