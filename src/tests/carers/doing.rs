//! Having something done for somebody else: with their name in sight, in the carer's own name, and only while they may.

use reqwest::StatusCode;

use super::{HILL_STREET, act_for, acting, place, subject_of};
use crate::domain::Kind;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::ordering::{self, ORDER};
use crate::tests::requests::{all, appointment_of, book, booked, checked, hidden, location, post, with};

const BOTH: [Kind; 2] = [Kind::Appointments, Kind::Prescriptions];

fn sent(app: &TestApp, method: &str, ends: &str) -> usize {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let log = sandbox.requests(HILL_STREET, usize::MAX).expect("a surgery");
    log.iter().filter(|line| line.method == method && line.path.contains(ends)).count()
}

/// The patient's name stands in the heading, and in what is pressed to have something done.
pub(super) fn names_the_patient(page: &str, button: &str) {
    let heading = page.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
    assert!(heading.contains("Sam Sample"), "{heading}");
    let title = page.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).expect("a title");
    assert!(!title.contains("Sam"), "{title}");
    assert!(words(page).contains(button), "{button}: {}", words(page));
}

#[test]
fn a_carer_books_changes_and_cancels_for_the_patient_and_both_see_who_asked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &[Kind::Appointments]).await;
        let front = carer.page("/").await;
        names_the_patient(&front, "Book an appointment for Sam Sample");
        assert!(carer.page("/appointments").await.contains("href=\"/appointments/book\""));
        let places = words(&carer.page("/appointments/book").await);
        assert!(places.contains("Hill Street Surgery"), "{places}");
        for other in ["Riverside", "Vale", "Harbour", "Northfield"] {
            assert!(!places.contains(other), "{other} was not given: {places}");
        }
        let (check, fields) = checked(&carer, &format!("{}?how=in-person", book(HILL_STREET)), 40).await;
        names_the_patient(&check, "Book this time for Sam Sample");
        let answer = post(&carer, &book(HILL_STREET), &fields).await;
        let request = location(&answer);
        let page = carer.page(&request).await;
        names_the_patient(&page, "Book an appointment: Done");
        let own = appointment_of(&carer, &request).await;
        let page = carer.page(&own).await;
        names_the_patient(&page, "Cancel this appointment for Sam Sample");
        assert!(
            words(&page).contains("Booked by Grace Young, who acts for the patient."),
            "as the surgery has it"
        );
        assert!(
            !page.contains("/appointments/calendar-feed"),
            "an address to look by itself is the patient's alone"
        );

        // Changed: the new time first, and then the old one goes.
        let change = all(&page, "main a", "href");
        let change = change.iter().find(|href| href.contains("?instead=")).expect("a way to change").clone();
        let (check, fields) = checked(&carer, &change, 45).await;
        names_the_patient(&check, "Book this time for Sam Sample and cancel the old one");
        let changed = location(&post(&carer, &book(HILL_STREET), &fields).await);
        assert!(words(&carer.page(&changed).await).contains("The old appointment is cancelled."));
        let own = appointment_of(&carer, &changed).await;

        let cancel = format!("{own}/cancel");
        let page = carer.page(&cancel).await;
        names_the_patient(&page, "Yes, cancel this appointment for Sam Sample");
        let fields = with(hidden(&page), &[("why", "cannot-come")]);
        let cancelled = location(&post(&carer, &cancel, &fields).await);
        names_the_patient(&carer.page(&cancelled).await, "Cancel an appointment: Done");

        let list = words(&sam.page("/requests").await);
        assert!(list.matches("by Grace Young").count() >= 4, "{list}");
        assert!(words(&sam.page(&request).await).contains("Grace Young asked for you"));
        let mine = booked(&sam, HILL_STREET, 20).await;
        assert!(words(&sam.page(&mine).await).contains("You asked"));
        let list = carer.page("/requests").await;
        assert!(list.contains(&request) && !list.contains(&mine), "{list}");
        assert_eq!(carer.get(&mine).await.status(), StatusCode::NOT_FOUND, "the patient's own");
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(
            log.contains("Grace Young, who helps you")
                && log.contains("Asked an organisation to do something")
        );
    });
}

#[test]
fn a_carer_orders_repeat_medicines_and_sees_what_becomes_of_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &[Kind::Prescriptions]).await;
        assert!(carer.page("/record/medicines").await.contains(&format!("href=\"{ORDER}\"")));
        let page = carer.page(ORDER).await;
        names_the_patient(&page, "We could check this only against what you may see.");
        assert!(!page.contains("/your-details"), "{page}");
        let chosen = ordering::chosen(&carer, &["Amlodipine"]).await;
        let (check, send) = ordering::checked(&carer, &chosen).await;
        names_the_patient(&check, "Send this order for Sam Sample");
        let (one, other) = tokio::join!(post(&carer, ORDER, &send), post(&carer, ORDER, &send));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)), "two clicks");
        assert_eq!(sent(&app, "POST", "/Task"), 1);
        names_the_patient(&carer.page(&location(&one)).await, "Order a medicine: Waiting for them");
        assert!(words(&sam.page("/requests").await).contains("by Grace Young"));
        assert_eq!(place(&carer.get("/appointments/book").await), "/helping/stopped/only-looks");
    });
}

#[test]
fn two_clicks_and_two_windows_book_once_and_a_window_at_ones_own_record_books_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, id) = acting(&app, &[HILL_STREET], &BOTH).await;
        let address = format!("{}?how=in-person", book(HILL_STREET));
        let (_, first) = checked(&carer, &address, 1).await;
        let (_, second) = checked(&carer, &address, 1).await;
        let path = book(HILL_STREET);
        let (one, other) = tokio::join!(post(&carer, &path, &first), post(&carer, &path, &first));
        assert_eq!((one.status(), location(&one)), (StatusCode::SEE_OTHER, location(&other)));
        assert_eq!(
            post(&carer, &path, &second).await.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "it is gone"
        );
        assert_eq!(sent(&app, "POST", "/Appointment"), 1);
        // A window with Sam's form is left open while the carer goes back to their own record, and the other way round.
        let (_, sams) = checked(&carer, &address, 5).await;
        act_for(&carer, "own").await;
        assert_eq!(location(&post(&carer, &path, &sams).await), "/helping/stopped/another-record");
        let (_, own) = checked(&carer, &address, 5).await;
        act_for(&carer, &id).await;
        assert_eq!(location(&post(&carer, &path, &own).await), "/helping/stopped/another-record");
        let without: Vec<_> = sams.iter().filter(|(name, _)| name != "whose-record").cloned().collect();
        assert_eq!(location(&post(&carer, &path, &without).await), "/helping/stopped/another-record");
        assert_eq!(sent(&app, "POST", "/Appointment"), 1);
    });
}

#[test]
fn a_grant_that_ends_in_the_middle_of_a_booking_stops_it_with_a_page_that_says_why() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[HILL_STREET], &BOTH).await;
        let address = format!("{}?how=in-person", book(HILL_STREET));
        let (_, booking) = checked(&carer, &address, 3).await;
        let (_, order) = ordering::checked(&carer, &ordering::chosen(&carer, &["Amlodipine"]).await).await;
        let carers = format!("/carers/{id}");
        let looks = [("see", "appointments"), ("see", "medicines"), ("see", "prescriptions")];
        sam.post(&carers, &looks).await;
        assert_eq!(
            location(&post(&carer, &book(HILL_STREET), &booking).await),
            "/helping/stopped/only-looks"
        );
        assert_eq!(location(&post(&carer, ORDER, &order).await), "/helping/stopped/only-looks");
        let page = words(&carer.page("/helping/stopped/only-looks").await);
        assert!(
            page.contains("You can look, and not do this") && page.contains("Nothing was sent"),
            "{page}"
        );
        sam.post(&carers, &[("do", "stop")]).await;
        assert_eq!(
            location(&post(&carer, &book(HILL_STREET), &booking).await),
            "/helping/stopped/not-active"
        );
        assert_eq!(location(&post(&carer, ORDER, &order).await), "/helping/stopped/not-active");
        assert_eq!((sent(&app, "POST", "/Appointment"), sent(&app, "POST", "/Task")), (0, 0));
        assert!(words(&sam.page("/requests").await).contains("You have asked for nothing here so far."));
    });
}

#[test]
fn what_was_searched_for_in_one_record_is_not_found_in_another() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, id) = acting(&app, &[HILL_STREET], &[]).await;
        let subject = subject_of(&carer.page("/search").await);
        let fields = [("whose-record", &*subject), ("words", "amlodipine")];
        let results = place(&carer.post("/search", &fields).await);
        let page = carer.page(&results).await;
        names_the_patient(&page, "Amlodipine");
        act_for(&carer, "own").await;
        assert_eq!(carer.get(&results).await.status(), StatusCode::NOT_FOUND);
        act_for(&carer, &id).await;
        carer.page(&results).await;
        let nothing =
            place(&carer.post("/search", &[("whose-record", &*subject), ("words", "zzzzzz")]).await);
        assert!(words(&carer.page(&nothing).await).contains("No entries match in what you may see."));
    });
}

/// The ids on a page that stand under this list.
fn ids(page: &str, list: &str) -> Vec<String> {
    let link = format!("href=\"{list}/");
    let all = page.split(&link).skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|id| id.len() == 32).map(str::to_owned).collect()
}

async fn hide(sam: &Visitor<'_>, kind: &str, id: &str) {
    let hiding = format!("/record/{kind}/{id}/helpers");
    assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
}

#[test]
fn what_the_patient_hides_is_in_no_request_and_cannot_be_ordered_changed_or_cancelled() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &BOTH).await;
        let request = booked(&carer, HILL_STREET, 40).await;
        let own = appointment_of(&carer, &request).await;
        hide(&sam, "appointments", own.trim_start_matches("/appointments/")).await;
        assert!(!carer.page("/requests").await.contains(&request), "nor what was asked for about it");
        assert_eq!(carer.get(&request).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(carer.get(&format!("{own}/cancel")).await.status(), StatusCode::NOT_FOUND);
        let instead = format!("{}?instead={}", book(HILL_STREET), own.trim_start_matches("/appointments/"));
        assert_eq!(carer.get(&instead).await.status(), StatusCode::NOT_FOUND);
        sam.page(&request).await;
        // The surgery tells what can be ordered by another way than its list of medicines.
        assert!(words(&carer.page(ORDER).await).contains("Amlodipine"));
        let list = sam.page("/record/medicines").await;
        for id in ids(&list, "/record/medicines") {
            if words(&sam.page(&format!("/record/medicines/{id}")).await).contains("Amlodipine") {
                hide(&sam, "medicines", &id).await;
            }
        }
        let page = words(&carer.page(ORDER).await);
        assert!(!page.contains("Amlodipine"), "{page}");
        assert!(page.contains("Metformin"), "the others are there: {page}");
        assert!(words(&sam.page(ORDER).await).contains("Amlodipine"));
    });
}

#[test]
fn of_what_was_not_given_nobody_can_tell_whether_it_is_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET], &BOTH).await;
        // Mill Lane has a book too; that Sam is known there is not the carer's to know.
        let added = sam.post("/where-from", &[("ods_code", "A99902")]).await;
        assert_eq!(added.status(), StatusCode::SEE_OTHER);
        let (known, unknown) = (carer.get(&book("A99902")).await, carer.get(&book("RZ5")).await);
        assert_eq!((known.status(), unknown.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        let said = words(&carer.page(ORDER).await);
        assert!(!said.contains("Mill Lane"), "{said}");
        let subject = subject_of(&carer.page("/record/medicines").await);
        let fields = [("whose-record", &*subject), ("wish", "00000000-0000-4000-8000-000000000001")];
        assert_eq!(carer.post(&book("A99902"), &fields).await.status(), StatusCode::NOT_FOUND);
    });
}
