//! "I am helping this person": a helper's name and role stand in the log, and end with the visit.

use super::*;

#[test]
fn a_helper_is_noted_by_name_and_role_for_the_patient_to_read_and_ends_with_the_visit() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        assert!(page(&jar, &app, "/").await.contains("href=\"/terminal/helper\""));
        let helper = [("name", " Jo Day "), ("role", "library staff")];
        assert_eq!(to(&jar.post(&app, "/terminal/helper", &helper).await), "/");
        let first = words(&page(&jar, &app, "/").await);
        assert!(first.contains("Jo Day, library staff, is helping you."), "{first}");
        assert!(first.contains("Hello Sam"), "the helper is not the patient: {first}");
        jar.post(&app, "/log-out", &[]).await;
        log_in(&mut jar, &app, "five").await;
        assert!(!words(&page(&jar, &app, "/").await).contains("Jo Day"), "it ended with the visit");
        let sam = app.log_in("five").await;
        let log = words(&sam.page("/who-looked?who=others").await);
        assert!(log.contains("Jo Day, library staff"), "{log}");
        assert!(log.contains("Began to help you at a shared screen, for that visit"), "{log}");
        assert!(log.contains("Stopped helping you at a shared screen"), "{log}");
        let file = sam.get("/who-looked/file?format=csv").await.text().await.expect("a file");
        assert!(file.contains("Jo Day, library staff"), "{file}");
    });
}

#[test]
fn a_helper_who_goes_before_is_noted_and_another_takes_their_place() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        log_in(&mut jar, &app, "five").await;
        for name in ["Jo Day", "Kim Night"] {
            jar.post(&app, "/terminal/helper", &[("name", name), ("role", "daughter")]).await;
        }
        let first = words(&page(&jar, &app, "/").await);
        assert!(
            first.contains("Kim Night, daughter, is helping you.") && !first.contains("Jo Day"),
            "{first}"
        );
        assert_eq!(to(&jar.post(&app, "/terminal/helper", &[("went", "yes")]).await), "/");
        assert!(!words(&page(&jar, &app, "/").await).contains("is helping you"));
        let log = app.log_in("five").await.page("/who-looked?who=helper").await;
        assert_eq!(words(&log).matches("Stopped helping you").count(), 2, "{}", words(&log));
    });
}

#[test]
fn without_a_name_or_without_somebody_to_help_nothing_is_noted() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mut jar = terminal(&app, DESK).await;
        let helper = [("name", "Jo Day"), ("role", "library staff")];
        assert_eq!(to(&jar.post(&app, "/terminal/helper", &helper).await), "/", "nobody is logged in");
        assert_eq!(to(&app.log_in("five").await.post("/terminal/helper", &helper).await), "/", "no terminal");
        log_in(&mut jar, &app, "five").await;
        let long = "x".repeat(81);
        for (name, role, wanted) in [
            ("", "daughter", "Enter your name"),
            (long.as_str(), "daughter", "Enter your name"),
            ("Jo Day", " ", "Enter who you are"),
        ] {
            let answer = jar.post(&app, "/terminal/helper", &[("name", name), ("role", role)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{wanted}");
        }
        assert!(!words(&page(&jar, &app, "/").await).contains("is helping you"));
        let log = words(&app.log_in("five").await.page("/who-looked?who=others").await);
        assert!(!log.contains("Began to help"), "{log}");
    });
}
