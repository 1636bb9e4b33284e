//! Booking, changing and cancelling at the practice surgeries, as people do it, and what they are told of it.

use reqwest::StatusCode;
use reqwest::header::LOCATION;
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, words};
use crate::sandbox::Fault;

const HILL_STREET: &str = "A99901";
const MILL_LANE: &str = "A99902";

/// A form as a browser would send it.
type Fields = Vec<(String, String)>;

fn all(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let html = Html::parse_document(page);
    html.select(&selector).filter_map(|one| one.attr(attribute).map(str::to_owned)).collect()
}

/// The hidden fields of the form that is posted.
fn hidden(page: &str) -> Fields {
    let selector = Selector::parse("main form[method=post] input[type=hidden]").expect("a selector");
    let html = Html::parse_document(page);
    let field = |input: scraper::ElementRef<'_>| {
        Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
    };
    html.select(&selector).filter_map(field).collect()
}

fn with(mut fields: Fields, more: &[(&str, &str)]) -> Fields {
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn post(visitor: &Visitor<'_>, path: &str, fields: &Fields) -> reqwest::Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post(path, &fields).await
}

fn location(answer: &reqwest::Response) -> String {
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

fn book(surgery: &str) -> String {
    format!("/appointments/book/{surgery}")
}

/// The check page for the `nth` time that is shown at an address, and its form.
async fn checked(visitor: &Visitor<'_>, address: &str, nth: usize) -> (String, Fields) {
    let page = visitor.page(address).await;
    let time = all(&page, "input[name=time]", "value").swap_remove(nth);
    let path = address.split('?').next().expect("a path");
    let details = post(visitor, path, &with(hidden(&page), &[("time", &time)])).await;
    assert_eq!(details.status(), StatusCode::OK);
    let details = details.text().await.expect("a page");
    let filled = with(hidden(&details), &[("reason", "Sore throat"), ("phone", "07700 900123")]);
    let check = post(visitor, path, &filled).await;
    assert_eq!(check.status(), StatusCode::OK);
    let check = check.text().await.expect("a page");
    let fields = with(hidden(&check), &[("step", "send")]);
    (check, fields)
}

/// Books, and gives the address of the request.
async fn booked(visitor: &Visitor<'_>, surgery: &str, nth: usize) -> String {
    let (_, fields) = checked(visitor, &format!("{}?how=in-person", book(surgery)), nth).await;
    let answer = post(visitor, &book(surgery), &fields).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    location(&answer)
}

/// The address of the appointment that a request led to.
async fn appointment_of(visitor: &Visitor<'_>, request: &str) -> String {
    let page = visitor.page(request).await;
    let links = all(&page, "main a", "href");
    let is_entry = |href: &&String| href.starts_with("/appointments/") && href.len() == 46;
    links.iter().find(is_entry).unwrap_or_else(|| panic!("no appointment: {page}")).clone()
}

fn bookings_sent(app: &TestApp, surgery: &str) -> usize {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let log = sandbox.requests(surgery, usize::MAX).expect("a surgery");
    log.iter().filter(|line| line.method == "POST" && line.path.ends_with("/Appointment")).count()
}

#[test]
fn a_person_books_a_time_and_sees_it_on_the_list_at_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let before = visitor.page("/appointments").await;
        assert!(before.contains("href=\"/appointments/book\""));
        let places = visitor.page("/appointments/book").await;
        assert!(places.contains(&format!("href=\"{}\"", book(HILL_STREET))), "{places}");
        assert!(words(&places).contains("Call to book at these"), "{places}");

        let address = format!("{}?how=phone", book(HILL_STREET));
        let (check, fields) = checked(&visitor, &address, 0).await;
        let said = words(&check);
        for expected in ["Check before you book", "Sore throat", "By phone", "07700 900123", "Hill Street"] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let answer = post(&visitor, &book(HILL_STREET), &fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let request = location(&answer);
        let said = words(&visitor.page(&request).await);
        assert!(said.contains("Your appointment is booked") && said.contains("Done"), "{said}");
        let own = appointment_of(&visitor, &request).await;
        let page = visitor.page(&own).await;
        assert!(words(&page).contains("Sore throat") && page.contains("/cancel"), "{page}");
        assert!(visitor.page("/appointments").await.contains(&own), "the list is old");
        assert!(visitor.page("/requests").await.contains(&request));

        // Sent again, by an impatient finger or with Back: the same request, and one booking.
        for _ in 0..2 {
            assert_eq!(location(&post(&visitor, &book(HILL_STREET), &fields).await), request);
        }
        assert_eq!(bookings_sent(&app, HILL_STREET), 1);
        let file = visitor.get(&format!("{own}/calendar")).await;
        assert!(file.headers()["content-type"].to_str().expect("text").starts_with("text/calendar"));
        let file = file.text().await.expect("a file");
        assert!(file.contains("BEGIN:VEVENT") && !file.contains("Sore throat"), "{file}");
    });
}

#[test]
fn two_clicks_at_once_book_one_appointment() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let (_, fields) = checked(&visitor, &format!("{}?how=in-person", book(HILL_STREET)), 0).await;
        let path = book(HILL_STREET);
        let (one, other) = tokio::join!(post(&visitor, &path, &fields), post(&visitor, &path, &fields));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)));
        assert_eq!(bookings_sent(&app, HILL_STREET), 1);
    });
}

#[test]
fn two_tabs_and_two_people_cannot_have_the_same_time() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let address = format!("{}?how=in-person", book(HILL_STREET));
        let (_, first) = checked(&visitor, &address, 1).await;
        let (_, second) = checked(&visitor, &address, 1).await;
        assert_eq!(post(&visitor, &book(HILL_STREET), &first).await.status(), StatusCode::SEE_OTHER);
        let answer = post(&visitor, &book(HILL_STREET), &second).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("<title>Error: Choose a time"), "{page}");
        assert!(words(&page).contains("That time has just gone. Choose another time"), "{page}");
        assert!(
            all(&page, "input[name=reason]", "value").contains(&"Sore throat".to_owned()),
            "values are kept"
        );
        assert_eq!(bookings_sent(&app, HILL_STREET), 1);
    });
}

#[test]
fn a_time_that_goes_in_the_last_moment_is_a_request_that_was_refused() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        // Somebody is always quicker for the nurse's first time of a day, which stands before the others at 9am.
        let page = visitor.page(&format!("{}?how=in-person", book(HILL_STREET))).await;
        let nurse = Html::parse_document(&page);
        let item = Selector::parse(".nhsuk-radios__item").expect("a selector");
        let input = Selector::parse("input").expect("a selector");
        let text = |one: &scraper::ElementRef<'_>| one.text().collect::<String>();
        let found = nurse.select(&item).find(|one| text(one).contains("9am") && text(one).contains("Nurse"));
        let time = found.and_then(|one| one.select(&input).next()?.attr("value").map(str::to_owned));
        let time = time.expect("the nurse's first time");
        let fields = with(hidden(&page), &[("time", &time), ("reason", "Cough"), ("step", "send")]);
        let answer = post(&visitor, &book(HILL_STREET), &fields).await;
        let said = words(&visitor.page(&location(&answer)).await);
        assert!(said.contains("Your appointment is not booked"), "{said}");
        assert!(said.contains("Somebody else has just booked that time."), "{said}");
        assert!(said.contains("Choose another time"), "{said}");
    });
}

#[test]
fn nothing_can_be_booked_that_was_not_offered() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let page = visitor.page(&book(HILL_STREET)).await;
        let form = with(hidden(&page), &[("reason", "Cough"), ("step", "send")]);
        let made_up = format!("2026-11-25.{}", "0".repeat(32));
        for time in ["", "x", "Slot/1", &made_up, "2020-01-01.00000000000000000000000000000000"] {
            let answer = post(&visitor, &book(HILL_STREET), &with(form.clone(), &[("time", time)])).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{time}");
        }
        // A time that is over by the time it is asked for.
        let offered = all(&page, "input[name=time]", "value").swap_remove(0);
        app.clock.advance(chrono::Duration::days(20));
        let visitor = app.log_in("five").await;
        let late = post(&visitor, &book(HILL_STREET), &with(form.clone(), &[("time", &offered)])).await;
        assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bookings_sent(&app, HILL_STREET), 0);
        let without = with(form, &[("wish", "x"), ("time", &offered)]);
        assert_eq!(post(&visitor, &book(HILL_STREET), &without).await.status(), StatusCode::BAD_REQUEST);
        for odd in ["/appointments/book/RZ1", "/appointments/book/XXX", "/appointments/book/%3Cb%3E"] {
            assert_eq!(visitor.get(odd).await.status(), StatusCode::NOT_FOUND, "{odd}");
        }
    });
}

#[test]
fn a_bad_form_comes_back_with_what_was_typed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let page = visitor.page(&format!("{}?how=phone", book(HILL_STREET))).await;
        let time = all(&page, "input[name=time]", "value").swap_remove(0);
        let fields =
            [("time", time.as_str()), ("needs", "interpreter"), ("comment", "A <b>"), ("step", "check")];
        let answer = post(&visitor, &book(HILL_STREET), &with(hidden(&page), &fields)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        for wrong in ["#reason", "#language", "#phone"] {
            assert!(page.contains(&format!("href=\"{wrong}\"")), "{wrong}: {page}");
        }
        assert!(page.contains("A &lt;b></textarea>"), "{page}");
        assert_eq!(all(&page, "input[name=needs][checked]", "value"), ["interpreter"]);
    });
}

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
fn too_late_to_cancel_says_whom_to_call() {
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
        assert!(said.contains("Your old appointment is not cancelled. You have both."), "{said}");
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
