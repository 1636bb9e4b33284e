//! Booking, changing and cancelling at the practice surgeries, as people do it, and what they are told of it.

use reqwest::StatusCode;
use reqwest::header::LOCATION;
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, words};

pub(super) const HILL_STREET: &str = "A99901";

/// A form as a browser would send it.
pub(super) type Fields = Vec<(String, String)>;

pub(super) fn all(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let html = Html::parse_document(page);
    html.select(&selector).filter_map(|one| one.attr(attribute).map(str::to_owned)).collect()
}

/// The hidden fields of the form that is posted.
pub(super) fn hidden(page: &str) -> Fields {
    let selector = Selector::parse("main form[method=post] input[type=hidden]").expect("a selector");
    let html = Html::parse_document(page);
    let field = |input: scraper::ElementRef<'_>| {
        Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
    };
    html.select(&selector).filter_map(field).collect()
}

pub(super) fn with(mut fields: Fields, more: &[(&str, &str)]) -> Fields {
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

pub(super) async fn post(visitor: &Visitor<'_>, path: &str, fields: &Fields) -> reqwest::Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post(path, &fields).await
}

pub(super) fn location(answer: &reqwest::Response) -> String {
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

pub(super) fn book(surgery: &str) -> String {
    format!("/appointments/book/{surgery}")
}

/// The check page for the `nth` time that is shown at an address, and its form.
pub(super) async fn checked(visitor: &Visitor<'_>, address: &str, nth: usize) -> (String, Fields) {
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
pub(super) async fn booked(visitor: &Visitor<'_>, surgery: &str, nth: usize) -> String {
    let (_, fields) = checked(visitor, &format!("{}?how=in-person", book(surgery)), nth).await;
    let answer = post(visitor, &book(surgery), &fields).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    location(&answer)
}

/// The address of the appointment that a request led to.
pub(super) async fn appointment_of(visitor: &Visitor<'_>, request: &str) -> String {
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
