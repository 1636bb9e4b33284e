//! Giving somebody access, accepting it, changing and stopping it.

use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::{HARBOUR, HILL_STREET, RIVERSIDE, accept, act_for, give, place, text};
use crate::domain::Kind;
use crate::tests::app::{TestApp, run, words};

const ALEX: &[(&str, &str)] = &[("called", "Alex"), ("email", "")];

#[test]
fn a_patient_gives_access_in_six_pages_and_somebody_accepts_with_the_code() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let page = words(&sam.page("/carers").await);
        assert!(page.contains("Alex") && page.contains("Has not answered yet"), "{page}");
        let offer = place(&carer.post("/helping/code", &[("code", &code.to_lowercase())]).await);
        let page = words(&carer.page(&offer).await);
        assert!(
            page.contains("Do you want to act for \u{2068}Sam Sample") || page.contains("act for Sam Sample"),
            "{page}"
        );
        assert!(page.contains("Hill Street Surgery") && page.contains("medicines"), "{page}");
        assert_eq!(place(&carer.post(&offer, &[("answer", "accept")]).await), "/helping");
        let page = words(&sam.page("/carers").await);
        assert!(page.contains("Can see your record") && page.contains("Until 20 December 2026"), "{page}");
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(log.contains("somebody accepted access to this record"), "{log}");
    });
}

#[test]
fn each_page_says_what_is_missing_and_keeps_what_was_filled_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        assert_eq!(place(&sam.get("/give-access/check").await), "/give-access", "the first page comes first");
        let none: &[(&str, &str)] = &[];
        let wrong = [
            ("/give-access", none, "Enter the name of the person"),
            ("/give-access", &[("called", "Alex"), ("email", "alex")], "Enter an email address"),
        ];
        for (path, fields, said) in wrong {
            let answer = sam.post(path, fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            let page = text(answer).await;
            assert!(page.contains("There is a problem") && page.contains(said), "{page}");
        }
        let long = "x".repeat(101);
        let answer = sam.post("/give-access", &[("called", &long)]).await;
        assert!(text(answer).await.contains("Enter a shorter name"));
        sam.post("/give-access", ALEX).await;
        for (path, fields, said, good) in [
            (
                "/give-access/places",
                &[("place", "NOWHERE")],
                "Choose at least 1 place",
                ("place", HILL_STREET),
            ),
            ("/give-access/kinds", &[("see", "secrets")], "Choose at least 1 thing", ("see", "medicines")),
            ("/give-access/until", &[("until", "for-ever")], "Choose how long", ("until", "1-year")),
            (
                "/give-access/hidden",
                &[("hidden", "medicines")],
                "Leave at least 1 thing",
                ("hidden", "visits"),
            ),
        ] {
            let answer = sam.post(path, fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            let page = text(answer).await;
            assert!(page.contains(said), "{path}: {page}");
            assert_eq!(sam.post(path, &[good]).await.status(), StatusCode::SEE_OTHER, "{path}");
        }
        let page = words(&sam.page("/give-access/check").await);
        for part in ["Alex", "Hill Street Surgery", "medicines", "visits", "Until 20 November 2027"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(sam.get("/give-access/nothing").await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_somebody_may_do_too_is_said_in_plain_words_wherever_it_is_given_changed_and_taken_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        sam.post("/give-access", ALEX).await;
        sam.post("/give-access/places", &[("place", HARBOUR)]).await;
        let page = words(&sam.page("/give-access/kinds").await);
        assert!(!page.contains("What may they also do"), "that place takes nothing: {page}");
        sam.post("/give-access/places", &[("place", HILL_STREET), ("place", RIVERSIDE)]).await;
        let page = words(&sam.page("/give-access/kinds").await);
        let kinds =
            ["Book, change, cancel and confirm appointments", "Order repeat medicines", "Write messages"];
        for part in kinds.into_iter().chain(["without asking you"]) {
            assert!(page.contains(part), "{part}: {page}");
        }
        let nothing = sam.post("/give-access/kinds", &[("act", "letters")]).await;
        assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY, "letters are only looked at");
        sam.post("/give-access/kinds", &[("see", "letters"), ("act", "prescriptions")]).await;
        sam.post("/give-access/until", &[("until", "30-days")]).await;
        let page = words(&sam.page("/give-access/check").await);
        assert!(page.contains("They may also do order repeat medicines"), "{page}");
        assert!(page.contains("medicines, prescriptions and letters"), "with what it needs: {page}");
        sam.post("/give-access/hidden", &[("hidden", "medicines")]).await;
        let page = words(&sam.page("/give-access/check").await);
        assert!(page.contains("They may also do Nothing: they can look"), "hidden wins: {page}");
        sam.post("/give-access/hidden", &[]).await;
        let answer = text(sam.post("/give-access/check", &[]).await).await;
        let code = answer.split("Hand over the code ").nth(1).and_then(|rest| rest.split(' ').next());
        let offer = place(&carer.post("/helping/code", &[("code", code.expect("a code"))]).await);
        let page = words(&carer.page(&offer).await);
        assert!(page.contains("Also: order repeat medicines."), "{page}");
        carer.post(&offer, &[("answer", "accept")]).await;
        let id = offer.trim_start_matches("/helping/").to_owned();
        act_for(&carer, &id).await;
        carer.page("/record/medicines/order").await;
        carer.page("/requests").await;
        let own = format!("/carers/{id}");
        assert!(words(&sam.page(&own).await).contains("Also: order repeat medicines."));
        sam.post(&own, &[("see", "letters"), ("act", "appointments"), ("act", "letters")]).await;
        let page = words(&sam.page(&own).await);
        assert!(page.contains("Also: book, change and cancel appointments."), "{page}");
        assert_eq!(carer.get("/record/medicines/order").await.status(), StatusCode::NOT_FOUND);
        carer.page("/appointments/book").await;
        sam.post(&own, &[("see", "letters"), ("see", "appointments")]).await;
        assert!(!words(&sam.page(&own).await).contains("Also:"));
        assert_eq!(place(&carer.get("/appointments/book").await), "/helping/stopped/only-looks");
    });
}

#[test]
fn one_does_not_give_access_to_oneself() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let own = app
            .portal
            .sandbox
            .as_ref()
            .expect("practice")
            .people()
            .iter()
            .find(|one| one.note.contains("five"));
        let email = own.expect("Sam").email.to_uppercase();
        sam.post("/give-access", &[("called", "Me"), ("email", &email)]).await;
        sam.post("/give-access/places", &[("place", HILL_STREET)]).await;
        sam.post("/give-access/kinds", &[("see", "medicines")]).await;
        sam.post("/give-access/until", &[("until", "1-year")]).await;
        let answer = sam.post("/give-access/check", &[]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(answer).await.contains("This is your own email address"));
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let typed = sam.post("/helping/code", &[("code", &code)]).await;
        assert_eq!(typed.status(), StatusCode::UNPROCESSABLE_ENTITY, "nor by the code");
    });
}

#[test]
fn a_code_that_does_not_work_says_the_same_whatever_is_wrong_with_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, other) =
            (app.log_in("five").await, app.log_in("A parent").await, app.log_in("2,000").await);
        let used = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        accept(&carer, &used).await;
        let nobody = [("called", "Alex"), ("email", "somebody.else@example.org")];
        let for_another = give(&sam, &nobody, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let said = |answer: reqwest::Response| async {
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            let page = text(answer).await;
            assert!(page.contains("This code does not work for you"), "{page}");
        };
        for (visitor, code) in [
            (&carer, &*used),
            (&other, &*used),
            (&other, &*for_another),
            (&other, "ABCD-EFGH-2345"),
            (&other, "no code"),
        ] {
            said(visitor.post("/helping/code", &[("code", code)]).await).await;
        }
        let late = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        app.clock.advance(chrono::Duration::days(14));
        let other = app.log_in("2,000").await;
        said(other.post("/helping/code", &[("code", &late)]).await).await;
    });
}

#[test]
fn whoever_types_many_codes_or_invites_many_people_has_to_wait() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, other) = (app.log_in("five").await, app.log_in("2,000").await);
        let mut last = StatusCode::OK;
        for _ in 0..12 {
            last = other.post("/helping/code", &[("code", "ABCD-EFGH-2345")]).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        for _ in 0..5 {
            give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        }
        sam.post("/give-access", ALEX).await;
        sam.post("/give-access/places", &[("place", HILL_STREET)]).await;
        sam.post("/give-access/kinds", &[("see", "medicines")]).await;
        sam.post("/give-access/until", &[("until", "1-year")]).await;
        let answer = sam.post("/give-access/check", &[]).await;
        assert!(text(answer).await.contains("Wait until tomorrow"));
    });
}

#[test]
fn a_form_that_is_sent_twice_makes_one_grant() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let again = sam.post("/give-access/check", &[]).await;
        assert_eq!(again.headers()[LOCATION], "/give-access", "there is nothing more to send");
        assert_eq!(sam.page("/carers").await.matches("entry__title").count(), 1);
    });
}

#[test]
fn what_the_patient_changes_or_stops_ends_the_carers_open_pages_at_the_next_request() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let both = [Kind::Medicines, Kind::Allergies];
        let code = give(&sam, ALEX, &[HILL_STREET, RIVERSIDE], &both, &[]).await;
        let id = accept(&carer, &code).await;
        act_for(&carer, &id).await;
        carer.page("/record/medicines").await;
        carer.page("/record/allergies").await;
        let changed = sam.post(&format!("/carers/{id}"), &[("see", "allergies")]).await;
        assert_eq!(changed.status(), StatusCode::SEE_OTHER);
        assert_eq!(carer.get("/record/medicines").await.status(), StatusCode::NOT_FOUND);
        carer.page("/record/allergies").await;
        sam.post(&format!("/carers/{id}"), &[("do", "stop")]).await;
        for path in ["/", "/record/allergies", "/record/medicines", "/search"] {
            assert_eq!(place(&carer.get(path).await), "/helping/stopped/not-active", "{path}");
        }
        let page = words(&carer.page("/helping/stopped/not-active").await);
        assert!(page.contains("contact the organisation") && !page.contains("Sam"), "{page}");
        let page = words(&carer.page("/helping").await);
        assert!(page.contains("Not active. Contact the organisation."), "{page}");
        assert_eq!(place(&act_for(&carer, &id).await), "/helping/stopped/not-active");
        let page = words(&sam.page("/carers").await);
        assert!(page.contains("Ended"), "{page}");
        assert_eq!(place(&act_for(&carer, "own").await), "/");
        assert!(words(&carer.page("/").await).contains("Grace"), "back at their own record");
    });
}

#[test]
fn a_carer_can_refuse_and_step_back_and_the_end_comes_by_itself() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let offer = place(&carer.post("/helping/code", &[("code", &code)]).await);
        carer.post(&offer, &[("answer", "refuse")]).await;
        assert!(words(&sam.page("/carers").await).contains("Said no"));
        carer.post(&offer, &[("answer", "accept")]).await;
        assert!(words(&sam.page("/carers").await).contains("Said no"), "no stays no");
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let id = accept(&carer, &code).await;
        carer.post(&format!("/helping/{id}"), &[("answer", "step-back")]).await;
        assert_eq!(place(&act_for(&carer, &id).await), "/helping/stopped/not-active");
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let id = accept(&carer, &code).await;
        app.clock.advance(chrono::Duration::days(31));
        let carer = app.log_in("A parent").await;
        assert_eq!(place(&act_for(&carer, &id).await), "/helping/stopped/not-active");
    });
}

#[test]
fn nobody_sees_or_changes_what_two_others_agreed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, other) =
            (app.log_in("five").await, app.log_in("A parent").await, app.log_in("2,000").await);
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let id = accept(&carer, &code).await;
        for path in [format!("/carers/{id}"), format!("/helping/{id}")] {
            assert_eq!(other.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
            let stop = other.post(&path, &[("do", "stop"), ("answer", "step-back")]).await;
            assert_eq!(stop.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(carer.get(&format!("/carers/{id}")).await.status(), StatusCode::NOT_FOUND, "it is Sam's");
        assert_eq!(place(&act_for(&other, &id).await), "/helping/stopped/not-active");
        assert_eq!(place(&act_for(&carer, &id).await), "/", "nothing was changed");
    });
}
