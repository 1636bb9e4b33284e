//! What an organisation labels as not for the patient is in no answer to anybody: as if it had never been told.

use std::collections::BTreeMap;

use chrono::Duration;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::access_matrix::routes;
use super::app::{TestApp, Visitor, run, words};
use super::carers::{RIVERSIDE, list, place};
use crate::domain::{EntryId, Kind, Kinds, OdsCode};
use crate::sandbox;
use crate::store::Keys;

/// The made-up team that every labelled entry names, and nothing else (`sandbox/records/stories/withheld.rs`).
const TEAM: &str = "arkspur";
const LABEL: &str = "NOPAT";

/// All lists of entries, messages included.
fn lists() -> BTreeMap<Kind, &'static str> {
    let kinds = Kinds::in_record().with(Kinds::just(Kind::Messages));
    kinds.iter().filter_map(|kind| Some((kind, list(kind)?))).collect()
}

/// What the hospital holds about Grace: whether it is labelled, and what would be its address in each list.
async fn held(app: &TestApp) -> Vec<(bool, String, BTreeMap<Kind, String>)> {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    let person = people.iter().find(|person| person.key == "grace").expect("Grace");
    let grace = app.portal.access.grants.person_of_email(&person.email).await.expect("an answer");
    let grace = grace.expect("Grace");
    let keys = Keys::load(&app.folder().join("keys.toml")).expect("the keys");
    let hospital = OdsCode::parse(RIVERSIDE).expect("a code");
    let all = sandbox::held(person, RIVERSIDE, app.clock.now());
    let address = |kind: Kind, list: &str, source_id: &str| {
        let EntryId(id) = keys.entry_id(grace, &hospital, kind, source_id);
        (kind, format!("{list}/{}", data_encoding::HEXLOWER.encode(&id)))
    };
    let told = all.into_iter().map(|resource: Value| {
        let named = |field: &str| resource[field].as_str().expect("text").to_owned();
        let source_id = format!("{}/{}", named("resourceType"), named("id"));
        let addresses = lists().into_iter().map(|(kind, list)| address(kind, list, &source_id)).collect();
        (resource.to_string().contains(LABEL), source_id, addresses)
    });
    told.collect()
}

async fn text(visitor: &Visitor<'_>, path: &str) -> (StatusCode, String) {
    let answer = visitor.get(path).await;
    (answer.status(), answer.text().await.expect("a page"))
}

#[test]
fn no_page_list_or_file_tells_of_what_is_labelled() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let labelled = held(&app).await.into_iter().filter(|(is_labelled, ..)| *is_labelled).count();
        assert!(labelled >= 12, "the hospital holds it: {labelled}");
        let reads = routes().into_iter().filter(|(method, _)| *method == Method::GET).map(|(_, path)| path);
        for route in reads {
            let path = route.replace("{kind}", "medicines").replace("{why}", "not-here");
            let path = path.replace("{step}", "places").replace("{topic}", "new");
            let path = path.replace("{organisation}", RIVERSIDE).replace("{id}", "0");
            assert!(!text(&grace, &path).await.1.contains(TEAM), "{path}");
        }
        for list in lists().values() {
            for way in ["", "?show=past", "?holder=RXX", "?page=2"] {
                let way = way.replace("RXX", RIVERSIDE);
                assert!(!text(&grace, &format!("{list}{way}")).await.1.contains(TEAM), "{list}{way}");
            }
        }
        for format in ["html", "text", "summary", "calendar"] {
            let mut fields = vec![("format", format), ("now", "yes")];
            fields.extend(Kinds::in_record().iter().map(|kind| ("kinds", kind.slug())));
            let answer = grace.post("/download", &fields).await;
            assert_eq!(answer.status(), StatusCode::OK, "{format}");
            let file = answer.text().await.expect("a file");
            assert!(file.len() > 200 && !file.contains(TEAM), "{format}");
            if format == "calendar" {
                // Only its time would stand there.
                assert!(file.contains("BEGIN:VEVENT") && !file.contains("T113500"), "{file}");
            }
        }
    });
}

/// What can be looked at and done at an entry of each kind.
fn more(kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        Kind::Appointments => (&["cancel", "calendar", "coming"], &["cancel", "coming"]),
        Kind::Letters => (&["file", "pages", "wrong"], &["unread", "wrong"]),
        Kind::Referrals => (&["no-longer-needed"], &["no-longer-needed"]),
        Kind::Questionnaires => (&[], &["fill-in"]),
        Kind::Messages => (&["reply", "files/0"], &[]),
        _ => (&["wrong"], &["wrong"]),
    }
}

#[test]
fn the_address_of_what_is_labelled_looks_as_one_that_nobody_has_and_nothing_can_be_done_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let mut shown = 0;
        for (is_labelled, source_id, addresses) in held(&app).await {
            for (kind, address) in addresses {
                let (status, page) = text(&grace, &address).await;
                if !is_labelled {
                    shown += usize::from(status == StatusCode::OK);
                    continue;
                }
                let nobodys = format!("{}/{}", list(kind).expect("a list"), "0".repeat(32));
                let same = text(&grace, &nobodys).await;
                assert_eq!((status, words(&page)), (same.0, words(&same.1)), "{kind:?} {source_id}");
                assert_eq!(status, StatusCode::NOT_FOUND, "{kind:?} {source_id}");
                let (looks, acts) = more(kind);
                for look in looks {
                    let theirs = text(&grace, &format!("{address}/{look}")).await;
                    let same = text(&grace, &format!("{nobodys}/{look}")).await;
                    assert_eq!((theirs.0, words(&theirs.1)), (same.0, words(&same.1)), "{source_id} {look}");
                    assert_ne!(theirs.0, StatusCode::OK, "{source_id} {look}");
                }
                for act in acts {
                    let done = [("sure", "yes"), ("reason", "x")];
                    let theirs = grace.post(&format!("{address}/{act}"), &done).await.status();
                    assert_eq!(
                        theirs,
                        grace.post(&format!("{nobodys}/{act}"), &done).await.status(),
                        "{act}"
                    );
                    assert_ne!(theirs, StatusCode::OK, "{source_id} {act}");
                }
            }
        }
        assert!(shown >= 3, "what is not labelled has such an address: {shown}");
        assert!(!text(&grace, "/requests").await.1.contains(TEAM));
    });
}

#[test]
fn a_search_finds_nothing_of_it_and_the_copy_of_another_holder_does_not_tell_of_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let nothing = found(&app, &grace, "quillbramble").await;
        let told = found(&app, &grace, "Larkspur").await;
        assert_eq!(
            told.replace("Larkspur", ""),
            nothing.replace("quillbramble", ""),
            "as of a word that stands nowhere"
        );
        let conditions = grace.page("/record/conditions").await;
        let of_surgery = conditions.split("href=\"/record/conditions/").skip(1).find_map(|link| {
            let (id, rest) = link.split_once('"')?;
            let title = rest.split_once('>')?.1.split('<').next()?;
            title.contains("Mixed anxiety").then(|| id.to_owned())
        });
        let (status, page) =
            text(&grace, &format!("/record/conditions/{}", of_surgery.expect("the surgery's"))).await;
        assert_eq!(status, StatusCode::OK);
        let said = words(&page);
        assert!(said.contains("Hill Street Surgery") && !said.contains("Riverside Hospital"), "{said}");
    });
}

/// What the page of a search says.
async fn found(app: &TestApp, grace: &Visitor<'_>, wanted: &str) -> String {
    app.clock.advance(Duration::seconds(1));
    let answer = grace.post("/search", &[("words", wanted)]).await;
    words(&grace.page(&place(&answer)).await)
}

#[test]
fn how_many_entries_an_organisation_told_of_is_the_same_as_if_it_held_nothing_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("Grace").await;
        let open = held(&app).await.iter().filter(|(is_labelled, ..)| !is_labelled).count();
        let page = words(&grace.page("/where-from").await);
        let told = page.split("Riverside Hospital").nth(1).expect("the hospital").to_owned();
        let number = told.split(" entries.").next().and_then(|before| before.rsplit(' ').next());
        let number: usize = number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{told}"));
        assert!(number <= open, "{number} of {open}");
        assert!(!told.contains("could not be read") && !told.contains("missing"), "{told}");
        assert!(
            page.contains("may keep some entries from being shown online"),
            "that this may be is said to everybody"
        );
    });
}
