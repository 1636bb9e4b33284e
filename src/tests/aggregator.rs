//! What people read of the Patient Care Aggregator, from the practice one.

use scraper::{Html, Selector};

use super::app::{run, shared};

fn words(page: &str) -> String {
    let main = Selector::parse("main").expect("a selector");
    let text: String = Html::parse_document(page).select(&main).flat_map(|main| main.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_appointment_at_a_hospital_that_is_not_connected_is_told_by_the_aggregator() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let list = words(&visitor.page("/appointments").await);
        assert!(list.contains("Skin clinic"), "{list}");
        assert!(list.contains("Patient Care Aggregator"), "{list}");
        assert!(list.contains("Outpatients, Level 2, Eastmoor Hospital"), "{list}");
        let letters = words(&visitor.page("/record/letters").await);
        assert!(letters.contains("Letter about your skin clinic"), "{letters}");
    });
}

#[test]
fn a_list_of_a_kind_that_the_aggregator_is_not_for_does_not_speak_of_it() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        for path in ["/record/medicines", "/record/allergies", "/record/visits"] {
            let list = words(&visitor.page(path).await);
            assert!(!list.contains("Aggregator"), "{path}: {list}");
        }
        let where_from = words(&visitor.page("/where-from").await);
        assert!(where_from.contains("Patient Care Aggregator"), "{where_from}");
        assert!(!where_from.contains("I have been to Patient Care Aggregator"), "{where_from}");
    });
}

#[test]
fn nobody_is_offered_to_say_that_they_have_been_to_a_national_service() {
    run(async {
        let visitor = shared().await.log_in("Wulandari").await;
        let where_from = words(&visitor.page("/where-from").await);
        assert!(where_from.contains("I have been to Riverside Hospital"), "{where_from}");
        assert!(!where_from.contains("Aggregator"), "{where_from}");
    });
}

#[test]
fn a_cancellation_that_was_asked_for_is_no_cancelled_appointment() {
    run(async {
        let visitor = shared().await.log_in("Priya").await;
        let list = words(&visitor.page("/appointments").await);
        assert!(list.contains("Booked, cancellation asked for"), "{list}");
        assert!(list.contains("Booked, another time asked for"), "{list}");
        assert!(list.contains("by phone or video"), "{list}");
    });
}

#[test]
fn a_child_is_told_that_the_aggregator_does_not_share_with_people_of_that_age() {
    run(async {
        let visitor = shared().await.log_in("A child aged 9").await;
        let list = words(&visitor.page("/appointments").await);
        assert!(
            list.contains("Patient Care Aggregator does not share online with people of this age."),
            "{list}"
        );
    });
}
