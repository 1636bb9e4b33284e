//! What gathering promises, tried with organisations that do as they are told.

mod confidential;
mod details;
mod hidden;
mod interfaces;
mod joined;
mod looked_for;
mod present;
mod waits;
mod world;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::{Gather, Keeping, Limits, One, Rules, Source};
use crate::access::{self, FetchOrder, Permit, Purpose};
use crate::connectors::{Connector, ConnectorError, DemographicsService};
use crate::domain::*;
use crate::store::testing::{self, TestDatabase, keys};
use crate::store::{
    AccessLog, Basis, Copies, KnownTo, LastDemographics, Reports, ResultWaits, StoppedSources,
};
use world::{Says, *};

#[tokio::test]
async fn only_organisations_that_know_the_person_are_asked_and_the_unconnected_are_named() {
    let world = World::new().await;
    let gathered = world.medicines().await;
    assert_eq!(world.asked(SURGERY), 1, "the registered surgery, from demographics");
    assert_eq!(world.asked(HOSPITAL), 1, "the hospital that the person added");
    assert_eq!(world.asked("RX7"), 0, "nobody said that this hospital knows the person");
    assert_eq!(state(&gathered, "RX9"), &SourceState::NotConnected);
}

#[tokio::test]
async fn the_same_medicine_in_two_places_stands_once_with_both_holders_and_both_links() {
    let world = World::new().await;
    let gathered = world.medicines().await;
    assert_eq!(gathered.entries.len(), 1);
    let held = &gathered.entries[0];
    assert_eq!(held.holders.len(), 2);
    assert_eq!(held.members.len(), 2);
    world.script(SURGERY, Says::Fails(ConnectorError::TimedOut));
    world.clock.advance(chrono::Duration::seconds(61));
    let later = world.medicines().await;
    let found = later.find(held.id).expect("the old link still leads to it");
    assert_eq!(found.holders[0].organisation.name, "Riverside Hospital", "what was told now stands first");
    assert!(found.holders[1].is_old_copy && !found.is_old_copy());
}

#[tokio::test]
async fn another_dose_is_another_entry_and_one_list_is_never_shortened() {
    let world = World::new().await;
    world.script(
        HOSPITAL,
        Says::Holds(medicines(vec![aspirin("h1", "Two a day"), aspirin("h2", "Two a day")])),
    );
    assert_eq!(world.medicines().await.entries.len(), 3);
}

#[tokio::test]
async fn an_answer_is_used_again_for_a_minute_and_not_longer() {
    let world = World::new().await;
    world.medicines().await;
    world.clock.advance(chrono::Duration::seconds(59));
    world.medicines().await;
    assert_eq!(world.asked(HOSPITAL), 1);
    world.clock.advance(chrono::Duration::seconds(2));
    world.medicines().await;
    assert_eq!(world.asked(HOSPITAL), 2);
}

#[tokio::test]
async fn a_slow_organisation_does_not_hold_the_page_and_is_asked_once() {
    let world = World::new().await;
    world.script(HOSPITAL, Says::AfterMillis(600, medicines(vec![aspirin("h1", "Two a day")])));
    let gathered = world.medicines().await;
    assert_eq!(state(&gathered, HOSPITAL), &SourceState::Waiting);
    assert_eq!(gathered.entries.len(), 1, "what the surgery told is there");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(world.medicines().await.entries.len(), 2);
    assert_eq!(world.asked(HOSPITAL), 1);
}

#[tokio::test]
async fn when_an_organisation_fails_its_last_good_copy_stands_in_with_its_time() {
    let world = World::new().await;
    world.script(SURGERY, Says::Holds(medicines(vec![])));
    world.medicines().await;
    world.clock.advance(chrono::Duration::hours(2));
    world.script(HOSPITAL, Says::Fails(ConnectorError::ServerError(500)));
    let gathered = world.medicines().await;
    let held = &gathered.entries[0];
    assert!(held.is_old_copy());
    assert_eq!(held.holders[0].told_at, started());
    let failed =
        SourceState::Failed { why: Failure::Busy, copy: Some(OldCopy { told_at: started(), entries: 1 }) };
    assert_eq!(state(&gathered, HOSPITAL), &failed);
    assert_eq!(world.asked(HOSPITAL), 3, "a read is tried once more");
}

#[tokio::test]
async fn a_copy_older_than_seven_days_is_not_shown() {
    let world = World::new().await;
    world.medicines().await;
    world.clock.advance(chrono::Duration::days(7) + chrono::Duration::seconds(1));
    world.script(HOSPITAL, Says::Fails(ConnectorError::TimedOut));
    let gathered = world.medicines().await;
    assert_eq!(state(&gathered, HOSPITAL), &SourceState::Failed { why: Failure::NoAnswer, copy: None });
}

#[tokio::test]
async fn withdrawn_is_an_answer_that_deletes_the_copy_and_a_missing_person_is_one_that_does_not() {
    for (answer, kept) in [
        (ConnectorError::Forbidden, false),
        (ConnectorError::Gone, false),
        (ConnectorError::DoesNotKnowPerson, true),
        (ConnectorError::Unauthorised, true),
    ] {
        let world = World::new().await;
        world.medicines().await;
        world.script(HOSPITAL, Says::Fails(answer.clone()));
        world.clock.advance(chrono::Duration::seconds(61));
        let now = world.medicines().await;
        assert!(now.entries.iter().all(|held| !held.is_old_copy()), "{answer:?} shows no copy");
        world.script(HOSPITAL, Says::Fails(ConnectorError::TimedOut));
        world.clock.advance(chrono::Duration::seconds(61));
        let later = world.medicines().await;
        let has_copy = matches!(state(&later, HOSPITAL), SourceState::Failed { copy: Some(_), .. });
        assert_eq!(has_copy, kept, "{answer:?}");
    }
}

#[tokio::test]
async fn an_answer_about_somebody_else_shows_nothing_of_it() {
    let world = World::new().await;
    world.script(HOSPITAL, Says::Fails(ConnectorError::AboutSomebodyElse));
    let gathered = world.medicines().await;
    let failed = SourceState::Failed { why: Failure::AboutSomebodyElse, copy: None };
    assert_eq!(state(&gathered, HOSPITAL), &failed);
    assert_eq!(world.asked(HOSPITAL), 1, "it is not asked again at once");
}

#[tokio::test]
async fn a_superseded_number_is_replaced_before_anyone_is_asked() {
    let world = World::new().await;
    world.demographics.0.lock().expect("a script").as_mut().expect("told").nhs_number = number("9990000026");
    world.medicines().await;
    let asked_with = world.scripts[HOSPITAL].numbers.lock().expect("a list").clone();
    assert_eq!(asked_with, [number("9990000026")]);
}

#[tokio::test]
async fn nobody_is_asked_about_a_restricted_person_unless_their_settings_say_so() {
    let world = World::with_rules(Rules { answers_for_restricted: true, ..Rules::default() }).await;
    world.demographics.0.lock().expect("a script").as_mut().expect("told").restricted = true;
    let gathered = world.medicines().await;
    assert_eq!(state(&gathered, SURGERY), &SourceState::NotAsked(WhyNotAsked::Restricted));
    assert_eq!((world.asked(SURGERY), world.asked(HOSPITAL)), (0, 1));
}

#[tokio::test]
async fn while_it_is_not_known_whether_a_record_is_restricted_nobody_is_asked() {
    let world = World::new().await;
    *world.demographics.0.lock().expect("a script") = Err(ConnectorError::TimedOut);
    let gathered = world.medicines().await;
    assert_eq!(state(&gathered, HOSPITAL), &SourceState::NotAsked(WhyNotAsked::DemographicsUnknown));
    assert_eq!(world.asked(HOSPITAL), 0);
}

#[tokio::test]
async fn what_demographics_told_the_last_time_serves_while_they_fail() {
    let world = World::new().await;
    world.medicines().await;
    *world.demographics.0.lock().expect("a script") = Err(ConnectorError::TimedOut);
    world.clock.advance(chrono::Duration::seconds(61));
    let gathered = world.medicines().await;
    assert_eq!(world.asked(SURGERY), 2);
    assert!(matches!(state(&gathered, "X26"), SourceState::Failed { .. }), "and the page says so");
}

#[tokio::test]
async fn rules_of_an_organisation_keep_it_from_being_asked_and_the_page_says_why() {
    let cases = [
        (
            Rules { needs_nhs_login: true, ..Rules::default() },
            SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin),
        ),
        (Rules { lacks_approval: true, ..Rules::default() }, SourceState::NotAsked(WhyNotAsked::NotApproved)),
        (Rules { from_age: Some(200), ..Rules::default() }, SourceState::NotForThisAge),
    ];
    for (rules, expected) in cases {
        let world = World::with_rules(rules).await;
        let gathered = world.medicines().await;
        assert_eq!(state(&gathered, HOSPITAL), &expected);
        assert_eq!(world.asked(HOSPITAL), 0);
    }
}

#[tokio::test]
async fn a_kind_that_is_not_offered_is_not_shared_online() {
    let world = World::new().await;
    let permit = world.permit();
    let sealed = world.gather.one::<Letter>(&permit).await.expect("gathered");
    let letters = permit.disclose(sealed, Purpose::List).await.expect("opened");
    assert_eq!(state(&letters, HOSPITAL), &SourceState::NotSharedOnline);
    assert_eq!(world.asked(HOSPITAL), 0);
}

#[tokio::test]
async fn what_is_opened_stands_in_the_access_log_with_its_holders() {
    let world = World::new().await;
    world.medicines().await;
    let rows = world.home.database.rows_about(world.person.id, 10).await.expect("rows");
    assert_eq!(rows.len(), 1);
    let holders: Vec<_> = rows[0].holders.iter().map(ToString::to_string).collect();
    assert_eq!(holders, [SURGERY, HOSPITAL]);
}

#[tokio::test]
async fn what_was_joined_is_used_again_only_while_every_answer_is_the_same_and_each_look_is_logged() {
    let world = World::new().await;
    let first = world.medicines().await;
    assert!(Arc::ptr_eq(&first, &world.medicines().await), "nothing has changed");
    let rows = world.home.database.rows_about(world.person.id, 10).await.expect("rows");
    assert_eq!(rows.len(), 2, "a page that was kept is opened like any other");
    world.clock.advance(chrono::Duration::seconds(61));
    assert!(!Arc::ptr_eq(&first, &world.medicines().await), "everyone has answered anew");
}

#[tokio::test]
async fn an_organisation_that_is_added_is_asked_at_once_though_every_answer_is_fresh() {
    let world = World::new().await;
    world.medicines().await;
    let known_to = &world.gather.0.keeping.known_to;
    known_to.add(world.person.id, &code("RX7"), Basis::Added, world.clock.now()).await.expect("known");
    world.gather.person_changed(world.person.id);
    let later = world.medicines().await;
    assert_eq!((world.asked("RX7"), world.asked(HOSPITAL)), (1, 1));
    assert!(later.sources.iter().any(|report| report.organisation.ods_code == code("RX7")));
}

#[tokio::test]
async fn one_failure_among_fresh_answers_is_told_again_for_three_seconds_only() {
    let world = World::new().await;
    world.script(HOSPITAL, Says::Fails(ConnectorError::Unreadable("not JSON")));
    world.medicines().await;
    world.clock.advance(chrono::Duration::seconds(2));
    world.medicines().await;
    assert_eq!(world.asked(HOSPITAL), 1);
    world.clock.advance(chrono::Duration::seconds(2));
    world.script(HOSPITAL, Says::Holds(medicines(vec![aspirin("h1", "Two a day")])));
    assert_eq!(world.medicines().await.entries.len(), 2);
    assert_eq!((world.asked(HOSPITAL), world.asked(SURGERY)), (2, 1));
}

#[tokio::test]
async fn what_was_joined_under_other_limits_is_never_used() {
    let world = World::new().await;
    let all = world.medicines().await;
    let only = vec![(code(SURGERY), Kinds::just(Kind::Medicines))];
    let permit =
        access::testing::permit_only(world.person.clone(), world.log.clone(), world.clock.clone(), only);
    let sealed = world.gather.one::<Medicine>(&permit).await.expect("gathered");
    let less = permit.disclose(sealed, Purpose::List).await.expect("opened");
    assert_eq!((all.entries[0].holders.len(), less.entries[0].holders.len()), (2, 1));
    assert!(less.sources.iter().all(|report| report.organisation.ods_code == code(SURGERY)));
}

#[tokio::test]
async fn nothing_is_shown_when_the_access_log_cannot_be_written() {
    let world = World::new().await;
    let permit = world.permit();
    let sealed = world.gather.one::<Medicine>(&permit).await.expect("gathered");
    world.home.database.close().await;
    assert!(permit.disclose(sealed, Purpose::List).await.is_err());
}
