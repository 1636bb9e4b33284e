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
fn national_services_are_asked_about_everybody_and_nobody_says_that_they_have_been_there() {
    run(async {
        let visitor = shared().await.log_in("Wulandari").await;
        let where_from = words(&visitor.page("/where-from").await);
        assert!(where_from.contains("I have been to Riverside Hospital"), "{where_from}");
        // Her account names none of them.
        for service in ["Patient Care Aggregator", "Immunisation history", "Prescriptions for Patients"] {
            let answered = format!("{service}Answered today at 9:41am: it told us of nothing.");
            assert!(where_from.contains(&answered), "{service}: {where_from}");
            assert!(!where_from.contains(&format!("been to {service}")), "{service}: {where_from}");
        }
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
        let list = words(&visitor.page("/record/questionnaires").await);
        assert!(list.contains("does not share online with people of this age."), "{list}");
    });
}

/// The page of the entry of that name on a list.
async fn opened(visitor: &super::app::Visitor<'_>, list: &str, name: &str) -> String {
    let page = visitor.page(list).await;
    let link = Selector::parse(".entry a").expect("a selector");
    let document = Html::parse_document(&page);
    let named = document.select(&link).find(|link| link.text().collect::<String>().trim() == name);
    let href =
        named.and_then(|link| link.value().attr("href")).unwrap_or_else(|| panic!("no {name} on {list}"));
    visitor.page(href).await
}

#[test]
fn a_waiting_list_stands_among_referrals_with_the_hospital_s_own_figures() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let list = words(&visitor.page("/record/referrals").await);
        assert!(list.contains("A place on a waiting list at Eastmoor Hospital"), "{list}");
        let page = words(&opened(&visitor, "/record/referrals", "Dermatology").await);
        assert!(page.contains("The average wait that is planned there is 22 weeks."), "{page}");
        assert!(page.contains("8 in 10 people waited up to 25 weeks."), "{page}");
        assert!(page.contains("Ask Eastmoor Hospital if you want to know what happens next."), "{page}");
    });
}

#[test]
fn questionnaires_of_a_hospital_and_of_the_aggregator_stand_in_one_list() {
    run(async {
        let visitor = shared().await.log_in("five").await;
        let list = words(&visitor.page("/record/questionnaires").await);
        for name in ["About your eyes", "Skin clinic questions", "General health questions"] {
            assert!(list.contains(name), "{name}: {list}");
        }
        let skin = opened(&visitor, "/record/questionnaires", "Skin clinic questions").await;
        let told = words(&skin);
        assert!(told.contains("That website is not part of Front Door."), "{told}");
        assert!(skin.contains(r#"href="https://myportal-01.example/QuestionnaireResponse/"#), "{skin}");
        let eyes = words(&opened(&visitor, "/record/questionnaires", "About your eyes").await);
        assert!(eyes.contains("There are 6 questions."), "{eyes}");
        assert!(eyes.contains("Fill it in here"), "{eyes}");
        assert!(eyes.contains("Have you had pain in an eye?") && !eyes.contains("EYE-4"), "{eyes}");
    });
}

#[test]
fn what_the_aggregator_could_not_read_is_counted_on_each_of_its_lists() {
    run(async {
        let visitor = shared().await.log_in("stand among good ones").await;
        for path in ["/record/referrals", "/record/care-plans", "/record/questionnaires"] {
            let list = words(&visitor.page(path).await);
            assert!(list.contains("Patient Care Aggregator answered in part."), "{path}: {list}");
        }
    });
}
