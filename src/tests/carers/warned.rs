//! Both are told before access ends, once each time, in words that say nothing; a parent's access ends with the child's age.

use std::time::Duration;

use serde_json::Value;

use super::{HILL_STREET, accept, act_for, give, place};
use crate::domain::{Grant, GrantBasis, Kind};
use crate::store::KeptGrant;
use crate::tests::app::{TestApp, run, words};

const ALEX: &[(&str, &str)] = &[("called", "Alex")];

fn email_of(app: &TestApp, who: &str) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    let found = people.iter().find(|one| one.note.contains(who) || one.name.contains(who));
    found.expect("a person").email.clone()
}

/// Looks at what the calendar does now; gives how often each of two was told these words.
async fn told(app: &TestApp, says: &str) -> (usize, usize) {
    let outbox = app.portal.reminding.outbox.clone();
    app.portal.access.look_at_grants(&outbox).await.expect("a look");
    tokio::time::sleep(Duration::from_millis(500)).await;
    let all: Vec<Value> = app.get("/practice/outbox.json").await.json().await.expect("a list");
    let to = |email: String| {
        let said = |one: &&Value| {
            one["to"] == *email && one["body"].as_str().is_some_and(|body| body.contains(says))
        };
        let count = all.iter().filter(said).count();
        let names = ["Sam", "Grace", "Alex", "Hill", "http"];
        for one in all.iter().filter(said) {
            let body = one["body"].as_str().unwrap_or_default();
            assert!(names.iter().all(|name| !body.contains(name)), "{body}");
        }
        count
    };
    (to(email_of(app, "five")), to(email_of(app, "A parent")))
}

async fn kept(app: &TestApp, id: &str) -> KeptGrant {
    let carers = app.portal.access.grants.of_patient(super::patient(app).await).await.expect("grants");
    carers.into_iter().find(|kept| kept.id.to_string() == id).expect("the grant")
}

async fn changed(app: &TestApp, kept: &KeptGrant, grant: Grant) {
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    app.portal.access.grants.change(&mut transaction, kept, &grant).await.expect("stored");
    transaction.commit().await.expect("stored");
}

const SOON: &str = "will change soon in who may act for whom";
const NOW: &str = "Something has changed in who may act for whom";

#[test]
fn both_are_told_thirty_and_seven_days_before_the_end_once_each_and_when_it_has_come() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let id = accept(&carer, &code).await;
        let kept = kept(&app, &id).await;
        let grant = Grant {
            until: app.clock.now().date_naive().checked_add_days(chrono::Days::new(60)),
            ..kept.grant.clone()
        };
        changed(&app, &kept, grant).await;
        assert_eq!(told(&app, SOON).await, (0, 0));
        let before = told(&app, NOW).await;
        for (days, times) in [(29, 0), (1, 1), (1, 1), (21, 1), (1, 2), (3, 2)] {
            app.clock.advance(chrono::Duration::days(days));
            assert_eq!(told(&app, SOON).await, (times, times), "{days} days later");
        }
        app.clock.advance(chrono::Duration::days(6));
        assert_eq!(told(&app, NOW).await, (before.0 + 1, before.1 + 1), "it is over");
        let sam = app.log_in("five").await;
        assert!(words(&sam.page("/carers").await).contains("Ended"));
        let log = words(&sam.page("/who-looked?who=everyone").await);
        assert!(log.contains("access was stopped or refused"), "{log}");
        assert_eq!(told(&app, NOW).await, (before.0 + 1, before.1 + 1), "once");
    });
}

#[test]
fn a_parents_access_stops_at_the_age_of_the_settings_and_both_are_told() {
    run(async {
        // Sam is grown, so every age is behind him.
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let code = give(&sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
        let id = accept(&carer, &code).await;
        act_for(&carer, &id).await;
        let kept = kept(&app, &id).await;
        let before = told(&app, NOW).await;
        let grant = Grant { basis: GrantBasis::ParentalResponsibility, ..kept.grant.clone() };
        changed(&app, &kept, grant).await;
        assert_eq!(place(&carer.get("/").await), "/helping/stopped/not-active", "before anybody has looked");
        assert_eq!(told(&app, NOW).await, (before.0 + 1, before.1 + 1));
        assert!(words(&sam.page("/carers").await).contains("Stopped until it is looked at again"));
        let page = words(&sam.page(&format!("/carers/{id}")).await);
        assert!(page.contains("old enough to decide who sees your record"), "{page}");
        let page = words(&carer.page("/helping").await);
        assert!(
            page.contains("Not active. Contact the organisation.") && !page.contains("old enough"),
            "{page}"
        );
        assert_eq!(told(&app, NOW).await, (before.0 + 1, before.1 + 1), "once");
    });
}

#[test]
fn ages_that_go_down_are_refused_at_the_start() {
    let with = |options: &[&str]| {
        crate::tests::app::settings(&[&["--practice", "yes"][..], options].concat()).check()
    };
    assert!(with(&["--age-review-by", "12", "--age-parents-end", "18"]).is_ok());
    let error = with(&["--age-review-by", "17"]).expect_err("it would be after the end");
    assert!(error.to_string().contains("FRONT_DOOR_AGE_REVIEW_BY"), "{error}");
}
