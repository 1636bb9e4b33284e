//! Several people, circles, changed names and replaced numbers; and whoever is paid to care.

use std::collections::BTreeSet;

use reqwest::StatusCode;

use super::confirming::grace;
use super::leaks::entries;
use super::{HILL_STREET, act_for, part, place};
use crate::domain::{AccountId, Grant, GrantBasis, GrantStep, Kind, Kinds, PersonId};
use crate::store::query::execute;
use crate::tests::app::{TestApp, run, words};

const FIVE: [&str; 5] = ["sam", "sunita", "eddie", "robin", "wulandari"];

async fn person(app: &TestApp, key: &str) -> PersonId {
    let found = app.portal.access.grants.person_of_email(&format!("{key}@example.org")).await;
    found.expect("an answer").expect("a person")
}

async fn account(app: &TestApp, key: &str) -> AccountId {
    let person = person(app, key).await;
    let found = app.portal.access.grants.patient(person).await;
    found.expect("an answer").expect("an account").1
}

fn name(app: &TestApp, key: &str) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|one| one.key == key).expect("a person").name.clone()
}

/// Lets somebody see one kind of a person's at the surgery; gives the grant's id.
async fn let_see(app: &TestApp, patient: &str, carer: AccountId, kind: Kind) -> String {
    let (grants, now) = (&app.portal.access.grants, app.clock.now());
    let grant = Grant {
        basis: GrantBasis::Consent,
        called: "Alex".into(),
        parts: vec![part(HILL_STREET, Kinds::just(kind))],
        from: app.portal.access.today(),
        until: None,
        reviewed: None,
    };
    let patient = person(app, patient).await;
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    let id = grants.make_for(&mut transaction, patient, &grant, Some(carer), now).await.expect("a grant");
    transaction.commit().await.expect("stored");
    let kept = grants.of_patient(patient).await.expect("grants");
    let kept = kept.into_iter().find(|kept| kept.id == id).expect("the grant");
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    assert!(grants.step(&mut transaction, &kept, GrantStep::Accept, now).await.expect("stored"));
    transaction.commit().await.expect("stored");
    id.to_string()
}

#[test]
fn whoever_helps_five_people_acts_for_one_at_a_time_and_sees_one_name() {
    run(async {
        let app = TestApp::start(&[]).await;
        let carer = app.log_in("A parent").await;
        let account = grace(&app).await;
        let mut grants = Vec::new();
        for key in FIVE {
            grants.push((name(&app, key), let_see(&app, key, account, Kind::Medicines).await));
        }
        let all = words(&carer.page("/helping").await);
        for (name, _) in &grants {
            assert!(all.contains(&format!("Act for {name}")), "{name}: {all}");
        }
        for (name, id) in &grants {
            assert_eq!(place(&act_for(&carer, id).await), "/");
            for path in ["/", "/record/medicines"] {
                let page = carer.page(path).await;
                let shown: BTreeSet<_> = grants.iter().filter(|(other, _)| page.contains(other)).collect();
                assert_eq!(shown.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), [name], "{path}");
            }
        }
    });
}

#[test]
fn two_who_help_each_other_see_what_each_was_given_and_no_more_by_going_round() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let of_grace = let_see(&app, "grace", account(&app, "sam").await, Kind::Conditions).await;
        let of_sam = let_see(&app, "sam", account(&app, "grace").await, Kind::Medicines).await;
        assert_eq!(place(&act_for(&sam, &of_grace).await), "/");
        assert_eq!(place(&act_for(&carer, &of_sam).await), "/");
        for (who, open, closed) in [
            (&sam, "/record/conditions", "/record/medicines"),
            (&carer, "/record/medicines", "/record/conditions"),
        ] {
            assert_eq!(who.get(open).await.status(), StatusCode::OK, "{open}");
            assert_eq!(who.get(closed).await.status(), StatusCode::NOT_FOUND, "{closed}");
        }
        // From her record there is no way back into his own as hers.
        assert_eq!(place(&act_for(&sam, &of_sam).await), "/helping/stopped/not-active");
    });
}

#[test]
fn whoever_has_another_name_now_is_called_by_it_and_what_was_given_stays() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, carer) = (app.log_in("five").await, app.log_in("A parent").await);
        let id = let_see(&app, "sam", grace(&app).await, Kind::Medicines).await;
        assert_eq!(place(&act_for(&carer, &id).await), "/");
        assert!(carer.page("/record/medicines").await.contains("Sam Sample"));
        for (new, old) in [("Sam Newname", "Sam Sample"), ("Grace Newname", "Grace Young")] {
            let sql = "UPDATE person SET name = $1 WHERE name = $2";
            assert_eq!(execute!(app.portal.database.writer(), sql, new, old).expect("stored"), 1);
        }
        let page = carer.page("/record/medicines").await;
        assert!(page.contains("Sam Newname") && !page.contains("Sam Sample"), "{}", words(&page));
        let carers = words(&sam.page("/carers").await);
        assert!(carers.contains("Grace Newname") && !carers.contains("Grace Young"), "{carers}");
    });
}

#[test]
fn of_a_patient_whose_nhs_number_was_replaced_a_carer_sees_what_was_given() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sunita, carer) = (app.log_in("replaced by").await, app.log_in("A parent").await);
        let id = let_see(&app, "sunita", grace(&app).await, Kind::Medicines).await;
        assert_eq!(place(&act_for(&carer, &id).await), "/");
        let at = (HILL_STREET, "Hill Street Surgery");
        let own = entries(&sunita, Kind::Medicines, at).await;
        let seen = entries(&carer, Kind::Medicines, at).await;
        assert!(!own.is_empty());
        let titles =
            |all: &[super::leaks::Marked]| all.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&seen), titles(&own));
    });
}

#[test]
fn whoever_is_paid_to_care_is_told_that_this_is_not_for_them_before_they_begin() {
    run(async {
        let app = TestApp::start(&[]).await;
        let carer = app.log_in("A parent").await;
        for path in ["/helping/code", "/helping/ask"] {
            let page = words(&carer.page(path).await);
            assert!(page.contains("This is for family and friends. If you are paid to care, ask"), "{path}");
        }
    });
}
