//! Messages as people write and read them: conversations, drafts, files, sending, and what can go wrong.

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN};
use reqwest::{Response, StatusCode};
use uuid::Uuid;

use super::app::{TestApp, Visitor, run, shared, words};
use super::bad_input::first_id;
use super::requests::{all, hidden};
use crate::sandbox::Fault;

const RIVERSIDE: &str = "RZ1";
const PNG: &[u8] = include_bytes!("../sandbox/records/pictures/scan.png");

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

/// A message that is begun, with words in it; gives its id.
pub(super) async fn begun(visitor: &Visitor<'_>) -> Uuid {
    let id = Uuid::new_v4();
    let fields = [("to", RIVERSIDE), ("subject", "My drops"), ("text", "Which eye?"), ("step", "save")];
    let answer = visitor.post(&format!("/messages/drafts/{id}"), &fields).await;
    assert_eq!(location(&answer), "/messages");
    id
}

/// The address of the file of a message of Sam's.
pub(super) async fn file_of(visitor: &Visitor<'_>) -> String {
    let list = visitor.page("/messages").await;
    for conversation in all(&list, ".entry__title a", "href") {
        let page = visitor.page(&conversation).await;
        let files = all(&page, "main a[href*='/files/']", "href");
        if let Some(file) = files.first() {
            return file.clone();
        }
    }
    panic!("no file in any conversation")
}

/// The conversation whose subject holds these words.
pub(super) async fn conversation(visitor: &Visitor<'_>, about: &str) -> String {
    let list = visitor.page("/messages").await;
    let page = scraper::Html::parse_document(&list);
    let links = scraper::Selector::parse(".entry__title a").expect("a selector");
    let found = page.select(&links).find(|link| link.text().collect::<String>().contains(about));
    found.and_then(|link| link.attr("href")).unwrap_or_else(|| panic!("no {about}: {list}")).to_owned()
}

/// Sends a file as a browser does.
async fn upload(visitor: &Visitor<'_>, id: Uuid, name: &str, kind: &str, bytes: &[u8]) -> Response {
    let mut body = format!(
        "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b0undary--\r\n");
    let request = visitor.app.client.post(visitor.app.url(&format!("/messages/drafts/{id}/files")));
    let request = request.header(ORIGIN, &visitor.app.base).header(COOKIE, visitor.cookie());
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=b0undary");
    request.body(body).send().await.expect("an answer")
}

async fn send(visitor: &Visitor<'_>, id: Uuid) -> Response {
    visitor.post(&format!("/messages/drafts/{id}/check"), &[("step", "send")]).await
}

#[test]
fn the_list_begins_with_when_not_to_write_and_says_how_many_are_unread() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let home = words(&sam.page("/").await);
        assert!(home.contains("You have 4 messages that you have not opened"), "{home}");
        let page = words(&sam.page("/messages").await);
        let order =
            ["Call 999", "not opened", "Write a new message", "Conversations", "Parking for your visit"];
        let places: Vec<_> = order.iter().map(|part| page.find(part)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{page}");
        assert!(page.contains("You have 4 messages that you have not opened."), "{page}");
        // Surgeries that take none are named.
        assert!(page.contains("does not send or take messages online"), "{page}");

        let parking = conversation(&sam, "Parking").await;
        let first = words(&sam.page(&parking).await);
        assert!(first.contains("New to you") && first.contains("Colin Marsh"), "{first}");
        assert!(!words(&sam.page(&parking).await).contains("New to you"));
        assert!(
            words(&sam.page("/messages").await).contains("You have 3 messages that you have not opened.")
        );
        assert!(words(&sam.page("/").await).contains("You have 3 messages that you have not opened"));
    });
}

#[test]
fn a_message_is_written_saved_found_again_checked_and_sent_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let form = sam.page(&format!("/messages/new/{RIVERSIDE}")).await;
        assert!(words(&form).contains("answers within 2 working days"), "{form}");
        let action = all(&form, "main form", "action").remove(0);
        let typed = [
            ("to", RIVERSIDE),
            ("subject", "My drops"),
            ("text", "Which eye?\r\n<b>Left</b> 😕"),
            ("step", "save"),
        ];
        assert_eq!(location(&sam.post(&action, &typed).await), "/messages");
        let list = sam.page("/messages").await;
        assert!(list.contains(&action) && words(&list).contains("Nobody has these yet."), "{list}");
        let again = sam.page(&action).await;
        assert!(again.contains("&lt;b>Left&lt;/b> 😕") && !again.contains("<b>Left"), "{again}");

        let id: Uuid = action.rsplit('/').next().expect("an id").parse().expect("an id");
        let added = upload(&sam, id, "knee.exe", "text/plain", PNG).await;
        assert_eq!(location(&added), action);
        let mut on: Vec<(&str, &str)> = typed[..3].to_vec();
        on.push(("step", "check"));
        let check = location(&sam.post(&action, &on).await);
        let checked = words(&sam.page(&check).await);
        assert!(checked.contains("<b>Left</b> 😕") && checked.contains("knee.png"), "{checked}");

        let request = location(&send(&sam, id).await);
        assert_eq!(request, format!("/requests/{id}"));
        // An impatient finger, and a page that was gone back to.
        assert_eq!(location(&send(&sam, id).await), request);
        assert_eq!(location(&sam.post(&action, &on).await), request);
        let page = words(&sam.page(&request).await);
        assert!(page.contains("Your message has arrived") && page.contains("Done"), "{page}");
        for gone_back_to in [&action, &check] {
            assert_eq!(location(&sam.get(gone_back_to).await), request, "the draft is still there");
        }

        let thread = conversation(&sam, "My drops").await;
        let page = sam.page(&thread).await;
        assert_eq!(words(&page).matches("<b>Left</b> 😕").count(), 1, "{page}");
        let file = all(&page, "main a[href*='/files/']", "href").remove(0);
        let file = sam.get(&file).await;
        assert_eq!(file.headers()[CONTENT_TYPE], "image/png");
        assert_eq!(file.bytes().await.expect("a file"), PNG);
    });
}

#[test]
fn an_answer_stands_in_the_conversation_that_it_answers() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let thread = conversation(&sam, "Eye drops before").await;
        let form = sam.page(&format!("{thread}/reply")).await;
        let action = all(&form, "main form", "action").remove(0);
        let mut fields: Vec<_> = hidden(&form);
        fields.push(("text".into(), "How long before?".into()));
        fields.push(("step".into(), "check".into()));
        let answer = super::requests::post(&sam, &action, &fields).await;
        assert_eq!(location(&answer), format!("{action}/check"));
        let id = action.rsplit('/').next().expect("an id").parse().expect("an id");
        location(&send(&sam, id).await);
        let page = words(&sam.page(&thread).await);
        assert!(page.ends_with("again") || page.contains("How long before?"), "{page}");
        assert!(page.find("read the leaflet") < page.find("How long before?"), "{page}");
    });
}

#[test]
fn what_cannot_be_sent_stays_as_it_was_typed_with_what_is_wrong() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let path = format!("/messages/drafts/{}", Uuid::new_v4());
        let empty = sam.post(&path, &[("to", RIVERSIDE), ("step", "check")]).await;
        assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = empty.text().await.expect("a page");
        assert!(page.contains("Error: ") && words(&page).contains("Write your message"), "{page}");
        let long = "م".repeat(4_001);
        let fields = [("to", RIVERSIDE), ("subject", "x"), ("text", long.as_str()), ("step", "save")];
        let answer = sam.post(&path, &fields).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains(&long) && words(&page).contains("4,000 characters or fewer"));
        let huge = "x".repeat(10_000_000);
        let answer = sam.post(&path, &[("to", RIVERSIDE), ("subject", "x"), ("text", &huge)]).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        sam.post(&path, &[("step", "throw-away")]).await;
        assert_eq!(sam.get(&path).await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn files_of_the_wrong_kind_too_large_empty_or_too_many_are_refused_in_words() {
    run(async {
        let sam = shared().await.log_in("five").await;
        let id = begun(&sam).await;
        for (name, bytes, says) in [
            ("scan.png", &b"MZ a program"[..], "must be a photo (JPG or PNG) or a PDF"),
            ("scan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "must be a photo"),
            ("scan.png", b"", "is empty"),
            ("", b"", "Choose a file"),
        ] {
            let answer = upload(&sam, id, name, "image/png", bytes).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let page = words(&answer.text().await.expect("a page"));
            assert!(page.contains(says), "{page}");
        }
        let mut large = PNG.to_vec();
        large.resize(5_100_000, 0);
        let answer = upload(&sam, id, "scan.png", "image/png", &large).await;
        assert!(words(&answer.text().await.expect("a page")).contains("smaller than 5MB"));
        large.resize(11_000_000, 0);
        let answer = upload(&sam, id, "scan.png", "image/png", &large).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        for _ in 0..3 {
            location(&upload(&sam, id, "scan.png", "image/png", PNG).await);
        }
        let answer = upload(&sam, id, "scan.png", "image/png", PNG).await;
        assert!(words(&answer.text().await.expect("a page")).contains("up to 3 files"));
        let path = format!("/messages/drafts/{id}");
        let page = sam.page(&path).await;
        let drops = all(&page, "button[value^=drop-]", "value");
        assert_eq!(drops.len(), 3);
        let fields = [("subject", "My drops"), ("text", "Which eye?"), ("step", drops[0].as_str())];
        location(&sam.post(&path, &fields).await);
        assert_eq!(all(&sam.page(&path).await, "button[value^=drop-]", "value").len(), 2);
        sam.post(&path, &[("step", "throw-away")]).await;
    });
}

#[test]
fn nobody_reads_sends_or_answers_what_is_somebody_elses() {
    run(async {
        let app = shared().await;
        let (sam, other) = (app.log_in("five").await, app.log_in("2,000").await);
        let id = begun(&sam).await;
        let thread = first_id(&sam.page("/messages").await, "messages");
        let file = file_of(&sam).await;
        let nobodys = other.get("/messages/00000000000000000000000000000000").await;
        let not_there = words(&nobodys.text().await.expect("a page"));
        for path in [format!("/messages/{thread}"), "/messages/nonsense".to_owned()] {
            let answer = other.get(&path).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            let page = words(&answer.text().await.expect("a page"));
            assert!(page.contains("We cannot find this message"), "{page}");
            assert_eq!(page, not_there, "{path}");
        }
        for path in [
            format!("/messages/{thread}/reply"),
            file,
            format!("/messages/drafts/{id}"),
            format!("/messages/drafts/{id}/check"),
            format!("/messages/drafts/{id}/files"),
            "/messages/new/RZ2".to_owned(),
            "/messages/new/nonsense!".to_owned(),
        ] {
            assert_eq!(other.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(send(&other, id).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(upload(&other, id, "a.png", "image/png", PNG).await.status(), StatusCode::NOT_FOUND);
        let fields = [("answers", thread.as_str()), ("text", "Not mine"), ("step", "save")];
        let answer = other.post(&format!("/messages/drafts/{}", Uuid::new_v4()), &fields).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        sam.post(&format!("/messages/drafts/{id}"), &[("step", "throw-away")]).await;
    });
}

#[test]
fn a_message_to_an_organisation_that_fails_is_kept_and_never_said_to_have_arrived() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        let id = begun(&sam).await;
        app.set_fault(RIVERSIDE, Fault::Error500).await;
        let request = location(&send(&sam, id).await);
        let page = words(&sam.page(&request).await);
        assert!(!page.contains("has arrived") || page.contains("We do not know yet"), "{page}");
        assert!(page.contains("01632 960 001") && page.contains("What happens next"), "{page}");
        // It is found out by reading, and sent once.
        app.set_fault(RIVERSIDE, Fault::None).await;
        let found = async {
            loop {
                let page = words(&sam.page(&request).await);
                if page.contains("Your message has arrived") {
                    return page;
                }
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                app.clock.advance(chrono::Duration::seconds(11));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), found).await.expect("it is sent in the end");
        let sent =
            app.portal.sandbox.as_ref().expect("practice").requests(RIVERSIDE, usize::MAX).expect("a log");
        let taken = sent.iter().filter(|line| line.method == "POST" && line.path.ends_with("/Communication"));
        assert!(taken.filter(|line| line.status == Some(201)).count() == 1);
    });
}
