//! Saying that one is coming to an appointment, as people do it, and where it is not offered.

use chrono::Duration;
use reqwest::StatusCode;
use scraper::{Html, Selector};

use super::app::{TestApp, Visitor, run, words};
use super::jar::to;
use super::requests::{hidden, location, post, with};
use super::terminals::{DESK, terminal};
use super::visit_codes::{code, new, sam, typed};
use crate::sandbox::Fault;

const RIVERSIDE: &str = "RZ1";
const SLEEP: &str = "Sleep study, overnight";

/// The address of the first entry in a list whose name holds this.
pub(super) fn entry(list: &str, name: &str) -> String {
    let links = Selector::parse("main a").expect("a selector");
    let html = Html::parse_document(list);
    let link = html.select(&links).find(|link| link.text().collect::<String>().contains(name));
    let href = link.and_then(|link| link.attr("href").map(str::to_owned));
    href.unwrap_or_else(|| panic!("no {name}: {list}"))
}

async fn appointment(visitor: &Visitor<'_>, name: &str) -> String {
    entry(&visitor.page("/appointments").await, name)
}

/// How many of what was posted to a hospital it took in, or was asked to take.
pub(super) fn posted(app: &TestApp, hospital: &str, what: &str) -> usize {
    let log = app.portal.sandbox.as_ref().expect("practice").requests(hospital, usize::MAX).expect("a log");
    log.iter().filter(|line| line.method == "POST" && line.path.ends_with(what)).count()
}

fn said(app: &TestApp) -> usize {
    posted(app, RIVERSIDE, "/AppointmentResponse")
}

/// Says so, and gives the address of the request.
async fn say(visitor: &Visitor<'_>, own: &str) -> String {
    let coming = format!("{own}/coming");
    let answer = post(visitor, &coming, &hidden(&visitor.page(&coming).await)).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    location(&answer)
}

#[test]
fn a_person_says_that_they_are_coming_once_and_the_page_says_that_the_hospital_knows() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment(&visitor, SLEEP).await;
        let coming = format!("{own}/coming");
        let page = visitor.page(&own).await;
        assert!(page.contains(&coming) && words(&page).contains("Say that you are coming"), "{page}");
        let page = visitor.page(&coming).await;
        let read = words(&page);
        for expected in
            ["Are you coming to this appointment?", SLEEP, "Bring night clothes", "We tell Riverside"]
        {
            assert!(read.replace(['\u{2068}', '\u{2069}'], "").contains(expected), "{expected}: {read}");
        }
        let fields = hidden(&page);
        let request = location(&post(&visitor, &coming, &fields).await);
        let read = words(&visitor.page(&request).await);
        assert!(read.contains("They know that you are coming") && read.contains("Done"), "{read}");
        assert!(visitor.page(&request).await.contains(&own), "the request leads to the appointment");
        assert_eq!(location(&post(&visitor, &coming, &fields).await), request, "sent again");
        assert_eq!(said(&app), 1);

        let page = visitor.page(&own).await;
        let read = words(&page).replace(['\u{2068}', '\u{2069}'], "");
        assert!(read.contains("Riverside Hospital knows that you are coming."), "{read}");
        assert!(read.contains("This appointment is booked.") && !page.contains(&coming), "{page}");
        let read = words(&visitor.page(&coming).await);
        assert!(read.contains("You have said already that you are coming"), "{read}");
        assert!(words(&visitor.page("/requests").await).contains("Confirm an appointment"));
    });
}

#[test]
fn it_is_offered_for_nothing_that_is_past_cancelled_not_booked_or_held_where_it_is_not_taken() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let (coming, past) =
            (visitor.page("/appointments").await, visitor.page("/appointments?show=past").await);
        for (list, name, says) in [
            (&past, "Eye clinic check-up", "This cannot be said of this appointment"),
            (&past, "Knee clinic", "This cannot be said of this appointment"),
            (&coming, "Heart scan", "This cannot be said of this appointment"),
            (&coming, "Physiotherapy", "You cannot say here that you are coming"),
            (&coming, "Diabetes clinic", "You cannot say here that you are coming"),
        ] {
            let own = entry(list, name);
            let page = visitor.page(&own).await;
            assert!(
                !page.contains("/coming\"") && !words(&page).contains("knows that you"),
                "{name}: {page}"
            );
            let address = format!("{own}/coming");
            let page = visitor.page(&address).await;
            assert!(words(&page).contains(says), "{name}: {page}");
            let wish = [("wish".to_owned(), uuid::Uuid::new_v4().to_string())].to_vec();
            let answer = post(&visitor, &address, &wish).await;
            assert_eq!(answer.status(), StatusCode::OK, "{name}");
        }
        assert_eq!(said(&app), 0);
        assert!(words(&visitor.page("/requests").await).contains("You have asked for nothing here so far."));
    });
}

#[test]
fn another_time_than_the_page_showed_is_shown_before_anything_is_sent() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let coming = format!("{}/coming", appointment(&visitor, SLEEP).await);
        let fields = hidden(&visitor.page(&coming).await);
        let old = with(fields.clone(), &[("time", "2026-11-23T09:00:00Z")]);
        let answer = post(&visitor, &coming, &old).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("<title>Error:") && words(&page).contains("The time has changed."), "{page}");
        assert_eq!(said(&app), 0);
        assert_eq!(post(&visitor, &coming, &hidden(&page)).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(said(&app), 1);
        let without = with(fields, &[("wish", "x")]);
        assert_eq!(post(&visitor, &coming, &without).await.status(), StatusCode::BAD_REQUEST);
    });
}

#[test]
fn two_clicks_at_once_say_it_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let coming = format!("{}/coming", appointment(&visitor, SLEEP).await);
        let fields = hidden(&visitor.page(&coming).await);
        let (one, other) = tokio::join!(post(&visitor, &coming, &fields), post(&visitor, &coming, &fields));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)));
        assert_eq!(said(&app), 1);
    });
}

#[test]
fn a_hospital_that_says_yes_and_lists_nothing_is_never_told_twice_nor_said_to_know() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment(&visitor, SLEEP).await;
        app.set_fault(RIVERSIDE, Fault::ListsNothing).await;
        let request = say(&visitor, &own).await;
        app.set_fault(RIVERSIDE, Fault::None).await;
        for _ in 0..3 {
            app.clock.advance(Duration::seconds(11));
            let read = words(&visitor.page(&request).await);
            assert!(read.contains("We do not know yet if they have it that you are coming"), "{read}");
            assert!(read.contains("said yes, but does not have it on their list"), "{read}");
            assert!(read.contains("01632 960 001"), "{read}");
        }
        assert_eq!(said(&app), 1);
        let page = visitor.page(&own).await;
        let read = words(&page);
        assert!(!read.contains("knows that you are coming") && !page.contains("/coming\""), "{read}");
        assert!(read.contains("What you asked for here") && read.contains("Not known"), "{read}");
    });
}

#[test]
fn a_hospital_that_fails_after_it_took_it_in_is_asked_and_not_told_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment(&visitor, SLEEP).await;
        app.set_fault(RIVERSIDE, Fault::FailsAfterwards).await;
        let request = say(&visitor, &own).await;
        app.clock.advance(Duration::seconds(11));
        let read = words(&visitor.page(&request).await);
        assert!(read.contains("They know that you are coming"), "{read}");
        assert_eq!(said(&app), 1);
    });
}

#[test]
fn what_a_hospital_refuses_stands_in_its_own_words_with_whom_to_call() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let own = appointment(&visitor, SLEEP).await;
        app.set_fault(RIVERSIDE, Fault::Conflict).await;
        let read = words(&visitor.page(&say(&visitor, &own).await).await);
        assert!(read.contains("They do not have it that you are coming"), "{read}");
        assert!(read.contains("“Somebody else has changed it meanwhile”"), "{read}");
        assert!(read.contains("01632 960 001"), "{read}");
    });
}

#[test]
fn whoever_comes_with_a_visit_code_can_say_so_on_a_terminal() {
    run(async {
        let app = TestApp::start(&[]).await;
        let slip = code(&app, new(&app)).await;
        let mut jar = terminal(&app, DESK).await;
        assert_eq!(to(&typed(&mut jar, &app, &slip, sam(&app).1).await), "/");
        let list = jar.get(&app, "/appointments").await.text().await.expect("a page");
        let own = entry(&list, SLEEP);
        let coming = format!("{own}/coming");
        assert!(jar.get(&app, &own).await.text().await.expect("a page").contains(&coming));
        let page = jar.get(&app, &coming).await.text().await.expect("a page");
        let fields = hidden(&page);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = to(&jar.post(&app, &coming, &fields).await);
        let read = words(&jar.get(&app, &request).await.text().await.expect("a page"));
        assert!(read.contains("They know that you are coming"), "{read}");
    });
}
