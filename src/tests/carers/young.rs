//! What a parent and a young person read as the child grows up: what is seen now, what changes when, and what to do.

use chrono::{Datelike, NaiveDate};

use crate::domain::Grant;
use crate::store::KeptGrant;
use crate::tests::app::{TestApp, Visitor, run, words};

const PRIVATE: &str = "marked as private (confidential)";

/// The one grant in a child's record.
async fn grant(app: &TestApp, email: &str) -> KeptGrant {
    let grants = &app.portal.access.grants;
    let child = grants.person_of_email(email).await.expect("an answer").expect("a child");
    grants.of_patient(child).await.expect("grants").remove(0)
}

async fn reviewed(app: &TestApp, email: &str, day: NaiveDate) {
    let kept = grant(app, email).await;
    let changed = Grant { reviewed: Some(day), ..kept.grant.clone() };
    let mut transaction = app.portal.database.begin_write().await.expect("a transaction");
    app.portal.access.grants.change(&mut transaction, &kept, &changed).await.expect("stored");
    transaction.commit().await.expect("stored");
}

/// What both read about one child's grant: the parent, and the child.
async fn both(app: &TestApp, email: &str, child: &Visitor<'_>) -> (String, String) {
    let id = grant(app, email).await.id;
    let parent = app.log_in("A parent").await;
    (words(&parent.page(&format!("/helping/{id}")).await), words(&child.page(&format!("/carers/{id}")).await))
}

fn says(page: &str, all: &[&str]) {
    for one in all {
        assert!(page.contains(one), "it does not say {one:?}: {page}");
    }
}

fn says_none(page: &str, none: &[&str]) {
    for one in none {
        assert!(!page.contains(one), "it says {one:?}: {page}");
    }
}

#[test]
fn the_parent_of_a_child_who_may_decide_reads_what_is_kept_what_comes_when_and_what_to_do() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mia = app.log_in("Aged 12").await;
        let born = app.clock.now().year() - 12;
        let (parent, own) = both(&app, "mia@example.org", &mia).await;
        let (at_13, at_16) = (format!("1 March {}, when", born + 13), format!("1 March {}, when", born + 16));
        let arrange = format!("From 1 September {}", born + 15);
        let until = format!("Until 1 March {} (age 16), or until one of you ends it", born + 16);
        assert!(words(&mia.page("/carers").await).contains(&until), "in the list of all too");
        says(
            &parent,
            &[
                &until,
                &format!("You see nothing that is {PRIVATE}. We do not say if there is anything."),
                "This stays so until staff have talked with",
                "is 11 or older",
                &at_13,
                "your access stops until they have",
                &arrange,
                &at_16,
                "Your access ends.",
                "Ask Hill Street Surgery and Riverside Hospital when they will talk with",
                "can have their own log-in",
            ],
        );
        says(
            &own,
            &[
                &until,
                "They have parental responsibility for you",
                &format!("They see nothing that is {PRIVATE}."),
                "You can ask your doctor or nurse to mark what you tell them.",
                "Staff talk with you alone, and ask what you want.",
                &format!("{at_13} you are 13"),
                "it stops until somebody does",
                &format!("{at_16} you are 16"),
                "Then you decide who sees your record, and nobody else.",
                "talk with you alone, at any age",
            ],
        );
        says_none(&own, &["your access ends", "Your access ends"]);
    });
}

#[test]
fn the_parent_of_a_younger_child_reads_on_which_day_that_begins() {
    run(async {
        let app = TestApp::start(&[]).await;
        let tom = app.log_in("aged 9").await;
        let born = app.clock.now().year() - 9;
        let (parent, own) = both(&app, "tom@example.org", &tom).await;
        for page in [&parent, &own] {
            for years in [11, 13, 16] {
                says(page, &[&format!("1 January {}, when", born + years)]);
            }
            says(page, &["Until they have done so", PRIVATE]);
        }
        says_none(&parent, &["You see nothing that is", "Ask Hill Street Surgery when"]);
        says_none(&own, &["They see nothing that is"]);
    });
}

#[test]
fn after_the_review_both_read_that_it_goes_on_and_the_young_person_what_is_seen_since() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mia = app.log_in("Aged 12").await;
        reviewed(&app, "mia@example.org", app.clock.now().date_naive()).await;
        let (parent, own) = both(&app, "mia@example.org", &mia).await;
        says(&parent, &["Staff looked at your access. It goes on.", "when Mia Young is 16"]);
        says_none(&parent, &[PRIVATE, "is 13", "when they will talk"]);
        says(
            &own,
            &[
                &format!("They see what is {PRIVATE} too."),
                "If you do not want that, tell your GP surgery. You can also stop the access on this page.",
                "Staff looked at this with you. It goes on.",
            ],
        );
        says_none(&own, &["when you are 13"]);
    });
}

#[test]
fn at_13_without_a_review_the_parent_reads_only_whom_to_ask_and_the_young_person_that_it_is_stopped() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.clock.advance(chrono::Duration::days(120));
        let mia = app.log_in("Aged 12").await;
        let outbox = app.portal.reminding.outbox.clone();
        app.portal.access.look_at_grants(&outbox).await.expect("a look");
        let (parent, own) = both(&app, "mia@example.org", &mia).await;
        says(&parent, &["This access is not active. To find out more, contact the organisation."]);
        says_none(&parent, &[PRIVATE, "when Mia Young is", "grows up", "Hill Street"]);
        says(
            &own,
            &[
                "Stopped until it is looked at again",
                "You are now old enough to have a say in who sees your record.",
                "Staff talk with you alone",
            ],
        );
    });
}

#[test]
fn at_16_the_young_person_reads_that_they_decide_now() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mia = app.log_in("Aged 12").await;
        reviewed(&app, "mia@example.org", app.clock.now().date_naive()).await;
        drop(mia);
        app.clock.advance(chrono::Duration::days(366 * 4));
        let outbox = app.portal.reminding.outbox.clone();
        app.portal.access.look_at_grants(&outbox).await.expect("a look");
        let mia = app.log_in("Aged 12").await;
        let (parent, own) = both(&app, "mia@example.org", &mia).await;
        says(&parent, &["This access is not active."]);
        says(&own, &["You are now old enough to decide who sees your record.", "give them access yourself"]);
        says_none(&own, &["when you are", "Staff talk with you"]);
    });
}
