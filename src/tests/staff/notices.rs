//! Notices to patients, from writing one to its end.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::bad_input::first_id;
use crate::tests::jar::{between, to};

const WORDS: &str = "Online booking is off until 5pm.";

/// Writes one from now until 5pm of the day of the tests.
async fn write(manager: &Visitor<'_>, words: &str) -> reqwest::Response {
    let fields = [
        ("words", words),
        ("from-day", "20"),
        ("from-month", "11"),
        ("from-year", "2026"),
        ("from-time", "9:41am"),
        ("until-day", "20"),
        ("until-month", "11"),
        ("until-year", "2026"),
        ("until-time", "5pm"),
    ];
    manager.post("/staff/notices/new", &fields).await
}

#[test]
fn a_notice_stands_where_something_of_the_organisation_does_and_in_public_until_it_ends() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let sam = app.log_in("five").await;
        let medicine = first_id(&sam.page("/record/medicines").await, "record/medicines");
        assert_eq!(to(&write(&manager, WORDS).await), "/staff/notices");
        let line = format!("Hill Street Surgery says: {WORDS} (until Friday 20 November 2026, 5pm)");
        let medicine = format!("/record/medicines/{medicine}");
        let everywhere = [
            "/",
            "/where-from",
            "/record/medicines",
            "/record/test-results",
            "/record/letters",
            "/record/medicines/order",
            "/messages",
            "/appointments",
            "/appointments/book",
            "/appointments/book/A99901",
        ];
        for path in everywhere {
            let page = words(&sam.page(path).await);
            assert!(page.contains(&line), "{path}: {page}");
        }
        let page = words(&sam.page(&medicine).await);
        assert!(page.contains(&line) || !page.contains("Hill Street Surgery"), "{page}");
        let public = words(&app.get("/status").await.text().await.expect("a page"));
        assert!(public.contains(&line), "{public}");
        // Whoever Hill Street does not know is not told.
        let priya = app.log_in("The same medicine in two places").await;
        for path in ["/", "/record/medicines", "/where-from"] {
            assert!(!words(&priya.page(path).await).contains(WORDS), "{path}");
        }
        app.clock.advance(chrono::Duration::hours(8));
        let later = app.log_in("five").await;
        assert!(!words(&later.page("/").await).contains(WORDS));
    });
}

#[test]
fn a_notice_that_is_taken_back_is_gone_at_once_and_only_its_own_organisation_takes_it_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (manager, sam) = (app.staff(StaffRole::ServiceManager).await, app.log_in("five").await);
        write(&manager, WORDS).await;
        let page = manager.page("/staff/notices").await;
        assert!(words(&page).contains("Shown now") && words(&page).contains("Morgan Manager"));
        let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
        let other =
            crate::sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let elsewhere = app.staff_member(&other).await;
        assert!(words(&elsewhere.page("/staff/notices").await).contains("You have written none."));
        elsewhere.post("/staff/notices/take-back", &[("id", &id)]).await;
        assert!(words(&sam.page("/").await).contains(WORDS));
        assert_eq!(to(&manager.post("/staff/notices/take-back", &[("id", &id)]).await), "/staff/notices");
        assert!(!words(&sam.page("/").await).contains(WORDS));
    });
}

#[test]
fn a_notice_without_words_or_with_a_wrong_time_is_not_written_and_what_was_typed_is_kept() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        let answer = write(&manager, "").await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("Write what patients are to know") && page.contains("value=\"5pm\""));
        let odd = "<script>alert(1)</script>";
        assert_eq!(to(&write(&manager, odd).await), "/staff/notices");
        let sam = app.log_in("five").await;
        assert!(!sam.page("/").await.contains(odd), "words stay words");
        for (time, wanted) in
            [("5", "Enter the day and time until which"), ("9am", "The end must be after the start")]
        {
            let fields = [
                ("words", "x"),
                ("from-day", "20"),
                ("from-month", "11"),
                ("from-year", "2026"),
                ("from-time", "9:41am"),
                ("until-day", "20"),
                ("until-month", "11"),
                ("until-year", "2026"),
                ("until-time", time),
            ];
            let answer = manager.post("/staff/notices/new", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{time}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{time}");
        }
    });
}
