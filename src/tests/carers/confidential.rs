//! Until somebody has talked with the child, a parent sees nothing that is marked as confidential, nor a gap where it was.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, StatusCode};

use super::{act_for, list, place, subject_of};
use crate::domain::{Grant, GrantBasis, Kind, Kinds, PersonId};
use crate::store::KeptGrant;
use crate::tests::access_matrix::routes;
use crate::tests::app::{TestApp, Visitor, run, words};

/// What the hospital marked in Mia's record, kind by kind (`sandbox/records/stories/mia.rs`).
const MARKED: [Kind; 8] = [
    Kind::Appointments,
    Kind::Medicines,
    Kind::Conditions,
    Kind::TestResults,
    Kind::Letters,
    Kind::Visits,
    Kind::Referrals,
    Kind::CarePlans,
];

/// Each entry of a list by its id, with its title.
async fn entries(visitor: &Visitor<'_>, kind: Kind) -> BTreeMap<String, String> {
    let list = list(kind).expect("a list");
    let mut found = BTreeMap::new();
    let ways: &[&str] = if kind == Kind::Appointments { &["", "?show=past"] } else { &[""] };
    for way in ways {
        let answer = visitor.get(&format!("{list}{way}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{list}");
        let page = answer.text().await.expect("a page");
        for after in page.split(&format!("href=\"{list}/")).skip(1) {
            let id = after.split('"').next().unwrap_or_default();
            let title = after.split_once('>').and_then(|(_, rest)| rest.split('<').next());
            if id.len() == 32 {
                found.insert(id.to_owned(), title.unwrap_or_default().trim().to_owned());
            }
        }
    }
    found
}

async fn mia(app: &TestApp) -> PersonId {
    let found = app.portal.access.grants.person_of_email("mia@example.org").await.expect("an answer");
    found.expect("Mia")
}

async fn grant(app: &TestApp) -> KeptGrant {
    app.portal.access.grants.of_patient(mia(app).await).await.expect("grants").remove(0)
}

async fn change(app: &TestApp, with: impl FnOnce(Grant) -> Grant) {
    let kept = grant(app).await;
    let grant = with(kept.grant.clone());
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    app.portal.access.grants.change(&mut transaction, &kept, &grant).await.expect("stored");
    transaction.commit().await.expect("stored");
}

/// Grace, who acts for Mia.
async fn parent(app: &TestApp) -> Visitor<'_> {
    let parent = app.log_in("A parent").await;
    let id = grant(app).await.id.to_string();
    assert_eq!(place(&act_for(&parent, &id).await), "/");
    parent
}

/// What Mia sees and her parent does not, kind by kind.
async fn hidden(mia: &Visitor<'_>, parent: &Visitor<'_>) -> BTreeMap<Kind, BTreeMap<String, String>> {
    let mut hidden = BTreeMap::new();
    for kind in Kinds::in_record().iter() {
        let (own, theirs) = (entries(mia, kind).await, entries(parent, kind).await);
        assert!(theirs.keys().all(|id| own.contains_key(id)), "{kind:?}: more than Mia sees");
        let left_out: BTreeMap<_, _> = own.into_iter().filter(|(id, _)| !theirs.contains_key(id)).collect();
        if !left_out.is_empty() {
            hidden.insert(kind, left_out);
        }
    }
    hidden
}

#[test]
fn of_every_kind_what_is_marked_as_confidential_is_in_no_answer_to_the_parent() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mia, parent) = (app.log_in("Aged 12").await, parent(&app).await);
        let hidden = hidden(&mia, &parent).await;
        assert_eq!(hidden.keys().copied().collect::<BTreeSet<_>>(), MARKED.into_iter().collect());
        let conditions = mia.page("/record/conditions").await;
        assert!(conditions.contains("Mixed anxiety"), "she sees it");
        let of_both = hidden[&Kind::Conditions].keys().next().expect("one");
        let own = words(&mia.page(&format!("/record/conditions/{of_both}")).await);
        assert!(
            own.contains("Hill Street Surgery") && own.contains("Riverside Hospital"),
            "the surgery holds it too, without a mark: {own}"
        );
        for kind in Kinds::in_record().iter() {
            let list = list(kind).expect("a list");
            let said = words(&parent.page(list).await);
            assert!(said.contains("You may not see everything."), "{list}: {said}");
            for none in ["told us of none", "No known", "has none"] {
                assert!(!said.contains(none), "{list} says {none}");
            }
        }
        let all: Vec<(&String, &String)> = hidden.values().flatten().collect();
        let reads = routes().into_iter().filter(|(method, _)| *method == Method::GET).map(|(_, path)| path);
        for route in reads.filter(|path| !path.starts_with("/find-a-service")) {
            let path = route.replace("{kind}", "medicines").replace("{why}", "not-here");
            let path = path.replace("{step}", "places").replace("{topic}", "new");
            let path = path.replace("{organisation}", "RZ1").replace("{id}", "0");
            let text = parent.get(&path).await.text().await.expect("a page");
            for (id, title) in &all {
                assert!(!text.contains(*id) && !text.contains(*title), "{path} tells of {title}");
            }
        }
    });
}

#[test]
fn the_address_of_what_is_marked_looks_to_the_parent_as_one_that_nobody_has() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mia, parent) = (app.log_in("Aged 12").await, parent(&app).await);
        for (kind, entries) in hidden(&mia, &parent).await {
            let list = list(kind).expect("a list");
            let nobodys = parent.get(&format!("{list}/{}", "0".repeat(32))).await;
            let (status, said) = (nobodys.status(), words(&nobodys.text().await.expect("a page")));
            assert_eq!(status, StatusCode::NOT_FOUND);
            for id in entries.keys() {
                assert_eq!(mia.get(&format!("{list}/{id}")).await.status(), StatusCode::OK);
                let theirs = parent.get(&format!("{list}/{id}")).await;
                assert_eq!(theirs.status(), status, "{kind:?}");
                assert_eq!(words(&theirs.text().await.expect("a page")), said, "{kind:?}");
                for more in ["file", "cancel", "calendar"] {
                    let answer = parent.get(&format!("{list}/{id}/{more}")).await;
                    assert_ne!(answer.status(), StatusCode::OK, "{kind:?} {more}");
                }
            }
        }
    });
}

#[test]
fn a_search_for_what_is_marked_finds_nothing_and_says_nothing_of_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mia, parent) = (app.log_in("Aged 12").await, parent(&app).await);
        let subject = subject_of(&parent.page("/search").await);
        for (kind, entries) in hidden(&mia, &parent).await {
            for (id, title) in entries {
                app.clock.advance(chrono::Duration::seconds(1));
                let answer = parent.post("/search", &[("whose-record", &*subject), ("words", &*title)]).await;
                let page = parent.page(&place(&answer)).await;
                assert!(!page.contains(&id), "{kind:?} {title}");
                assert!(words(&page).contains("You may not see everything."), "{title}");
            }
        }
    });
}

#[test]
fn once_staff_have_looked_since_the_child_is_11_and_on_any_other_basis_what_is_marked_is_seen_too() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (mia, parent) = (app.log_in("Aged 12").await, parent(&app).await);
        assert!(!hidden(&mia, &parent).await.is_empty());
        let (before, today) = (grant(&app).await.grant, app.clock.now().date_naive());
        change(&app, |grant| Grant { reviewed: Some(today), ..grant }).await;
        assert!(hidden(&mia, &parent).await.is_empty(), "after the review");
        change(&app, |_| before.clone()).await;
        assert!(!hidden(&mia, &parent).await.is_empty(), "at the next request");
        change(&app, |grant| Grant { basis: GrantBasis::BestInterest, ..grant }).await;
        assert!(hidden(&mia, &parent).await.is_empty(), "another basis");
    });
}
