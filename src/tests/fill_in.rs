//! Filling in a questionnaire as people do it: question by question, stopped and gone on with, checked and sent once.

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN};
use reqwest::{Response, StatusCode};

use super::app::{TestApp, Visitor, run, shared, words};
use super::requests::all;
use crate::sandbox::Fault;

const PNG: &[u8] = include_bytes!("../sandbox/records/pictures/scan.png");

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

/// The page of a questionnaire by its title.
async fn questionnaire(visitor: &Visitor<'_>, title: &str) -> String {
    let list = visitor.page("/record/questionnaires").await;
    let page = scraper::Html::parse_document(&list);
    let links = scraper::Selector::parse(".entry__title a").expect("a selector");
    let found = page.select(&links).find(|link| link.text().collect::<String>().contains(title));
    found.and_then(|link| link.attr("href")).unwrap_or_else(|| panic!("no {title}")).to_owned()
}

/// Begins to fill one in; gives the page of its first question.
pub(super) async fn begun(visitor: &Visitor<'_>, title: &str) -> String {
    let page = questionnaire(visitor, title).await;
    let first = location(&visitor.post(&format!("{page}/fill-in"), &[]).await);
    match first.strip_suffix("/check") {
        // It was begun before: the first of its questions.
        Some(_) => {
            let check = visitor.page(&first).await;
            all(&check, ".nhsuk-summary-list a", "href").remove(0)
        }
        None => first,
    }
}

/// Answers the question of a page whose words hold `asked`, and gives the next page.
async fn answer(visitor: &Visitor<'_>, page: &str, asked: &str, fields: &[(&str, &str)]) -> String {
    let shown = words(&visitor.page(page).await);
    assert!(shown.contains(asked), "{asked}: {shown}");
    let fields = [fields, &[("step", "next")]].concat();
    location(&visitor.post(page, &fields).await)
}

#[test]
fn a_questionnaire_is_filled_in_question_by_question_checked_and_sent_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let own = questionnaire(&sam, "About your eyes").await;
        assert!(words(&sam.page(&own).await).contains("Fill it in here"));
        let first = begun(&sam, "About your eyes").await;
        let shown = words(&sam.page(&first).await);
        assert!(shown.contains("Have your glasses and eye drops beside you."), "{shown}");

        // Nothing chosen, where something must be.
        let empty = sam.post(&first, &[("step", "next")]).await;
        assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&empty.text().await.expect("a page")).contains("This question must be answered"));
        let odd = sam.post(&first, &[("answer", "17"), ("step", "next")]).await;
        assert_eq!(odd.status(), StatusCode::UNPROCESSABLE_ENTITY);

        let pain = answer(&sam, &first, "Which eye gives you trouble?", &[("answer", "1")]).await;
        // A question that is not asked, as the answers stand, takes no answer.
        let draft = first.rsplit_once('/').expect("a page").0;
        let how_bad = answer(&sam, &pain, "Have you had pain in an eye?", &[("answer", "yes")]).await;
        let drops = answer(&sam, &how_bad, "How bad is the pain", &[("answer", "7")]).await;
        location(&sam.post(&pain, &[("answer", "no"), ("step", "next")]).await);
        assert_eq!(sam.get(&how_bad).await.status(), StatusCode::NOT_FOUND);
        let refused = sam.post(&how_bad, &[("answer", "3"), ("step", "next")]).await;
        assert_eq!(refused.status(), StatusCode::NOT_FOUND);

        let same = location(&sam.post(&drops, &[("answer", "Drops <b>"), ("step", "add")]).await);
        assert_eq!(same, drops);
        let glasses = answer(&sam, &drops, "Drops <b>", &[("answer", "Others 😕")]).await;
        let bad = [("answer-day", "31"), ("answer-month", "2"), ("answer-year", "2026"), ("step", "next")];
        assert_eq!(sam.post(&glasses, &bad).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        // Stopped here; the next day it goes on where it was.
        let again = location(&sam.post(&format!("{own}/fill-in"), &[]).await);
        assert_eq!(again, format!("{draft}/check"));
        let check = words(&sam.page(&again).await);
        for said in ["Right eye", "No", "Drops <b>", "Others 😕", "No answer"] {
            assert!(check.contains(said), "{said}: {check}");
        }
        assert!(!check.contains("How bad is the pain") && !check.contains("EYE-4"), "{check}");

        let request = location(&sam.post(&again, &[("step", "send")]).await);
        assert_eq!(location(&sam.post(&again, &[("step", "send")]).await), request);
        let page = words(&sam.page(&request).await);
        assert!(page.contains("Your answers have arrived") && page.contains("Right eye"), "{page}");
        for gone_back_to in [&first, &again] {
            assert_eq!(location(&sam.get(gone_back_to).await), request, "the answers are still kept here");
        }
        assert!(words(&sam.page(&own).await).contains("The record says that it is filled in."));
        assert_eq!(sam.post(&format!("{own}/fill-in"), &[]).await.status(), StatusCode::NOT_FOUND);
        let log = app.portal.sandbox.as_ref().expect("practice").requests("RZ1", usize::MAX).expect("a log");
        let sent =
            log.iter().filter(|line| line.method == "POST" && line.path.ends_with("/QuestionnaireResponse"));
        assert_eq!(sent.count(), 1);
    });
}

#[test]
fn a_long_questionnaire_with_every_kind_of_question_reaches_its_end() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("her son").await;
        let mut page = begun(&grace, "Before your operation").await;
        let draft = page.rsplit_once('/').expect("a page").0.to_owned();
        let date = |day, month, year| [("answer-day", day), ("answer-month", month), ("answer-year", year)];
        for (asked, fields) in [
            ("How much do you weigh?", vec![("answer", "72.5"), ("unit", "kg")]),
            ("How tall are you", vec![("answer", "1.71")]),
            ("flights of stairs", vec![("answer", "1")]),
            ("out of breath", vec![("answer", "no")]),
            ("health diary", vec![]),
            ("Which eye is to be operated?", vec![("answer", "0")]),
            ("Which of these have you had?", vec![("answer", "1"), ("answer", "2")]),
            ("last blood sugar", vec![("answer", "6")]),
            ("asthma or your blood pressure worse", vec![("answer", "Cold air\nDust")]),
            ("Do you have any allergies?", vec![("answer", "yes")]),
            ("What are you allergic to?", vec![("answer", "Latex")]),
            ("your last operation", date("1", "5", "2019").to_vec()),
            ("How did you feel after it?", vec![("answer", "other"), ("other", "Hungry")]),
            ("What is it called?", vec![("answer", "Ibuprofen")]),
            ("How much do you take", vec![("answer", "2"), ("unit", "tablets")]),
            ("At what time", vec![("answer", "8am")]),
        ] {
            page = answer(&grace, &page, asked, &fields).await;
        }
        // Another round of a group, and away with it again.
        assert!(words(&grace.page(&page).await).contains("is there another one?"));
        let group = page.clone();
        let second = location(&grace.post(&group, &[("step", "more")]).await);
        assert!(words(&grace.page(&second).await).contains("What is it called?"));
        location(&grace.post(&second, &[("answer", "Paracetamol"), ("step", "next")]).await);
        assert!(words(&grace.page(&format!("{draft}/check")).await).contains("Paracetamol"));
        assert_eq!(location(&grace.post(&group, &[("step", "fewer")]).await), group);
        assert!(!words(&grace.page(&format!("{draft}/check")).await).contains("Paracetamol"));
        page = location(&grace.post(&group, &[("step", "next")]).await);
        let meal = [&date("24", "11", "2026")[..], &[("answer-time", "19:30")]].concat();
        page = answer(&grace, &page, "eat for the last time", &meal).await;
        page = answer(&grace, &page, "Who takes you home?", &[("answer", "2")]).await;
        page = answer(&grace, &page, "Whom can we call", &[("answer", "My sister")]).await;
        page = answer(&grace, &page, "You cannot answer this question here.", &[]).await;

        let boundary =
            "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.png\"\r\n\r\n";
        let body = |bytes: &[u8]| [boundary.as_bytes(), bytes, b"\r\n--b0undary--\r\n"].concat();
        let upload = async |path: String, bytes: &[u8]| {
            let request = app.client.post(app.url(&path)).header(ORIGIN, &app.base);
            let request = request.header(COOKIE, grace.cookie());
            let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=b0undary");
            request.body(body(bytes)).send().await.expect("an answer")
        };
        let wrong = upload(format!("{page}/file"), b"MZ no picture").await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(location(&upload(format!("{page}/file"), PNG).await), page);
        page = answer(&grace, &page, "list.png", &[]).await;
        page = answer(&grace, &page, "anything else we should know?", &[]).await;
        assert_eq!(page, format!("{draft}/check"));
        let check = words(&grace.page(&page).await);
        for said in
            ["72.5 kg", "Diabetes", "Hungry", "1 May 2019", "8am", "7:30pm", "A nurse reads your answers"]
        {
            assert!(check.contains(said), "{said}: {check}");
        }
        let request = location(&grace.post(&page, &[("step", "send")]).await);
        let page = words(&grace.page(&request).await);
        assert!(page.contains("Your answers have arrived") && page.contains("Latex"), "{page}");
    });
}

#[test]
fn what_must_be_answered_keeps_it_from_being_sent_and_what_is_thrown_away_is_gone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let first = begun(&sam, "About your eyes").await;
        let check = format!("{}/check", first.rsplit_once('/').expect("a page").0);
        let refused = sam.post(&check, &[("step", "send")]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = words(&refused.text().await.expect("a page"));
        assert!(page.contains("2 questions must still be answered."), "{page}");
        assert_eq!(sam.post(&check, &[]).await.status(), StatusCode::BAD_REQUEST);
        location(&sam.post(&check, &[("step", "throw-away")]).await);
        assert_eq!(sam.get(&check).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_group_in_which_something_must_be_answered_wants_one_answer_and_no_more() {
    run(async {
        let app = TestApp::start(&[]).await;
        let yael = app.log_in("Hebrew").await;
        let first = begun(&yael, "After your visit").await;
        let shown = words(&yael.page(&first).await);
        assert!(shown.contains("You do not have to answer this question."), "{shown}");
        let check = format!("{}/check", first.rsplit_once('/').expect("a page").0);
        let refused = yael.post(&check, &[("step", "send")]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = words(&refused.text().await.expect("a page"));
        assert!(page.contains("1 question must still be answered."), "{page}");
        assert!(page.contains("Answer at least 1 question under") && page.contains("How it went"), "{page}");
        let last = all(&yael.page(&check).await, ".nhsuk-summary-list a", "href").pop().expect("a question");
        location(&yael.post(&last, &[("answer", "Nothing"), ("step", "next")]).await);
        let request = location(&yael.post(&check, &[("step", "send")]).await);
        assert!(words(&yael.page(&request).await).contains("Your answers have arrived"));
    });
}

#[test]
fn nobody_sees_answers_or_sends_what_is_somebody_elses() {
    run(async {
        let app = shared().await;
        let (sam, other) = (app.log_in("five").await, app.log_in("2,000").await);
        let own = questionnaire(&sam, "About your eyes").await;
        let first = begun(&sam, "About your eyes").await;
        let check = format!("{}/check", first.rsplit_once('/').expect("a page").0);
        for path in [&first, &check, &format!("{first}x"), &"/fill-in/x/0".to_owned()] {
            assert_eq!(other.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(other.post(&first, &[("answer", "1")]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(other.post(&check, &[("step", "send")]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(other.post(&format!("{own}/fill-in"), &[]).await.status(), StatusCode::NOT_FOUND);
        let long = "x".repeat(70_000);
        let answer = sam.post(&first, &[("answer", &long)]).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn answers_to_a_hospital_that_fails_are_never_said_to_have_arrived() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let first = begun(&sam, "About your eyes").await;
        let pain = answer(&sam, &first, "Which eye", &[("answer", "3")]).await;
        answer(&sam, &pain, "pain in an eye", &[("answer", "no")]).await;
        let check = format!("{}/check", first.rsplit_once('/').expect("a page").0);
        app.set_fault("RZ1", Fault::Error500).await;
        let request = location(&sam.post(&check, &[("step", "send")]).await);
        let page = words(&sam.page(&request).await);
        assert!(!page.contains("Your answers have arrived"), "{page}");
        assert!(page.contains("What happens next") && page.contains("01632 960 001"), "{page}");
    });
}
