//! Messages of somebody else: read where they were given, written in one's own name, and hidden as whole conversations.

use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN};
use reqwest::{Response, StatusCode};
use uuid::Uuid;

use super::doing::names_the_patient;
use super::{HILL_STREET, RIVERSIDE, act_for, acting, give, only_grant, part, place, set_parts, subject_of};
use crate::domain::{GrantPart, Kind, Kinds};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::messages::{begun, conversation, file_of};
use crate::tests::requests::{all, hidden, post, with};

const WRITE: [Kind; 1] = [Kind::Messages];
const PNG: &[u8] = include_bytes!("../../sandbox/records/pictures/scan.png");

fn sent(app: &TestApp) -> usize {
    let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
    let log = sandbox.requests(RIVERSIDE, usize::MAX).expect("a hospital");
    log.iter().filter(|line| line.method == "POST" && line.path.ends_with("/Communication")).count()
}

/// Fills in the form of a page that begins a message or an answer; gives the address of the draft.
async fn write(carer: &Visitor<'_>, form: &str, step: &str) -> String {
    let page = carer.page(form).await;
    let draft = all(&page, "main form", "action").remove(0);
    let fields =
        with(hidden(&page), &[("subject", "The drops"), ("text", "Which eye is it?"), ("step", step)]);
    let to = place(&post(carer, &draft, &fields).await);
    assert_eq!(to, if step == "save" { "/messages".to_owned() } else { format!("{draft}/check") });
    draft
}

async fn send(carer: &Visitor<'_>, draft: &str, subject: &str) -> Response {
    carer.post(&format!("{draft}/check"), &[("step", "send"), ("whose-record", subject)]).await
}

/// Sends a file as a browser does, with the subject where the page has it.
async fn upload(carer: &Visitor<'_>, draft: &str, subject: Option<&str>) -> Response {
    let field = |name: &str, value: &str| {
        format!("--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body = subject.map(|subject| field("whose-record", subject)).unwrap_or_default().into_bytes();
    let file = "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"eye.png\"\r\n\r\n";
    body.extend_from_slice(file.as_bytes());
    body.extend_from_slice(PNG);
    body.extend_from_slice(b"\r\n--b0undary--\r\n");
    let request = carer.app.client.post(carer.app.url(&format!("{draft}/files")));
    let request = request.header(ORIGIN, &carer.app.base).header(COOKIE, carer.cookie());
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=b0undary");
    request.body(body).send().await.expect("an answer")
}

#[test]
fn a_carer_reads_the_messages_of_the_places_given_and_marks_nothing_as_read() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &[]).await;
        assert!(carer.page("/").await.contains("href=\"/messages\""));
        let list = carer.page("/messages").await;
        names_the_patient(&list, "You may not see everything.");
        let said = words(&list);
        assert!(said.contains("Parking for your visit") && said.contains("Eye drops before"), "{said}");
        for never in ["Exercises", "Vale", "not opened", "unread", "Write a"] {
            assert!(!said.contains(never), "{never}: {said}");
        }
        let own = conversation(&carer, "Eye drops").await;
        let page = carer.page(&own).await;
        names_the_patient(&page, "Sam Sample wrote");
        let said = words(&page);
        assert!(said.contains("You cannot answer them.") && !said.contains("You wrote"), "{said}");
        assert!(!said.contains("New to you") && !page.contains("/helpers"), "{said}");
        let file = file_of(&carer).await;
        assert_eq!(carer.get(&file).await.status(), StatusCode::OK);
        for path in [format!("{own}/reply"), "/messages/new".into(), format!("/messages/new/{RIVERSIDE}")] {
            assert_eq!(place(&carer.get(&path).await), "/helping/stopped/only-looks", "{path}");
        }
        let log = words(&sam.page("/who-looked?who=carer").await);
        assert!(log.contains("Grace Young, who helps you") && log.contains("Read messages"), "{log}");
        assert!(words(&sam.page("/").await).contains("You have 4 messages that you have not opened"));
        let parking = conversation(&sam, "Parking").await;
        assert!(words(&sam.page(&parking).await).contains("New to you"), "though the carer has read it");
    });
}

#[test]
fn without_messages_nothing_tells_that_there_are_any() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let file = file_of(&sam).await;
        let own = conversation(&sam, "Parking").await;
        let code = give(&sam, &[("called", "Alex")], &[RIVERSIDE], &[Kind::Letters], &[]).await;
        act_for(&carer, &super::accept(&carer, &code).await).await;
        let front = carer.page("/").await;
        assert!(!words(&front).contains("essage"), "{front}");
        for path in ["/messages", "/messages/new", "/messages/new/RZ1", &own, &file, &format!("{own}/reply")]
        {
            assert_eq!(carer.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_carer_writes_with_a_file_and_answers_and_everybody_reads_that_it_was_the_carer() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &WRITE).await;
        names_the_patient(&carer.page("/").await, "Write a message for Sam Sample");
        names_the_patient(&carer.page("/messages").await, "Write a new message for Sam Sample");
        let whom = carer.page("/messages/new").await;
        names_the_patient(&whom, "Riverside");
        assert!(!words(&whom).contains("Vale"), "{whom}");
        let form = carer.page(&format!("/messages/new/{RIVERSIDE}")).await;
        names_the_patient(&form, "Save for Sam Sample and finish later");
        let draft = write(&carer, &format!("/messages/new/{RIVERSIDE}"), "check").await;
        let subject = subject_of(&form);
        names_the_patient(&carer.page(&format!("{draft}/files")).await, "Add this file for Sam Sample");
        let stopped = "/helping/stopped/another-record";
        assert_eq!(place(&upload(&carer, &draft, None).await), stopped, "it does not say whose record");
        assert_eq!(place(&upload(&carer, &draft, Some("0123")).await), stopped);
        assert_eq!(place(&upload(&carer, &draft, Some(&subject)).await), draft);
        let check = carer.page(&format!("{draft}/check")).await;
        names_the_patient(&check, "Send this message for Sam Sample");
        assert!(words(&check).contains("with your name") && words(&check).contains("eye.png"), "{check}");
        let (one, other) = tokio::join!(send(&carer, &draft, &subject), send(&carer, &draft, &subject));
        let request = place(&one);
        assert_eq!((&*request, sent(&app)), (&*place(&other), 1), "two clicks");
        names_the_patient(&carer.page(&request).await, "Send a message: Done");

        assert!(words(&sam.page("/requests").await).contains("by Grace Young"));
        let page = words(&sam.page(&request).await);
        assert!(page.contains("Grace Young asked for you") && !page.contains("Your message"), "{page}");
        let own = conversation(&carer, "The drops").await;
        let page = carer.page(&own).await;
        names_the_patient(&page, "Grace Young wrote for Sam Sample");
        names_the_patient(&page, "Reply for Sam Sample");
        let page = words(&sam.page(&own).await);
        assert!(page.contains("Grace Young wrote for you") && page.contains("New to you"), "{page}");
        let draft = write(&carer, &format!("{own}/reply"), "check").await;
        place(&send(&carer, &draft, &subject).await);
        assert_eq!(words(&sam.page(&own).await).matches("Grace Young wrote for you").count(), 2);
        // What the patient writes is no business of the carer's requests.
        let mine = begun(&sam).await;
        let mine =
            place(&send(&sam, &format!("/messages/drafts/{mine}"), &subject_of(&sam.page("/").await)).await);
        assert_eq!(carer.get(&mine).await.status(), StatusCode::NOT_FOUND);
        assert!(words(&carer.page("/messages").await).contains("My drops"), "it is a message like any other");
    });
}

#[test]
fn what_somebody_has_begun_is_theirs_alone_and_stays_with_one_patient() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, id) = acting(&app, &[RIVERSIDE], &WRITE).await;
        let subject = subject_of(&carer.page("/messages/new/RZ1").await);
        let draft = write(&carer, "/messages/new/RZ1", "save").await;
        assert!(carer.page("/messages").await.contains(&draft));
        let sams = format!("/messages/drafts/{}", begun(&sam).await);
        for (who, others) in [(&sam, &draft), (&carer, &sams)] {
            assert!(!who.page("/messages").await.contains(others), "{others}");
            for path in [others.clone(), format!("{others}/check"), format!("{others}/files")] {
                assert_eq!(who.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
            }
        }
        assert_eq!(send(&carer, &sams, &subject).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(upload(&carer, &sams, Some(&subject)).await.status(), StatusCode::NOT_FOUND);
        for step in ["throw-away", "drop-1", "save"] {
            let fields =
                [("whose-record", &*subject), ("to", RIVERSIDE), ("subject", "x"), ("text", "Not mine")];
            carer.post(&sams, &[&fields[..], &[("step", step)]].concat()).await;
        }
        assert!(sam.page(&sams).await.contains("Which eye?"), "nothing of it has changed");
        // In one's own record it is not there, nor does a form of it do anything.
        act_for(&carer, "own").await;
        assert!(!carer.page("/messages").await.contains(&draft));
        assert_eq!(carer.get(&draft).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(place(&send(&carer, &draft, &subject).await), "/helping/stopped/another-record");
        assert_eq!(place(&upload(&carer, &draft, Some(&subject)).await), "/helping/stopped/another-record");
        act_for(&carer, &id).await;
        // Who may look from now on, or write elsewhere, does not send it either.
        let (see, kept) = (Kinds::just(Kind::Messages), only_grant(&app).await);
        set_parts(&app, &kept, vec![part(RIVERSIDE, see)]).await;
        assert_eq!(place(&send(&carer, &draft, &subject).await), "/helping/stopped/only-looks");
        let elsewhere = GrantPart { act: see, ..part("RZ3", see) };
        set_parts(&app, &kept, vec![part(RIVERSIDE, see), elsewhere]).await;
        assert_eq!(send(&carer, &draft, &subject).await.status(), StatusCode::NOT_FOUND);
        assert!(!carer.page("/messages").await.contains(&draft), "nor is it listed");
        assert_eq!(sent(&app), 0);
        set_parts(&app, &kept, vec![GrantPart { act: see, ..part(RIVERSIDE, see) }]).await;
        assert!(carer.page(&draft).await.contains("Which eye is it?"), "it is still there");
    });
}

#[test]
fn a_conversation_that_the_patient_hides_is_gone_with_all_that_is_written_in_it_later() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &WRITE).await;
        let subject = subject_of(&carer.page("/messages/new/RZ1").await);
        let own = conversation(&sam, "Eye drops").await;
        let draft = write(&carer, &format!("{own}/reply"), "check").await;
        let request = place(&send(&carer, &draft, &subject).await);
        let draft = write(&carer, &format!("{own}/reply"), "save").await;
        let id = own.trim_start_matches("/messages/");
        let hiding = format!("/record/messages/{id}/helpers");
        assert!(sam.page(&own).await.contains(&format!("href=\"{hiding}\"")), "the way there");
        assert!(words(&sam.page(&hiding).await).contains("Eye drops before the operation"));
        assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
        assert!(words(&sam.page(&hiding).await).contains("It is hidden from everybody who helps you"));
        assert!(words(&sam.page("/carers").await).contains("You hide 1 entry from all of them."));
        let later = write(&sam, &format!("{own}/reply"), "check").await;
        place(&send(&sam, &later, &subject_of(&sam.page("/").await)).await);
        let list = words(&carer.page("/messages").await);
        assert!(!list.contains("Eye drops") && list.contains("Parking"), "{list}");
        let list = words(&carer.page("/requests").await);
        assert!(!list.contains("Eye drops"), "{list}");
        for path in [&*own, &format!("{own}/reply"), &draft, &request] {
            assert_eq!(carer.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(send(&carer, &draft, &subject).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(carer.get(&hiding).await.status(), StatusCode::SEE_OTHER, "only the patient hides");
        assert_eq!(place(&sam.post(&hiding, &[("do", "show")]).await), hiding);
        assert!(words(&carer.page(&own).await).contains("Which eye is it?"));
        carer.page(&draft).await;
        let nobodys = format!("/record/messages/{}/helpers", "0".repeat(32));
        assert_eq!(sam.post(&nobodys, &[("do", "hide")]).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_conversation_about_what_was_not_given_or_is_hidden_is_not_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &[]).await;
        let letters = sam.page(&format!("/record/letters?holder={RIVERSIDE}")).await;
        let page = scraper::Html::parse_document(&letters);
        let links = scraper::Selector::parse(".entry__title a").expect("a selector");
        let letter =
            page.select(&links).find(|link| link.text().collect::<String>().contains("Eye clinic letter"));
        let letter = letter.and_then(|link| link.attr("href")).expect("a letter").to_owned();
        let id = Uuid::now_v7().to_string();
        let form = [("report", &*id), ("what", "wrong"), ("text", "The street"), ("step", "send")];
        place(&sam.post(&format!("{letter}/wrong"), &form).await);
        let own = conversation(&sam, "Something is wrong in my record").await;
        assert!(words(&carer.page(&own).await).contains("Eye clinic letter"), "both were given");
        let (both, kept) =
            ([Kind::Messages, Kind::Letters].into_iter().collect::<Kinds>(), only_grant(&app).await);
        set_parts(&app, &kept, vec![part(RIVERSIDE, Kinds::just(Kind::Messages))]).await;
        assert_eq!(carer.get(&own).await.status(), StatusCode::NOT_FOUND, "it is about a letter");
        assert!(!words(&carer.page("/messages").await).contains("Something is wrong"));
        set_parts(&app, &kept, vec![part(RIVERSIDE, both)]).await;
        carer.page(&own).await;
        let hiding = format!("{letter}/helpers");
        assert_eq!(place(&sam.post(&hiding, &[("do", "hide")]).await), hiding);
        assert_eq!(carer.get(&own).await.status(), StatusCode::NOT_FOUND, "it is about a hidden letter");
        sam.page(&own).await;
    });
}

#[test]
fn whoever_acts_for_somebody_is_told_nothing_of_what_is_new_for_them() {
    run(async {
        let app = TestApp::start(&["--news-hours", "24"]).await;
        let (sam, carer, _) = acting(&app, &[RIVERSIDE], &WRITE).await;
        act_for(&carer, "own").await;
        for _ in 0..3 {
            sam.page("/").await;
            carer.page("/").await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        for _ in 0..2 {
            app.portal.telling_news.look().await.expect("a look");
            app.clock.advance(chrono::Duration::hours(25));
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let all: Vec<serde_json::Value> =
            app.get("/practice/outbox.json").await.json().await.expect("a list");
        let people = app.portal.sandbox.as_ref().expect("practice").people();
        let told = |who: &str| {
            let email = &people.iter().find(|one| one.note.contains(who)).expect("a person").email;
            let news = |one: &&serde_json::Value| {
                one["to"] == *email
                    && one["body"].as_str().is_some_and(|body| body.contains("something new for you"))
            };
            all.iter().filter(news).count()
        };
        assert_eq!((told("five"), told("A parent")), (1, 0));
    });
}
