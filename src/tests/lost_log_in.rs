//! Making a log-in with a code from the GP surgery, and a new password for somebody who has lost everything.

use reqwest::{Response, StatusCode};

use super::app::{TestApp, cookie_of, run, words};
use super::jar::to;
use crate::access::{Access, Linkage};
use crate::domain::NhsNumber;

const NUMBER: &str = "9990009996";
const PASSWORD: &str = "coffee tractor window";

fn access(app: &TestApp) -> &Access {
    &app.portal.access
}

pub async fn linkage(app: &TestApp, number: &str) -> String {
    let person = Linkage {
        nhs_number: NhsNumber::parse(number).expect("a number"),
        name: "Olive Newcomer".into(),
        date_of_birth: "1950-02-03".parse().expect("a day"),
        known_to: Vec::new(),
    };
    access(app).accounts.new_linkage_code(&person).await.expect("a code")
}

async fn register(app: &TestApp, number: &str, day: &str, code: &str, password: &str) -> Response {
    let fields = [
        ("nhs-number", number),
        ("born-day", day),
        ("born-month", "2"),
        ("born-year", "1950"),
        ("code", code),
        ("new-password", password),
    ];
    app.post("/register", &fields).await
}

#[test]
fn a_linkage_code_makes_a_log_in_without_email_or_phone_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let code = linkage(&app, NUMBER).await;
        let stolen = register(&app, NUMBER, "3", &code, "iloveyou1").await;
        assert_eq!(stolen.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&stolen.text().await.expect("a page")).contains("stolen from another website"));
        let answer = register(&app, NUMBER, "3", &code, PASSWORD).await;
        assert_eq!(to(&answer), "/your-log-in");
        assert!(cookie_of(&answer).is_some());
        assert_eq!(to(&app.post("/log-in", &[("email", "999 000 9996"), ("password", PASSWORD)]).await), "/");
        let again = register(&app, NUMBER, "3", &code, "another fine password here").await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_code_fits_one_number_and_one_date_of_birth_and_says_nothing_of_which_was_wrong() {
    run(async {
        let app = TestApp::start(&[]).await;
        let code = linkage(&app, NUMBER).await;
        let mut said = Vec::new();
        for (number, day, code) in [
            ("9990000018", "3", code.as_str()),
            (NUMBER, "4", code.as_str()),
            (NUMBER, "3", "WXYZ-WXYZ-2345"),
            ("9990000026", "3", "WXYZ-WXYZ-2345"),
        ] {
            let answer = register(&app, number, day, code, PASSWORD).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            let page = answer.text().await.expect("a page");
            assert!(!page.contains(PASSWORD) && !page.contains(code));
            said.push(words(&page));
        }
        assert!(said.iter().all(|words| *words == said[0]), "{said:?}");
        assert_eq!(to(&register(&app, NUMBER, "3", &code, PASSWORD).await), "/your-log-in");
    });
}

#[test]
fn a_linkage_code_runs_out_and_a_bad_form_names_every_field() {
    run(async {
        let app = TestApp::start(&[]).await;
        let code = linkage(&app, NUMBER).await;
        app.clock.advance(chrono::Duration::days(31));
        let late = register(&app, NUMBER, "3", &code, PASSWORD).await;
        assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = app.post("/register", &[]).await.text().await.expect("a page");
        for said in
            ["Enter your NHS number", "Enter your date of birth", "Enter the code", "Enter a password"]
        {
            assert!(page.contains(said), "{said}");
        }
    });
}

#[test]
fn a_linkage_code_never_changes_the_password_of_somebody_who_has_one() {
    run(async {
        let app = TestApp::start(&[]).await;
        let people = app.portal.sandbox.as_ref().expect("practice mode").people();
        let grace = people.iter().find(|person| person.key == "grace").expect("Grace");
        let code = linkage(&app, grace.nhs_number).await;
        let answer = register(&app, grace.nhs_number, "3", &code, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let own = [("email", grace.email.as_str()), ("password", grace.password.as_str())];
        assert_eq!(to(&app.post("/log-in", &own).await), "/");
    });
}

async fn new_password(app: &TestApp, who: &str, code: &str, new: &str) -> Response {
    app.post("/log-in/new-password", &[("who", who), ("code", code), ("new-password", new)]).await
}

#[test]
fn a_code_from_the_surgery_gives_a_new_password_takes_lost_steps_away_and_ends_every_log_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        grace.post("/your-log-in/codes", &[("password", "front-door-grace")]).await;
        let people = app.portal.sandbox.as_ref().expect("practice mode").people();
        let person = people.iter().find(|person| person.key == "grace").expect("Grace");
        let number = NhsNumber::parse(person.nhs_number).expect("a number");
        let code = access(&app).accounts.new_log_in_code(number).await.expect("an answer").expect("a code");
        let weak = new_password(&app, person.nhs_number, &code, "password").await;
        assert_eq!(weak.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&weak.text().await.expect("a page")).contains("stolen from another website"));
        let other = people.iter().find(|person| person.key == "sam").expect("Sam");
        let wrong = new_password(&app, other.nhs_number, &code, PASSWORD).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY, "somebody else's code");
        assert_eq!(to(&new_password(&app, person.nhs_number, &code, PASSWORD).await), "/log-in?new-password");
        assert!(to(&grace.get("/your-log-in").await).starts_with("/log-in"), "logged out everywhere");
        assert_eq!(to(&app.post("/log-in", &[("email", &person.email), ("password", PASSWORD)]).await), "/");
        let again = new_password(&app, person.nhs_number, &code, "another fine password here").await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "used twice");
        let log = app.log_in_with(&person.email, PASSWORD).await.page("/who-looked").await;
        assert!(log.contains("Changed: the password"));
    });
}

#[test]
fn an_unknown_person_and_a_wrong_or_old_code_get_the_same_words_and_guesses_must_wait() {
    run(async {
        let app = TestApp::start(&[]).await;
        let people = app.portal.sandbox.as_ref().expect("practice mode").people();
        let sam = people.iter().find(|person| person.key == "sam").expect("Sam");
        let number = NhsNumber::parse(sam.nhs_number).expect("a number");
        let code = access(&app).accounts.new_log_in_code(number).await.expect("an answer").expect("a code");
        app.clock.advance(chrono::Duration::hours(49));
        let mut said = Vec::new();
        for (who, code) in [(sam.nhs_number, code.as_str()), (NUMBER, "WXYZ-WXYZ-2345")] {
            let answer = new_password(&app, who, code, PASSWORD).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            said.push(words(&answer.text().await.expect("a page")));
        }
        assert_eq!(said[0], said[1]);
        let mut last = StatusCode::OK;
        for _ in 0..5 {
            last = new_password(&app, NUMBER, "WXYZ-WXYZ-2345", PASSWORD).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let unknown = NhsNumber::parse(NUMBER).expect("a number");
        assert!(access(&app).accounts.new_log_in_code(unknown).await.expect("an answer").is_none());
    });
}
