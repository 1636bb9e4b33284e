//! What whoever acts for somebody sees leads to nothing that is closed to them, and says nothing of what the patient does.

use std::collections::BTreeSet;

use reqwest::StatusCode;

use super::{HILL_STREET, RIVERSIDE, accept, act_for, give};
use crate::domain::{Kind, Kinds};
use crate::tests::app::{TestApp, Visitor, run};
use crate::tests::bad_input::first_id;

const LISTS: [&str; 12] = [
    "/appointments",
    "/record/medicines",
    "/record/prescriptions",
    "/record/allergies",
    "/record/conditions",
    "/record/test-results",
    "/record/letters",
    "/record/vaccinations",
    "/record/visits",
    "/record/referrals",
    "/record/care-plans",
    "/record/questionnaires",
];

async fn acting(app: &TestApp) -> (Visitor<'_>, Visitor<'_>) {
    let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
    let all: Vec<Kind> = Kinds::in_record().iter().collect();
    let code = give(&sam, &[("called", "Alex")], &[HILL_STREET, RIVERSIDE], &all, &[]).await;
    act_for(&carer, &accept(&carer, &code).await).await;
    (sam, carer)
}

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
        let app = TestApp::start(&[]).await;
        let (_, carer) = acting(&app).await;
        let mut tried = BTreeSet::new();
        let mut pages = vec!["/".to_owned()];
        for list in LISTS {
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
            for form in main.split("<form").skip(1) {
                let tag = form.split('>').next().unwrap_or_default();
                assert!(!tag.contains("method=\"post\""), "{path} has a form that does something: {tag}");
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
    });
}

#[test]
fn what_the_patient_has_read_is_not_told_to_whoever_acts_for_them() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = acting(&app).await;
        assert!(sam.page("/record/letters").await.contains("Unread"), "the patient sees what is unread");
        assert!(!carer.page("/record/letters").await.contains("Unread"));
    });
}

#[test]
fn pages_about_nobody_are_open_and_name_nobodys_organisations() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (_, carer) = acting(&app).await;
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
