//! Cancelling and changing at the practice surgeries, and what nobody may do.

use reqwest::StatusCode;

use super::app::{TestApp, run, words};
use super::requests::{
    HILL_STREET, all, appointment_of, book, booked, checked, hidden, location, post, with,
};
use crate::sandbox::Fault;

const MILL_LANE: &str = "A99902";

#[test]
fn a_person_cancels_and_the_list_says_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let request = booked(&visitor, HILL_STREET, 30).await;
        let own = appointment_of(&visitor, &request).await;
        let cancel = format!("{own}/cancel");
        let page = visitor.page(&cancel).await;
        assert!(words(&page).contains("Sore throat") && words(&page).contains("No, keep it"), "{page}");
        let bad = post(&visitor, &cancel, &hidden(&page)).await;
        assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let fields = with(hidden(&page), &[("why", "better")]);
        let answer = post(&visitor, &cancel, &fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let said = words(&visitor.page(&location(&answer)).await);
        assert!(said.contains("Your appointment is cancelled"), "{said}");
        assert_eq!(location(&post(&visitor, &cancel, &fields).await), location(&answer), "sent again");
        let page = visitor.page(&own).await;
        assert!(words(&page).contains("This appointment was cancelled."), "{page}");
        assert!(!page.contains("/cancel\""), "{page}");
        assert!(words(&visitor.page(&cancel).await).contains("This appointment is cancelled already"));
    });
}

#[test]
fn too_late_to_cancel_online_is_the_surgery_s_own_rule_and_says_whom_to_call() {
    run(async {
        // A Thursday at midday: the next morning is nearer than the 24 hours that the surgery wants.
        let app = TestApp::start_at("2026-11-19T12:00:00Z".parse().expect("a time"), &[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment_of(&visitor, &booked(&visitor, HILL_STREET, 1).await).await;
        let cancel = format!("{own}/cancel");
        let fields = with(hidden(&visitor.page(&cancel).await), &[("why", "better")]);
        let said = words(&visitor.page(&location(&post(&visitor, &cancel, &fields).await)).await);
        assert!(said.contains("Your appointment is not cancelled"), "{said}");
        assert!(said.contains("It is too late to do this online. Call"), "{said}");
        assert!(said.contains("01632 960 002"), "{said}");
        assert!(words(&visitor.page(&own).await).contains("This appointment is booked."));
    });
}

#[test]
fn what_was_asked_for_stands_on_the_appointment_s_own_page_apart_from_how_it_stands() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Priya").await;
        let own = appointment_of(&visitor, &booked(&visitor, MILL_LANE, 40).await).await;
        let cancel = format!("{own}/cancel");
        let fields = with(hidden(&visitor.page(&cancel).await), &[("why", "better")]);
        let request = location(&post(&visitor, &cancel, &fields).await);
        let page = visitor.page(&own).await;
        let said = words(&page);
        assert!(said.contains("This appointment is booked."), "{said}");
        assert!(said.contains("What you asked for here") && said.contains("Not done"), "{said}");
        assert!(page.contains(&format!("href=\"{request}\"")), "{page}");
        let other = visitor.page("/appointments").await;
        let other = all(&other, "main a", "href");
        let other = other.iter().find(|href| href.len() == own.len() && **href != own).expect("another");
        assert!(!words(&visitor.page(other).await).contains("What you asked for here"), "it is about one");
    });
}

#[test]
fn two_clicks_at_once_are_one_cancellation() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment_of(&visitor, &booked(&visitor, HILL_STREET, 30).await).await;
        let cancel = format!("{own}/cancel");
        let fields = with(hidden(&visitor.page(&cancel).await), &[("why", "better")]);
        let (one, other) = tokio::join!(post(&visitor, &cancel, &fields), post(&visitor, &cancel, &fields));
        assert_eq!(location(&one), location(&other));
        let said = words(&visitor.page(&location(&one)).await);
        assert!(said.contains("Your appointment is cancelled"), "{said}");
    });
}

#[test]
fn an_appointment_that_the_surgery_cancels_meanwhile_is_not_cancelled_twice() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment_of(&visitor, &booked(&visitor, HILL_STREET, 30).await).await;
        let cancel = format!("{own}/cancel");
        let form = visitor.page(&cancel).await;
        // The other tab stands for the surgery: the appointment has changed since this form was made.
        let there = with(hidden(&visitor.page(&cancel).await), &[("why", "cannot-come")]);
        post(&visitor, &cancel, &there).await;
        let answer = post(&visitor, &cancel, &with(hidden(&form), &[("why", "better")])).await;
        let said = words(&answer.text().await.expect("a page"));
        assert!(said.contains("This appointment is cancelled already"), "{said}");
        assert!(said.contains("There is nothing more that you need to do."), "{said}");
    });
}

#[test]
fn an_appointment_that_has_begun_says_whom_to_call() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        // The next working day is nearer than a day only when it is tomorrow: the practice's clock stands on a Friday.
        let request = booked(&visitor, HILL_STREET, 0).await;
        let own = appointment_of(&visitor, &request).await;
        app.clock.advance(chrono::Duration::days(4));
        let visitor = app.log_in("five").await;
        let page = visitor.get(&format!("{own}/cancel")).await;
        let said = words(&page.text().await.expect("a page"));
        assert!(said.contains("It has begun, is over, or is not booked."), "{said}");
        assert!(said.contains("01632 960 002"), "{said}");
    });
}

#[test]
fn where_the_surgery_wants_a_call_the_request_says_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Priya").await;
        let request = booked(&visitor, MILL_LANE, 40).await;
        let own = appointment_of(&visitor, &request).await;
        let cancel = format!("{own}/cancel");
        let page = visitor.page(&cancel).await;
        let fields = with(hidden(&page), &[("why", "other"), ("other", "I am away")]);
        let answer = post(&visitor, &cancel, &fields).await;
        let said = words(&visitor.page(&location(&answer)).await);
        assert!(said.contains("Your appointment is not cancelled"), "{said}");
        assert!(said.contains("does not let people do this online"), "{said}");
        assert!(said.contains("01632 960 006"), "{said}");
        assert!(words(&visitor.page(&own).await).contains("This appointment is booked."));
    });
}

#[test]
fn a_change_books_the_new_time_first_and_then_cancels_the_old_one() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let old = appointment_of(&visitor, &booked(&visitor, HILL_STREET, 40).await).await;
        let page = visitor.page(&old).await;
        let change = all(&page, "main a", "href").into_iter().find(|href| href.contains("instead="));
        let change = change.expect("a way to change");
        let (check, fields) = checked(&visitor, &change, 20).await;
        assert!(words(&check).contains("We cancel it when the new time is booked, and not before."));
        let answer = post(&visitor, &book(HILL_STREET), &fields).await;
        let request = location(&answer);
        let page = visitor.page(&request).await;
        let said = words(&page);
        assert!(said.contains("Your appointment is booked") && said.contains("What belongs to it"), "{said}");
        let new = appointment_of(&visitor, &request).await;
        assert_ne!(new, old);
        assert!(words(&visitor.page(&new).await).contains("This appointment is booked."));
        assert!(words(&visitor.page(&old).await).contains("This appointment was cancelled."));
    });
}

#[test]
fn where_the_old_time_cannot_be_cancelled_the_person_is_told_that_they_have_both() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("Priya").await;
        let old = appointment_of(&visitor, &booked(&visitor, MILL_LANE, 40).await).await;
        let change = format!("{}?instead={}", book(MILL_LANE), old.rsplit('/').next().expect("an id"));
        let (_, fields) = checked(&visitor, &change, 20).await;
        let request = location(&post(&visitor, &book(MILL_LANE), &fields).await);
        let said = words(&visitor.page(&request).await);
        assert!(said.contains("Your appointment is booked"), "{said}");
        assert!(said.contains("The old appointment is not cancelled. Both are booked."), "{said}");
        assert!(words(&visitor.page(&old).await).contains("This appointment is booked."));
    });
}

#[test]
fn nobody_sees_cancels_or_books_with_what_is_another_person_s() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let request = booked(&sam, HILL_STREET, 30).await;
        let own = appointment_of(&sam, &request).await;
        let id = own.rsplit('/').next().expect("an id");
        let other = app.log_in("2,000").await;
        let unknown = format!("/appointments/{}", "0".repeat(32));
        for path in ["", "/cancel", "/calendar"] {
            let theirs = other.get(&format!("{own}{path}")).await;
            let nobodys = other.get(&format!("{unknown}{path}")).await;
            assert_eq!((theirs.status(), nobodys.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            assert_eq!(
                words(&theirs.text().await.expect("a page")),
                words(&nobodys.text().await.expect("a page"))
            );
        }
        assert_eq!(other.get(&request).await.status(), StatusCode::NOT_FOUND);
        let wish = "00000000-0000-4000-8000-000000000001";
        let fields = [("wish", wish), ("why", "better")];
        assert_eq!(other.post(&format!("{own}/cancel"), &fields).await.status(), StatusCode::NOT_FOUND);
        let change = format!("{}?instead={id}", book(HILL_STREET));
        assert_eq!(other.get(&change).await.status(), StatusCode::NOT_FOUND);
        assert!(!other.page("/requests").await.contains("/requests/0"));
        assert!(words(&sam.page(&own).await).contains("This appointment is booked."));
        for odd in ["/requests/x", "/requests/00000000-0000-0000-0000-000000000000"] {
            assert_eq!(sam.get(odd).await.status(), StatusCode::NOT_FOUND, "{odd}");
        }
    });
}

#[test]
fn an_old_copy_offers_nothing_to_do_and_a_surgery_that_fails_says_so() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment_of(&visitor, &booked(&visitor, HILL_STREET, 30).await).await;
        visitor.page("/appointments").await;
        app.set_fault(HILL_STREET, Fault::Error500).await;
        let page = visitor.page(&own).await;
        assert!(words(&page).contains("Call to be sure before you act on it."), "{page}");
        assert!(!page.contains("/cancel") && !page.contains("instead="), "{page}");
        let said = words(&visitor.page(&format!("{own}/cancel")).await);
        assert!(said.contains("You cannot cancel this appointment here"), "{said}");
        let said = words(&visitor.page(&book(HILL_STREET)).await);
        assert!(said.contains("has not told us its free times") && said.contains("01632 960 002"), "{said}");
        app.set_fault(HILL_STREET, Fault::NoPermission).await;
        let said = words(&visitor.page(&book(HILL_STREET)).await);
        assert!(said.contains("does not let people book online"), "{said}");
    });
}
