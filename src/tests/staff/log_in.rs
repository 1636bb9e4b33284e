//! Logging in at the staff desk.

use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;

use super::member;
use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::{Jar, to};

const DESK: &str = "/staff";

async fn password(jar: &mut Jar, app: &TestApp, password: &str) -> reqwest::Response {
    let email = member(StaffRole::Reception).email;
    jar.post(app, "/staff/log-in", &[("email", email), ("password", password)]).await
}

#[test]
fn the_password_alone_opens_nothing_and_a_code_counts_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = member(StaffRole::Reception);
        let mut browser = Jar::default();
        assert_eq!(to(&password(&mut browser, &app, staff.password).await), "/staff/log-in/code");
        assert!(to(&browser.get(&app, DESK).await).starts_with("/staff/log-in"), "nobody is logged in yet");
        let code = staff.code(app.clock.now());
        for wrong in ["", "000000", "123", "ABCD-EFGH-2345"] {
            let answer = browser.post(&app, "/staff/log-in/code", &[("code", wrong)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        let before = browser.clone();
        assert_eq!(to(&browser.post(&app, "/staff/log-in/code", &[("code", &code)]).await), DESK);
        assert_eq!(browser.get(&app, DESK).await.status(), StatusCode::OK);
        let mut other = Jar::default();
        password(&mut other, &app, staff.password).await;
        let again = other.post(&app, "/staff/log-in/code", &[("code", &code)]).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "the same code again");
        // The note of the first step is good once too.
        app.clock.advance(chrono::Duration::seconds(60));
        let next = staff.code(app.clock.now());
        let answer = before.clone().post(&app, "/staff/log-in/code", &[("code", &next)]).await;
        assert_eq!(to(&answer), "/staff/log-in?after=ended");
        assert_eq!(app.log_about_nobody().await[0].purpose, "staff-logged-in");
    });
}

#[test]
fn an_account_that_does_not_exist_says_the_same_as_a_wrong_password() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut pages = Vec::new();
        for email in [member(StaffRole::Reception).email, "nobody@hill-street.example"] {
            let answer = app.post("/staff/log-in", &[("email", email), ("password", "wrong")]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            pages.push(words(&answer.text().await.expect("a page")));
        }
        assert_eq!(pages[0], pages[1]);
    });
}

#[test]
fn guessed_passwords_and_codes_must_wait() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = member(StaffRole::Reception);
        let mut guesser = Jar::default();
        for _ in 0..5 {
            assert_eq!(
                password(&mut guesser, &app, "wrong").await.status(),
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        let answer = password(&mut guesser, &app, staff.password).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers().contains_key(RETRY_AFTER));
        app.clock.advance(chrono::Duration::hours(2));
        let mut browser = Jar::default();
        password(&mut browser, &app, staff.password).await;
        for _ in 0..5 {
            let answer = browser.post(&app, "/staff/log-in/code", &[("code", "123456")]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let code = staff.code(app.clock.now());
        let answer = browser.post(&app, "/staff/log-in/code", &[("code", &code)]).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn a_log_in_ends_after_15_minutes_without_use_and_10_hours_in_any_case() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        for _ in 0..(10 * 6 - 1) {
            app.clock.advance(chrono::Duration::minutes(10));
            assert_eq!(staff.get(DESK).await.status(), StatusCode::OK);
        }
        app.clock.advance(chrono::Duration::minutes(10));
        assert_eq!(to(&staff.get(DESK).await), "/staff/log-in?after=ended");
        let other = app.staff(StaffRole::Administrator).await;
        app.clock.advance(chrono::Duration::minutes(15));
        assert_eq!(to(&other.get(DESK).await), "/staff/log-in?after=ended");
    });
}

#[test]
fn logging_out_ends_it_and_leaves_a_patient_in_the_same_browser_logged_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let patient = app.log_in("five").await;
        let staff = app.staff(StaffRole::Reception).await;
        let both = Visitor::new(&app, format!("{}; {}", patient.cookie(), staff.cookie()));
        assert_eq!(both.get(DESK).await.status(), StatusCode::OK);
        let answer = both.post("/staff/log-out", &[]).await;
        assert_eq!(answer.headers()["clear-site-data"], "\"cache\"");
        assert_eq!(to(&answer), "/staff/log-in?after=logged-out");
        assert!(to(&both.get(DESK).await).starts_with("/staff/log-in"));
        assert_eq!(both.get("/record").await.status(), StatusCode::OK);
    });
}

#[test]
fn no_page_of_the_desk_is_opened_with_a_patients_session_under_the_name_of_staff() {
    run(async {
        let app = TestApp::start(&[]).await;
        let patient = app.log_in("five").await;
        let cookie = patient.cookie();
        let value = cookie.split_once('=').expect("a cookie").1;
        let forged = Visitor::new(&app, format!("front-door-staff={value}"));
        assert_eq!(to(&forged.get(DESK).await), "/staff/log-in?after=ended");
    });
}
