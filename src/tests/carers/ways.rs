//! What whoever acts for somebody sees leads to nothing that is closed to them, and says nothing of what the patient does.

use std::collections::BTreeSet;

use reqwest::StatusCode;

use super::{HILL_STREET, RIVERSIDE, acting, list};
use crate::domain::{Kind, kinds_to_give};
use crate::tests::app::{TestApp, run};
use crate::tests::bad_input::first_id;

const BOOK: &str = "/appointments/book";
const ORDER: &str = "/record/medicines/order";
const WRITE: &str = "/messages/new";
const DRAFTS: &str = "/messages/drafts/";

/// The main part of a page.
fn main_part(page: &str) -> &str {
    let main = page.split("<main").nth(1).expect("a main part");
    main.split("</main>").next().expect("an end")
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let parts = html.split(attribute).skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

/// An address of ours without ids, so that one of each kind is tried.
fn shape(href: &str) -> String {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('/').map(|part| match part.len() == 32 {
        true => "{id}",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn no_page_leads_whoever_acts_for_somebody_to_one_that_is_closed_to_them() {
    run(async {
        lead_nowhere_closed(&[]).await;
        lead_nowhere_closed(&[Kind::Appointments, Kind::Prescriptions, Kind::Messages]).await;
    });
}

async fn lead_nowhere_closed(act: &[Kind]) {
    let app = TestApp::start(&[]).await;
    let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], act).await;
    let mut tried = BTreeSet::new();
    let to_do = [BOOK, "/appointments/book/A99901", ORDER, WRITE, "/messages/new/RZ1", "/requests"];
    let to_do = to_do.into_iter().filter(|_| !act.is_empty());
    let mut pages: Vec<String> = to_do.chain(["/"]).map(str::to_owned).collect();
    for list in kinds_to_give().iter().filter_map(list) {
        let page = carer.page(list).await;
        // One page of each kind of entry, and the second of each list.
        if page.contains(&format!("href=\"{list}/")) {
            pages.push(format!("{list}/{}", first_id(&page, list.trim_start_matches('/'))));
        }
        pages.push(list.to_owned());
    }
    assert!(pages.len() > 20, "entries of most kinds: {pages:?}");
    for path in pages {
        let page = carer.page(&path).await;
        let main = main_part(&page);
        let tags = main.split("<form").skip(1).filter_map(|form| form.split('>').next());
        for tag in tags.filter(|tag| tag.contains("method=\"post\"")) {
            let may_do = tag.contains("/search")
                || !act.is_empty() && [BOOK, ORDER, DRAFTS].iter().any(|to| tag.contains(to));
            assert!(may_do, "{path} has a form that does something: {tag}");
        }
        for href in values(main, "href=\"").into_iter().filter(|href| href.starts_with('/')) {
            if !tried.insert(shape(href)) {
                continue;
            }
            let answer = carer.get(&href.replace("&amp;", "&")).await;
            let to = format!("{:?}", answer.headers().get("location"));
            assert!(!to.contains("/helping/stopped"), "{path} leads to {href}, which is closed");
            assert_ne!(answer.status(), StatusCode::NOT_FOUND, "{path} leads to {href}");
        }
    }
    let leads_there = |to: &str| tried.iter().any(|shape| shape.starts_with(to));
    for to in [BOOK, ORDER, WRITE, "/requests"] {
        assert_eq!(leads_there(to), !act.is_empty(), "{to} for who may do {act:?}");
    }
}

#[test]
fn what_the_patient_has_read_is_not_told_to_whoever_acts_for_them() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        assert!(sam.page("/record/letters").await.contains("Unread"), "the patient sees what is unread");
        assert!(!carer.page("/record/letters").await.contains("Unread"));
        let own = sam.page("/messages").await;
        assert!(own.contains("1 unread") || own.contains("2 unread"), "{own}");
        let carers = carer.page("/messages").await;
        assert!(!carers.contains("unread") && !carers.contains("not opened"), "{carers}");
    });
}

#[test]
fn pages_about_nobody_are_open_and_name_nobodys_organisations() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer, _) = acting(&app, &[HILL_STREET, RIVERSIDE], &[]).await;
        for path in ["/complaints", "/feedback", "/no-gp-surgery", "/someone-has-died", "/find-a-service"] {
            let page = carer.page(path).await;
            assert!(page.contains("You are acting for"), "{path}");
            assert!(!main_part(&page).contains("Hill Street") && !page.contains("may-not-see"), "{path}");
        }
        let found = carer.post("/find-a-service", &[("what", "pharmacy"), ("where", "ZZ99 4RR")]).await;
        let to = super::place(&found);
        assert!(to.starts_with("/find-a-service/"), "{to}");
        carer.page(&to).await;
    });
}
