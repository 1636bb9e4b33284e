//! Ordering medicines at the practice surgeries, as people do it, and what they are told of it.

use reqwest::StatusCode;

use super::app::{TestApp, Visitor, run, words};
use super::requests::{Fields, HILL_STREET, all, hidden, location, post, with};
use crate::sandbox::Fault;

pub(super) const ORDER: &str = "/record/medicines/order";
const MILL_LANE: &str = "A99902";

fn orders_sent(app: &TestApp, surgery: &str) -> usize {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let log = sandbox.requests(surgery, usize::MAX).expect("a surgery");
    log.iter().filter(|line| line.method == "POST" && line.path.ends_with("/Task")).count()
}

/// The form of the first page with the medicine of this name chosen.
pub(super) async fn chosen(visitor: &Visitor<'_>, names: &[&str]) -> Fields {
    let page = visitor.page(ORDER).await;
    let mut fields = with(hidden(&page), &[("where", "usual")]);
    for name in names {
        let label = scraper::Html::parse_document(&page);
        let item = scraper::Selector::parse(".nhsuk-checkboxes__item").expect("a selector");
        let input = scraper::Selector::parse("input").expect("a selector");
        let of_name = |one: &scraper::ElementRef<'_>| one.text().collect::<String>().contains(name);
        let found = label.select(&item).find(of_name).and_then(|one| one.select(&input).next());
        let value =
            found.and_then(|input| input.attr("value")).unwrap_or_else(|| panic!("no {name}: {page}"));
        fields.push(("medicine".to_owned(), value.to_owned()));
    }
    fields
}

/// The form of the check page.
pub(super) async fn checked(visitor: &Visitor<'_>, fields: &Fields) -> (String, Fields) {
    let answer = post(visitor, ORDER, fields).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().await.expect("a page");
    let fields = with(hidden(&page), &[("step", "send")]);
    (page, fields)
}

#[test]
fn a_person_orders_a_repeat_medicine_once_and_follows_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        assert!(visitor.page("/record/medicines").await.contains(&format!("href=\"{ORDER}\"")));
        let said = words(&visitor.page(ORDER).await);
        for expected in ["You have asked for it already", "You have had all that was agreed", "Last issued"] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let fields = with(chosen(&visitor, &["Amlodipine"]).await, &[("comment", "I go away on Friday")]);
        let (check, send) = checked(&visitor, &fields).await;
        let said = words(&check);
        assert!(said.contains("Check your order") && said.contains("I go away on Friday"), "{said}");
        let answer = post(&visitor, ORDER, &send).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let request = location(&answer);
        let said = words(&visitor.page(&request).await);
        assert!(
            said.contains("Your medicine is being ordered") && said.contains("Waiting for them"),
            "{said}"
        );
        assert!(said.contains("If nothing has changed by Wednesday 25 November 2026"), "{said}");
        for _ in 0..2 {
            assert_eq!(location(&post(&visitor, ORDER, &send).await), request, "sent again");
        }
        assert_eq!(orders_sent(&app, HILL_STREET), 1);
        // It is on the list of prescriptions, and cannot be ordered twice.
        let entry = all(&visitor.page(&request).await, "main a", "href");
        let entry =
            entry.iter().find(|href| href.starts_with("/record/prescriptions/")).expect("an entry").clone();
        assert!(words(&visitor.page(&entry).await).contains("Amlodipine"));
        let page = visitor.page(ORDER).await;
        assert!(!page.contains("type=\"checkbox\""), "{page}");
    });
}

#[test]
fn two_clicks_at_once_are_one_order() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let (_, send) = checked(&visitor, &chosen(&visitor, &["Amlodipine"]).await).await;
        let (one, other) = tokio::join!(post(&visitor, ORDER, &send), post(&visitor, ORDER, &send));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)));
        assert_eq!(orders_sent(&app, HILL_STREET), 1);
    });
}

#[test]
fn two_tabs_cannot_order_the_same_twice() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let (_, first) = checked(&visitor, &chosen(&visitor, &["Amlodipine"]).await).await;
        let (_, second) = checked(&visitor, &chosen(&visitor, &["Amlodipine"]).await).await;
        assert_eq!(post(&visitor, ORDER, &first).await.status(), StatusCode::SEE_OTHER);
        let answer = post(&visitor, ORDER, &second).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(words(&page).contains("The list has changed."), "{page}");
        assert_eq!(orders_sent(&app, HILL_STREET), 1);
    });
}

#[test]
fn what_the_hospital_has_stopped_is_said_first_with_whom_to_ask() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Priya").await;
        let said = words(&visitor.page(ORDER).await);
        assert!(said.contains("Ask before you order"), "{said}");
        assert!(said.contains("was stopped") && said.contains("Northfield Hospital"), "{said}");
        let (check, send) = checked(&visitor, &chosen(&visitor, &["Omeprazole"]).await).await;
        let said = words(&check);
        assert!(said.find("Ask before you order") < said.find("What you order"), "{said}");
        assert_eq!(post(&visitor, ORDER, &send).await.status(), StatusCode::SEE_OTHER, "the person decides");
        assert_eq!(orders_sent(&app, MILL_LANE), 1);
    });
}

#[test]
fn another_pharmacy_for_one_order_is_one_of_those_that_were_found() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let fields = chosen(&visitor, &["Amlodipine"]).await;
        for near in ["", "12345", "Nowhere at all"] {
            let wrong = with(fields.clone(), &[("where", "other"), ("near", near)]);
            let answer = post(&visitor, ORDER, &wrong).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{near}");
            assert!(answer.text().await.expect("a page").contains("href=\"#near\""), "{near}");
        }
        let fields = with(fields, &[("where", "other"), ("near", "ZZ99 3VZ")]);
        let (list, kept) = checked(&visitor, &fields).await;
        assert!(words(&list).contains("Hill Street Pharmacy"), "{list}");
        let made_up = with(kept.clone(), &[("pharmacy", "FXX99"), ("step", "")]);
        assert_eq!(post(&visitor, ORDER, &made_up).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let none = post(&visitor, ORDER, &kept).await;
        assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY, "sent without one");
        let (check, send) = checked(&visitor, &with(kept, &[("pharmacy", "FZZ02"), ("step", "")])).await;
        assert!(words(&check).contains("for this order only"), "{check}");
        let request = location(&post(&visitor, ORDER, &send).await);
        let said = words(&visitor.page(&request).await);
        assert!(said.contains("Hill Street Pharmacy, for this order only"), "{said}");
    });
}

#[test]
fn while_a_surgery_fails_nothing_is_sent_and_the_same_form_works_once_it_answers() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let (_, send) = checked(&visitor, &chosen(&visitor, &["Amlodipine"]).await).await;
        app.set_fault(HILL_STREET, Fault::Error500).await;
        let answer = post(&visitor, ORDER, &send).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "nothing can be checked now");
        let said = words(&answer.text().await.expect("a page"));
        assert!(said.contains("has not told us what you can order"), "{said}");
        app.set_fault(HILL_STREET, Fault::None).await;
        assert_eq!(post(&visitor, ORDER, &send).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(orders_sent(&app, HILL_STREET), 1);
    });
}

#[test]
fn nothing_can_be_ordered_that_was_not_offered() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let fields = chosen(&visitor, &[]).await;
        for medicine in ["", "x", "A99901 ../Patient", "A99902 1", "RZ1 1"] {
            let form = with(fields.clone(), &[("medicine", medicine), ("step", "send")]);
            let answer = post(&visitor, ORDER, &form).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{medicine}");
        }
        let without = with(fields, &[("wish", "x")]);
        assert_eq!(post(&visitor, ORDER, &without).await.status(), StatusCode::BAD_REQUEST);
        assert_eq!(orders_sent(&app, HILL_STREET) + orders_sent(&app, MILL_LANE), 0);
    });
}
