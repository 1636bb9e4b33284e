//! Whoever asked is told what was found out while they were away: once, and only the person themself.

use super::world::{Does, SURGERY, World};
use super::*;
use crate::store::query::{execute, fetch_all};
use crate::store::testing::account;

/// How many were told that there is news of something that they asked for.
async fn told(world: &World) -> usize {
    let sql = "SELECT about FROM outbox WHERE about = 'request'";
    fetch_all!(world.home.database.reader(), (String,), sql).expect("rows").len()
}

/// A booking that was killed right after the surgery took it.
async fn interrupted(world: &World) {
    world.book.does(Does::HangsAfter);
    world.killed_while_asking(WISH).await;
    world.book.does(Does::Books);
}

#[tokio::test]
async fn what_turns_out_to_be_done_while_somebody_is_away_is_told_to_them_once() {
    let world = World::new().await;
    interrupted(&world).await;
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 1);
    world.restarted().await;
    assert_eq!(told(&world).await, 1);
}

#[tokio::test]
async fn who_sees_it_on_the_page_of_their_request_is_not_told_besides() {
    let world = World::new().await;
    world.ask(WISH).await.expect("written down");
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 0, "done at once");

    let world = World::new().await;
    world.book.does(Does::BooksAndFails);
    world.ask(WISH).await.expect("written down");
    world.clock.advance(chrono::Duration::seconds(30));
    world.requests.follow_up().await.expect("followed up");
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 0, "half a minute later");

    let world = World::new().await;
    interrupted(&world).await;
    world.clock.advance(chrono::Duration::minutes(5));
    world.requests.look(&world.permit()).await.expect("looked");
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 0, "they looked themselves");
}

#[tokio::test]
async fn what_could_not_be_sent_and_what_a_yes_never_listed_are_told_since_somebody_has_to_call() {
    let world = World::new().await;
    world.book.does(Does::Fails(BookError::Connector(ConnectorError::TimedOut)));
    world.ask(WISH).await.expect("written down");
    world.restarted().await;
    assert_eq!((world.standing(WISH).await, told(&world).await), (Standing::ToBeSent, 0), "still open");
    world.clock.advance(chrono::Duration::minutes(16));
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NotSent));
    assert_eq!(told(&world).await, 1);

    let world = World::new().await;
    world.written_down_alone(WISH).await;
    world.book.does(Does::SaysYesOnly);
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::NotKnown(Doubt::SaidYesListsNothing));
    assert_eq!(told(&world).await, 1);
}

#[tokio::test]
async fn a_change_of_time_is_two_requests_and_told_once() {
    let world = World::new().await;
    world.book.does(Does::HangsAfter);
    let permit = world.permit();
    let both = world.requests.ask(&permit, vec![world.wish(WISH), world.cancellation(2)]);
    let _ = tokio::time::timeout(Duration::from_millis(300), both).await;
    world.book.does(Does::Books);
    for _ in 0..3 {
        world.restarted().await;
    }
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert!(matches!(world.standing(2).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 1);
}

#[tokio::test]
async fn nobody_is_told_whose_own_access_is_stopped_or_who_acts_for_another() {
    let world = World::new().await;
    interrupted(&world).await;
    let sql = "UPDATE account SET stopped_by = $1";
    execute!(world.home.database.writer(), sql, SURGERY).expect("a change");
    world.restarted().await;
    assert!(matches!(world.standing(WISH).await, Standing::Done(_)));
    assert_eq!(told(&world).await, 0);

    let world = World::new().await;
    let other = account(&world.home.database, &world.keys).await;
    world.written_down_by(other, WISH).await;
    world.restarted().await;
    assert_eq!(world.standing(WISH).await, Standing::Refused(Refusal::NoLongerMay));
    assert_eq!(told(&world).await, 0);
}
