//! Asking to help somebody: the same answer whoever is named, not too often, and the patient decides.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::{HILL_STREET, act_for, place, text};
use crate::domain::Kind;
use crate::tests::app::{TestApp, Visitor, run, words};

fn person<'a>(app: &'a TestApp, who: &str) -> &'a crate::sandbox::PracticePerson {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|one| one.note.contains(who) || one.name.contains(who)).expect("a person")
}

async fn ask(carer: &Visitor<'_>, who: &str) -> reqwest::Response {
    let answer = carer.post("/helping/ask", &[("who", who)]).await;
    // Who it is, is found out after the answer.
    tokio::time::sleep(Duration::from_millis(300)).await;
    answer
}

/// The wishes that a patient sees, by the address of their answer.
fn wishes(page: &str) -> Vec<String> {
    let mut all: Vec<String> = page
        .split("action=\"/carers/wishes/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|id| format!("/carers/wishes/{id}"))
        .collect();
    all.dedup();
    all
}

#[test]
fn the_answer_is_the_same_whoever_is_named() {
    run(async {
        let app = TestApp::start(&[]).await;
        let carer = app.log_in("A parent").await;
        let (sam, own) = (person(&app, "five"), person(&app, "A parent"));
        for who in [sam.email.as_str(), sam.nhs_number, "nobody@example.org", &own.email] {
            assert_eq!(place(&ask(&carer, who).await), "/helping/ask?sent", "{who}");
        }
        for bad in ["", "Sam Sample", "123 456 7890"] {
            let answer = carer.post("/helping/ask", &[("who", bad)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
            assert!(text(answer).await.contains("Enter their email address or NHS number"));
        }
        assert!(wishes(&carer.page("/carers").await).is_empty(), "nobody helps themselves");
    });
}

#[test]
fn the_patient_sees_who_asks_chooses_and_no_code_is_needed() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        ask(&carer, &person(&app, "five").email.to_uppercase()).await;
        let page = sam.page("/carers").await;
        let said = words(&page);
        assert!(said.contains("asks to help you") && said.contains("Grace"), "{said}");
        let [wish] = wishes(&page).try_into().expect("one wish");
        assert_eq!(place(&sam.post(&wish, &[("do", "give")]).await), "/give-access/places");
        for (path, field) in [
            ("/give-access/places", ("place", HILL_STREET)),
            ("/give-access/kinds", ("see", Kind::Medicines.slug())),
            ("/give-access/until", ("until", "1-year")),
            ("/give-access/hidden", ("", "")),
        ] {
            assert_eq!(sam.post(path, &[field]).await.status(), StatusCode::SEE_OTHER, "{path}");
        }
        assert!(words(&sam.page("/give-access/check").await).contains("without a code"));
        assert_eq!(place(&sam.post("/give-access/check", &[]).await), "/carers");
        assert!(wishes(&sam.page("/carers").await).is_empty(), "it has its answer");
        let page = carer.page("/helping").await;
        let offer = page.split("href=\"/helping/").find_map(|rest| {
            rest.split('"').next().filter(|id| id.len() == 36).map(|id| format!("/helping/{id}"))
        });
        let offer = offer.expect("an offer");
        assert_eq!(place(&carer.post(&offer, &[("answer", "accept")]).await), "/helping");
        assert_eq!(place(&act_for(&carer, offer.trim_start_matches("/helping/")).await), "/");
        carer.page("/record/medicines").await;
        assert_eq!(place(&sam.post("/give-access/check", &[]).await), "/give-access", "the form is used up");
    });
}

#[test]
fn a_no_is_told_to_nobody_and_the_same_person_is_not_shown_again() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let email = person(&app, "five").email.clone();
        ask(&carer, &email).await;
        let [wish] = wishes(&sam.page("/carers").await).try_into().expect("one wish");
        assert_eq!(
            place(&carer.post(&wish, &[("do", "give")]).await),
            "/carers",
            "it is not theirs to answer"
        );
        assert_eq!(wishes(&sam.page("/carers").await).len(), 1);
        assert_eq!(place(&sam.post(&wish, &[("do", "refuse")]).await), "/carers");
        assert!(!words(&carer.page("/helping").await).contains("Sam"), "the carer learns nothing");
        app.clock.advance(chrono::Duration::days(40));
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        assert_eq!(place(&ask(&carer, &email).await), "/helping/ask?sent");
        assert!(wishes(&sam.page("/carers").await).is_empty());
        assert_eq!(place(&sam.post(&wish, &[("do", "give")]).await), "/carers", "no is no");
    });
}

#[test]
fn whoever_names_another_person_on_the_way_gives_it_to_that_person_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        ask(&carer, &person(&app, "five").email).await;
        let [wish] = wishes(&sam.page("/carers").await).try_into().expect("one wish");
        sam.post(&wish, &[("do", "give")]).await;
        let code = super::give(&sam, &[("called", "Kim")], &[HILL_STREET], &[Kind::Medicines], &[]).await;
        assert!(!code.is_empty(), "with a code");
        assert!(!words(&carer.page("/helping").await).contains("Sam"), "not to whoever asked");
    });
}

#[test]
fn the_patient_is_told_once_and_whoever_asks_too_often_has_to_wait() {
    run(async {
        let app = TestApp::start(&[]).await;
        let carer = app.log_in("A parent").await;
        let email = person(&app, "five").email.clone();
        for _ in 0..3 {
            ask(&carer, &email).await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
        let told = |one: &&Value| {
            one["to"] == *email && one["body"].as_str().is_some_and(|body| body.contains("who may act"))
        };
        assert_eq!(all.iter().filter(told).count(), 1, "{all:?}");
        let mut last = StatusCode::OK;
        for _ in 0..8 {
            last = carer.post("/helping/ask", &[("who", "nobody@example.org")]).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    });
}
