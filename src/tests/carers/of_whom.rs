//! No page that a carer may open says "you" of the patient: what is seen, what is done, what goes wrong, and files.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use scraper::{Html, Selector};

use super::confirming::{coming, no_longer_needed};
use super::{HILL_STREET, RIVERSIDE, VALE, acting, list, place, subject_of};
use crate::domain::{Kind, Kinds, kinds_to_give};
use crate::sandbox::Fault;
use crate::tests::app::{TestApp, Visitor, run};
use crate::tests::ordering::{self, ORDER};
use crate::tests::requests::{Fields, all, appointment_of, book, checked, hidden, location, post, with};
use crate::words::SaysYou;

const DOING: [Kind; 4] = [Kind::Appointments, Kind::Prescriptions, Kind::Referrals, Kind::Messages];

/// Opens pages as the carer does and keeps each text that speaks to the patient.
struct Reading<'a> {
    carer: &'a Visitor<'a>,
    ours: SaysYou,
    read: usize,
    wrong: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn of(carer: &'a Visitor<'a>) -> Self {
        Self { carer, ours: SaysYou::read(), read: 0, wrong: BTreeSet::new() }
    }

    async fn page(&mut self, path: &str) -> String {
        let answer = self.carer.get(path).await;
        let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
        assert!(!to.starts_with("/helping/stopped"), "{path} leads to {to}");
        let page = answer.text().await.expect("a page");
        self.check(path, &page);
        page
    }

    /// The page that comes back when a form is sent.
    async fn sent(&mut self, path: &str, fields: &Fields, status: StatusCode) -> String {
        let answer = post(self.carer, path, fields).await;
        assert_eq!(answer.status(), status, "{path}");
        let page = answer.text().await.expect("a page");
        self.check(path, &page);
        page
    }

    fn check(&mut self, path: &str, page: &str) {
        self.read += 1;
        let parts = Selector::parse("title, main").expect("a selector");
        let html = Html::parse_document(page);
        let pieces = html.select(&parts).flat_map(|part| part.text());
        // A group of questions is called as the hospital calls it.
        let is_the_hospitals =
            |piece: &str| path.starts_with("/record/questionnaires/") && piece == "Your medicines";
        for piece in pieces.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if is_the_hospitals(&piece) {
                continue;
            }
            if let Some(ours) = self.ours.found_in(&piece) {
                self.wrong.insert(format!("{piece:?}, by {ours:?} ({path})"));
            }
        }
    }

    fn found_nothing_wrong(self, at_least: usize) {
        assert!(self.read >= at_least, "only {} pages were read", self.read);
        let wrong: Vec<String> = self.wrong.into_iter().collect();
        assert!(wrong.is_empty(), "of whom is this said?\n{}", wrong.join("\n"));
    }
}

/// An entry's address, in any of its lists.
fn entries(page: &str, list: &str) -> BTreeSet<String> {
    let inside = format!("{list}/");
    let is_entry = |href: &String| href.strip_prefix(&inside).is_some_and(|id| id.len() == 32);
    all(page, "main a", "href").into_iter().filter(is_entry).collect()
}

#[test]
fn no_page_that_a_carer_reads_says_you_of_the_patient() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE, VALE, "A99902", "RZ2"], &DOING).await;
        let mut reading = Reading::of(&carer);
        for path in ["/", "/search", "/download", "/appointments?show=past", "/record/test-results?by=test"] {
            reading.page(path).await;
        }
        for list in kinds_to_give().iter().filter_map(list) {
            let page = reading.page(list).await;
            for path in entries(&page, list) {
                reading.page(&path).await;
            }
            // What is not there, and a page of the list that is not there.
            reading.page(&format!("{list}/{}", "0".repeat(32))).await;
            reading.page(&format!("{list}?page=99")).await;
        }
        let subject = subject_of(&carer.page("/record/medicines").await);
        for words in ["blood", "xylophone"] {
            let found = carer.post("/search", &[("words", words), ("whose-record", &subject)]).await;
            reading.page(&place(&found)).await;
        }
        let mut fields = vec![("whose-record", &*subject), ("format", "html"), ("now", "yes")];
        fields.extend(Kinds::in_record().iter().map(|kind| ("kinds", kind.slug())));
        let file = carer.post("/download", &fields).await.text().await.expect("a file");
        reading.check("/download", &file);
        reading.found_nothing_wrong(100);
    });
}

#[test]
fn no_page_on_which_a_carer_does_something_says_you_of_the_patient() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE, VALE], &DOING).await;
        let mut reading = Reading::of(&carer);
        let (wrong, ok) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::OK);

        let book = book(HILL_STREET);
        reading.page("/appointments/book").await;
        let times = reading.page(&format!("{book}?how=in-person")).await;
        let time = all(&times, "input[name=time]", "value").remove(0);
        let begun = with(hidden(&times), &[("time", &time)]);
        reading.sent(&book, &begun, ok).await;
        let (check, fields) = checked(&carer, &format!("{book}?how=in-person"), 40).await;
        reading.check(&book, &check);
        reading.sent(&book, &with(fields.clone(), &[("step", "check"), ("reason", "")]), wrong).await;
        let booked = location(&post(&carer, &book, &fields).await);
        reading.page(&booked).await;

        let own = appointment_of(&carer, &booked).await;
        reading.page(&own).await;
        let cancel = format!("{own}/cancel");
        let form = hidden(&reading.page(&cancel).await);
        reading.sent(&cancel, &form, wrong).await;
        let cancelled = location(&post(&carer, &cancel, &with(form, &[("why", "cannot-come")])).await);
        reading.page(&cancelled).await;

        reading.page(ORDER).await;
        let chosen = ordering::chosen(&carer, &["Amlodipine"]).await;
        reading.sent(ORDER, &with(chosen.clone(), &[("where", "")]), wrong).await;
        let (check, fields) = ordering::checked(&carer, &chosen).await;
        reading.check(ORDER, &check);
        reading.page(&location(&post(&carer, ORDER, &fields).await)).await;
        reading.page(ORDER).await;

        for path in [coming(&carer).await, no_longer_needed(&carer).await] {
            let form = hidden(&reading.page(&path).await);
            reading.page(&location(&post(&carer, &path, &form).await)).await;
            // Said already.
            reading.page(&path).await;
            reading.page(path.rsplit_once('/').expect("an entry's page").0).await;
        }

        reading.page("/messages/new").await;
        let page = reading.page(&format!("/messages/new/{RIVERSIDE}")).await;
        let draft = all(&page, "main form", "action").remove(0);
        reading.sent(&draft, &with(hidden(&page), &[("step", "check")]), wrong).await;
        let typed = [("subject", "The drops"), ("text", "Which eye is it?"), ("step", "check")];
        let check = place(&post(&carer, &draft, &with(hidden(&page), &typed)).await);
        let form = hidden(&reading.page(&check).await);
        reading.page("/messages").await;
        reading.page(&draft).await;
        reading.page(&location(&post(&carer, &check, &with(form, &[("step", "send")])).await)).await;
        let messages = reading.page("/messages").await;
        for conversation in entries(&messages, "/messages") {
            reading.page(&conversation).await;
            reading.page(&format!("{conversation}/reply")).await;
        }
        let requests = reading.page("/requests").await;
        assert!(requests.matches("class=\"entry\"").count() >= 6, "each thing stands there: {requests}");
        reading.found_nothing_wrong(30);
    });
}

#[test]
fn no_page_says_you_of_the_patient_while_organisations_fail() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE, "A99902"], &DOING).await;
        let mut reading = Reading::of(&carer);
        let failing = [Fault::Reset, Fault::MalformedEntry, Fault::OtherPerson, Fault::NoPermission];
        for fault in failing.into_iter().chain([Fault::WrongToken]) {
            app.set_fault(HILL_STREET, fault).await;
            app.set_fault(RIVERSIDE, fault).await;
            for path in kinds_to_give().iter().filter_map(list).chain(["/appointments/book", ORDER]) {
                reading.page(path).await;
            }
            reading.page(&book(HILL_STREET)).await;
        }
        reading.found_nothing_wrong(50);
    });
}
