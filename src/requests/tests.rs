//! Requests are carried out once, whatever happens on the way.

mod carers;
mod own_access;
mod told;
pub(super) mod world;

use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::access::testing::{came_by_nhs_login, permit_only, permit_present_as};
use crate::connectors::{BookError, ConnectorError};
use crate::domain::{AccountId, Appointment, Doubt, Kind, Refusal, Standing};
use crate::gather::Rules;
use world::{Does, World};

const WISH: u128 = 1;

#[tokio::test]
async fn what_is_asked_for_is_written_down_sent_once_and_found_on_the_list() {
    let world = World::new().await;
    world.ask(WISH).await.expect("written down");
    assert!(matches!(world.standing(WISH).await, Standing::Done(told) if told.reference.is_some()));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
    let log = world.home.database.rows_about(world.person.id, 9).await.expect("rows");
    assert!(log.iter().any(|row| row.purpose == "act"), "{log:?}");
}

#[tokio::test]
async fn the_same_form_twice_is_one_request() {
    let world = World::new().await;
    let (one, other) = tokio::join!(world.ask(WISH), world.ask(WISH));
    one.expect("written down");
    other.expect("no harm");
    world.ask(WISH).await.expect("no harm");
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
}

#[tokio::test]
async fn it_is_written_down_as_sent_before_the_first_byte_goes_out() {
    let world = World::new().await;
    world.book.does(Does::HangsBefore);
    let _ = tokio::time::timeout(Duration::from_millis(200), world.ask(WISH)).await;
    assert_eq!(world.standing(WISH).await, Standing::Sent);
}

#[tokio::test]
async fn killed_after_it_was_accepted_it_is_found_and_not_sent_again() {
    let world = World::new().await;
    world.book.does(Does::HangsAfter);
    world.killed_while_asking(WISH).await;
    assert_eq!(world.standing(WISH).await, Standing::Sent);
    world.book.does(Does::Books);
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
}

#[tokio::test]
async fn killed_before_it_arrived_it_is_looked_for_and_sent_once_more() {
    let world = World::new().await;
    world.book.does(Does::HangsBefore);
    world.killed_while_asking(WISH).await;
    world.book.does(Does::Books);
    let looked = world.book.looked();
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert!(world.book.looked() > looked, "it was sent without a look");
    assert_eq!(world.book.booked(), 1);
}

#[tokio::test]
async fn killed_right_after_it_was_written_down_it_is_sent() {
    let world = World::new().await;
    world.written_down_alone(WISH).await;
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
}

#[tokio::test]
async fn an_organisation_that_fails_after_accepting_has_it_done_once() {
    let world = World::new().await;
    world.book.does(Does::BooksAndFails);
    world.ask(WISH).await.expect("written down");
    assert_eq!(world.standing(WISH).await, Standing::NotKnown(Doubt::NoAnswer));
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
}

#[tokio::test]
async fn a_yes_that_is_never_listed_is_not_known_and_never_sent_again() {
    let world = World::new().await;
    world.book.does(Does::SaysYesOnly);
    world.ask(WISH).await.expect("written down");
    let doubt = Standing::NotKnown(Doubt::SaidYesListsNothing);
    assert_eq!(world.standing(WISH).await, doubt);
    for _ in 0..4 {
        world.restarted().await;
    }
    assert_eq!((world.standing(WISH).await, world.book.sent()), (doubt, 1));
}

#[tokio::test]
async fn what_cannot_be_sent_in_time_is_told_to_be_not_sent() {
    let world = World::new().await;
    world.book.does(Does::Fails(BookError::Connector(ConnectorError::TimedOut)));
    world.ask(WISH).await.expect("written down");
    assert_eq!(world.standing(WISH).await, Standing::ToBeSent);
    world.clock.advance(chrono::Duration::minutes(16));
    world.book.does(Does::Books);
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NotSent));
    assert_eq!(world.book.booked(), 0);
}

#[tokio::test]
async fn what_was_sent_and_is_not_listed_after_a_while_is_told_to_be_not_done() {
    let world = World::new().await;
    world.book.does(Does::HangsBefore);
    world.killed_while_asking(WISH).await;
    world.clock.advance(chrono::Duration::minutes(16));
    world.book.does(Does::Books);
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NotDone));
    assert_eq!(world.book.booked(), 0, "nobody waits for it any more");
}

#[tokio::test]
async fn a_refusal_has_its_reason() {
    for (says, stands) in [
        (BookError::SlotTaken, Refusal::Taken),
        (BookError::NotAllowed, Refusal::NotAllowed),
        (BookError::Refused("INVALID".into()), Refusal::Other(Some("INVALID".into()))),
    ] {
        let world = World::new().await;
        world.book.does(Does::Fails(says));
        world.ask(WISH).await.expect("written down");
        assert_eq!(world.standing(WISH).await, Standing::Refused(stands));
        world.restarted().await;
        assert_eq!(world.book.sent(), 1, "it is over");
    }
}

#[tokio::test]
async fn where_only_the_patient_s_own_log_in_opens_the_door_nobody_goes_through_it_alone() {
    let world = World::with_rules(Rules { needs_nhs_login: true, ..Rules::default() }).await;
    let until = world.clock.now() + chrono::Duration::hours(1);
    let present = came_by_nhs_login(&world.person, "token", until);
    let permit = || {
        let (person, log) = (world.person.clone(), world.log.clone());
        permit_present_as(world.account, person, &present, log, world.clock.clone())
    };
    world.book.does(Does::HangsAfter);
    let first = permit();
    let asked = world.requests.ask(&first, vec![world.wish(WISH)]);
    let _ = tokio::time::timeout(Duration::from_millis(300), asked).await;
    world.book.does(Does::Books);
    let looked = world.book.looked();
    world.restarted().await;
    assert_eq!((world.book.looked(), world.book.sent()), (looked, 1), "somebody went alone");
    world.requests.look(&permit()).await.expect("looked");
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)), "the patient is there again");
    assert_eq!((world.book.sent(), world.book.booked()), (1, 1));
}

#[tokio::test]
async fn what_must_be_done_first_is_done_first_or_nothing_is_done() {
    let world = World::new().await;
    let both = || vec![world.wish(WISH), world.cancellation(2)];
    world.book.does(Does::Fails(BookError::SlotTaken));
    world.requests.ask(&world.permit(), both()).await.expect("written down");
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::Taken));
    assert_eq!(world.standing(2).await, Standing::Refused(Refusal::FirstNotDone));
    assert_eq!(world.book.cancelled(), 0, "the old appointment stands");

    let world = World::new().await;
    let both = vec![world.wish(WISH), world.cancellation(2)];
    world.book.does(Does::BooksAndFails);
    world.requests.ask(&world.permit(), both).await.expect("written down");
    assert_eq!((world.standing(2).await, world.book.cancelled()), (Standing::ToBeSent, 0));
    for _ in 0..3 {
        world.restarted().await;
    }
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert!(matches!(world.standing(2).await, Standing::Done(_)));
    assert_eq!((world.book.booked(), world.book.cancelled()), (1, 1));
}

#[tokio::test]
async fn of_several_wishes_of_one_form_each_stands_on_its_own_and_all_or_none_are_written_down() {
    let world = World::new().await;
    world.book.does(Does::Fails(BookError::SlotTaken));
    let both = || vec![world.wish(WISH), world.cancellation(2)];
    world.requests.ask_each(&world.permit(), both()).await.expect("written down");
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::Taken));
    assert!(matches!(world.standing(2).await, Standing::Done(_)), "it waits for no other");
    world.requests.ask_each(&world.permit(), both()).await.expect("no harm");
    assert_eq!((world.book.sent(), world.book.cancelled()), (1, 1), "sent again");

    let unknown = Asked { to: world::code("RX7"), ..world.wish(4) };
    let refused = world.requests.ask_each(&world.permit(), vec![world.wish(3), unknown]).await;
    assert!(matches!(refused, Err(NotAsked::Cannot(CannotAct::NobodyToAsk))));
    assert_eq!(world.kept.all(world.person.id).await.expect("requests").len(), 2, "none of the form");
}

#[tokio::test]
async fn lists_are_asked_for_anew_after_something_was_done() {
    let world = World::new().await;
    let permit = world.permit();
    for _ in 0..2 {
        world.gather.one::<Appointment>(&permit).await.expect("gathered");
    }
    assert_eq!(world.book.fetched(), 1);
    world.ask(WISH).await.expect("written down");
    world.gather.one::<Appointment>(&permit).await.expect("gathered");
    assert_eq!(world.book.fetched(), 2);
}

#[tokio::test]
async fn nothing_is_sent_unless_the_access_log_says_who_asked() {
    let world = World::new().await;
    world.home.break_access_log().await;
    assert!(matches!(world.ask(WISH).await, Err(NotAsked::Disclose(_))));
    world.written_down_alone(2).await;
    world.clock.advance(chrono::Duration::minutes(1));
    assert!(world.requests.follow_up().await.is_err());
    assert_eq!(world.book.sent(), 0);
    assert_eq!(world.kept.all(world.person.id).await.expect("requests").len(), 1);
}

#[tokio::test]
async fn nobody_has_anything_done_that_they_may_only_see() {
    let world = World::new().await;
    let only = vec![(world::code(world::SURGERY), Kinds::just(Kind::Appointments))];
    let permit = permit_only(world.person.clone(), world.log.clone(), world.clock.clone(), only);
    let asked = world.requests.ask(&permit, vec![world.wish(WISH)]).await;
    assert!(matches!(asked, Err(NotAsked::Cannot(CannotAct::NotAllowed))));
    assert_eq!(world.book.sent(), 0);
}

#[tokio::test]
async fn an_organisation_that_does_not_know_the_person_is_asked_nothing() {
    let world = World::new().await;
    let asked = Asked { to: world::code("RX7"), ..world.wish(WISH) };
    let refused = world.requests.ask(&world.permit(), vec![asked]).await;
    assert!(matches!(refused, Err(NotAsked::Cannot(CannotAct::NobodyToAsk))));
    assert!(world.kept.all(world.person.id).await.expect("requests").is_empty());
}

#[tokio::test]
async fn a_request_of_an_account_that_may_do_nothing_for_the_person_is_never_sent_and_says_so() {
    let world = World::new().await;
    world.written_down_by(AccountId(Uuid::from_u128(99)), WISH).await;
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NoLongerMay));
    world.requests.look(&world.permit()).await.expect("looked");
    assert_eq!(world.book.sent(), 0, "nor when the person looks");
}
